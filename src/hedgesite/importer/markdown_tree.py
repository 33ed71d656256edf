"""Markdown into the tree, in linear time: CommonMark with the extensions that scholars' tools share.

Source: CommonMark 0.31; Pandoc User's Guide, "Pandoc's Markdown". Pandoc's own reader does not end on a few dozen open
brackets, so its Markdown is read here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from hedgesite.importer.html_parts import HtmlMarks, blocks_of_html
from hedgesite.importer.markdown_divs import Divs, ends_of, is_edge, shaped
from hedgesite.importer.markdown_inlines import MarkdownInlines, closing, read_braces, with_cross_references
from hedgesite.importer.markdown_parser import manuscript_parser
from hedgesite.importer.pandoc_tree import joined
from hedgesite.importer.tree import (
    Block,
    Break,
    Cell,
    Heading,
    Inline,
    Items,
    Listing,
    Math,
    Para,
    Quote,
    Rule,
    Table,
    Terms,
    Text,
    Verse,
)
from hedgesite.importer.tree_walk import words_of

_TRAILING = re.compile(r"\s*\{(?P<inner>[#.\-][^{}]*)\}\s*$")


@dataclass(slots=True)
class MarkdownTree:
    """Reads one document whose first line has the number `first_line` in its file."""

    first_line: int = 1
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    undefined: list[str] = field(default_factory=list)
    """Labels that are called, and that no note has."""
    divs: Divs = field(init=False)
    _open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.divs = Divs(self.lost)

    def read(self, text: str) -> tuple[Block, ...]:
        tokens = manuscript_parser().parse(text, {})
        rest: list[Token] = []
        at = 0
        definitions: list[tuple[str, list[Token]]] = []
        while at < len(tokens):
            if tokens[at].type == "footnote_reference_open":
                end = closing(tokens, at)
                definitions.append((str(tokens[at].meta["label"]), tokens[at + 1 : end]))
                at = end + 1
            else:
                rest.append(tokens[at])
                at += 1
        waiting = dict(reversed(definitions))
        for label, inner in waiting.items():
            self._open.append(label)
            self.notes[label] = tuple(self._blocks(inner))
            self._open.pop()
        return tuple(self._blocks(rest))

    def uncalled(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """Notes that no call names."""
        return ((label, note) for label, note in self.notes.items() if label not in self.called)

    def _line(self, token: Token) -> int:
        return token.map[0] + self.first_line if token.map else 0

    def _blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        ends = ends_of(tokens)
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = ends.get(at) or (closing(tokens, at) if token.nesting > 0 else at)
            if at in ends:
                yield from shaped(token, tuple(self._blocks(tokens[at + 1 : end])), self._line(token), self.divs)
            elif not is_edge(token):
                yield from self._block(token, tokens[at + 1 : end])
            at = end + 1

    def _block(self, token: Token, inner: Sequence[Token]) -> Iterator[Block]:
        line = self._line(token)
        match token.type:
            case "paragraph_open":
                yield from self._paragraph(token, inner, line)
            case "heading_open":
                yield self._heading(token, inner, line)
            case "blockquote_open":
                yield Quote(tuple(self._blocks(inner)), line)
            case "bullet_list_open" | "ordered_list_open":
                yield self._list(token, inner, line)
            case "dl_open":
                yield Terms(tuple(self._terms(inner)), line)
            case "table_open":
                yield self._table(inner, line)
            case "fence" | "code_block":
                yield Listing(token.content.rstrip("\n"), token.info.strip(), line)
            case "hr":
                yield Rule(line)
            case "html_block":
                yield from blocks_of_html(token.content, line, self.lost)
            case "display_open":
                yield self._display(inner, line)
            case "inline":
                yield Para(self.inline(token), line)
            case _:
                yield from self._blocks(inner)

    def _paragraph(self, token: Token, inner: Sequence[Token], line: int) -> Iterator[Block]:
        for each in inner:
            content = self.inline(each)
            if token.meta.get("verse"):
                yield Verse(tuple(_lines(content)), line)
            elif content:
                yield Para(content, line)

    def _display(self, inner: Sequence[Token], line: int) -> Para:
        """A displayed formula, with the id in braces after it."""
        braces = _TRAILING.search(inner[0].content)
        id = read_braces(braces["inner"])[0] if braces else ""
        content = self.inline(inner[0])
        return Para(
            tuple(replace(each, id=id or each.id) if isinstance(each, Math) else each for each in content), line
        )

    def _heading(self, token: Token, inner: Sequence[Token], line: int) -> Heading:
        source = inner[0]
        content = self.inline(source)
        braces = _TRAILING.search(content[-1].text) if content and isinstance(content[-1], Text) else None
        id, classes, _ = read_braces(braces["inner"]) if braces else ("", (), {})
        if braces:
            last = content[-1]
            assert isinstance(last, Text)
            content = (*content[:-1], Text(last.text[: braces.start()]))
        return Heading(int(token.tag[1:]), content, line, id or _own_id(content), classes)

    def _list(self, token: Token, inner: Sequence[Token], line: int) -> Items:
        items, at = [], 0
        while at < len(inner):
            end = closing(inner, at)
            items.append(tuple(self._blocks(inner[at + 1 : end])))
            at = end + 1
        start = int(token.attrs.get("start", 1))
        if token.type == "bullet_list_open":
            return Items(tuple(items), line=line)
        letter, delimiter = token.meta.get("list", ("1", "."))
        marker = f"({letter})" if delimiter == "()" else f"{letter}{delimiter if len(delimiter) == 1 else '.'}"
        return Items(tuple(items), marker, start, line)

    def _terms(self, inner: Sequence[Token]) -> Iterator[tuple[tuple[Inline, ...], tuple[Block, ...]]]:
        term: tuple[Inline, ...] = ()
        definition: list[Block] = []
        at = 0
        while at < len(inner):
            end = closing(inner, at)
            if inner[at].type == "dt_open":
                if term or definition:
                    yield term, tuple(definition)
                term, definition = self.inline(inner[at + 1]), []
            else:
                definition += self._blocks(inner[at + 1 : end])
            at = end + 1
        if term or definition:
            yield term, tuple(definition)

    def _table(self, inner: Sequence[Token], line: int) -> Table:
        rows: dict[str, list[tuple[Cell, ...]]] = {"th": [], "td": []}
        row: list[Cell] = []
        align: list[str] = []
        for at, token in enumerate(inner):
            if token.type == "tr_open":
                row = []
            elif token.type in {"th_open", "td_open"}:
                row.append(Cell((Para(self.inline(inner[at + 1]), self._line(token)),)))
                if token.type == "th_open":
                    align.append({"left": "l", "right": "r", "center": "c"}.get(_side(token), "-"))
            elif token.type == "tr_close":
                rows["th" if row and not rows["th"] and not rows["td"] else "td"].append(tuple(row))
        return Table(tuple(rows["th"]), tuple(rows["td"]), "".join(align), line=line)

    def inline(self, token: Token) -> tuple[Inline, ...]:
        """The content of an inline token."""
        reader = MarkdownInlines(self, HtmlMarks())
        return with_cross_references(joined(reader.read(token.children or [])))

    def note(self, label: str) -> tuple[Block, ...] | None:
        """The note of a label; None if none is defined, or if the call stands in the note itself."""
        self.called.add(label)
        return None if label in self._open else self.notes.get(label)


def _own_id(content: tuple[Inline, ...]) -> str:
    """The id that Pandoc gives a heading by its words."""
    words = re.sub(r"[^\w\s.-]", "", words_of(content).casefold())
    return re.sub(r"^[\W\d_]+", "", "-".join(words.split()))


def _side(token: Token) -> str:
    return str(token.attrs.get("style", "")).rpartition(":")[2].strip()


def _lines(content: Iterable[Inline]) -> Iterator[tuple[Inline, ...]]:
    line: list[Inline] = []
    for each in content:
        if isinstance(each, Break):
            yield tuple(line)
            line = []
        else:
            line.append(each)
    if line:
        yield tuple(line)
