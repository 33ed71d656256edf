"""Tables that are drawn with signs, as pipe tables of as many lines.

Source: Pandoc User's Guide, "Tables": simple, multiline and grid tables.
"""

from __future__ import annotations

import re

_RULE_OF_TABLE = re.compile(r"\s{0,3}-{2,}(?:\s+-{2,})+\s*$")
_WHOLE_RULE = re.compile(r"\s{0,3}-{3,}\s*$")
_GRID = re.compile(r"\s{0,3}\+(?:[-=:]+\+)+\s*$")
_MOST_HEADS = 10
"""Most lines of a head."""
_LONGEST = 400
"""Most lines of a table whose rows have several."""


def drawn_table(lines: list[str], at: int) -> list[str]:
    """The lines of the pipe table for the table that begins at a line; none if no table does."""
    line = lines[at].lstrip()
    if line.startswith("-"):
        return _multiline_table(lines, at) or _headless_table(lines, at)
    return _grid_table(lines, at) if line.startswith("+") else _simple_table(lines, at)


def _multiline_table(lines: list[str], at: int) -> list[str]:
    """A table between two rules, whose rows have several lines and are parted by empty ones."""
    if not _WHOLE_RULE.match(lines[at]) or (at and lines[at - 1].strip()):
        return []
    heads = range(at + 1, min(at + 1 + _MOST_HEADS, len(lines)))
    rule = next((each for each in heads if not lines[each].strip() or _RULE_OF_TABLE.match(lines[each])), at)
    if rule - at < 2 or not lines[rule].strip():
        return []
    last = _end(lines, rule + 1, _WHOLE_RULE)
    spans = _spans(lines[rule])
    head = _merged([_cut(line, spans) for line in lines[at + 1 : rule]])
    return _filled(head, _rows_of(lines[rule + 1 : last], spans), last - at + 1) if last else []


def _headless_table(lines: list[str], at: int) -> list[str]:
    """A table without a head: rows between two rules of its columns."""
    if not _RULE_OF_TABLE.match(lines[at]) or (at and lines[at - 1].strip()):
        return []
    last = _end(lines, at + 1, _RULE_OF_TABLE)
    spans = _spans(lines[at])
    rows = _rows_of(lines[at + 1 : last], spans) if last else []
    return _filled([""] * len(spans), rows, last - at + 1) if rows and len(rows) < last - at else []


def _end(lines: list[str], first: int, rule: re.Pattern[str]) -> int:
    """The line of the rule that ends a table, behind which stands an empty line; 0 if there is none."""
    for last in range(first, min(first + _LONGEST, len(lines))):
        if rule.match(lines[last]) and not (last + 1 < len(lines) and lines[last + 1].strip()):
            return last
    return 0


def _rows_of(lines: list[str], spans: list[tuple[int, int]]) -> list[list[str]]:
    cut = [_cut(line, spans) if line.strip() else [] for line in lines]
    if [] not in cut[:-1]:
        return [cells for cells in cut if cells]
    rows: list[list[list[str]]] = [[]]
    for cells in cut:
        if cells:
            rows[-1].append(cells)
        elif rows[-1]:
            rows.append([])
    return [_merged(row) for row in rows if row]


def _merged(cut: list[list[str]]) -> list[str]:
    return [" ".join(filter(None, column)) for column in zip(*cut, strict=True)]


def _filled(head: list[str], rows: list[list[str]], number: int) -> list[str]:
    written = [_row(head), "|" + "---|" * len(head), *map(_row, rows)]
    return [*written, *[""] * (number - len(written))]


def _spans(rule: str) -> list[tuple[int, int]]:
    return [found.span() for found in re.finditer(r"-+", rule)]


def _simple_table(lines: list[str], at: int) -> list[str]:
    """A table whose columns are drawn with dashes, as a pipe table of as many lines."""
    if at + 1 >= len(lines) or not lines[at].strip() or not _RULE_OF_TABLE.match(lines[at + 1]):
        return []
    spans = _spans(lines[at + 1])
    rows = [_cut(lines[at], spans)]
    last = at + 2
    while last < len(lines) and lines[last].strip() and not _RULE_OF_TABLE.match(lines[last]):
        rows.append(_cut(lines[last], spans))
        last += 1
    rule = "|" + "---|" * len(spans)
    closing = [""] if last < len(lines) and _RULE_OF_TABLE.match(lines[last]) else []
    return [_row(rows[0]), rule, *map(_row, rows[1:]), *closing]


def _cut(line: str, spans: list[tuple[int, int]]) -> list[str]:
    starts = [start for start, _ in spans]
    ends = [*starts[1:], len(line) + 1]
    # Words of the first column may begin before its dashes.
    starts[0] = 0
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=True)]


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _grid_table(lines: list[str], at: int) -> list[str]:
    """A table drawn with `+---+`, as a pipe table of as many lines; the rest of them are empty and follow it."""
    if not _GRID.match(lines[at]):
        return []
    last = at
    while last < len(lines) and re.match(r"\s{0,3}[+|]", lines[last]):
        last += 1
    width = lines[at].count("+") - 1
    rows: list[list[str]] = []
    parts: list[str] = [""] * width
    has_words = False
    for line in lines[at:last]:
        if re.match(r"\s{0,3}\+[-=:+]+\s*$", line):
            if has_words:
                rows.append(parts)
            parts, has_words = [""] * width, False
        else:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            cells = [*cells, *[""] * width][:width]
            parts = [f"{old} {new}".strip() for old, new in zip(parts, cells, strict=True)]
            has_words = True
    if not rows:
        return []
    written = [_row(rows[0]), "|" + "---|" * width, *map(_row, rows[1:])]
    return [*written, *[""] * (last - at - len(written))]
