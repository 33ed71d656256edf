"""What a character is to those who set a text: a sign, or of a script without blanks."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar


def is_sign(character: str) -> bool:
    """Whether a character is punctuation or a symbol, as CommonMark sees it."""
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


@lru_cache(maxsize=1024)
def is_wide(character: str) -> bool:
    """Whether a character is of a script that is written without blanks, in full width."""
    return unicodedata.east_asian_width(character) in "WFH" and not unicodedata.category(character).startswith("S")
