"""Places in the file that an author knows."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.model.lines import line_starts

_WINDOW = 20_000
"""Characters after the beginning of a block in which its words are looked for."""
_WORDS = re.compile(r"\w+(?:[^\w\n]{0,2}\w+){0,3}")


@dataclass(slots=True)
class Places:
    """Finds words near a line of a manuscript; `text` is empty if it has no lines, as that of a word processor."""

    file: str
    text: str = ""
    in_file: Callable[[int, int], Origin] | None = None
    """The place in a file of its own of a line and column of `text`, if that was joined from several files."""
    _lines: tuple[int, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._lines = line_starts(self.text)

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
        return self.offset(found if found >= 0 else start)

    def of(self, words: str, skipped: int = 0) -> Origin:
        """The first place in the whole manuscript at which words stand as they are; its beginning if they do not.

        `skipped` is the number of characters of `words` before what is meant.
        """
        found = self.text.find(words)
        return self.offset(found + skipped if found >= 0 else 0)

    def offset(self, offset: int) -> Origin:
        """The place of an offset of `text`."""
        row = bisect_right(self._lines, offset)
        column = offset - self._lines[row - 1] + 1
        return self.in_file(row, column) if self.in_file else Origin(self.file, row, column)

    def finding(self, rule: Rule, line: int, words: str, problem: str, remedy: str) -> Diagnostic:
        """A finding about words in the block at a line."""
        return Diagnostic(rule, self.at(line, words), problem, remedy)
