"""Markdown into the tree, in linear time: CommonMark with the extensions that scholars' tools share.

Source: CommonMark 0.31; Pandoc User's Guide, "Pandoc's Markdown". Pandoc's own reader does not end on a few dozen open
brackets, so its Markdown is read here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin

from hedgesite.importer.html_parts import HtmlMarks, blocks_of_html
from hedgesite.importer.pandoc_tree import joined, math_of
from hedgesite.importer.tree import (
    Block,
    Break,
    Call,
    Cell,
    Code,
    Group,
    Heading,
    Inline,
    Items,
    Link,
    Listing,
    Math,
    Para,
    Picture,
    Quote,
    Rule,
    Style,
    Styled,
    Table,
    Terms,
    Text,
    Verse,
    Written,
)
from hedgesite.importer.writer import UNRESOLVED
from hedgesite.markdown.attributes import attributes_plugin
from hedgesite.markdown.citations import citations_plugin
from hedgesite.markdown.comments import comments_plugin
from hedgesite.markdown.fancy_lists import fancy_lists_plugin
from hedgesite.markdown.inline_marks import inline_marks_plugin
from hedgesite.markdown.math import math_plugin
from hedgesite.markdown.notes import notes_plugin
from hedgesite.markdown.verse import verse_plugin
from hedgesite.markdown.wide_emphasis import wide_emphasis_plugin

_NESTING = 50
_STYLES = {
    "em": Style.EMPHASIS,
    "strong": Style.STRONG,
    "s": Style.STRUCK,
    "sup": Style.RAISED,
    "sub": Style.LOWERED,
}
_BRACES = re.compile(r"\s*\{(?P<inner>[^{}]*)\}")
_TRAILING = re.compile(r"\s*\{(?P<inner>[#.\-][^{}]*)\}\s*$")
_ATTRIBUTE = re.compile(
    r"#(?P<id>[^\s}]+)|\.(?P<class>[^\s}]+)|(?P<name>[\w-]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>\S+))"
)
_CROSS_REFERENCE = re.compile(r"@ref\((?P<a>[\w:.-]+)\)|(?<![\w@])-?@(?P<b>(?:fig|tbl|sec|eq|lst)[-:][\w:.-]*\w)")


@cache
def _parser() -> MarkdownIt:
    md = MarkdownIt("commonmark", {"html": True, "typographer": False, "maxNesting": _NESTING})
    md.enable(["table"])
    plugins = (
        deflist_plugin, notes_plugin, attributes_plugin, citations_plugin, math_plugin, comments_plugin,
        inline_marks_plugin, verse_plugin, fancy_lists_plugin, wide_emphasis_plugin,
    )  # fmt: skip
    for plugin in plugins:
        plugin(md)
    # Manuscripts have ids that the content format does not allow, so attributes are read here.
    md.block.ruler.disable("attributes")
    for name in ("citation_group", "citation_narrative"):
        _remember_source(md, name)
    return md


def _remember_source(md: MarkdownIt, name: str) -> None:
    """Let an inline rule's token keep the Markdown that it was made of."""
    ruler = md.inline.ruler
    rule: Callable[[StateInline, bool], bool] = next(each.fn for each in ruler.__rules__ if each.name == name)

    def remembering(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        done = rule(state, silent)
        if done and not silent:
            for token in state.tokens[count:]:
                if token.type == "citation":
                    token.meta["source"] = state.src[start : state.pos]
        return done

    ruler.at(name, remembering)


@dataclass(slots=True)
class MarkdownTree:
    """Reads one document whose first line has the number `first_line` in its file."""

    first_line: int = 1
    notes: dict[str, tuple[Block, ...]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    called: set[str] = field(default_factory=set)
    undefined: list[str] = field(default_factory=list)
    """Labels that are called, and that no note has."""
    _open: list[str] = field(default_factory=list)

    def read(self, text: str) -> tuple[Block, ...]:
        tokens = _parser().parse(text, {})
        rest: list[Token] = []
        at = 0
        definitions: list[tuple[str, list[Token]]] = []
        while at < len(tokens):
            if tokens[at].type == "footnote_reference_open":
                end = _closing(tokens, at)
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
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _closing(tokens, at) if token.nesting > 0 else at
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
        return Heading(int(token.tag[1:]), content, line, id, classes)

    def _list(self, token: Token, inner: Sequence[Token], line: int) -> Items:
        items, at = [], 0
        while at < len(inner):
            end = _closing(inner, at)
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
            end = _closing(inner, at)
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
        reader = _Inlines(self, HtmlMarks())
        return _with_cross_references(joined(reader.read(token.children or [])))

    def note(self, label: str) -> tuple[Block, ...] | None:
        """The note of a label; None if none is defined, or if the call stands in the note itself."""
        self.called.add(label)
        return None if label in self._open else self.notes.get(label)


@dataclass(slots=True)
class _Inlines:
    tree: MarkdownTree
    marks: HtmlMarks

    def read(self, tokens: Sequence[Token]) -> Iterator[Inline]:
        at = 0
        while at < len(tokens):
            token = tokens[at]
            end = _closing(tokens, at) if token.nesting > 0 else at
            name = token.type.removesuffix("_open")
            if token.type == "html_inline":
                opened = self.marks.style(token.content)
                close = self.marks.closing(tokens, at) if opened else at
                if opened and close > at:
                    yield Styled(opened, joined(self.read(tokens[at + 1 : close])))
                    at = close + 1
                    continue
                yield from self.marks.single(token.content)
            elif name in _STYLES and token.nesting > 0:
                yield Styled(_STYLES[name], joined(self.read(tokens[at + 1 : end])))
            elif token.type == "link_open":
                yield Link(joined(self.read(tokens[at + 1 : end])), str(token.attrs.get("href", "")))
            elif token.type == "span_open":
                yield from self._span(token, tokens[at + 1 : end])
            else:
                yield from self._leaf(token)
            at = end + 1

    def _span(self, token: Token, inner: Sequence[Token]) -> Iterator[Inline]:
        classes = token.meta["span"].classes
        content = joined(self.read(inner))
        if {"smallcaps", "sc"} & set(classes):
            yield Styled(Style.SMALL_CAPITALS, content)
        elif {"underline", "ul"} & set(classes):
            yield Styled(Style.EMPHASIS, content)
        else:
            yield from content

    def _leaf(self, token: Token) -> Iterator[Inline]:
        match token.type:
            case "text" | "text_special":
                yield Text(token.content)
            case "softbreak":
                yield Text(" ")
            case "hardbreak":
                yield Break()
            case "code_inline":
                yield Code(token.content)
            case "math":
                yield math_of(token.meta["tex"], display=token.meta["display"])
            case "image":
                caption = joined(self.read(token.children or []))
                yield Picture(str(token.attrs.get("src", "")), caption)
            case "note_call":
                yield from self._call(str(token.meta["label"]))
            case "citation":
                source = token.meta.get("source", "")
                yield Written(source, source, tuple(each.key for each in token.meta["cited"]))

    def _call(self, label: str) -> Iterator[Inline]:
        note = self.tree.note(label)
        if note is None:
            self.tree.undefined.append(label)
            yield Written(f"[\\[^{label}\\]]{{.{UNRESOLVED}}}", f"[^{label}]")
        else:
            yield Call(note, "" if label.startswith("^") else label)


def read_braces(inner: str) -> tuple[str, tuple[str, ...], dict[str, str]]:
    """Id, classes and other attributes of `#id .class name=value`."""
    id, classes, others = "", [], {}
    for found in _ATTRIBUTE.finditer(inner):
        if found["id"]:
            id = found["id"]
        elif found["class"]:
            classes.append(found["class"])
        else:
            others[found["name"]] = found["quoted"] or found["bare"] or ""
    return id, tuple(classes), others


def _closing(tokens: Sequence[Token], at: int) -> int:
    """Index of the token that closes the one at `at`."""
    depth = 0
    for index in range(at, len(tokens)):
        depth += tokens[index].nesting
        if depth <= 0:
            return index
    return len(tokens) - 1


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


def _with_cross_references(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Content in which `@fig-map`, `\\@ref(fig:map)` are links, and braces after an image are its attributes."""
    result: list[Inline] = []
    for each in content:
        before = result[-1] if result else None
        if isinstance(each, Text) and isinstance(before, Picture) and (braces := _BRACES.match(each.text)):
            id, _, others = read_braces(braces["inner"])
            alt = others.get("fig-alt", others.get("alt", ""))
            result[-1] = Picture(before.path, before.content, alt, id)
            each = Text(each.text[braces.end() :])
        if isinstance(each, Text):
            result += _linked(each.text)
        else:
            result.append(each)
    return tuple(result)


def _linked(text: str) -> Iterator[Inline]:
    end = 0
    for found in _CROSS_REFERENCE.finditer(text):
        if found.start() > end:
            yield Text(text[end : found.start()])
        yield Link((), f"#{found['a'] or found['b']}")
        end = found.end()
    if end < len(text):
        yield Text(text[end:])


__all__ = ["Group", "MarkdownTree", "read_braces"]
