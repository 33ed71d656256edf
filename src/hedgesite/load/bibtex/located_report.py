"""Findings of one file, or of several that are read as one, located by character offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule, Severity
from hedgesite.model.lines import line_starts


class LocatedReport:
    """Collector of diagnostics that converts offsets to lines and columns.

    `file` is the name of the file; if the text is that of several, each name comes with the offset at which it begins.
    """

    def __init__(self, text: str, file: str | Sequence[tuple[str, int]]) -> None:
        files = [(file, 0)] if isinstance(file, str) else file
        self._names = [name for name, _ in files]
        self._starts = [start for _, start in files]
        self._end = len(text)
        self._line_starts = line_starts(text)
        self._diagnostics: list[Diagnostic] = []

    def origin(self, offset: int) -> Origin:
        """Position of a character; line and column count from 1."""
        # Offsets can lie behind the end: an unclosed value is read as if its bracket followed.
        offset = min(offset, self._end)
        line = bisect_right(self._line_starts, offset)
        column = offset - self._line_starts[line - 1] + 1
        at = bisect_right(self._starts, offset) - 1
        before = bisect_left(self._line_starts, self._starts[at]) if at else 0
        return Origin(self._names[at], line - before, column)

    def file(self, offset: int) -> str:
        return self._names[bisect_right(self._starts, offset) - 1]

    def line(self, offset: int, beside: int | None = None) -> str:
        """`line 3`, or `line 3 of other.bib` if that is not the file that has the offset `beside`."""
        origin = self.origin(offset)
        is_elsewhere = beside is not None and self.file(beside) != origin.file
        return f"line {origin.line} of {origin.file}" if is_elsewhere else f"line {origin.line}"

    def add(self, rule: Rule, offset: int, problem: str, remedy: str, level: Severity | None = None) -> None:
        self._diagnostics.append(Diagnostic(rule, self.origin(offset), problem, remedy, level))

    def to_report(self) -> Report:
        return Report.of(self._diagnostics)
