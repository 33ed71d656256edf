"""Reading tables that are files of their own: YAML with spans and typed columns, or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.csv_text import CsvError, read_csv
from hedgesite.load.files import ContentFile
from hedgesite.load.table_values import number_in, value_of
from hedgesite.load.validation import decode
from hedgesite.load.yaml import YamlDocument, read_yaml
from hedgesite.model.base import Prose
from hedgesite.model.table import MOST_CELLS, Cell, Column, ColumnType, Placed, Table, TableFile, table_path


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table, or None if the file cannot be read, and what was found in it."""

    table: Table | None
    report: Report


def read_table(file: ContentFile, language: str) -> ReadTable:
    """Read a table's file, in the language whose decimal mark its numbers have."""
    written, placed, report = (_from_csv if file.shown.endswith(".csv") else _from_yaml)(file, language)
    if written is None:
        return ReadTable(None, report)
    rows = _Grid(written.columns, placed, language)
    groups = _Grid(written.columns, placed[:1], language)
    table = Table(
        table_path(file.shown),
        file.shown,
        written.columns,
        tuple(groups.row(written.groups, placed[0], is_body=False)) if written.groups else (),
        tuple(tuple(rows.row(row, origin)) for row, origin in zip(written.rows, placed, strict=True)),
    )
    found = Report.of([*rows.findings, *groups.findings])
    return ReadTable(None if found.errors else table, report + found)


def _from_yaml(file: ContentFile, language: str) -> tuple[TableFile | None, Sequence[Origin], Report]:
    document, report = read_yaml(file.text, file.shown)
    if document is None:
        return None, (), report
    decoded = decode(TableFile, document, language=language)
    report += decoded.report
    if decoded.value is None or report.errors:
        return None, (), report
    rows = decoded.value.rows
    if (cells := sum(each.colspan * each.rowspan for row in rows for each in row)) > MOST_CELLS:
        return None, (), report + _too_large(file, cells)
    return decoded.value, [_origin(document, at) for at in range(len(rows))], report


def _origin(document: YamlDocument, row: int) -> Origin:
    return document.origin_at(("rows", row))


def _too_large(file: ContentFile, cells: int) -> Report:
    problem = f"the table has {cells} cells, of which a page can show {MOST_CELLS}"
    return Report.of(
        [Diagnostic(Rule.TABLE, Origin(file.shown), problem, "split it, or show the part that is discussed")]
    )


def _from_csv(file: ContentFile, language: str) -> tuple[TableFile | None, Sequence[Origin], Report]:
    try:
        head, *rows = read_csv(file.text, file.shown)
    except CsvError as why:
        return None, (), Report.of([Diagnostic(Rule.TABLE, why.origin, why.problem, why.remedy)])
    if not rows:
        problem = "the table has no rows"
        found = Diagnostic(
            Rule.TABLE, Origin(file.shown), problem, "write the names of the columns, and the rows below"
        )
        return None, (), Report.of([found])
    if (cells := sum(map(len, rows))) > MOST_CELLS:
        return None, (), _too_large(file, cells)
    columns = tuple(
        Column(text=name, type=_guessed([row[at].text for row in rows if at < len(row)], language))
        for at, name in enumerate(head)
    )
    cells_of = tuple(tuple(Cell(text=text, **_origin_of(text)) for text in row) for row in rows)
    return TableFile(columns=columns, rows=cells_of), [row[0].origin for row in rows], Report()


def _origin_of(text: Prose) -> dict[str, Origin]:
    return {"\0origin": text.origin}


def _guessed(cells: Sequence[str], language: str) -> ColumnType:
    """Numbers if every cell that says something is one, and nothing else."""
    told = [cell.strip() for cell in cells if cell.strip()]
    numbers = bool(told) and all(number_in(cell, language, alone=True) is not None for cell in told)
    return ColumnType.NUMBER if numbers else ColumnType.TEXT


class _Grid:
    """Places cells in the grid of the columns, as HTML does, and reports rows that do not fill it."""

    def __init__(self, columns: Sequence[Column], origins: Sequence[Origin], language: str) -> None:
        self.columns = columns
        self.language = language
        self.covered = [0] * len(columns)
        """Rows below that a cell above covers, by column."""
        self.left = len(origins)
        self.findings: list[Diagnostic] = []

    def row(self, cells: Sequence[Cell], origin: Origin, *, is_body: bool = True) -> Iterator[Placed]:
        """The cells of the next row in their places."""
        covered, self.covered = self.covered, [max(0, rows - 1) for rows in self.covered]
        self.left -= 1
        at, wide, clash = 0, len(self.columns), False
        for cell in cells:
            while at < wide and covered[at]:
                at += 1
            if cell.rowspan > self.left + 1:
                self._report(cell.origin, "a cell spans more rows than follow", "correct its 'rowspan'")
            within = range(at, min(at + cell.colspan, wide))
            clash = clash or any(covered[column] for column in within)
            for column in within:
                self.covered[column] = max(self.covered[column], cell.rowspan - 1)
            if at < wide:
                yield self._placed(cell, at) if is_body else Placed(cell, at)
            at += cell.colspan
        found = sum(cell.colspan for cell in cells) + sum(map(bool, covered))
        if found != wide:
            spans = ", counting what spans" if found != len(cells) else ""
            remedy = "remove some" if found > wide else "add the others, empty if need be"
            self._report(origin, f"a row of a table has {found} instead of {wide} cells{spans}", remedy)
        elif clash:
            self._report(origin, "cells of a row overlap with one that spans rows", "correct 'colspan' or 'rowspan'")

    def _placed(self, cell: Cell, at: int) -> Placed:
        column = self.columns[at]
        if cell.colspan > 1 or cell.header or not cell.text:
            return Placed(cell, at)
        found = value_of(cell, column.type, self.language)
        if isinstance(found, Diagnostic):
            self.findings.append(found)
            return Placed(cell, at)
        return replace(found, column=at)

    def _report(self, origin: Origin, problem: str, remedy: str) -> None:
        self.findings.append(Diagnostic(Rule.TABLE, origin, problem, remedy))
