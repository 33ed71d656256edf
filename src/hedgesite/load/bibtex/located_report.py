"""Where a character of a file stands, and what is to be said of it."""

from __future__ import annotations

import re
from bisect import bisect_right

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule

_LINE_END = re.compile(r"\r\n|\n|\r")


class LocatedReport:
    """Collects the diagnostics of one file by the offset of what they are about."""

    def __init__(self, text: str, file: str) -> None:
        self._file = file
        self._end = len(text)
        self._line_starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
        self._diagnostics: list[Diagnostic] = []

    def origin(self, offset: int) -> Origin:
        """Line and column of a character, both counted from 1. What is read as if it were closed ends with the file."""
        offset = min(offset, self._end)
        line = bisect_right(self._line_starts, offset)
        return Origin(self._file, line, offset - self._line_starts[line - 1] + 1)

    def line(self, offset: int) -> int:
        return bisect_right(self._line_starts, offset)

    def add(self, rule: Rule, offset: int, problem: str, remedy: str) -> None:
        self._diagnostics.append(Diagnostic(rule, self.origin(offset), problem, remedy))

    def report(self) -> Report:
        return Report.of(self._diagnostics)
