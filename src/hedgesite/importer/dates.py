"""Parses dates in lists of references: `December 10, 2020`, `3 May 2019`, `March 2019`, `2020, May 3`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from itertools import pairwise

from hedgesite.model.date_words import MONTHS, SEASON_NUMBERS, month_number

NO_DATE = (
    r"(?:[Nn]\.\s?d\.|[Ss]\.\s?[adf]\.|[Oo]\.\s?J\.|[Бб]\.\s?г\.|[Tt]\.\s?y\.|[Nn]o\sdate|[Uu]ndated|[Ss]in\sfecha|[Ss]em\sdata|[Ss]ans\sdate"
    r"|[Oo]hne\sJahr|[Бб]ез\sгода)"
)
"""What stands for a year that is not known, in the languages of lists."""
A_YEAR = r"(?:1[5-9]|20)\d\d"
"""A year of a work, as manuscripts write it."""
_MONTH = rf"(?P<month>{'|'.join(f'{name[:3]}(?:{name[3:]})?' for name in MONTHS)}|Sept)\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = rf"(?P<year>{A_YEAR})"
_FORMS = (
    rf"{_MONTH},?\s+{_DAY},?\s+{_YEAR}",
    rf"{_DAY}\.?\s+{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR},\s+{_MONTH}\s+{_DAY}",
    rf"{_YEAR},\s+{_DAY}\s+{_MONTH}",
    rf"{_YEAR}-(?P<number>\d\d)-{_DAY}(?!\d)",
    rf"{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR},\s+{_MONTH}",
    rf"(?P<season>{'|'.join(SEASON_NUMBERS)}),?\s+{_YEAR}",
)
DATED = re.compile(r"\b(received|revised|accepted|published)\b\D{0,30}?(?=\d|\b[A-Z][a-z]+ \d)", re.IGNORECASE)
"""What the history of an article says before each of its dates."""
_PATTERNS = tuple(re.compile(rf"\b{form}\b", re.IGNORECASE) for form in _FORMS)


def find_date(text: str, *, whole: bool = False) -> tuple[str, re.Match[str]] | None:
    """The first date in a text as EDTF, in the fullest form found; with `whole` it must be the entire text."""
    for pattern in _PATTERNS:
        found = pattern.fullmatch(text.strip()) if whole else pattern.search(text)
        if found and (date := edtf(found.groupdict())):
            return date, found
    return None


def edtf(parts: Mapping[str, str | None]) -> str:
    """Year, and month by its number or name, and day as EDTF; empty if there is no such day."""
    year = str(parts["year"])
    month = int(parts.get("number") or 0) or month_number(parts.get("month") or "") or 0
    if season := parts.get("season"):
        return f"{year}-{SEASON_NUMBERS[season.casefold()]}"
    if not 1 <= month <= 12:
        return ""
    day = parts.get("day")
    if not day:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(day):02}" if 1 <= int(day) <= monthrange(int(year), month)[1] else ""


def history_in(words: str) -> dict[str, str]:
    """The dates of an article's history by what was done then: `Received 3 May 2019; accepted 1 June 2019`."""
    found = {}
    for label, after in pairwise((*DATED.finditer(words), None)):
        if label and (date := find_date(words[label.end() : after.start() if after else None])):
            found[label[1].casefold()] = date[0]
    return found
