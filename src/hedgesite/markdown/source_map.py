"""Mapping of positions in the parsed Markdown to positions in the content file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from markdown_it.token import Token

from hedgesite.diagnostics import Origin, Span
from hedgesite.markdown.positions import outermost, place_of
from hedgesite.markdown.syntax import Definition
from hedgesite.model.base import Prose, SourceMap

_CONTAINER_PREFIX = re.compile(r"[ \t]*>[ \t]?")


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a body, and the position of its first character."""

    lines: tuple[str, ...]
    origin: Origin
    places: SourceMap = ()

    @classmethod
    def of(cls, markdown: str, origin: Origin, places: SourceMap = ()) -> Source:
        # The parser replaces U+0000 by U+FFFD (CommonMark, 2.3); lines must match what it read.
        text = re.sub(r"\r\n?", "\n", markdown).replace("\0", "\ufffd")
        return cls(tuple(text.split("\n")), origin, places)

    def at(self, line: int, column: int) -> Origin:
        """Position of a line and column, which count from 0 and are clamped to the text."""
        line = min(max(line, 0), len(self.lines) - 1)
        column = min(max(column, 0), len(self.lines[line]))
        if self.places:
            offset = sum(len(above) + 1 for above in self.lines[:line]) + column
            begin, origin = self.places[max(0, bisect_right(self.places, offset, key=lambda place: place[0]) - 1)]
            return Origin(origin.file, origin.line, origin.column + max(0, offset - begin))
        return Origin(self.origin.file, self.origin.line + line, self.origin.column + column)

    def of_inline(self, inline: Token, pos: int) -> Origin:
        within, at = outermost(inline, pos)
        if "prose" not in within.meta:
            return self.at(*place_of(within, at))
        # The cell of a table that has a file of its own.
        prose: Prose = within.meta["prose"]
        before = prose.text[:at]
        source = Source.of(prose.text, prose.origin, prose.places)
        return source.at(before.count("\n"), at - before.rfind("\n") - 1)

    def of_definition(self, definition: Definition) -> Origin:
        opened = definition.opened
        if "within" in opened.meta:
            return self.of_inline(opened.meta["within"], opened.meta["pos"])
        line = opened.map[0] if opened.map else 0
        return self.at(line, self.lines[line].find(f"[^{definition.label}]:"))

    def of_block(self, token: Token, quotes: int) -> Span:
        """Span of a block that is nested in `quotes` quotes, without blank lines at its end."""
        first, last = self._lines_of(token, quotes)
        column, _ = self._content(first, quotes)
        return Span(self.at(first, column), self.at(last, len(self.lines[last].rstrip())))

    def markdown_of(self, token: Token, quotes: int) -> str:
        """The Markdown of a block, without its quote markers and indent."""
        first, last = self._lines_of(token, quotes)
        indent, _ = self._content(first, quotes)
        lines = []
        for number in range(first, last + 1):
            column, text = self._content(number, quotes)
            lines.append(text if column <= indent else " " * (column - indent) + text)
        return "\n".join(line.rstrip() for line in lines)

    def _lines_of(self, token: Token, quotes: int) -> tuple[int, int]:
        """First and last line of a block."""
        first, last = token.map or (0, 1)
        last = min(last, len(self.lines)) - 1
        while last > first and not self._content(last, quotes)[1].strip():
            last -= 1
        return first, last

    def _content(self, number: int, quotes: int) -> tuple[int, str]:
        """Column and text of a line after `quotes` quote markers and the blanks after them."""
        line, at = self.lines[number], 0
        for _ in range(quotes):
            found = _CONTAINER_PREFIX.match(line, at)
            at = found.end() if found else at
        text = line[at:].lstrip()
        return len(line) - len(text), text
