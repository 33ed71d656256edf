"""Places in the file that an author knows."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from hedgesite.diagnostics import Diagnostic, Origin, Rule

_WINDOW = 20_000
"""Characters after the beginning of a block in which its words are looked for."""
_WORDS = re.compile(r"\w+(?:[^\w\n]{0,2}\w+){0,3}")


@dataclass(slots=True)
class Places:
    """Finds words near a line of a manuscript; `text` is empty if it has no lines, as that of a word processor."""

    file: str
    text: str = ""
    _lines: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._lines = (0, *(found.end() for found in re.finditer("\n", self.text)))

    def at(self, line: int, words: str = "") -> Origin:
        """The place of words in the block that begins at a line; that of the block if they are not found."""
        if not self.text or not 0 < line <= len(self._lines):
            return Origin(self.file, line or 1)
        start = self._lines[line - 1]
        written = words[:24].split("\0")[0].rstrip()
        found = self.text.find(written, start, start + _WINDOW) if written.strip() else -1
        if found < 0:
            first = _WORDS.search(words[:60])
            found = self.text.find(first[0], start, start + _WINDOW) if first else -1
        if found < 0:
            return Origin(self.file, line)
        row = bisect_right(self._lines, found)
        return Origin(self.file, row, found - self._lines[row - 1] + 1)

    def finding(self, rule: Rule, line: int, words: str, problem: str, remedy: str) -> Diagnostic:
        """A finding about words in the block at a line."""
        return Diagnostic(rule, self.at(line, words), problem, remedy)
