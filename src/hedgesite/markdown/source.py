"""From places in the parsed Markdown to places in the content file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markdown_it.token import Token

from hedgesite.diagnostics import Origin, Span
from hedgesite.markdown.places import place_of
from hedgesite.markdown.syntax import Definition

_CONTAINER_PREFIX = re.compile(r"[ \t]*>[ \t]?")


@dataclass(frozen=True, slots=True)
class Source:
    """The lines of a body and where its first character stands."""

    lines: tuple[str, ...]
    origin: Origin

    @classmethod
    def of(cls, markdown: str, origin: Origin) -> Source:
        return cls(tuple(re.sub(r"\r\n?", "\n", markdown).split("\n")), origin)

    def at(self, line: int, column: int) -> Origin:
        """The origin of a place in the Markdown, counted from 0 and kept within it."""
        line = min(max(line, 0), len(self.lines) - 1)
        column = min(max(column, 0), len(self.lines[line]))
        return Origin(self.origin.file, self.origin.line + line, self.origin.column + column)

    def of_inline(self, inline: Token, pos: int) -> Origin:
        return self.at(*place_of(inline, pos))

    def of_definition(self, definition: Definition) -> Origin:
        opened = definition.opened
        if "within" in opened.meta:
            return self.of_inline(opened.meta["within"], opened.meta["pos"])
        line = opened.map[0] if opened.map else 0
        return self.at(line, self.lines[line].find(f"[^{definition.label}]:"))

    def of_block(self, token: Token, quotes: int) -> Span:
        """The span of a block that stands inside so many quotes, blank lines at its end left out."""
        first, last = token.map or (0, 1)
        last = min(last, len(self.lines))
        while last - 1 > first and not self._content(last - 1, quotes)[1].strip():
            last -= 1
        column, _ = self._content(first, quotes)
        return Span(self.at(first, column), self.at(last - 1, len(self.lines[last - 1].rstrip())))

    def markdown_of(self, span: Span, quotes: int) -> str:
        """The Markdown of a span of whole lines, without the quotes and the indent that it stands in."""
        first = span.start.line - self.origin.line
        indent = span.start.column - self.origin.column
        lines = []
        for number in range(first, span.end.line - self.origin.line + 1):
            column, text = self._content(number, quotes)
            lines.append(text if column <= indent else " " * (column - indent) + text)
        return "\n".join(line.rstrip() for line in lines)

    def _content(self, number: int, quotes: int) -> tuple[int, str]:
        """Column and text of a line after so many quote markers and the blanks behind them."""
        line, at = self.lines[number], 0
        for _ in range(quotes):
            found = _CONTAINER_PREFIX.match(line, at)
            at = found.end() if found else at
        text = line[at:].lstrip()
        return len(line) - len(text), text
