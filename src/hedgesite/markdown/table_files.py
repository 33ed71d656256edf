"""Tables that are files of their own, shown as `![caption](tables/trade.yml){#trade}` in a paragraph of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hedgesite.markdown.pending_diagnostic import pending_in
from hedgesite.markdown.tables import NOTE, NUMBER
from hedgesite.model.base import Prose
from hedgesite.model.table import Alignment, Column, ColumnType, Placed, Table, is_table, table_path

_PARAGRAPH = 3
_BLANK = frozenset({"softbreak", "pending_diagnostic"})


def table_files_plugin(md: MarkdownIt) -> None:
    """Replace images whose address is that of a table with its tokens, which other rules then treat as usual."""
    md.core.ruler.after("inline", "table_files", _expand)


def _expand(state: StateCore) -> None:
    tokens, kept, index = state.tokens, list[Token](), 0
    while index < len(tokens):
        shown = _table_alone(tokens, index)
        if shown is None:
            kept.append(tokens[index])
            index += 1
            continue
        kept += _tokens_of(state, tokens[index], tokens[index + 1], shown)
        index += _PARAGRAPH
        while _is_note(tokens, index):
            tokens[index].meta["table_note"] = True
            kept += tokens[index : index + _PARAGRAPH]
            index += _PARAGRAPH
    state.tokens = kept


def _table_alone(tokens: Sequence[Token], at: int) -> Token | None:
    """The image that a paragraph consists of, if it is a table."""
    if tokens[at].type != "paragraph_open" or "![" not in tokens[at + 1].content:
        return None
    shown = [child for child in tokens[at + 1].children or () if child.type not in _BLANK and _says(child)]
    if len(shown) == 1 and shown[0].type == "image" and is_table(str(shown[0].attrs["src"])):
        return shown[0]
    return None


def _says(child: Token) -> bool:
    return child.type != "text" or bool(child.content.strip())


def _is_note(tokens: Sequence[Token], at: int) -> bool:
    opened = tokens[at] if at + 1 < len(tokens) else None
    return (
        opened is not None
        and opened.type == "paragraph_open"
        and "attributes" not in opened.meta
        and NOTE.match(tokens[at + 1].content) is not None
    )


def _tokens_of(state: StateCore, paragraph: Token, inline: Token, shown: Token) -> Iterator[Token]:
    path = table_path(str(shown.attrs["src"]))
    table: Table | None = state.env.get("tables", {}).get(path)
    findings = pending_in(inline)
    if findings:
        yield _within(inline, "", 0, findings)
    opened = Token("table_open", "table", 1, map=paragraph.map, level=paragraph.level, block=True)
    opened.meta = {"file": path, "target_at": (inline, shown.meta["target_at"]), "rows": _written(table)}
    if "attributes" in paragraph.meta:
        opened.meta["attributes"] = paragraph.meta["attributes"]
    if shown.content.strip():
        caption = _within(inline, shown.content, shown.meta["pos"] + 2, shown.children or [])
        caption.meta["braces"] = shown.meta.get("attributes")
        opened.meta["has_caption"] = True
        yield caption
    elif "attributes" in shown.meta:
        opened.meta["inner"] = [(inline, shown.meta["attributes"])]
    yield opened
    if table is not None:
        opened.meta["html"] = _facts(table)
        for token in _Body(table, paragraph).tokens():
            if token.type == "inline" and token.children is not None:
                state.md.inline.parse(token.content, state.md, state.env, token.children)
            yield token
    yield Token("table_close", "table", -1, level=paragraph.level, block=True)


def _within(inline: Token, content: str, pos: int, children: list[Token]) -> Token:
    made = Token("inline", "", 0, content=content, children=children, map=inline.map, level=inline.level)
    made.meta = {"within": inline, "pos": pos}
    return made


def _written(table: Table | None) -> tuple[tuple[str, ...], ...]:
    """The Markdown of the rows, the names of the columns first."""
    if table is None:
        return ()
    named = tuple(column.text.text.strip() for column in table.columns)
    rows = (tuple(each.cell.text.text.strip() for each in row) for row in (table.groups, *table.rows) if row)
    return (named, *rows)


def _facts(table: Table) -> dict[str, str]:
    """What the script that sorts needs to know; rows that belong together by a span stay as they are."""
    if table.has_spans:
        return {"class": "hs-spans"}
    types = " ".join(column.type.value for column in table.columns)
    return {"data-sort": types} if len(table.rows) > 1 else {}


class _Body:
    """Builds the tokens of a table's rows."""

    def __init__(self, table: Table, paragraph: Token) -> None:
        self.table = table
        self.lines = paragraph.map
        self.level = paragraph.level + 1
        self.has_spans = table.has_spans
        cells = [each for row in table.rows for each in row]
        says_headers = any(each.cell.header is not None for each in cells)
        first = [each.cell.text.text.strip() for each in cells if each.column == 0]
        numbered = all(not text or NUMBER.fullmatch(text) for text in first)
        typed = table.columns[0].type is not ColumnType.TEXT
        self.names_rows = len(table.columns) > 1 and not (says_headers or numbered or typed)

    def tokens(self) -> Iterator[Token]:
        table = self.table
        yield self._block("thead_open", "thead", 1)
        if table.groups:
            yield from self._row(cell for each in table.groups for cell in self._group(each))
        yield from self._row(cell for column in table.columns for cell in self._head(column))
        yield self._block("thead_close", "thead", -1)
        yield self._block("tbody_open", "tbody", 1)
        for number, row in enumerate(table.rows):
            if number and len(row) == 1 and row[0].cell.header and row[0].cell.colspan == len(table.columns):
                # A header across all columns names the rows below it, which form a group of their own.
                yield self._block("tbody_close", "tbody", -1)
                yield self._block("tbody_open", "tbody", 1)
            yield from self._row(cell for each in row for cell in self._cell(each))
        yield self._block("tbody_close", "tbody", -1)

    def _row(self, cells: Iterator[Token]) -> Iterator[Token]:
        yield self._block("tr_open", "tr", 1)
        yield from cells
        yield self._block("tr_close", "tr", -1)

    def _block(self, type: str, tag: str, nesting: int) -> Token:
        made = Token(type, tag, nesting, level=self.level, block=True)  # type: ignore[arg-type]
        made.map = self.lines
        return made

    def _group(self, each: Placed) -> Iterator[Token]:
        scope = {"scope": "colgroup" if each.cell.colspan > 1 else "col"} if each.cell.text else {}
        yield from self._filled(
            "th" if each.cell.text else "td", each.cell.text, scope | _spans(each), Alignment.CENTER
        )

    def _head(self, column: Column) -> Iterator[Token]:
        scope = {"scope": "col"} if column.text else {}
        yield from self._filled("th" if column.text else "td", column.text, scope, _align(column))

    def _cell(self, each: Placed) -> Iterator[Token]:
        cell, column = each.cell, self.table.columns[each.column]
        is_header = bool(cell.text) and (self.names_rows and each.column == 0 if cell.header is None else cell.header)
        html = _spans(each)
        if is_header:
            across = cell.colspan == len(self.table.columns)
            html["scope"] = "rowgroup" if across or cell.rowspan > 1 else "row"
        if each.value is not None:
            html["data-value"] = f"{each.value:.15g}"
        if self.has_spans and each.column == 0 and cell.colspan == 1:
            html["class"] = "hs-first"
        align = None if cell.colspan > 1 else _align(column)
        tokens = list(self._filled("th" if is_header else "td", cell.text, html, align))
        if each.date is not None:
            tokens[1] = Token("inline", "", 0, content="", children=[_date(each)], level=self.level)
            tokens[1].meta = {"prose": cell.text}
        yield from tokens

    def _filled(self, tag: str, prose: Prose, html: dict[str, str], align: Alignment | None) -> Iterator[Token]:
        opened = self._block(f"{tag}_open", tag, 1)
        opened.meta = {"html": html} if html else {}
        if align is not None and align is not Alignment.LEFT:
            opened.attrs = {"style": f"text-align:{align.value}"}
        yield opened
        made = Token("inline", "", 0, content=prose.text, children=[], map=self.lines, level=self.level)
        made.meta = {"prose": prose}
        yield made
        yield self._block(f"{tag}_close", tag, -1)


def _align(column: Column) -> Alignment:
    return column.align or (Alignment.RIGHT if column.type is ColumnType.NUMBER else Alignment.LEFT)


def _spans(each: Placed) -> dict[str, str]:
    spans = {"colspan": each.cell.colspan, "rowspan": each.cell.rowspan}
    return {name: str(number) for name, number in spans.items() if number > 1}


def _date(each: Placed) -> Token:
    made = Token("date", "", 0, content=each.cell.text.text.strip())
    made.meta = {"date": each.date}
    return made
