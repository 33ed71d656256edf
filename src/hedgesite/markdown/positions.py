"""Positions of inline sources in the Markdown: the block parser strips indents and markers and keeps no columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hedgesite.markdown.segments import Segment
from hedgesite.markdown.table_rows import table_rule


def places_plugin(md: MarkdownIt) -> None:
    """Set `meta["places"]` of inline tokens: their segments in order."""
    md.block.ruler.at("table", table_rule, {"alt": ["paragraph", "reference"]})
    md.core.ruler.after("attributes", "places", _place)


def outermost(inline: Token, pos: int) -> tuple[Token, int]:
    """The inline source that a text file or a field contains, and the offset in it."""
    while "within" in inline.meta:
        pos += inline.meta["pos"]
        inline = inline.meta["within"]
    return inline, pos


def place_of(inline: Token, pos: int) -> tuple[int, int]:
    """Line and column, from 0, of an offset in an inline source."""
    inline, pos = outermost(inline, pos)
    segments: list[Segment] = inline.meta["places"]
    offset, line, column = segments[max(0, bisect_right(segments, pos, key=lambda segment: segment[0]) - 1)]
    return line, max(0, column + pos - offset)


def _place(state: StateCore) -> None:
    lines = state.src.split("\n")
    markup = ""
    for token in state.tokens:
        if token.type == "heading_open":
            markup = token.markup
        elif token.type == "inline" and "places" not in token.meta:
            token.meta["places"] = list(_segments(token, lines, markup))
            markup = ""


def _segments(inline: Token, lines: list[str], heading: str) -> Iterator[Segment]:
    first = inline.map[0] if inline.map else 0
    if heading.startswith("#"):
        yield 0, first, _column_in_heading(lines[first], heading, inline.content)
        return
    offset = 0
    for index, content in enumerate(inline.content.split("\n")):
        number = min(first + index, len(lines) - 1)
        indent = len(content) - len(content.lstrip())
        # The content of a line is the end of its source line, because only prefixes are stripped.
        column = len(lines[number].rstrip()) - len(content.strip())
        yield offset + indent, number, max(0, column)
        offset += len(content) + 1


def _column_in_heading(line: str, markup: str, content: str) -> int:
    at = line.find(markup)
    while at >= 0:
        after = line[at + len(markup) :]
        text = after.lstrip()
        if text.startswith(content):
            return len(line) - len(text)
        at = line.find(markup, at + 1)
    return 0
