"""Diagrams: what lies where, that nothing meets, and that the markup is sound."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import cast
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.derive.timeline import Extent, Stretch, stretch_of
from hedgesite.model.content import Qualifier
from hedgesite.model.dates import Edtf
from hedgesite.render.charts.bars import WIDTH as BARS
from hedgesite.render.charts.bars import Bar, bar_chart
from hedgesite.render.charts.dots import Dot, dot_chart
from hedgesite.render.charts.figures import Amount, figure
from hedgesite.render.charts.marks import span_mark, span_of
from hedgesite.render.charts.row_packing import packed
from hedgesite.render.charts.scales import Scale, amount_ticks, time_scale, time_ticks
from hedgesite.render.charts.svg import bar, drawn, element, line, lines_of, number, shortened, text, width_of
from hedgesite.render.charts.timeline_chart import NARROW, WIDE, Lane, Moment, timeline_chart
from hedgesite.words import ENGLISH

AMOUNTS = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: round(value, 3))
DAYS = st.dates()
NAMES = st.text(min_size=1, max_size=90).filter(lambda name: name.isprintable() and name.strip() != "")


def parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(markup)


def of_class(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return [node for node in root.iter() if name in (node.get("class") or "").split()]


def attribute(node: ElementTree.Element, name: str) -> float:
    return float(cast("str", node.get(name)))


# Markup


def test_text_and_attributes_are_escaped() -> None:
    drawn = element("g", {"aria-label": 'a "b" <c>'}, text("x < y & z", 0, 0, "n"))
    markup = drawn.__html__()
    assert parsed(markup).get("aria-label") == 'a "b" <c>'
    assert "".join(parsed(markup).itertext()) == "x < y & z"


@pytest.mark.parametrize(("value", "written"), [(1, "1"), (1.5, "1.5"), (0.004, "0"), (-0.001, "0"), (100, "100")])
def test_coordinates_are_short(value: float, written: str) -> None:
    assert number(value) == written


def test_lines_break_between_words_and_lose_none() -> None:
    words = "Strategic Partnership and Mutual Support Agreement"
    lines = lines_of(words, 160, 13)
    assert " ".join(lines) == words
    assert all(width_of(line, 13) <= 160 for line in lines)


def test_a_long_name_ends_in_an_ellipsis_between_words() -> None:
    assert shortened("one two three four", width_of("one two three", 13), 13) == "one two…"
    assert shortened("one two", 200, 13) == "one two"


# Scales


@given(st.lists(AMOUNTS, min_size=1), st.integers(2, 8))
def test_an_axis_of_amounts_holds_zero_and_every_value(values: list[float], most: int) -> None:
    ticks = amount_ticks(min(values), max(values), most)
    assert 0 in ticks
    invisible = (ticks[-1] - ticks[0]) * 1e-6
    assert ticks[0] - invisible <= min(values)
    assert max(values) <= ticks[-1] + invisible
    assert list(ticks) == sorted(set(ticks))
    assert 2 <= len(ticks) <= most + 2


@given(DAYS, DAYS, st.integers(2, 17))
def test_an_axis_of_time_holds_its_days_and_few_ticks(one: date, other: date, most: int) -> None:
    first, last = sorted((one, other))
    scale = time_scale(first, last, 10, 1000)
    assert 10 - 1e-6 <= scale(first.toordinal()) <= scale(last.toordinal()) <= 1000 + 1e-6
    ticks = time_ticks(scale, most)
    assert len(ticks) <= most + 2
    assert all(10 - 1e-6 <= x <= 1000 + 1e-6 for x, _ in ticks)


def test_years_are_named_on_a_long_axis_and_months_on_a_short_one() -> None:
    long = time_ticks(time_scale(date(1993, 5, 1), date(2023, 9, 12), 0, 1000), 8)
    assert [label for _, label in long] == ["1995", "2000", "2005", "2010", "2015", "2020"]
    short = time_ticks(time_scale(date(2020, 9, 27), date(2020, 11, 10), 0, 1000), 8)
    assert [label for _, label in short] == ["Sep 2020", "Oct 2020", "Nov 2020", "Dec 2020"]


# Time


@pytest.mark.parametrize(
    ("edtf", "stretch"),
    [
        ("2020-11-08", Stretch(Extent.DAY, date(2020, 11, 8), date(2020, 11, 8))),
        ("2008-11", Stretch(Extent.WITHIN, date(2008, 11, 1), date(2008, 11, 30))),
        ("2010", Stretch(Extent.WITHIN, date(2010, 1, 1), date(2010, 12, 31))),
        ("2016-22", Stretch(Extent.WITHIN, date(2016, 6, 1), date(2016, 8, 31))),
        ("201X", Stretch(Extent.WITHIN, date(2010, 1, 1), date(2019, 12, 31))),
        ("2013/2014", Stretch(Extent.THROUGHOUT, date(2013, 1, 1), date(2014, 12, 31))),
        ("2007/..", Stretch(Extent.THROUGHOUT, date(2007, 1, 1), date(2007, 12, 31), ends_open=True)),
        ("../2010", Stretch(Extent.THROUGHOUT, date(2010, 1, 1), date(2010, 12, 31), starts_open=True)),
        ("1998~", Stretch(Extent.WITHIN, date(1998, 1, 1), date(1998, 12, 31), softened=True)),
        ("2001/2003?", Stretch(Extent.THROUGHOUT, date(2001, 1, 1), date(2003, 12, 31), softened=True)),
    ],
)
def test_a_stretch_covers_what_its_date_may_mean(edtf: str, stretch: Stretch) -> None:
    assert stretch_of(Edtf.parse(edtf)) == stretch


def test_each_form_of_date_has_a_form_of_mark() -> None:
    scale = Scale(date(2000, 1, 1).toordinal(), date(2030, 1, 1).toordinal(), 0, 3000)

    def mark(edtf: str) -> ElementTree.Element:
        return parsed(span_mark(span_of(stretch_of(Edtf.parse(edtf)), scale, 10), 20, 10).__html__())

    assert mark("2010-05-03").tag == "circle"
    year = mark("2010")
    assert year.tag == "rect"
    assert attribute(year, "width") == pytest.approx(100, abs=1)
    assert "hs-span--softened" in (mark("2010~").get("class") or "")
    assert attribute(mark("2010/2012"), "width") == pytest.approx(300, abs=1)
    fading = mark("2010/..")
    slices = [node for node in fading if node.get("fill-opacity")]
    assert [attribute(node, "fill-opacity") for node in slices] == sorted(
        (attribute(node, "fill-opacity") for node in slices), reverse=True
    )
    assert max(attribute(node, "x") + attribute(node, "width") for node in fading) == pytest.approx(3000)
    assert min(attribute(node, "x") for node in mark("../2010")) == pytest.approx(0)


@given(st.lists(st.tuples(st.floats(0, 1000), st.floats(1, 300)).map(lambda pair: (pair[0], pair[0] + pair[1]))))
def test_each_stretch_has_the_first_row_in_which_it_meets_nothing(extents: list[tuple[float, float]]) -> None:
    rows = packed(extents, between=5)
    assert len(rows) == len(extents)
    for index, (left, right) in enumerate(extents):
        before = zip(rows[:index], extents[:index], strict=True)
        taken = {row for row, (start, end) in before if right + 5 > start and end + 5 > left}
        assert rows[index] == min(set(range(index + 1)) - taken)


def moment(id: str, name: str, edtf: str) -> Moment:
    return Moment(id, name, edtf, f"#{id}", stretch_of(Edtf.parse(edtf)))


EDTF = st.one_of(
    st.dates(date(1900, 1, 1)).map(str),
    st.integers(1900, 2030).map(str),
    st.integers(1900, 2030).map(lambda year: f"{year}/.."),
    st.integers(1900, 2030).map(lambda year: f"../{year}"),
    st.integers(1900, 2030).map(lambda year: f"{year}~/{year + 7}"),
)


@given(st.lists(st.tuples(NAMES, EDTF), min_size=1, max_size=14))
def test_no_name_of_a_lane_covers_another(events: list[tuple[str, str]]) -> None:
    moments = tuple(moment(f"e{n}", name, edtf) for n, (name, edtf) in enumerate(events))
    chart = timeline_chart([Lane("Lane", "La", "hs-dim--lane", "", "", moments)], "Events")
    for drawing in (chart.wide, chart.narrow):
        reaches = of_class(parsed(drawing), "hs-lane__reach")
        boxes = [(attribute(box, "x"), attribute(box, "y"), attribute(box, "width")) for box in reaches]
        assert len(boxes) == len(events)
        for index, (x, y, width) in enumerate(boxes):
            assert x >= -0.01
            assert width >= 24
            for left, top, wide in boxes[:index]:
                assert y != top or x + width <= left or left + wide <= x


def test_a_timeline_is_a_list_of_links_in_each_lane() -> None:
    lanes = [
        Lane("First & foremost", "FF", "hs-dim--first", "../first/", "2 events", (
            moment("one", "One <thing>", "2010"), moment("two", "Two", "2010-05-03"))),
        Lane("Without", "", "", "", "1 event", (moment("one", "One <thing>", "2010"),)),
    ]  # fmt: skip
    chart = timeline_chart(lanes, "Events")
    root = parsed(chart.wide)
    assert root.get("viewBox", "").startswith(f"0 0 {WIDE} ")
    lists = [node.get("aria-label") for node in root.iter() if node.get("role") == "list"]
    assert lists == ["First & foremost: 2 events", "Without: 1 event"]
    links = [(node.get("href"), node.get("aria-label")) for node in root.iter("a")]
    assert links[0] == ("../first/", "First & foremost")
    assert links[1:] == [("#one", "One <thing>, 2010"), ("#two", "Two, 2010-05-03"), ("#one", "One <thing>, 2010")]
    assert [meaning for meaning, _ in chart.key] == ["a day", "some time in a month or a year"]
    narrow = parsed(chart.narrow)
    assert narrow.get("role") == "group"
    assert [(node.get("href"), node.get("aria-label")) for node in narrow.iter("a")] == links
    assert chart == timeline_chart(lanes, "Events")


# Figures


def test_the_labels_of_years_lie_inside_the_diagram() -> None:
    lanes = [Lane("A", "A", "", "", "", (Moment("e", "E", "then", "#e", stretch_of(Edtf.parse("1900/2000"))),))]
    chart = timeline_chart(lanes, "Events")
    for drawing, width in ((chart.wide, WIDE), (chart.narrow, NARROW)):
        years = [at for at in ElementTree.fromstring(drawing).iter() if at.get("class") == "hs-lanes__year"]
        assert years
        for year in years:
            # As wide as digits are in the widest of the usual fonts.
            half = len(year.text or "") * 12.5 * 0.64 / 2
            assert half <= float(year.get("x", "")) <= width - half


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (Amount(90234), "90,234"),
        (Amount(3.2), "3.2"),
        (Amount(60, qualifier=Qualifier.OVER), "over 60"),
        (Amount(30, qualifier=Qualifier.ABOUT), "about 30"),
        (Amount(5, qualifier=Qualifier.UNDER), "under 5"),
        (Amount(15, 20), "15–20"),
        (Amount(-4.5), "−4.5"),
        (Amount(1234567.25), "1,234,567.25"),
    ],
)
def test_figures_in_words(amount: Amount, words: str) -> None:
    assert amount.in_words(ENGLISH) == words


FRAME = {"class": "hs-chart", "role": "img", "aria-labelledby": "t"}
TITLE = (element("title", {"id": "t"}, "Title"),)


def drawn_bars(*bars: Bar) -> ElementTree.Element:
    return parsed(bar_chart(bars, FRAME, TITLE))


def test_bars_begin_at_zero_and_keep_proportion() -> None:
    root = drawn_bars(Bar("Low", Amount(75)), Bar("High", Amount(300)))
    low, high = of_class(root, "hs-bar")
    assert attribute(low, "x") == attribute(high, "x")
    assert attribute(high, "width") == pytest.approx(4 * attribute(low, "width"), abs=0.05)
    assert [node.text for node in of_class(root, "hs-chart__figure")] == ["75", "300"]
    assert [node.text for node in of_class(root, "hs-chart__tick")] == ["0", "100", "200", "300"]


def test_a_range_lies_between_its_ends() -> None:
    single, spread = of_class(drawn_bars(Bar("15", Amount(15)), Bar("Range", Amount(15, 20))), "hs-bar")
    assert attribute(spread, "x") == pytest.approx(attribute(single, "x") + attribute(single, "width"), abs=0.02)


def test_qualifiers_show_in_the_form_of_a_bar() -> None:
    assert len(of_class(drawn_bars(Bar("a", Amount(3, qualifier=Qualifier.OVER))), "hs-bar--open")) == 1
    assert len(of_class(drawn_bars(Bar("a", Amount(3, qualifier=Qualifier.UNDER))), "hs-bar__notch")) == 1
    assert len(of_class(drawn_bars(Bar("a", Amount(3, qualifier=Qualifier.ABOUT))), "hs-bar--about")) == 1


def test_bars_below_zero_end_at_zero() -> None:
    root = drawn_bars(Bar("loss", Amount(-50)), Bar("gain", Amount(100)))
    loss, gain = of_class(root, "hs-bar")
    assert attribute(loss, "x") + attribute(loss, "width") == pytest.approx(attribute(gain, "x"), abs=0.02)


@given(st.lists(st.tuples(NAMES, AMOUNTS, st.none() | AMOUNTS, st.sampled_from(Qualifier)), min_size=1, max_size=6))
def test_any_bars_stay_within_their_frame(rows: list[tuple[str, float, float | None, Qualifier]]) -> None:
    root = drawn_bars(*(Bar(name, Amount(value, upper, qualifier)) for name, value, upper, qualifier in rows))
    for node in of_class(root, "hs-bar"):
        if node.tag == "rect":
            assert attribute(node, "x") >= 0
            assert attribute(node, "width") > 0
            assert attribute(node, "x") + attribute(node, "width") <= 340


def dot(edtf: str, amount: Amount) -> Dot:
    return Dot(stretch_of(Edtf.parse(edtf)), amount)


def test_dots_rise_with_their_figures_and_run_with_time() -> None:
    dots = [dot("2016", Amount(1)), dot("2018", Amount(2)), dot("2020", Amount(4))]
    circles = [node for node in of_class(parsed(dot_chart(dots, FRAME, TITLE)), "hs-dot") if node.tag == "circle"]
    xs, ys = [attribute(c, "cx") for c in circles], [attribute(c, "cy") for c in circles]
    assert xs == sorted(xs)
    assert ys == sorted(ys, reverse=True)
    assert (ys[0] - ys[1]) * 2 == pytest.approx(ys[1] - ys[2], abs=0.05)


def test_the_figures_of_dots_do_not_meet() -> None:
    dots = [dot(str(1990 + n), Amount(10000 + n % 3)) for n in range(30)]
    root = parsed(dot_chart(dots, FRAME, TITLE))
    labels = of_class(root, "hs-chart__figure")
    assert 2 <= len(labels) <= 4
    middles = sorted(attribute(label, "x") for label in labels)
    assert all(b - a > width_of("10,000", 12) for a, b in pairwise(middles))


@given(st.lists(st.tuples(EDTF, AMOUNTS), min_size=3, max_size=12))
def test_any_dots_can_be_drawn(rows: list[tuple[str, float]]) -> None:
    dots = [dot(edtf, Amount(value)) for edtf, value in rows]
    root = parsed(dot_chart(dots, FRAME, TITLE))
    assert len(of_class(root, "hs-dot")) == len(rows)


def test_thousands_are_set_apart() -> None:
    assert figure(1_000_000) == "1,000,000"


# From right to left


def test_a_mirrored_drawing_has_every_place_at_its_distance_from_the_other_side() -> None:
    shapes = (bar(10, 0, 30, 5, "b"), line(5, 0, 20, 0, "l"), text("a", 7, 0, "t", "end"))
    path = element("path", {"d": "M1 1L2 2"})
    drawing = element("svg", {"viewBox": "0 0 100 9"}, element("g", {}, *shapes), path)
    turned = parsed(drawn(drawing, 100, "rtl"))
    assert turned.get("direction") == "rtl", "an end of a line of letters is that of the page"
    found = {node.tag: node for node in turned.iter()}
    assert attribute(found["rect"], "x") == 60
    assert attribute(found["rect"], "width") == 30
    assert (attribute(found["line"], "x1"), attribute(found["line"], "x2")) == (95, 80)
    assert attribute(found["text"], "x") == 93
    assert found["text"].get("text-anchor") == "end"
    assert found["path"].get("transform") == "matrix(-1 0 0 1 100 0)"
    assert "transform" not in found["text"].attrib
    assert "direction" not in parsed(drawn(drawing, 100, "ltr")).attrib


def test_charts_are_mirrored_as_a_whole() -> None:
    bars = [Bar("a", Amount(3)), Bar("b", Amount(5))]
    usual, turned = parsed(bar_chart(bars, FRAME, TITLE)), parsed(bar_chart(bars, FRAME, TITLE, "rtl"))
    for one, other in zip(usual.iter("rect"), turned.iter("rect"), strict=True):
        assert attribute(one, "x") + attribute(one, "width") == pytest.approx(BARS - attribute(other, "x"), abs=0.02)
    for one, other in zip(usual.iter("text"), turned.iter("text"), strict=True):
        assert attribute(one, "x") == pytest.approx(BARS - attribute(other, "x"), abs=0.02)
