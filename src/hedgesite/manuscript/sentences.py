"""Where the sentence begins that a place of a text stands in."""

from __future__ import annotations

import re

_END = re.compile(
    r"(?P<word>[^\s.!?]*)[.!?][\"”’»)\]]*(?:\[\^[^\]]+\]|<sup>[^<]*</sup>|\^\d+\^)?\s+(?=[\"“„«(]?[^\W\d_])"
)
_ABBREVIATIONS = frozenset(
    re.findall(r"\S+", "al cf eg ie e.g i.e pp vol no nos ed eds dr mr mrs ms prof st fig chap vs approx ca etc")
)
_LONGEST = 1000


def sentence_before(text: str, position: int) -> str:
    """From the beginning of the sentence to `position`; of a sentence without end, the last part."""
    start = max(0, position - _LONGEST)
    for end in _END.finditer(text, start, position):
        word = end["word"].lstrip("(“\"'").casefold()
        following = text[end.end() : end.end() + 2].lstrip('"“„«(')
        if len(word) > 1 and word not in _ABBREVIATIONS and not following[:1].islower():
            start = end.end()
    return text[start:position]
