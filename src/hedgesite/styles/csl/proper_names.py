"""Words of English titles that are names wherever they stand: countries and continents, languages, months, days,
religions and peoples, and what is named after a person.

Source: Unicode's Common Locale Data Repository (CLDR), as Babel has it, and `english_names.txt`, the names that it
leaves out: those that English uses beside the official ones, and those of regions and of states that are no more.
`english_capitals.txt` has words that are no countries: places, peoples, beliefs and eponyms that are hardly ever small.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from hedgesite.model.vocabulary import words

_ALSO_WORDS = words("March May")
"""Months that are other words as well."""
_NAME = re.compile(r"[A-Z][^\W\d_]+(?:[ -][A-Z][^\W\d_]+)*")
_PEOPLE = "(?:n|an|ian|ean|ese)?"
"""Endings that make the name of a people from that of its country."""


@cache
def proper_names() -> re.Pattern[str]:
    """Finds the names in a text."""
    # Loaded on first use: only styles that write titles in sentence case ask for them.
    from babel import Locale
    from babel.languages import get_official_languages

    english = Locale("en")
    official = {
        tag for territory in map(str, english.territories) for tag in get_official_languages(territory, de_facto=True)
    }
    languages = {name for tag in official if (name := english.languages.get(tag))}
    dated = (*english.months["format"]["wide"].values(), *english.days["format"]["wide"].values())
    countries = [
        name for name in {*english.territories.values(), *_listed("english_names.txt")} if _NAME.fullmatch(name)
    ]
    stems = {re.escape(stem) for name in countries for stem in (name, name.rstrip("aeoy"))}
    others = {re.escape(name) for name in (languages | set(dated)) - _ALSO_WORDS if _NAME.fullmatch(name)}
    others |= {f"{re.escape(name)}i" for name in countries}
    others |= {re.escape(word) for word in _listed("english_capitals.txt")}
    longest_first, further = ("|".join(sorted(each, key=len, reverse=True)) for each in (stems, others))
    return re.compile(rf"\b(?:(?:{longest_first}){_PEOPLE}|{further})s?\b|(?<=\b[Ii]n )(?:March|May)\b")


def _listed(file: str) -> list[str]:
    return files("hedgesite.styles.csl").joinpath(file).read_text("utf-8").splitlines()
