"""Codes from a spreadsheet: `passages.csv` with changed codes, or a blank form that was filled in.

A table has a row for each passage. Its columns are `id` (or `passage`), and either fields of an annotation with ids in
them, or a column for each code with `x` where it applies. Lines before the header that begin with `#` are skipped.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.export.passages import columns
from hedgesite.messages import Known, suggestion
from hedgesite.model.front_matter import Annotation
from hedgesite.model.index import EntityIndex
from hedgesite.model.kinds import references_of
from hedgesite.model.library import Library
from hedgesite.recoding.blank import BESIDE, ID, NONE
from hedgesite.recoding.recoded import ROLE, Given, Recoded, distinct, unreadable

_IDS = (ID, "passage")
_YES = {"x", "1", "yes", "y", "true", "✓", "✔"}
_NO = {"", "0", "no", "n", "false", "-", "–"}
_BETWEEN = re.compile(r"[;,\s]+")
_DELIMITERS = (",", ";", "\t")
_UNCODED = {"", "none", "-", "–"}
_LONGEST_CELL = 1_000_000


def read_table(data: bytes, shown: str, library: Library, names: EntityIndex) -> Recoded:
    """Read a table in CSV or TSV. Raises UnreadableCodesError if it has no header with an id and a code."""
    rows = _rows(_decoded(data, shown), shown)
    try:
        line, header = next(rows)
    except StopIteration:
        raise unreadable(shown, "the table is empty", f"begin with a header: {ID}, dimensions") from None
    reader = _Reader(shown, library, names, tuple(cell.strip() for cell in header), line)
    for line, cells in rows:
        reader.row(line, cells)
    return Recoded(reader.passages, Report.of(reader.findings), distinct([*reader.codes.values()]))


def _decoded(data: bytes, shown: str) -> str:
    try:
        if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise unreadable(shown, "the table is not UTF-8", "save it as CSV in UTF-8") from None


def _rows(text: str, shown: str) -> Iterator[tuple[int, list[str]]]:
    """Line on which each row begins, and its cells. Comments before the header and empty rows are skipped."""
    lines = text.splitlines(keepends=True)
    skipped = 0
    while skipped < len(lines) and (lines[skipped].startswith("#") or not lines[skipped].strip()):
        skipped += 1
    header = lines[skipped] if skipped < len(lines) else ""
    delimiter = max(_DELIMITERS, key=lambda each: len(next(csv.reader([header], delimiter=each), [])))
    before = csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO("".join(lines[skipped:]), newline=""), delimiter=delimiter)
    begins = skipped + 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield begins, cells
            begins = skipped + reader.line_num + 1
    except csv.Error as error:
        raise unreadable(shown, f"the table cannot be read: {error}", "save it again as CSV", begins) from None
    finally:
        csv.field_size_limit(before)


@dataclass
class _Reader:
    """Collects the codes of the rows, and findings with the line and the place of the cell."""

    shown: str
    library: Library
    names: EntityIndex
    header: tuple[str, ...]
    line: int
    passages: dict[str, Given] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.fields = {**references_of(Annotation), ROLE: ROLE}
        self.codes = self._codes()
        self.id_column = next((at for at, name in enumerate(self.header) if name.lower() in _IDS), None)
        coded = [name for name in self.header if name in self.codes or name in self.fields]
        if self.id_column is None or not coded:
            what = "passages" if self.id_column is None else "codes"
            remedy = f"write a header with '{ID}' and 'dimensions', or with a column for each code"
            raise unreadable(self.shown, f"the header has no column for the {what}", remedy, self.line)
        doubled = {name for name in self.header if name and self.header.count(name) > 1}
        ignored = {*columns(), *BESIDE, *_IDS, NONE, ""} | self.codes.keys() | self.fields.keys()
        for name in distinct(self.header):
            if name in doubled and (name in self.codes or name in self.fields):
                self._find(self.line, name, f"the column '{name}' stands twice", "remove one of the two")
            elif name not in ignored:
                remedy = suggestion(name, Known((*self.codes, *self.fields)), "remove it, or name it after a code")
                self._find(self.line, name, f"the column '{name}' is not read", remedy, Rule.CODES_LEFT_OUT)

    def _codes(self) -> Mapping[str, str]:
        """The columns that are codes: named by an id, a former id, a name or a mark."""
        found: dict[str, str] = {}
        for attribute in ("mark", "short", "name"):
            found |= {str(getattr(each, attribute)): each.id for each in self.library.dimensions}
        known = {id: now for (kind, id), now in self.names.canonical.items() if kind == "dimension"}
        return {name: id for name, id in (found | known).items() if name in self.header and name not in columns()}

    def row(self, line: int, cells: list[str]) -> None:
        """Take over a row."""
        assert self.id_column is not None
        values = dict(zip(self.header, (cell.strip() for cell in cells), strict=False))
        written = values.get(self.header[self.id_column], "").lstrip("'")
        id = self.names.resolve("passage", written)
        if id is None:
            remedy = suggestion(written, self.names.known["passage"], "correct the id, or remove the row")
            self._find(line, "", f"there is no passage '{written}'", remedy)
        elif id in self.seen:
            self._find(line, "", f"the passage '{id}' stands already on line {self.seen[id]}", "remove one of the two")
        else:
            self.seen[id] = line
            given = self._given(line, id, values)
            if given:
                self.passages[id] = given

    def _given(self, line: int, passage: str, values: Mapping[str, str]) -> Given:
        present = ((name, kind) for name, kind in self.fields.items() if name in values)
        given = {name: self._ids_in_cell(line, name, kind, values[name]) for name, kind in present}
        if ROLE in given and len(given[ROLE]) != 1 and given.pop(ROLE):
            self._find(line, ROLE, f"'{passage}' has several roles", "keep one of them")
        if self.codes:
            marked = [id for name, id in self.codes.items() if self._is_marked(line, name, values.get(name, ""))]
            nothing = NONE in values and self._is_marked(line, NONE, values[NONE])
            if nothing and marked:
                self._find(line, NONE, f"'{passage}' has codes, and a mark that none applies", "keep one of the two")
            elif NONE in values and not nothing and not marked:
                problem = f"'{passage}' has no mark at all, and is left out"
                remedy = f"mark the codes that apply with x, or '{NONE}' where none does"
                self._find(line, NONE, problem, remedy, Rule.CODES_LEFT_OUT)
                return {}
            given["dimensions"] = distinct((*given.get("dimensions", ()), *marked))
        return given

    def _is_marked(self, line: int, name: str, cell: str) -> bool:
        if cell.lower() in _YES | _NO:
            return cell.lower() in _YES
        self._find(line, name, f"'{cell}' in the column '{name}' is no mark", "write x where the code applies")
        return False

    def _ids_in_cell(self, line: int, name: str, kind: str, cell: str) -> tuple[str, ...]:
        """Ids of what a cell names; what it names wrongly becomes a finding."""
        written = [] if cell.lower() in _UNCODED else [id.lstrip("'") for id in _BETWEEN.split(cell) if id]
        if name == ROLE:
            known = Known(self.library.words.kinds("roles"))
            found = [id if id in known.names else None for id in written]
        else:
            known = self.names.known[kind]
            found = [self.names.resolve(kind, id) for id in written]
        for id, meant in zip(written, found, strict=True):
            if meant is None:
                remedy = suggestion(id, known, "correct the id")
                self._find(line, name, f"there is no {kind} '{id}'", remedy)
        return distinct([id for id in found if id])

    def _find(self, line: int, column: str, problem: str, remedy: str, rule: Rule = Rule.CODES_UNREADABLE) -> None:
        """A finding in a cell: columns of a table count as those of a text do."""
        at = self.header.index(column) + 1 if column in self.header else 1
        self.findings.append(Diagnostic(rule, Origin(self.shown, line, at), problem, remedy))
