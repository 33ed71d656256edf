"""Sentence splitting of plain text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

# The lookbehind makes the pattern try a run of signs once rather than once per sign, which would be quadratic.
# An ellipsis alone does not end a sentence, because it also replaces narrative citations.
_END = re.compile(r"(?<![.!?])[.!?]+[\"'”’»)\]]*\s+(?=[\"'“‘„«(\[]*(?:…|[^\W_a-zа-яёђјљњћџ]))")
_LAST_WORD = re.compile(r"[\w.]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
# After "et al." or an initial, only a typical first word proves a new sentence: a name may follow just as well.
_OPENER = re.compile(
    r"[\"'“‘(\[]*(?:The|This|That|These|Those|It|Its|In|On|At|By|He|She|They|We|But|And|However|As|For|From|While|When|"
    r"Although|After|Since|Thus|Yet|Both|There|With|To|If|Such)\b"
)
# Abbreviations that a name or number follows; a sentence that does end in one is joined to the next, the lesser error.
_NEVER_LAST = frozenset(
    re.findall(
        r"[\w.]+",
        "e.g i.e vs cf viz dr mr mrs ms prof st gen col lt capt sen rep gov no nos p pp vol vols chap chaps ch fig figs"
        " ed eds ca approx art arts para paras sec secs rev hon n nn op cit ibid jan feb mar apr jun jul aug sep sept"
        " oct nov dec str tbl eq trans",
    )
)
_SOMETIMES_LAST = frozenset(re.findall(r"\w+", "al etc jr sr inc ltd co corp bros"))
_EMPTY_BRACKETS = re.compile(r"(?<!\s)\s*(?:\(\s*\)|\[\s*\])")


class Sentences:
    """Sentences of one text, split once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _END.finditer(text) if _ends_sentence(text, found))]
        self._clean: dict[int, str] = {}

    @property
    def last(self) -> str:
        return self._text[self._starts[-1] :]

    def at(self, offset: int, *, begins: bool) -> str:
        """The sentence around an offset.

        Between two sentences it is the later one if `begins`, as for a narrative citation, else the earlier one.
        """
        find = bisect_right if begins else bisect_left
        index = max(0, find(self._starts, offset) - 1)
        if index not in self._clean:
            end = self._starts[index + 1] if index + 1 < len(self._starts) else len(self._text)
            self._clean[index] = " ".join(_EMPTY_BRACKETS.sub("", self._text[self._starts[index] : end]).split())
        return self._clean[index]


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    # Abbreviations end in a single period: other marks are unambiguous.
    if not found[0].startswith(".") or found[0].startswith(".."):
        return True
    # No abbreviation is longer than 30 characters; searching further back would be quadratic in a long word.
    word = _LAST_WORD.search(text, max(0, found.start() - 30), found.start())
    if not word:
        return True
    last = word[0].lower()
    if last in _NEVER_LAST:
        return False
    # "I" is a pronoun more often than an initial.
    if last in _SOMETIMES_LAST or (_INITIALS.fullmatch(word[0]) and last != "i"):
        return bool(_OPENER.match(text, found.end()))
    return True
