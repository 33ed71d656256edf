"""Ordered lists with letters, Roman figures and parentheses, as Pandoc's `fancy_lists` has them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.list import list_block

from hedgesite.model.roman import number_of_roman

_MARKER = re.compile(
    r"(?P<open>\()?(?:(?P<figure>[0-9]{1,9})|(?P<roman>[ivxlcdm]{2,15}|[IVXLCDM]{2,15}|[iI])|(?P<letter>[A-Za-z]))"
    r"(?P<close>[.)])(?=(?P<blanks>[ \t]+)|$)"
)
_ABBREVIATION = re.compile(r"[ \t]+[A-Za-z]\.")
"""What follows the marker in `i. e.` and `z. B.`."""
_FARTHEST = 40
"""Most lines in which the next item of a list that does not begin at one is looked for."""


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker of an item."""

    type: str
    """As in HTML: `1`, `a`, `A`, `i` or `I`."""
    delimiter: str
    """`.`, `)` or `()`."""
    value: int
    end: int
    """Offset after the marker in the source."""

    @property
    def style(self) -> tuple[str, str]:
        return self.type, self.delimiter


def fancy_lists_plugin(md: MarkdownIt) -> None:
    """Read these lists, with the tokens of ordered lists; `meta["list"]` has type and delimiter."""
    md.block.ruler.before("list", "fancy_list", _list, {"alt": ["paragraph", "reference", "blockquote"]})


def _list(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    begin = state.bMarks[start_line] + state.tShift[start_line]
    if state.src[begin : begin + 1].isdigit() or not state.src[begin : begin + 1].isascii():
        return False
    styles: list[tuple[str, str]] = state.env.setdefault("fancy_lists", [])
    if silent:
        # As in Pandoc such a list ends no paragraph, except within an item; but the next item ends the one before.
        if state.sCount[start_line] >= state.blkIndent:
            inner = _marker(state, start_line) if state.listIndent >= 0 else None
            return inner is not None and inner.value == 1 and not _ABBREVIATION.match(state.src, inner.end)
        return any(_marker(state, start_line, style) for style in styles)
    first = _marker(state, start_line)
    if first is None or not _begins_list(state, first, start_line, end_line):
        return False
    count = len(state.tokens)
    styles.append(first.style)
    found = _parser(first)(state, start_line, end_line, False)
    styles.pop()
    if found:
        state.tokens[count].meta = {"list": first.style}
    return found


def _begins_list(state: StateBlock, first: Marker, start_line: int, end_line: int) -> bool:
    """Whether the text is a list and not, say, a paragraph that begins with `c. 1815` or `i. e.`."""
    if first.type != "1" and first.delimiter == "." and _ABBREVIATION.match(state.src, first.end):
        return False
    after = state.src[first.end : state.eMarks[start_line]]
    if not after.strip():
        return False  # `A.` and `(a)` alone are words, not items without any
    # `I. Newton` is a name, and `I. One` a list if `II. Two` follows.
    is_name = first.style == ("I", ".") and not after.startswith(("  ", "\t"))
    if first.value == 1 and not is_name:
        return True
    for line in range(start_line + 1, min(end_line, start_line + _FARTHEST)):
        if state.isEmpty(line) or state.sCount[line] > state.sCount[start_line]:
            continue
        following = _marker(state, line, first.style)
        return following is not None and following.value == first.value + 1
    return False


def _marker(state: StateBlock, line: int, style: tuple[str, str] | None = None) -> Marker | None:
    """The marker at the beginning of a line, of a given style if there is one."""
    found = _MARKER.match(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line])
    if not found or (found["open"] and found["close"] == "."):
        return None
    if found["letter"] and found["letter"].isupper() and found["close"] == "." and len(found["blanks"] or "  ") < 2:
        return None  # `B. Russell` is a name
    delimiter = "()" if found["open"] else found["close"]
    for type, value in _readings(found):
        if (style is None or style == (type, delimiter)) and (type != "1" or found["open"]):
            return Marker(type, delimiter, value, found.end())
    return None


def _readings(found: re.Match[str]) -> list[tuple[str, int]]:
    """Each type that a marker may have, with its value, the likeliest first."""
    if found["figure"]:
        return [("1", int(found["figure"]))]
    written = found["roman"] or found["letter"]
    readings = []
    roman = number_of_roman(written)
    if roman:
        readings.append(("i" if written.islower() else "I", roman))
    if len(written) == 1:
        readings.append(("a" if written.islower() else "A", ord(written.lower()) - ord("a") + 1))
    return readings if found["roman"] else readings[::-1]


def _parser(first: Marker) -> Callable[[StateBlock, int, int, bool], bool]:
    """markdown-it-py's parser of lists, which reads figures alone, with our reading of markers."""
    value = first.value

    def skip(state: StateBlock, line: int) -> int:
        marker = _marker(state, line, first.style)
        return marker.end if marker else -1

    names: dict[str, Any] = {
        **list_block.__globals__,
        "skipOrderedListMarker": skip,
        "skipBulletListMarker": lambda *_: -1,
        "int": lambda _: value,
    }
    return FunctionType(list_block.__code__, names)
