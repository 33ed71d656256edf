"""Where formulas begin and end: `$…$` and `$$…$$`.

Source: Pandoc User's Guide, "Extension: tex_math_dollars". An opening `$` has a character that is not blank to its
right, a closing one has such a character to its left and no digit to its right, so that prices remain prices.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from hedgesite.mathml import LONGEST

_STOP = re.compile(r"\\(?:text\s*\{)?|\$", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_DIGITS = frozenset("0123456789")
_LONGEST = LONGEST * 2
"""Further than this no closing mark is looked for; a formula of that length is reported, and text stays text."""


class MathSpan(NamedTuple):
    """A formula in an inline source: from `start` up to `end`, its TeX from `inner` up to `close`."""

    start: int
    inner: int
    close: int
    end: int

    @property
    def display(self) -> bool:
        return self.inner - self.start == 2


def math_span(src: str, start: int, limit: int | None = None) -> MathSpan | None:
    """The formula that begins at the `$` at `start`; None if none does."""
    limit = min(len(src) if limit is None else limit, start + _LONGEST)
    if src.startswith("$$", start):
        close = src.find("$$", start + 2, limit)
        return MathSpan(start, start + 2, close, close + 2) if close >= 0 and src[start + 2 : close].strip() else None
    if start + 1 >= limit or src[start + 1].isspace():
        return None
    at = _closing(src, start + 1, limit)
    if at is None or at == start + 1 or src[at - 1].isspace() or src[at + 1 : at + 2] in _DIGITS:
        return None
    return MathSpan(start, start + 1, at, at + 1)


def _closing(src: str, pos: int, limit: int) -> int | None:
    """The first `$` that is neither escaped nor inside the braces of `\\text{…}`."""
    while found := _STOP.search(src, pos, limit):
        if found[0] == "$":
            return found.start()
        pos = found.end()
        if found[0].endswith("{"):
            end = _brace_ends(src).get(pos, pos)
            pos = end if end <= limit else pos
        elif found[0] == "\\":
            pos += 1
    return None


@lru_cache(maxsize=8)
def _brace_ends(src: str) -> dict[int, int]:
    """The end of each group in braces, by the offset after its opening brace, in one pass."""
    opened: list[int] = []
    ends: dict[int, int] = {}
    for found in _BRACE.finditer(src):
        if found[0] == "{":
            opened.append(found.end())
        elif found[0] == "}" and opened:
            ends[opened.pop()] = found.end()
    return ends
