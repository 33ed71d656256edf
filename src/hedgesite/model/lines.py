"""The lines of a text: newlines of one kind, and the line and column of an offset."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from hedgesite.diagnostics import Origin

_LINE_END = re.compile(r"\r\n|\n|\r")


def with_newlines(text: str) -> str:
    """The text with newlines of one kind."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_utf8(error: UnicodeDecodeError) -> str:
    """What is wrong with bytes that are no text in UTF-8."""
    return f"the byte 0x{error.object[error.start]:02x} is not UTF-8"


def not_text(control: re.Match[str]) -> str:
    """What is wrong with a text in which a control character was found."""
    return f"the control character U+{ord(control[0]):04X} is not text"


def line_starts(text: str) -> tuple[int, ...]:
    """Offsets at which the lines of a text begin."""
    return (0, *(match.end() for match in _LINE_END.finditer(text)))


def end_of(before: str, shown: str) -> Origin:
    """Position after the given beginning of a file."""
    return Origin(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))


@dataclass(frozen=True, slots=True)
class Lines:
    """Converter of offsets in a text to positions in its file. Counting lines for each would take quadratic time."""

    file: str
    """Path as shown in diagnostics."""
    starts: tuple[int, ...]
    offset: int = 0
    """Number of lines in the file before the text."""

    @classmethod
    def of(cls, text: str, file: str, offset: int = 0) -> Lines:
        return cls(file, line_starts(text), offset)

    def at(self, index: int) -> Origin:
        line = bisect_right(self.starts, index)
        return Origin(self.file, line + self.offset, index - self.starts[line - 1] + 1)
