"""Dates of entries: `date`, or `year`, `month` and `day`, in their many notations.

Source: the manual of biblatex, section 2.3.8 (dates are EDTF), and for months "BibTeXing", section 3.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from hedgesite.load.bibtex.months import read_month
from hedgesite.model.dates import Edtf, edtf
from hedgesite.model.roman import number_of_roman
from hedgesite.model.vocabulary import words

_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")
_ISO_LIKE = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})|(1[3-9]|2\d|3[01])[/-](\d{1,2})[/-](\d{4})")
_MONTH_OF_YEAR = re.compile(r"(0?[1-9]|1[0-2])[/.](\d{4})")
_COMPACT = re.compile(r"([12]\d{3})([01]\d)([0-3]\d)")
_COMPACT_DAY_FIRST = re.compile(r"([0-3]\d)([01]\d)([12]\d{3})")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년](?:\s*(\d{1,2})\s*[月월](?:\s*(\d{1,2})\s*[日日일])?)?")
_BRACKETED = re.compile(r"\[(.*)\]|\((.*)\)")
_CIRCA = re.compile(r"(?:c|ca|circa|около|oko)\.?\s*(\d{3,4})", re.IGNORECASE)
_YEARS = re.compile(r"(\d{4})\s*(?:-{1,3}|–|—|/)\s*(\d{4}|\d{2})?")
_SHORT_SPAN = re.compile(r"(\d{4})[-/](\d\d?)")
_TWO_YEARS = re.compile(r"(\d{4})/(\d{4})")
_UNKNOWN_DIGITS = re.compile(r"\d{2}(?:\d[xX?]|[xX?-]{2})")
_DECADE = re.compile(r"(\d{3})0['’]?s")
_BEFORE_CHRIST = re.compile(r"(\d{1,4})\s*(?:B\.?\s?C\.?(?:\s?E\.?)?|v\.\s?Chr\.|av\.\s?J\.-C\.)", re.IGNORECASE)
_REPRINTED = re.compile(r"(\d{4})\s*\[(\d{4})\]|[\[(](\d{4})[\])]\s*(\d{4})")
_LETTERED = re.compile(r"(\d{4})([a-z])")
_YEAR_AMID_MARKS = re.compile(r"[,.;:©\s]*(\d{4})(?:[,.;:\s]*|\s*(?:гг?|р|god)\.)")
_ANY_YEAR = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_EARLIEST_ROMAN_YEAR = 1000
"""Shorter numerals are words and initials as often as years."""
_LATEST_YEAR = "2199"
_WORDY = re.compile(
    r"(?:(?P<month>[^\W\d]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+"
    r"|(?P<day2>\d{1,2})(?:st|nd|rd|th)?\.?\s+(?:de\s+)?(?P<month2>[^\W\d]+)\.?,?\s+(?:de\s+)?"
    r"|(?P<month3>[^\W\d]+)\.?,?\s+)(?P<year>\d{4})"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4}),?\s+(?P<month>[^\W\d]+)\.?(?:\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?)?")
_DATE_WITHIN = re.compile(
    r"(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}(?:st|nd|rd|th)?\.?\s+[^\W\d]+\.?,?\s+\d{4}"
    r"|[^\W\d]+\.?\s+\d{1,2}(?:st|nd|rd|th)?,\s+\d{4}|[^\W\d]+\.?\s+\d{4}(?![-./]))(?!\d)"
)
_SORTED_AS = re.compile(r"\\(?:noopsort|sortnoop|noop|sortkey)\s*\{[^{}]*\}", re.IGNORECASE)
_PUBLICATION_STATES = words(
    "forthcoming inpress imdruck tobepublished submitted inpreparation prepublished toappear accepted "
    "underreview inreview preprint advanceonline aop"
)
_UNDATED = words(
    "nd undated null none na unknown nan sa oj sd sf sinefecha ny nodate noyear year ohnejahr uå iå бг б/г bg b/g бд "
    "sinfecha sindatación sinaño semdata senzadata sansdate ohnedatum ohnejahresangabe zonderjaar zonderdatum slnd "
    "slsd bezdatuma bezgodine bezroku bezdaty utanår utenår udenår tarihsiz безгода бездаты бездатума безгодине "
    "無日期 无日期"
)
_LETTERS = re.compile(r"[^\w/]+|_")


class Reading(Enum):
    """Outcome of reading a date field."""

    DATE = "date"
    WORDS = "a text that contains a year"
    STATE = "publication state"
    UNDATED = "no date"
    UNREADABLE = "unreadable"


class DateText(NamedTuple):
    """A date field that was read. `remedy` is set if the notation is understood but should be changed."""

    reading: Reading
    date: Edtf | None = None
    remedy: str = ""
    original: Edtf | None = None
    """The year of the first edition, if the field names it as well."""
    letter: str = ""
    """The letter behind the year with which the file tells works of one year apart."""


def without_sort_key(raw: str) -> str:
    r"""The raw value without what only sorts: `\noopsort{1973b}1973` becomes `1973`."""
    return _SORTED_AS.sub("", raw) if "\\" in raw else raw


def read_date(text: str) -> DateText:
    """Read the plain text of a `date` or a `year`."""
    text = text.strip()
    if date := edtf(text):
        return DateText(Reading.DATE, date)
    word = _LETTERS.sub("", text).casefold()
    if word in _PUBLICATION_STATES:
        return DateText(Reading.STATE)
    if word in _UNDATED:
        return DateText(Reading.UNDATED)
    if quiet := _understood(text):
        return DateText(Reading.DATE, quiet)
    if (match := _LETTERED.fullmatch(text)) and (date := edtf(match[1])):
        return DateText(Reading.DATE, date, letter=match[2])
    # A guess is used, but reported: the author should see how the date was understood.
    if match := _REPRINTED.fullmatch(text):
        date, original = edtf(match[1] or match[4]), edtf(match[2] or match[3])
        # Years of two calendars: `1410 [1990]`, `5750 [1990]`.
        if date and original and (original.text > date.text or date.text > _LATEST_YEAR):
            return DateText(Reading.WORDS)
        remedy = f"write date = {{{date.text}}} and origdate = {{{original.text}}}" if date and original else ""
        return DateText(Reading.DATE, date, remedy, original)
    if date := _guessed(text):
        return DateText(Reading.DATE, date, f"write '{date.text}'")
    return DateText(Reading.WORDS if _ANY_YEAR.search(text) else Reading.UNREADABLE)


def read_visit(text: str) -> DateText:
    """Read the plain text of an `urldate`, which may say `Accessed on` before the date."""
    read = read_date(text)
    if read.date:
        return read
    within = _DATE_WITHIN.findall(text)
    found = read_date(within[0]) if len(within) == 1 else read
    return found._replace(remedy=f"write '{found.date.text}'") if found.date else read


def join_date(year: str, month: str, day: str) -> Edtf | None:
    """Join a four-digit year, a month as written (perhaps with days) and a day; None if they make no date."""
    span = read_month(month)
    written = re.sub(r"(?<=\d)(?:st|nd|rd|th|\.)$", "", day.strip())
    if span and not span.day and not written.isdecimal() and (days := read_month(f"{written} {month}")):
        span, written = days, ""
    if span is None or not re.fullmatch(r"\d{4}", year):
        return None
    # An unreadable day must make the whole date unreadable rather than vanish.
    first_day = span.day or (int(written) if written.isdecimal() else -1 if written else 0)
    start = _day_of(year, span.month, first_day)
    end = _day_of(year, span.last_month, span.last_day) if span.last_month else ""
    return edtf(f"{start}/{end}" if end and end != start else start)


def _day_of(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}" + (f"-{day:02}" if day else "")


def read_year(text: str) -> DateText:
    """Read the plain text of a `year`, in which `2009-10` is a span of two years rather than a month."""
    # EDTF would read October 2009; only a span of consecutive years is taken for years.
    if (match := _SHORT_SPAN.fullmatch(text.strip())) and str(int(match[1]) + 1).endswith(match[2]):
        return DateText(Reading.DATE, edtf(f"{match[1]}/{int(match[1]) + 1}"))
    # Two years of one work, as its editions or calendars count them, and not all the years between them.
    if (match := _TWO_YEARS.fullmatch(text.strip())) and abs(int(match[2]) - int(match[1])) > 1:
        return DateText(Reading.UNDATED)
    return read_date(text)


def _understood(text: str) -> Edtf | None:
    """Notations accepted without a finding: with a time, in brackets, `c. 1890`, `2009--2010`."""
    if match := _TIME.fullmatch(text):
        return edtf(match[1])
    if match := _DECADE.fullmatch(text):
        return edtf(f"{match[1]}X")
    if _UNKNOWN_DIGITS.fullmatch(text):
        return edtf(re.sub(r"[xX?-]", "X", text))
    if match := _BEFORE_CHRIST.fullmatch(text):
        # EDTF counts a year 0, which is 1 BCE.
        return edtf(f"-{int(match[1]) - 1:04}" if int(match[1]) > 1 else "0000")
    if match := _BRACKETED.fullmatch(text):
        inner = (match[1] or match[2] or "").strip()
        return edtf(inner) or _understood(inner)
    if match := _CIRCA.fullmatch(text):
        return edtf(f"{match[1]}~")
    if (match := _YEARS.fullmatch(text)) and match[2]:
        return edtf(f"{match[1]}/{match[1][: 4 - len(match[2])]}{match[2]}")
    if match := _YEARS.fullmatch(text):
        return edtf(f"{match[1]}/")
    return None


def _guessed(text: str) -> Edtf | None:
    """Notations that a reader understands although they are not EDTF."""
    if match := _ISO_LIKE.fullmatch(text):
        parts = [match[1], match[3], match[4]]
        # Programs write 00 for a month or a day that they do not know.
        return edtf("-".join(part.zfill(2) for part in parts if part and int(part)))
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
        return edtf(f"{year}-{month.zfill(2)}-{day.zfill(2)}")
    if match := _MONTH_OF_YEAR.fullmatch(text):
        return edtf(f"{match[2]}-{match[1].zfill(2)}")
    if match := _COMPACT.fullmatch(text) or _EAST_ASIAN.fullmatch(text):
        year_first = edtf("-".join(part.zfill(2) for part in match.groups() if part))
        if year_first:
            return year_first
    if match := _COMPACT_DAY_FIRST.fullmatch(text):
        return edtf(f"{match[3]}-{match[2]}-{match[1]}")
    if match := _YEAR_AMID_MARKS.fullmatch(text):
        return edtf(match[1])
    if match := _WORDY.fullmatch(text):
        month = match["month"] or match["month2"] or match["month3"]
        return join_date(match["year"], month, match["day"] or match["day2"] or "")
    if match := _YEAR_FIRST.fullmatch(text):
        return join_date(match["year"], match["month"], match["day"] or "")
    year = number_of_roman(text) if text.isupper() else 0
    return edtf(str(year)) if year >= _EARLIEST_ROMAN_YEAR else None


def share_year(year: Edtf, date: Edtf) -> bool:
    return year.start is not None and year.start.year in {point.year for point in (date.start, date.end) if point}
