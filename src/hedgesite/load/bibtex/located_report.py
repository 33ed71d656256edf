"""Findings of one file, located by character offset."""

from __future__ import annotations

from bisect import bisect_right

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule, Severity
from hedgesite.model.source import line_starts


class LocatedReport:
    """Collector of diagnostics that converts offsets to lines and columns."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._end = len(text)
        self._line_starts = line_starts(text)
        self._diagnostics: list[Diagnostic] = []

    def origin(self, offset: int) -> Origin:
        """Position of a character; line and column count from 1."""
        # Offsets can lie behind the end: an unclosed value is read as if its bracket followed.
        offset = min(offset, self._end)
        line = bisect_right(self._line_starts, offset)
        return Origin(self._file, line, offset - self._line_starts[line - 1] + 1)

    def line(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset)

    def add(self, rule: Rule, offset: int, problem: str, remedy: str, level: Severity | None = None) -> None:
        self._diagnostics.append(Diagnostic(rule, self.origin(offset), problem, remedy, level))

    def to_report(self) -> Report:
        return Report.of(self._diagnostics)
