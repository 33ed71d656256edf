"""Superscript `^x^`, subscript `~x~` and struck-out text `~~x~~`, as Pandoc has them."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

_RAISED = re.compile(r"\^(?:\\.|[^\s^\\\[])(?:\\.|[^\s^\\])*(?P<end>\^)")
_LOWERED = re.compile(r"~(?:\\.|[^\s~\\])+(?P<end>~)(?!~)")
_STRUCK = re.compile(r"(?<![\\\s~])~~(?!~)")


def inline_marks_plugin(md: MarkdownIt) -> None:
    """Add the tokens `sup`, `sub` and `s`, which contain any other markup."""
    md.inline.ruler.before("emphasis", "inline_marks", _mark)


def _mark(state: StateInline, silent: bool) -> bool:
    character = state.src[state.pos]
    if silent or character not in "^~":
        return False
    if character == "^":
        return _wrapped(state, "sup", 1, _RAISED.match(state.src, state.pos, state.posMax))
    if not state.src.startswith("~~", state.pos):
        return _wrapped(state, "sub", 1, _LOWERED.match(state.src, state.pos, state.posMax))
    begin = state.pos + 2
    if begin >= state.posMax or state.src[begin].isspace() or state.src[begin] == "~":
        return False
    ends = _ends_of_struck(state.src)
    at = bisect_left(ends, begin + 1)
    return at < len(ends) and ends[at] + 2 <= state.posMax and _inside(state, "s", begin, ends[at], ends[at] + 2)


def _wrapped(state: StateInline, tag: str, width: int, found: re.Match[str] | None) -> bool:
    return found is not None and _inside(state, tag, state.pos + width, found.start("end"), found.end())


def _inside(state: StateInline, tag: str, begin: int, close: int, end: int) -> bool:
    maximum, pos = state.posMax, state.pos
    token = state.push(f"{tag}_open", tag, 1)
    token.meta = {"pos": pos}
    state.pos, state.posMax = begin, close
    state.md.inline.tokenize(state)
    state.push(f"{tag}_close", tag, -1)
    state.pos, state.posMax = end, maximum
    return True


@lru_cache(maxsize=4)
def _ends_of_struck(src: str) -> tuple[int, ...]:
    return tuple(found.start() for found in _STRUCK.finditer(src))
