"""Tables of every shape as the pipe tables of the content format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hedgesite.importer.escaping import in_cell
from hedgesite.importer.tree import Block, Cell, Table

_MOST_COLUMNS = 500
_RULES = {"l": ":--", "c": ":-:", "r": "--:"}


def as_pipe_table(table: Table, write: Callable[[tuple[Block, ...]], str]) -> str:
    """The table; empty if it has no words.

    A cell that spans others leaves them empty. The rows of a head become one with all headings of each column.
    """
    head, body = _grid(table.head, write), _grid(table.body, write)
    width = max((len(row) for row in (*head, *body)), default=0)
    rows = [row + [""] * (width - len(row)) for row in body]
    first = _merged([row + [""] * (width - len(row)) for row in head], width) if head else []
    if not first and rows:
        # A table without a head has the first row as its head, for the format needs one.
        first, rows = rows[0], rows[1:]
    if not any(cell.strip() for row in (first, *rows) for cell in row):
        return ""
    align = table.align.ljust(width, "-")
    rule = [_RULES.get(align[column], "---") for column in range(width)]
    return "\n".join(f"| {' | '.join(row)} |" for row in (first, rule, *rows))


def _grid(rows: Sequence[Sequence[Cell]], write: Callable[[tuple[Block, ...]], str]) -> list[list[str]]:
    """The rows with every cell at its column."""
    grid: list[list[str]] = []
    taken: dict[int, int] = {}
    """By column: the number of rows that a cell above still covers."""
    for row in rows:
        line: list[str] = []
        below: dict[int, int] = {}
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or any(column >= len(line) for column in taken):
            column = len(line)
            if column >= _MOST_COLUMNS:
                break
            if taken.get(column, 0) > 0:
                line.append("")
                continue
            if cell is None:
                line.append("")
                continue
            text = in_cell(write(cell.blocks))
            for offset in range(cell.columns):
                line.append(text if not offset else "")
                if cell.rows > 1:
                    below[column + offset] = cell.rows
            cell = next(cells, None)
        taken = {column: left - 1 for column, left in taken.items() if left > 1}
        taken |= {column: left - 1 for column, left in below.items() if left > 1}
        grid.append(line)
    return grid


def _merged(head: list[list[str]], width: int) -> list[str]:
    if len(head) == 1:
        return head[0]
    return [_joined(row[column] for row in head) for column in range(width)]


def _joined(words: Iterable[str]) -> str:
    return " – ".join(dict.fromkeys(word for word in words if word.strip()))
