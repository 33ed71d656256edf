"""Splitting CSV into cells that know their places in the file.

Source: RFC 4180. The standard library's reader keeps no columns, and findings about a cell name its place.
"""

from __future__ import annotations

from collections import Counter

from hedgesite.diagnostics import Origin
from hedgesite.model.base import Prose

_SEPARATORS = ",;\t"


class CsvError(Exception):
    """The text is not CSV."""

    def __init__(self, problem: str, origin: Origin, remedy: str) -> None:
        super().__init__(problem)
        self.problem, self.origin, self.remedy = problem, origin, remedy


def read_csv(text: str, file: str) -> list[list[Prose]]:
    """The rows of a text with newlines of one kind; blank lines are left out.

    The separator is a comma, a semicolon or a tab, whichever the first line has most of. Raises CsvError.
    """
    reader = _Reader(text, file, _separator(text))
    rows = []
    while reader.at < len(text):
        row = reader.row()
        if len(row) > 1 or row[0]:
            rows.append(row)
    if not rows:
        raise CsvError("the file is empty", Origin(file), "write the names of the columns, and the rows below")
    return rows


def _separator(text: str) -> str:
    quoted, counts = False, Counter[str]()
    for character in text:
        if character == '"':
            quoted = not quoted
        elif character == "\n" and not quoted and counts:
            break
        elif character in _SEPARATORS and not quoted:
            counts[character] += 1
    return max(_SEPARATORS, key=lambda one: counts[one])


class _Reader:
    def __init__(self, text: str, file: str, separator: str) -> None:
        self.text, self.file, self.separator = text, file, separator
        self.at, self.line, self.line_start = 0, 1, 0

    def row(self) -> list[Prose]:
        """The cells up to the end of the line, which is passed."""
        cells = [self._cell()]
        while self.at < len(self.text) and self.text[self.at] == self.separator:
            self.at += 1
            cells.append(self._cell())
        self._newline()
        return cells

    def _origin(self) -> Origin:
        return Origin(self.file, self.line, self.at - self.line_start + 1)

    def _newline(self) -> None:
        self.at += 1
        self.line, self.line_start = self.line + 1, self.at

    def _cell(self) -> Prose:
        if self.text.startswith('"', self.at):
            return self._quoted()
        origin, start = self._origin(), self.at
        ends = (self.text.find(end, start) for end in (self.separator, "\n"))
        self.at = min((end for end in ends if end >= 0), default=len(self.text))
        text = self.text[start : self.at]
        blanks = len(text) - len(text.lstrip())
        return Prose(text.strip(), Origin(origin.file, origin.line, origin.column + blanks))

    def _quoted(self) -> Prose:
        origin = self._origin()
        self.at += 1
        parts: list[str] = []
        places: list[tuple[int, Origin]] = [(0, self._origin())]
        length = 0
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == '"' and self.text.startswith('""', self.at):
                self.at += 1
            elif character == '"':
                return self._closed(Prose("".join(parts), places[0][1], tuple(places)))
            parts.append(character)
            length += 1
            if character == "\n":
                self._newline()
            else:
                self.at += 1
            if character in '"\n':
                places.append((length, self._origin()))
        raise CsvError("a quotation mark is not closed", origin, 'close it, or write "" for a mark within a cell')

    def _closed(self, cell: Prose) -> Prose:
        self.at += 1
        following = self.text[self.at : self.at + 1]
        if following and following not in (self.separator, "\n"):
            problem = "text follows the quotation mark that closes a cell"
            raise CsvError(problem, self._origin(), 'write "" for a mark within a cell')
        return cell
