"""The language of a title whose entry names none, where its words show that it is not English.

Styles in title case would write `La Vie Des Autres`, and styles in sentence case take the capitals off names.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from hedgesite.model.frequent_words import FREQUENT_WORDS
from hedgesite.model.source import Source
from hedgesite.model.vocabulary import words

_WORD = re.compile(r"[^\W\d_]+")
_ALSO_ENGLISH = words("a am an as at be by die do en for in is me men no on or par per to was")
"""Frequent words of other languages that are in English titles as well."""
_OTHERS = MappingProxyType(
    {tag: frequent - _ALSO_ENGLISH for tag, frequent in FREQUENT_WORDS.items() if tag not in {"en"}}
)
_ENGLISH = FREQUENT_WORDS["en"].difference(_ALSO_ENGLISH, *_OTHERS.values())
_SCRIPTS = MappingProxyType({"ru": re.compile("[Ѐ-ӿ]"), "el": re.compile("[Ͱ-Ͽἀ-῿]"), "hy": re.compile("[԰-֏]")})
"""Scripts with capitals, and the language whose capitals they have."""
_LATIN = re.compile("[A-Za-z]")
_FOREIGN = re.compile("[À-ÖØ-öø-ɏ]")
_ENOUGH = 2


def shown_language(source: Source) -> str:
    """The language that an entry names; else the one that its title is in, if that is hardly English; else empty."""
    if named := source.text("langid") or source.text("language"):
        return named
    return language_of_title(f"{source.text('title')} {source.text('subtitle')}")


def language_of_title(title: str) -> str:
    """BCP 47 tag of a title that is hardly English; empty for others."""
    if not _LATIN.search(title):
        return next((tag for tag, script in _SCRIPTS.items() if script.search(title)), "")
    found = {word.casefold() for word in _WORD.findall(title)}
    if not found.isdisjoint(_ENGLISH):
        return ""
    counts = {tag: len(found & frequent) for tag, frequent in _OTHERS.items()}
    best = max(counts, key=lambda tag: counts[tag])
    # A letter that English lacks may be that of a name, as one foreign word may be: only both tell enough.
    return best if counts[best] + bool(_FOREIGN.search(title)) * bool(counts[best]) >= _ENOUGH else ""
