"""Titles whose entry names no language, and whose words show that they are not English.

Styles in title case would write `La Vie Des Autres`, and styles in sentence case take the capitals off names.
"""

from __future__ import annotations

import re

from hedgesite.model.frequent_words import FREQUENT_WORDS
from hedgesite.model.source import Source
from hedgesite.model.vocabulary import words

_WORD = re.compile(r"[^\W\d_]+")
_ALSO_ENGLISH = words("a am an as at be by die do en for in is me men no on or par per to was")
"""Frequent words of other languages that are in English titles as well."""
_OTHERS = tuple(frequent - _ALSO_ENGLISH for tag, frequent in FREQUENT_WORDS.items() if tag != "en")
_ENGLISH = FREQUENT_WORDS["en"].difference(_ALSO_ENGLISH, *_OTHERS)
_WITH_CAPITALS = re.compile("[Ͱ-Ͽἀ-῿Ѐ-ӿ԰-֏]")
"""Greek, Cyrillic and Armenian, the other scripts with capitals."""
_LATIN = re.compile("[A-Za-z]")
_FOREIGN = re.compile("[À-ÖØ-öø-ɏ]")
_ENOUGH = 2


UNKNOWN = "und"
"""BCP 47 tag of a language that is not English, whichever it is: related ones share too many words to be told apart."""


def shown_language(source: Source) -> str:
    """The language that an entry names; `und` if it names none and its title is hardly English; else empty."""
    if named := source.language:
        return named
    return UNKNOWN if is_foreign(f"{source.text('title')} {source.text('subtitle')}") else ""


def is_foreign(title: str) -> bool:
    """Whether a title is hardly English, by its script or by its frequent words."""
    if not _LATIN.search(title):
        return _WITH_CAPITALS.search(title) is not None
    found = {word.casefold() for word in _WORD.findall(title)}
    if not found.isdisjoint(_ENGLISH):
        return False
    most = max(len(found & frequent) for frequent in _OTHERS)
    # A letter that English lacks may be that of a name, as one foreign word may be: only both tell enough.
    return most + bool(_FOREIGN.search(title)) * bool(most) >= _ENOUGH
