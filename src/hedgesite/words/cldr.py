"""What languages do in general, by Unicode's Common Locale Data Repository (CLDR): dates, lists, numbers, ordinals.

Babel is imported where it is first needed: commands that write no page do without it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

_YEAR = re.compile("y+")
_FROM_HERE_ON_GROUPED = 1000


@cache
def locale_of(tag: str) -> Locale:
    """What CLDR knows of a language tag such as `sr-Latn`: of as much of it as it knows, else English."""
    from babel import Locale, UnknownLocaleError

    parts = tag.replace("_", "-").split("-")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale("en")


def own_name(tag: str) -> str:
    """What a language calls itself: `српски`, `English`; the tag where CLDR does not say."""
    locale = locale_of(tag)
    known = locale.language == tag.replace("_", "-").split("-")[0].lower()
    return str(locale.get_language_name(str(locale)) or tag) if known else tag


def own_title(tag: str) -> str:
    """The same to stand alone, in a list of languages: `Српски`."""
    name = own_name(tag)
    return name[:1].upper() + name[1:]


def language_name(tag: str, language: str) -> str:
    """What the language of a tag calls another one, to stand alone: `French`; empty where CLDR does not say."""
    locale = locale_of(tag)
    name = str(locale.languages.get(language.replace("-", "_"), ""))
    # The dotted i of Turkish and Azerbaijani keeps its dot.
    first = "\u0130" if name[:1] == "i" and locale.language in ("tr", "az") else name[:1].upper()
    return first + name[1:]


def day_in_words(tag: str, year: int, month: int, day: int) -> str:
    """`10 November 2020`."""
    return _formatted(tag, str(_dating(tag).date_formats["long"]), year, month, day)


def month_in_words(tag: str, year: int, month: int) -> str:
    """`November 2020`."""
    return _formatted(tag, _skeleton(tag, "yMMMM", "MMMM y"), year, month, 1)


def short_month_in_words(tag: str, year: int, month: int) -> str:
    """`Nov 2020`."""
    # The dating of English without a country knows a "Sept" of four letters.
    return _formatted(tag, _skeleton(tag, "yMMM", "MMM y"), year, month, 1, locale_of(tag))


def year_in_words(tag: str, year: int) -> str:
    """`2020`; languages that mark years do."""
    return _formatted(tag, _skeleton(tag, "y", "y"), year, 1, 1)


def listed(tag: str, items: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b, and c`."""
    from babel.lists import format_list

    return format_list(items, locale=locale_of(tag))


def number_in_digits(tag: str, number: float) -> str:
    """`12`, `1,234`, `0.5`, `−0.67`."""
    if isinstance(number, int) and 0 <= number < _FROM_HERE_ON_GROUPED:
        return str(number)
    from babel.numbers import format_decimal

    # Most languages of CLDR have a hyphen, which is what keyboards have.
    return format_decimal(number, locale=locale_of(tag), decimal_quantization=False).replace("-", "−")


def plural_form(tag: str, number: int) -> str:
    """CLDR's name for the form of a word beside a number: in English `one` and `other`."""
    return str(locale_of(tag).plural_form(number))


def ordinal_form(tag: str, number: int) -> str:
    """CLDR's name for the form of an ordinal number: in English `one` of 21st, `two`, `few` and `other`."""
    return str(locale_of(tag).ordinal_form(number))


@cache
def _dating(tag: str) -> Locale:
    """The locale whose dates are written. English without a country has the day before the month, as most of its
    countries do."""
    found = locale_of(tag)
    return locale_of("en-001") if found.language == "en" and found.territory is None else found


def _skeleton(tag: str, name: str, otherwise: str) -> str:
    found = _dating(tag).datetime_skeletons.get(name)
    return str(found.pattern) if found else otherwise


def _formatted(tag: str, pattern: str, year: int, month: int, day: int, locale: Locale | None = None) -> str:
    from babel.dates import format_date

    if year < 1:
        # Python's calendar begins with the year 1, and EDTF's with 0.
        pattern, year = _YEAR.sub(f"'{year}'", pattern), 1
    return format_date(date(year, month, day), pattern, locale or _dating(tag))


def decimal_mark(tag: str) -> str:
    """The mark before the fraction of a number: `.` in English, `,` in German."""
    from babel.numbers import get_decimal_symbol

    return get_decimal_symbol(locale_of(tag))
