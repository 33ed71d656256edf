"""Editions as entries name them (14.113)."""

from __future__ import annotations

import re

from hedgesite.model.richtext import NOTHING, Runs, plain
from hedgesite.styles.styled_source import StyledSource

_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ORDINALS = {word: number for number, word in enumerate(_WORDS.split(), 1)}
_NUMBER = re.compile(r"(\d+)\.?\s?(?:st|nd|rd|th|d|er|re|ère|e|i?ème|[ªºao]|-?[аеийя]{1,2})?\.?")
"""A number, also with the ending of an ordinal in another language: `2ª`, `3-е`."""
_YEAR = 4
"""Digits of a year."""
_EDITION = re.compile(r"\s+(?:edition|edn?)\.?$", re.IGNORECASE)
_SAYS_EDITION = re.compile(
    r"\b(?:ed(?:\.|n\b|ition|izione|ici[oó]n|i[çc][aã]o|it)|éd(?:\.|ition)|aufl|ausg|изд|вид|wyd|vyd|izd|uppl|utg|udg|opl"
    r"|druk|uitg|bas[kı]|kiad|painos|εκδ|έκδ|nəşr|հրատ)|[版판]",
    re.IGNORECASE,
)
_ONLY_WORDS = re.compile(
    r"(?!.*\b(?:draft|impression|printing|release|reprint|version)\b)[^\W\d_]+(?:[ -][^\W\d_]+)*", re.I
)
"""Words that tell an edition, of which none says that it is something else."""
_IS_FIRST = re.compile(
    r"(?:1(?:st|re|ère|er|ª|a|º|e|-е|-ci)?|first)\.?\s+[^\W\d_]+\.?|第[1一]版|初版|초판", re.IGNORECASE
)
"""A first edition in words that say no more."""


def edition(work: StyledSource) -> Runs:
    """`2nd ed.`, `Rev. ed.`; first editions are not mentioned (14.113)."""
    text = work.text("edition").strip()
    if position := edition_number(text):
        return plain(f"{ordinal(position)} ed.") if position > 1 else NOTHING
    # The word may be there already, in any language, and may have a superscript.
    if is_first_edition(text):
        return NOTHING
    if _SAYS_EDITION.search(text):
        return work.field("edition")
    if not text or work.language:
        return work.field("edition")
    return plain(worded(text))


def worded(text: str) -> str:
    """An edition that English words tell, with the word for it: `revised` is a `Rev. ed.`"""
    if not text or _SAYS_EDITION.search(text) or not _ONLY_WORDS.fullmatch(text):
        return text
    text = re.sub(r"\b[Rr]evised\b", "rev.", text)
    return f"{text[0].upper()}{text[1:]} ed."


def edition_number(text: str) -> int:
    """The number of an edition that is a number or an ordinal; 0 for all others."""
    bare = _EDITION.sub("", text)
    number = _NUMBER.fullmatch(bare)
    # Some editions are known by their year.
    return int(number[1]) if number and len(number[1]) < _YEAR else _ORDINALS.get(bare.lower(), 0)


def is_first_edition(text: str) -> bool:
    """Whether a work is in its first edition, which references do not mention: `1`, `First`, `1. Aufl.`"""
    return edition_number(text) == 1 or bool(_IS_FIRST.fullmatch(text) and _SAYS_EDITION.search(text))


def ordinal(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"
