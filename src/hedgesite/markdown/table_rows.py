"""The rows of tables: where their cells are in the Markdown, and findings about their number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.token import Token

from hedgesite.diagnostics import Rule
from hedgesite.markdown.math_spans import math_span
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report_block
from hedgesite.markdown.segments import Segment

_BAR = "\0"
"""Stands for a bar inside a formula while a table is divided into cells. No text contains it."""
_DELIMITERS = re.compile(r"[|:-][|: \t-]*")
_WITH_FORMULA = re.compile(r"[^\n$]*\$[^\n]*")


def table_rule(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """The rule of GFM, except that bars inside formulas do not divide cells, as in Pandoc."""
    # This is asked at every line of a text: what comes first must be short.
    if start_line + 1 >= end_line or not _DELIMITERS.fullmatch(
        state.src, state.bMarks[start_line + 1] + state.tShift[start_line + 1], state.eMarks[start_line + 1]
    ):
        return False
    count, src = len(state.tokens), state.src
    end_line = _before_caption(state, start_line, end_line)
    state.src = _masked(state)
    try:
        if not table(state, start_line, end_line, silent):
            return False
        _read_rows(state, state.tokens[count:], start_line)
    finally:
        state.src = src
    return True


def _masked(state: StateBlock) -> str:
    """The whole source with bars inside formulas replaced; it is made once, since a text may hold many tables."""
    known: tuple[str, str] | None = state.env.get("bars_masked")
    if known is None or known[0] is not state.src:
        known = state.env["bars_masked"] = (state.src, _without_bars(state.src))
    return known[1]


def _without_bars(src: str) -> str:
    parts, done = [], 0
    for line in _WITH_FORMULA.finditer(src):
        pos, last = line.span()
        while (pos := src.find("$", pos, last)) >= 0:
            span = math_span(src, pos, last) if src[pos - 1 : pos] != "\\" else None
            if span:
                parts += [src[done : span.start], src[span.start : span.end].replace("|", _BAR)]
                done = span.end
            pos = span.end if span else pos + 1
    return "".join([*parts, src[done:]]) if parts else src


def _read_rows(state: StateBlock, tokens: list[Token], start_line: int) -> None:
    cells: list[Token] = []
    row = start_line
    for token in tokens:
        if token.type == "tr_open" and token.map:
            row, cells = token.map[0], []
        elif token.type == "inline":
            cells.append(token)
        elif token.type == "tr_close":
            _place_cells(state, row, cells)
            _count_cells(state, row, len(cells))
            for cell in cells:
                cell.content = cell.content.replace(_BAR, "|")


_CAPTION = re.compile(r"(?:[Tt]able:|:)[ \t]+[^\s|-][^|\n]*")


def _before_caption(state: StateBlock, start: int, end: int) -> int:
    """The line of a caption right below the rows, which would be read as one of them."""
    for line in range(start + 2, end):
        if state.isEmpty(line):
            break
        if _CAPTION.fullmatch(state.src, state.bMarks[line] + state.tShift[line], state.eMarks[line]):
            return line
    return end


def _count_cells(state: StateBlock, row: int, columns: int) -> None:
    """Report a row that has another number of cells than the head: what is too much would not be shown."""
    start = state.bMarks[row] + state.tShift[row]
    written = escapedSplit(state.src[start : state.eMarks[row]].strip())
    found = len(written) - (written[:1] == [""]) - (written[-1:] == [""] and len(written) > 1)
    if found == columns:
        return
    problem = f"a row of a table has {found} instead of {columns} cells"
    remedy = "remove some, or write \\| for a bar in a text" if found > columns else "add the others, empty if need be"
    column = start - (state.src.rfind("\n", 0, start) + 1)
    pending = PendingDiagnostic(Rule.TABLE, problem, remedy)
    report_block(state, row, column, pending)


def _place_cells(state: StateBlock, row: int, cells: list[Token]) -> None:
    start = state.bMarks[row] + state.tShift[row]
    line_start = state.src.rfind("\n", 0, start) + 1
    text = state.src[start : state.eMarks[row]]
    begins = list(_cell_begins(text))
    for index, cell in enumerate(cells):
        begin = begins[min(index, len(begins) - 1)]
        cell.meta["places"] = list(_cell_segments(cell.content, text, begin, row, start - line_start))


def _cell_begins(text: str) -> Iterator[int]:
    if not text.startswith("|"):
        yield 0
    escaped = False
    for at, character in enumerate(text):
        if character == "|" and not escaped:
            yield at + 1
        escaped = character == "\\"


def _cell_segments(content: str, text: str, begin: int, row: int, column: int) -> Iterator[Segment]:
    """One segment, and another after each `\\|`, whose backslash the table parser removes."""
    at = begin + len(text[begin:]) - len(text[begin:].lstrip())
    yield 0, row, column + at
    for offset, character in enumerate(content):
        if character == "|" and text.startswith("\\|", at):
            at += 1
            yield offset, row, column + at
        at += 1
