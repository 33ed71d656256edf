"""How many of each kind of a manuscript's parts reached the companion."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hedgesite.importer.citing import Cited
from hedgesite.importer.document import Document
from hedgesite.importer.layout_tables import is_layout
from hedgesite.importer.person_blocks import persons_in
from hedgesite.importer.sections import Written
from hedgesite.importer.tree import Call, Cell, Figure, Math, Para, Picture, Table
from hedgesite.importer.tree_walk import nodes_of


class Row(NamedTuple):
    """`reached` of `all` things of a kind, and what became of the rest."""

    kind: str
    reached: int
    all: int
    rest: str = ""


def rows_of(document: Document, written: Written, cited: Cited, sources: int) -> tuple[Row, ...]:
    """The rows, worst first."""
    counts, lost = written.writer.counts, written.writer.lost
    seen = {"notes": 0, "tables": 0, "equations": 0, "images": 0}
    labels: set[str] = set()
    for node in nodes_of((document.blocks, *(blocks for _, _, blocks in document.parts))):
        # A note with a label may be called many times, as those of a table are.
        seen["notes"] += isinstance(node, Call) and node.label not in labels
        labels |= {node.label} if isinstance(node, Call) and node.label else set()
        seen["tables"] += isinstance(node, Table)
        seen["equations"] += isinstance(node, Math)
        seen["images"] += isinstance(node, Picture) or (isinstance(node, Figure) and not node.pictures)
    # A table in a cell is a way to break its lines, and becomes words of the cell.
    seen["tables"] -= sum(isinstance(node, Table) for cell in _cells(document) for node in nodes_of(cell.blocks))
    tables = [node for node in nodes_of(document.blocks) if isinstance(node, Table)]
    seen["tables"] -= sum(is_layout(table) or bool(persons_in(table)) for table in tables)
    missing = len(document.images.missing)
    plain = lost["formulas shown as TeX"]
    rows = [
        Row("citations", cited.resolved, cited.found, "the rest is marked, or left as it stands"),
        Row(
            "notes", min(counts["note"], seen["notes"]), seen["notes"], "those of the list of references are not notes"
        ),
        Row("images", max(seen["images"] - missing, 0), seen["images"], "placeholders in figures/"),
        Row("tables", min(counts["table"], seen["tables"]), seen["tables"], "in notes or figures, as text"),
        Row("equations", max(seen["equations"] - plain, 0), seen["equations"], "shown as TeX"),
        Row("sources", sources, sources),
        Row("paragraphs", counts["Para"], counts["Para"]),
    ]
    return tuple(sorted((row for row in rows if row.all), key=lambda row: row.reached / row.all))


def _cells(document: Document) -> Iterator[Cell]:
    """The cells of all tables, those of tables within cells left out."""
    inner: set[int] = set()
    for node in nodes_of((document.blocks, *(blocks for _, _, blocks in document.parts))):
        if isinstance(node, Table) and id(node) not in inner:
            for cell in (cell for row in (*node.head, *node.body) for cell in row):
                inner |= {id(each) for each in nodes_of(cell.blocks) if isinstance(each, Table)}
                yield cell


__all__ = ["Para", "Row", "rows_of"]


_NOT_FOR_READERS = ("comments", "hidden text", "tracked deletions")
"""What authors of a document have kept from its readers themselves."""


def left_out(what: str, number: int) -> tuple[str, str]:
    """Problem and remedy of so many things of a kind that did not reach the companion."""
    if what in _NOT_FOR_READERS:
        what = what.removesuffix("s") if number == 1 else what
        return f"left out: {number} {what}", "nothing is to be done, unless readers should see it"
    return f"left out or simplified: {number} {what}", "see what is missing, and put it in by hand"
