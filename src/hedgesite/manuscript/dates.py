"""Dates as lists of references write them: `December 10, 2020`, `3 May 2019`, `March 2019`, `2020, May 3`."""

from __future__ import annotations

import re
from calendar import monthrange

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_FORMS = (
    rf"{_MONTH},?\s+{_DAY},?\s+{_YEAR}",
    rf"{_DAY}\.?\s+{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR},\s+{_MONTH}\s+{_DAY}",
    rf"{_YEAR},\s+{_DAY}\s+{_MONTH}",
    rf"{_YEAR}-(?P<number>\d\d)-{_DAY}(?!\d)",
    rf"{_MONTH},?\s+{_YEAR}",
    rf"{_YEAR},\s+{_MONTH}",
    rf"(?P<season>Spring|Summer|Autumn|Fall|Winter),?\s+{_YEAR}",
)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_PATTERNS = tuple(re.compile(rf"\b{form}\b", re.IGNORECASE) for form in _FORMS)


def find_date(text: str, *, whole: bool = False) -> tuple[str, re.Match[str]] | None:
    """The first date of a text as EDTF, of the fullest form that there is; with `whole` it must be all the text."""
    for pattern in _PATTERNS:
        found = pattern.fullmatch(text.strip()) if whole else pattern.search(text)
        if found and (date := _edtf(found.groupdict())):
            return date, found
    return None


def month_named(word: str) -> bool:
    """Whether a word is a month, written out or not."""
    folded = word.casefold().rstrip(".,")
    return len(folded) >= 3 and any(month.startswith(folded) for month in _MONTHS)


def _edtf(parts: dict[str, str | None]) -> str:
    year = str(parts["year"])
    named = parts.get("month")
    month = int(parts.get("number") or 0)
    if named:
        month = next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(named[:3].casefold()))
    if season := parts.get("season"):
        return f"{year}-{_SEASONS[season.casefold()]}"
    if not 1 <= month <= 12:
        return ""
    day = parts.get("day")
    if not day:
        return f"{year}-{month:02}"
    return f"{year}-{month:02}-{int(day):02}" if 1 <= int(day) <= monthrange(int(year), month)[1] else ""
