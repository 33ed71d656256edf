"""Tables: a caption before or after, notes below, and which cells name their column or row.

Source: Pandoc User's Guide, "Tables": a caption is a paragraph that begins with `Table:` or just `:`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hedgesite.diagnostics import Rule
from hedgesite.markdown.attributes import Placed
from hedgesite.markdown.displays import Caption, display_tokens
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report_block

CAPTION_LINE = re.compile(r"(?:[Tt]able:|:)[ \t]+(?=\S)")
NOTE = re.compile(r"Notes?:\s")
_DELIMITERS = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*")
NUMBER = re.compile(r"[-+−–]?[ \d.,'’%$€£¥]*\d[ \d.,'’%$€£¥*]*|[-–—.…]|n/?a", re.IGNORECASE)
_GRID = re.compile(r"[ \t]*\+(?:[-=:]{2,}\+)+[ \t]*")
_COLUMNS = re.compile(r"[ \t]*-{2,}(?:[ \t]+-{2,})+[ \t]*")
"""Lines above and below the rows of Pandoc's grid tables, and below the head of its simple ones."""
_ROW = re.compile(r"[ \t]*\|.*[^\\|]\|[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_MOST_SHOWN = 12
"""Columns in an example of a row of hyphens."""
_OF_FILES = ("file", "rows", "target_at", "inner")
"""What a table with a file of its own brings for its display."""
_PARAGRAPH = 3
"""Tokens of a paragraph."""


def tables_plugin(md: MarkdownIt) -> None:
    """Make a display of each table that has a caption or attributes."""
    md.core.ruler.after("places", "table_captions", _find_captions)
    md.core.ruler.after("figures", "tables", _tables)


def _find_captions(state: StateCore) -> None:
    """Separate captions from their paragraphs, before both are parsed, and put each before its table."""
    tokens, kept, index = state.tokens, list[Token](), 0
    while index < len(tokens):
        token = tokens[index]
        if token.type != "table_open":
            if token.type == "inline":
                _report_delimiters(state, token)
            elif token.type == "hr":
                _report_rule(state, token)
            kept.append(token)
            index += 1
            continue
        start, end = index, _end(tokens, index)
        above = _paragraph(kept, len(kept) - _PARAGRAPH, token.level)
        caption = above if above and CAPTION_LINE.match(above[1].content) else None
        if caption:
            del kept[-_PARAGRAPH:]
        below = end
        while following := _paragraph(tokens, below, token.level):
            if caption is None and CAPTION_LINE.match(following[1].content):
                caption = following
            elif NOTE.match(following[1].content) and "attributes" not in following[0].meta:
                following[0].meta["table_note"] = True
            else:
                break
            below += _PARAGRAPH
        kept += _with_caption(state, token, caption)
        kept += tokens[start + 1 : end]
        for at in range(end, below, _PARAGRAPH):
            if caption is None or tokens[at] is not caption[0]:
                kept += tokens[at : at + _PARAGRAPH]
        index = below
    state.tokens = kept


def _with_caption(state: StateCore, table: Token, caption: Sequence[Token] | None) -> list[Token]:
    if caption is None:
        return [table]
    paragraph, inline = caption[0], caption[1]
    found = CAPTION_LINE.match(inline.content)
    assert found
    if placed := paragraph.meta.get("attributes"):
        if "attributes" in table.meta:
            _report_attributes(state, placed)
        else:
            table.meta["attributes"] = placed
    table.meta["has_caption"] = True
    if paragraph.map and table.map:
        table.meta["whole"] = [min(paragraph.map[0], table.map[0]), max(paragraph.map[1], table.map[1])]
    return [Caption.of(inline, found.end()).tokens[1], table]


def _report_attributes(state: StateCore, placed: Sequence[Placed]) -> None:
    problem = "a table has attributes, and its caption has others"
    pending = PendingDiagnostic(Rule.ATTRIBUTE, problem, "write them once: before the table, or after its caption")
    for each in placed:
        report_block(state, each.line, each.column, pending)


def _paragraph(tokens: Sequence[Token], at: int, level: int) -> Sequence[Token] | None:
    """The paragraph at an index on this level."""
    if at < 0 or at + _PARAGRAPH > len(tokens):
        return None
    opened = tokens[at]
    found = tokens[at : at + _PARAGRAPH]
    is_one = opened.type == "paragraph_open" and opened.level == level and found[-1].type == "paragraph_close"
    return found if is_one else None


def _end(tokens: Sequence[Token], start: int) -> int:
    return next(at + 1 for at in range(start, len(tokens)) if tokens[at].type == "table_close")


def _report_delimiters(state: StateCore, inline: Token) -> None:
    """Report a line of hyphens and bars in a text, which was to make a table."""
    lines = inline.content.split("\n")
    for number, line in enumerate(lines):
        if number and "|" in line and "-" in line and _DELIMITERS.fullmatch(line) and "|" in lines[number - 1]:
            problem = "a delimiter row makes no table, since the row above it has another number of cells"
            _report(state, inline, number, problem, "give both rows the same number of cells")
            return
        if _GRID.fullmatch(line):
            problem = "this line makes no table: tables drawn with plus signs are not read"
            _report(state, inline, number, problem, "write the rows with bars alone, or the table in a file of tables/")
            return
    # The rule for verse has taken the first bar of each line.
    rows = [f"| {line}" for line in lines] if inline.meta.get("verse") else lines
    if len(rows) > 1 and all(map(_ROW.fullmatch, rows)):
        columns = len(_BAR.findall(rows[0])) - 1
        problem = "these rows make no table, since no row of hyphens follows the first"
        _report(
            state,
            inline,
            0,
            problem,
            f"write |{'---|' * min(columns, _MOST_SHOWN)} below it, or \\| for a bar in a text",
        )


def _report_rule(state: StateCore, rule: Token) -> None:
    """Report hyphens with gaps below a text, which Pandoc takes for the head of a table, and CommonMark for a rule."""
    line = rule.map[0] if rule.map else 0
    lines = state.src.split("\n", line + 1)
    if line and lines[line - 1].strip() and _COLUMNS.fullmatch(lines[line]):
        problem = "this line makes no table, but a rule across the page"
        _report(state, rule, 0, problem, "write the columns with bars: | a | b |")


def _report(state: StateCore, block: Token, number: int, problem: str, remedy: str) -> None:
    first = block.map[0] if block.map else 0
    pending = PendingDiagnostic(Rule.TABLE, problem, remedy)
    report_block(state, first + number, 0, pending)


def _tables(state: StateCore) -> None:
    tokens, kept, index = state.tokens, list[Token](), 0
    while index < len(tokens):
        token = tokens[index]
        if token.type != "table_open":
            kept.append(token)
            index += 1
            continue
        end = _end(tokens, index)
        table = tokens[index:end]
        if "file" not in token.meta:
            _set_headers(table)
        notes = list(_notes(tokens, end))
        caption = kept.pop() if token.meta.get("has_caption") else None
        kept += _display(table, caption, notes)
        index = end + len(notes)
    state.tokens = kept


def _notes(tokens: Sequence[Token], at: int) -> Iterator[Token]:
    while at < len(tokens) and tokens[at].meta.get("table_note"):
        yield from tokens[at : at + _PARAGRAPH]
        at += _PARAGRAPH


def _display(table: list[Token], caption: Token | None, notes: list[Token]) -> list[Token]:
    opened = table[0]
    if caption is None and not opened.meta.keys() & {"attributes", "file"}:
        return [*table, *notes]
    made = display_tokens("table", opened, [*table, *notes], caption, ())
    opened.meta.pop("attributes", None)
    made[0].meta.update({name: opened.meta.pop(name) for name in _OF_FILES if name in opened.meta})
    last = notes[0].map if notes and notes[0].map else None
    whole = opened.meta.get("whole", opened.map)
    if whole:
        made[0].map = [whole[0], max(whole[1], last[1] if last else 0)]
    for token in notes[::_PARAGRAPH]:
        token.meta["html"] = {"class": "hs-tablenote"}
    for token in (*table, *notes):
        token.level += 1
    if caption is None:
        return made
    # A table's caption stands above it.
    return [made[0], *made[-4:-1], *table, *notes, made[-1]]


def _set_headers(table: Sequence[Token]) -> None:
    """Say which cells name a column, and which a row: those of the first column, unless it holds numbers."""
    rows: list[list[tuple[Token, Token, Token]]] = []
    for at, token in enumerate(table):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("th_open", "td_open"):
            rows[-1].append((token, table[at + 1], table[at + 2]))
    for cell, inline, close in rows[0]:
        if inline.content:
            cell.meta["html"] = {"scope": "col"}
        else:
            cell.tag = close.tag = "td"
    first = [row[0] for row in rows[1:] if row]
    if len(rows[0]) < 2 or all(NUMBER.fullmatch(inline.content) or not inline.content for _, inline, _ in first):
        return
    for cell, inline, close in first:
        if inline.content:
            cell.tag = close.tag = "th"
            cell.meta["html"] = {"scope": "row"}
