"""Dates of entries: `date`, or `year`, `month` and `day`, in their many notations.

Source: the manual of biblatex, section 2.3.8 (dates are EDTF), and for months "BibTeXing", section 3.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from hedgesite.model.date_words import SEASON_NUMBERS, month_number
from hedgesite.model.dates import Edtf
from hedgesite.model.vocabulary import words

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_ISO_LIKE = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
_BRACKETED = re.compile(r"\[(.*)\]|\((.*)\)")
_CIRCA = re.compile(r"(?:c|ca|circa|около|oko)\.?\s*(\d{3,4})", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})\s*(?:-{1,3}|–|—|/)\s*(\d{4}|\d{2})?")
_SHORT_SPAN = re.compile(r"(\d{4})-(\d\d)")
_YEAR_AMID_MARKS = re.compile(r"[,.;:\s]*(\d{4})[,.;:\s]*")
_WORDY = re.compile(
    r"(?:(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?P<month2>[^\W\d]+)\.?,?\s+"
    r"|(?P<month3>[^\W\d]+)\.?,?\s+)(?P<year>\d{4})"
)
_MONTH_AND_DAYS = re.compile(
    r"(?:(?P<day>\d{1,2})\.?[\s~]+)?(?P<month>[^\W\d]+|\d{1,2})\.?(?:[\s~]+(?P<day2>\d{1,2}))?"
    r"(?:\s*(?:-{1,2}|–|/)\s*(?P<end>[^\W\d]+|\d{1,2})\.?)?"
)
_PUBLICATION_STATES = words(
    "forthcoming inpress submitted inpreparation prepublished toappear accepted underreview inreview preprint "
    "advanceonline aop"
)
_UNDATED = words("nd undated sa oj sd nodate бг б/г bg b/g бд")
_LETTERS = re.compile(r"[^\w/]+|_")


class Reading(Enum):
    """Outcome of reading a date field."""

    DATE = "date"
    STATE = "publication state"
    UNDATED = "no date"
    UNREADABLE = "unreadable"


class DateText(NamedTuple):
    """A date field that was read. `remedy` is set if the notation is understood but should be changed."""

    reading: Reading
    date: Edtf | None = None
    remedy: str = ""


def read_date(text: str) -> DateText:
    """Read the plain text of a `date` or a `year`."""
    text = text.strip()
    if date := _edtf(text):
        return DateText(Reading.DATE, date)
    word = _LETTERS.sub("", text).casefold()
    if word in _PUBLICATION_STATES:
        return DateText(Reading.STATE)
    if word in _UNDATED:
        return DateText(Reading.UNDATED)
    if quiet := _understood(text):
        return DateText(Reading.DATE, quiet)
    # A guess is used, but reported: the author should see how the date was understood.
    if date := _guessed(text):
        return DateText(Reading.DATE, date, f"write '{date.text}'")
    return DateText(Reading.UNREADABLE)


def join_date(year: str, month: str, day: str) -> Edtf | None:
    """Join a four-digit year, a month as written (perhaps with days) and a day; None if they make no date."""
    match = _MONTH_AND_DAYS.fullmatch(month.strip())
    number = _month_number(match["month"]) if match else None
    if match is None or number is None or not re.fullmatch(r"\d{4}", year):
        return None
    first_day = match["day"] or match["day2"] or day.strip()
    start = f"{year}-{number:02}"
    if first_day:
        # An unreadable day must make the whole date unreadable rather than vanish.
        start += f"-{int(first_day):02}" if first_day.isdecimal() else "-?"
    if not match["end"]:
        return _edtf(start)
    if match["end"].isdecimal() and first_day:
        return _edtf(f"{start}/{year}-{number:02}-{int(match['end']):02}")
    last_month = _month_number(match["end"])
    return _edtf(f"{start}/{year}-{last_month:02}") if last_month else None


def read_year(text: str) -> DateText:
    """Read the plain text of a `year`, in which `2009-10` is a span of two years rather than a month."""
    # EDTF would read October 2009; only a span of consecutive years is taken for years.
    if (match := _SHORT_SPAN.fullmatch(text.strip())) and (int(match[1]) + 1) % 100 == int(match[2]):
        return DateText(Reading.DATE, _edtf(f"{match[1]}/{int(match[1]) + 1}"))
    return read_date(text)


def _edtf(text: str) -> Edtf | None:
    try:
        return Edtf.parse(text)
    except ValueError:
        return None


def _understood(text: str) -> Edtf | None:
    """Notations accepted without a finding: with a time, in brackets, `c. 1890`, `2009--2010`."""
    if match := _TIME.fullmatch(text):
        return _edtf(match[1])
    if match := _BRACKETED.fullmatch(text):
        inner = (match[1] or match[2] or "").strip()
        return _edtf(inner) or _understood(inner)
    if match := _CIRCA.fullmatch(text):
        return _edtf(f"{match[1]}~")
    if (match := _YEARS.fullmatch(text)) and match[2]:
        return _edtf(f"{match[1]}/{match[1][: 4 - len(match[2])]}{match[2]}")
    if match := _YEARS.fullmatch(text):
        return _edtf(f"{match[1]}/")
    return None


def _guessed(text: str) -> Edtf | None:
    """Notations that a reader understands although they are not EDTF."""
    if match := _ISO_LIKE.fullmatch(text):
        parts = [match[1], match[3], match[4]]
        return _edtf("-".join(part.zfill(2) for part in parts if part))
    if match := _YEAR_AMID_MARKS.fullmatch(text):
        return _edtf(match[1])
    if match := _WORDY.fullmatch(text):
        month = match["month"] or match["month2"] or match["month3"]
        return join_date(match["year"], month, match["day"] or match["day2"] or "")
    return None


def _month_number(text: str) -> int | None:
    """1 to 12 for a month's name, its abbreviation or its number; 21 to 24 for a season."""
    if text.isdecimal():
        return int(text)
    return SEASON_NUMBERS.get(text.casefold()) or month_number(text)
