"""Dates: what is one, which days it may mean, and in which order dates stand."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.model.dates import DatePoint, Edtf

VALID = [
    ("2020", "2020-01-01", "2020-12-31"),
    ("2020-11", "2020-11-01", "2020-11-30"),
    ("2020-02", "2020-02-01", "2020-02-29"),
    ("2020-11-10", "2020-11-10", "2020-11-10"),
    ("2020-02-29", "2020-02-29", "2020-02-29"),
    ("1999-12-31", "1999-12-31", "1999-12-31"),
    ("2015~", "2015-01-01", "2015-12-31"),
    ("2015-06?", "2015-06-01", "2015-06-30"),
    ("2015-06-11%", "2015-06-11", "2015-06-11"),
    ("201X", "2010-01-01", "2019-12-31"),
    ("20XX", "2000-01-01", "2099-12-31"),
    ("2020-XX", "2020-01-01", "2020-12-31"),
    ("2020-11-XX", "2020-11-01", "2020-11-30"),
    ("2020-21", "2020-03-01", "2020-05-31"),
    ("2020-22", "2020-06-01", "2020-08-31"),
    ("2020-23", "2020-09-01", "2020-11-30"),
    ("2020-24", "2020-12-01", "2021-02-28"),
    ("2019-24", "2019-12-01", "2020-02-29"),
    ("2007/2020", "2007-01-01", "2020-12-31"),
    ("2020-09-27/2020-11-10", "2020-09-27", "2020-11-10"),
    ("2007-12/2007", "2007-12-01", "2007-12-31"),
    ("2007~/2008?", "2007-01-01", "2008-12-31"),
    ("2007/2007", "2007-01-01", "2007-12-31"),
    ("9999-24", "9999-12-01", "9999-12-31"),
    ("0622", "0622-01-01", "0622-12-31"),
    (" 2020 ", "2020-01-01", "2020-12-31"),
]

INVALID = [
    ("", "not an EDTF date"),
    ("20", "not an EDTF date"),
    ("20201", "not an EDTF date"),
    ("2020-1", "not an EDTF date"),
    ("2020-1-1", "not an EDTF date"),
    ("2020-001", "not an EDTF date"),
    ("2020/11/10", "more than two ends"),
    ("10.11.2020", "not an EDTF date"),
    ("10 November 2020", "not an EDTF date"),
    ("c. 2020", "not an EDTF date"),
    ("ca. 2015", "not an EDTF date"),
    ("2020-11-10T12:00", "not an EDTF date"),
    ("~2020", "not an EDTF date"),
    ("2020~~", "not an EDTF date"),
    ("-044", "not an EDTF date"),
    ("X020", "not an EDTF date"),
    ("20X0", "not an EDTF date"),
    ("2020-1X", "not an EDTF date"),
    ("٢٠٢٠", "not an EDTF date"),
    ("2020–2021", "not an EDTF date"),
    ("2020 / 2021", "not an EDTF date"),
    ("2020-13", "no month 13"),
    ("2020-00", "no month 00"),
    ("2020-20", "no month 20"),
    ("2020-25", "no month 25"),
    ("2020-11-31", "no day 31"),
    ("2021-02-29", "no day 29"),
    ("1900-02-29", "no day 29"),
    ("2020-11-00", "no day 00"),
    ("2020-XX-10", "a day without a month"),
    ("2020-21-10", "a day without a month"),
    ("2020/2019", "ends before it begins"),
    ("2020-11-10/2020-11-09", "ends before it begins"),
    ("../..", "open at both ends"),
    ("/", "open at both ends"),
    ("..", "not an EDTF date"),
]


@pytest.mark.parametrize(("text", "first", "last"), VALID)
def test_a_date_means_days(text: str, first: str, last: str) -> None:
    found = Edtf.parse(text)
    assert found.start is not None
    assert found.end is not None
    assert (found.start.first_day.isoformat(), found.end.last_day.isoformat()) == (first, last)
    assert found.text == text.strip()
    assert found.is_interval == ("/" in text)


@pytest.mark.parametrize(("text", "why"), INVALID)
def test_what_is_no_date_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why) as caught:
        Edtf.parse(text)
    assert str(caught.value).startswith(f"'{text}'")


@pytest.mark.parametrize("text", ["2010/..", "2010/"])
def test_an_interval_may_have_no_end(text: str) -> None:
    found = Edtf.parse(text)
    assert (found.start, found.end) == (DatePoint(2010), None)


@pytest.mark.parametrize("text", ["../2010", "/2010"])
def test_an_interval_may_have_no_beginning(text: str) -> None:
    found = Edtf.parse(text)
    assert (found.start, found.end) == (None, DatePoint(2010))


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [("2020", False, False), ("2020~", True, False), ("2020?", False, True), ("2020-11%", True, True)],
)
def test_marks_say_how_sure_a_date_is(text: str, approximate: bool, uncertain: bool) -> None:
    point = Edtf.parse(text).start
    assert point is not None
    assert (point.approximate, point.uncertain) == (approximate, uncertain)


def test_dates_stand_in_the_order_of_what_they_may_mean() -> None:
    ordered = ["1999", "201X", "2020-04", "2020-05", "2020-06-30", "2020-09-27/2020-11-10", "2020-11-10", "2021"]
    shuffled = random.Random(1).sample(ordered, len(ordered))
    assert sorted(shuffled, key=lambda text: Edtf.parse(text).sort_key) == ordered


points = st.builds(
    lambda day, width: day.isoformat()[:width],
    st.dates(date(1000, 1, 1), date(2999, 12, 31)),
    st.sampled_from([4, 7, 10]),
)


@given(points)
def test_a_date_holds_its_days(text: str) -> None:
    point = Edtf.parse(text).start
    assert point is not None
    assert point.first_day <= point.last_day
    assert point.first_day.isoformat().startswith(text)
    assert point.last_day.isoformat().startswith(text)


@given(points, points)
def test_an_interval_spans_its_ends_or_is_refused(one: str, other: str) -> None:
    first, last = Edtf.parse(one).start, Edtf.parse(other).start
    assert first is not None
    assert last is not None
    if last.last_day < first.first_day:
        with pytest.raises(ValueError, match="ends before it begins"):
            Edtf.parse(f"{one}/{other}")
    else:
        assert Edtf.parse(f"{one}/{other}") == Edtf(f"{one}/{other}", first, last)


@given(st.lists(points, min_size=2, unique=True))
def test_days_apart_keep_their_order(texts: list[str]) -> None:
    dates = sorted((Edtf.parse(text) for text in texts), key=lambda found: found.sort_key)
    for one, other in pairwise(dates):
        assert one.start is not None
        assert other.end is not None
        assert one.start.first_day <= other.end.last_day


@given(st.text())
def test_no_text_does_harm(text: str) -> None:
    try:
        found = Edtf.parse(text)
    except ValueError:
        return
    assert found.sort_key
