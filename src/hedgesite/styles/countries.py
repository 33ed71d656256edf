"""BibLaTeX's keywords of countries, which patents have: `countryus`."""

from __future__ import annotations

import re
from types import MappingProxyType

_COUNTRY = re.compile(r"country([a-z]{2})")
_TERRITORIES = MappingProxyType({"uk": "GB", "ep": "EU", "wo": "001"})
"""CLDR's territory by BibLaTeX's keyword, where they differ."""


def countries(place: str) -> list[str]:
    """The names of the countries of a place that is made of such keywords, joined by `and`; empty for other places."""
    if not place.lower().startswith("country"):
        return []
    return [_country(word) for word in re.split(r"\s+and\s+", place)]


def _country(word: str) -> str:
    match = _COUNTRY.fullmatch(word.lower())
    if match is None:
        return word
    # Loaded on first use: only patents have such keywords.
    from babel import Locale

    return str(Locale("en").territories.get(_TERRITORIES.get(match[1], match[1].upper()), word))
