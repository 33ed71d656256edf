"""Months as bibliographies write them: names in the languages of publishing, Roman and Arabic numbers, spans of days.

`month_names.txt` has a line for each month, with its names in CLDR; a test compares the two.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from hedgesite.model.date_words import SEASON_NUMBERS, month_number
from hedgesite.model.roman import number_of_roman

_MONTHS = 12
_TO = r"\s*(?:-{1,3}|–|—|/|\bto\b|\band\b|&)\s*"
_DAY = r"\d{1,2}(?!\d)(?:st|nd|rd|th)?\.?"
_NAME = r"\d{1,2}(?:[月월]|\.?)|[^\W\d_]+\.?"
_CHINESE = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_EAST_ASIAN = re.compile(r"(\d{1,2}|[一-鿿]{1,2})[月월]")
_SPAN = re.compile(
    rf"(?:(?P<day>{_DAY})(?:{_TO}(?P<last>{_DAY}))?[\s~]+(?:of\s+|de\s+)?)?(?P<month>{_NAME})"
    rf"(?:[\s~]+(?P<day2>{_DAY})(?:{_TO}(?P<last2>{_DAY}))?)?"
    rf"(?:{_TO}(?:(?P<enday>{_DAY})[\s~]+)?(?P<end>{_NAME})(?:[\s~]+(?P<enday2>{_DAY}))?)?,?"
)

_A_MONTH = re.compile(r"(?![IVXLCDM]+$)[^\W\d_]{3,}", re.IGNORECASE)
"""A word that may be the name of a month, and is no Roman number."""


class MonthSpan(NamedTuple):
    """A month with its first day, and the month and day that end a span; 0 for what is not given."""

    month: int
    day: int = 0
    last_month: int = 0
    last_day: int = 0


def read_month(text: str) -> MonthSpan | None:
    """Read a `month` that may contain days and a second month: `March`, `12--15 March`, `July 30--August 3`."""
    match = _SPAN.fullmatch(" ".join(text.split()))
    if match is None:
        return None
    month = number_of_month(match["month"])
    end = number_of_month(match["end"]) if match["end"] else 0
    if month is None or end is None:
        return None
    day = _number(match["day"] or match["day2"])
    # `3-4 May` has a span of days, and so has `May 3--4`, whose `4` the pattern takes for a month.
    last = _number(match["last"] or match["last2"])
    if match["end"] and not last and day and match["end"].rstrip(".").isdecimal():
        return MonthSpan(month, day, month, end)
    if end:
        return MonthSpan(month, day, end, _number(match["enday"] or match["enday2"]))
    return MonthSpan(month, day, month if last else 0, last)


def number_of_month(word: str) -> int | None:
    """1 to 12 for a month, 21 to 24 for a season: by its number, Roman number, name or abbreviation in many languages.

    A name that means different months in different languages (`listopad`) is not read.
    """
    name = folded(word)
    if match := _EAST_ASIAN.fullmatch(unicodedata.normalize("NFC", name)):
        name = str(_CHINESE.index(match[1]) + 1) if match[1] in _CHINESE else match[1]
    if name.isdecimal():
        return int(name)
    known = SEASON_NUMBERS.get(name) or month_number(name) or _roman_month(name)
    return known or _names().get(name)


def _number(day: str | None) -> int:
    return int(re.sub(r"\D", "", day)) if day else 0


def _roman_month(name: str) -> int:
    number = number_of_roman(name)
    return number if number <= _MONTHS else 0


def folded(word: str) -> str:
    """Lower case without diacritics and without a final full stop."""
    decomposed = unicodedata.normalize("NFKD", word.strip().casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char)).rstrip(".,")


@cache
def _names() -> dict[str, int]:
    text = files("hedgesite.load.bibtex").joinpath("month_names.txt").read_text("utf-8")
    return {name: number for number, line in enumerate(text.splitlines(), 1) for name in line.split()}


def is_name_of_month(text: str) -> bool:
    """Whether a number is the name of a month. Seasons are names of issues."""
    span = read_month(text) if _A_MONTH.fullmatch(text) else None
    return span is not None and span.month <= _MONTHS
