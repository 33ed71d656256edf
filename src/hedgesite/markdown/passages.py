"""Blocks with ids (the passages of a section) and headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from markdown_it.token import Token

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.markdown.attributes import Attributes, Placed
from hedgesite.markdown.displays import DisplayReader
from hedgesite.markdown.links import WITH_BLANKS
from hedgesite.markdown.plain_text import has_nameless_links, plain_blocks
from hedgesite.markdown.render_hooks import PlainHooks
from hedgesite.markdown.renderer import render_tokens
from hedgesite.markdown.source_map import Source
from hedgesite.model.kinds import kind_of
from hedgesite.model.slugs import id_of, numbered, slug
from hedgesite.model.text import Block, Heading, name_mark

_At = Callable[[int], Origin]
"""The place in the file of an offset in attributes."""
_ID_BEHIND = re.compile(r"\{#[a-z0-9][a-z0-9-]*\}$")
_ID_WITH_SLIP = re.compile(r"\{\s*#?\s*([\w -]{1,100}?)\s*\}")
"""An id with a blank, or without its `#`."""
_ID_OPEN = re.compile(r"\{#([a-z0-9][a-z0-9-]*)(?=\s|$)(?![^{}]*\})")
"""An id whose brace nothing closes."""
_TIGHT_HEADING = re.compile(r"(#{2,6})(?=[^\s#])")
_NEED_IDS = {
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "table_open": "table",
    "blockquote_open": "quote",
    "dl_open": "definition list",
}


@dataclass(slots=True)
class _Given:
    """Attributes of one token."""

    id: str | None
    origin: Origin
    named: bool


@dataclass(slots=True)
class _Within:
    """The passage around each token, as tokens are read in order."""

    opened: list[tuple[int, str]] = field(default_factory=list)

    def passage(self, token: Token, id: str | None) -> str | None:
        while self.opened and token.level < self.opened[-1][0]:
            self.opened.pop()
        if self.opened and token.level == self.opened[-1][0] and token.nesting >= 0:
            self.opened.pop()
        if id and token.nesting > 0:
            self.opened.append((token.level, id))
        return self.opened[-1][1] if self.opened else None


class Blocks:
    """Collector of ids, blocks and headings of a body, which also attaches each to its token."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.blocks: list[Block] = []
        self.headings: list[Heading] = []
        self.diagnostics: list[Diagnostic] = []
        self.displays = DisplayReader(source)
        self._ids: dict[str, Origin] = {}
        self._slug_numbers = dict.fromkeys(kind_of("passage").reserved, 2)

    def read(self, tokens: Sequence[Token], *, ids_required: bool) -> None:
        given = {index: self._take(token, tokens, index) for index, token in enumerate(tokens) if token.nesting >= 0}
        for token in tokens:
            for child in token.children or ():
                if child.type == "span_open":
                    self._take_span(child, token)
        quotes = 0
        inside = _Within()
        for index, token in enumerate(tokens):
            attributes = given.get(index)
            passage = inside.passage(token, attributes.id if attributes else None)
            for child in token.children or ():
                if "attributes" in child.meta and child.type == "math":
                    self._formula(child, token, passage)
            if token.type == "heading_open":
                self._heading(token, tokens[index + 1], attributes)
            elif token.type == "display_open":
                self._display(token, tokens[index : _end(tokens, index)], attributes, quotes)
            elif attributes and attributes.id:
                self._block(token, tokens[index : _end(tokens, index)], attributes.id, attributes.origin, quotes)
            if ids_required and attributes and not attributes.named and token.type != "heading_open":
                self._require_id(token, tokens, index, given)
            quotes += (token.type == "blockquote_open") - (token.type == "blockquote_close")

    def read_note(self, tokens: Sequence[Token]) -> None:
        """Read the attributes of a note's blocks, which are not passages: their ids are reported."""
        for token in tokens:
            for at, attributes in self._attributes(token, None):
                self._report_pending(at, attributes, token.meta.get("used", ()))
                if attributes.named:
                    self._report(Rule.ATTRIBUTE, at(0), "an id is inside a note", "give ids to blocks of the text")
            if token.type == "display_open":
                self._report(
                    Rule.IMAGE_PLACE,
                    self._begin(token),
                    f"a {token.meta['kind']} is inside a note",
                    "move it into the text",
                )
            for child in token.children or ():
                if child.type == "span_open":
                    self._take_span(child, token)

    def _take(self, token: Token, tokens: Sequence[Token], index: int) -> _Given:
        inline = tokens[index + 1] if token.type == "heading_open" else None
        given = _Given(None, self.source.origin, False)
        html: dict[str, str] = {}
        values: dict[str, tuple[str, Origin]] = {}
        for at, attributes in self._attributes(token, inline):
            self._report_pending(at, attributes, token.meta.get("used", ()))
            html.update(attributes.html())
            values.update((name, (value, at(offset))) for name, value, offset in attributes.values)
            given.named = given.named or attributes.named
            if attributes.id:
                given.id, given.origin = attributes.id, at(attributes.id_at)
        if values:
            token.meta["values"] = values
        if html:
            token.meta["html"] = html
        if given.id and not self._claim(given.id, given.origin):
            given.id = None
        return given

    def _attributes(self, token: Token, inline: Token | None) -> Iterator[tuple[_At, Attributes]]:
        """All attributes of a token, each with the place of an offset in them."""
        placed: tuple[Placed, ...] = token.meta.get("attributes", ())
        for each in placed:
            yield partial(self._in_line, each.line, each.column), each.attributes
        if inline is not None and "trailing" in inline.meta:
            yield partial(self.source.of_inline, inline), inline.meta["trailing"][0]
        for within, attributes in token.meta.get("inner", ()):
            yield partial(self.source.of_inline, within), attributes

    def _in_line(self, line: int, column: int, offset: int) -> Origin:
        return self.source.at(line, column + offset)

    def _begin(self, token: Token) -> Origin:
        return self.source.of_block(token, 0).start

    def _take_span(self, span: Token, inline: Token) -> None:
        attributes: Attributes = span.meta["span"]
        html = attributes.html()
        if attributes.id and self._claim(attributes.id, self.source.of_inline(inline, attributes.id_at)):
            html = {"id": attributes.id, **html}
        span.meta["html"] = html

    def _claim(self, id: str, origin: Origin) -> bool:
        earlier = self._ids.setdefault(id, origin)
        if earlier is origin:
            return True
        self._report(
            Rule.ID_DUPLICATE,
            origin,
            f"the id '{id}' is used already on line {earlier.line}",
            "choose another id for one of the two",
        )
        return False

    def _heading(self, token: Token, inline: Token, given: _Given | None) -> None:
        text = plain_blocks([inline])
        origin = self.source.of_inline(inline, 0)
        level = int(token.tag[1:])
        if level == 1:
            problem = f"the heading '{text}' has level 1, which is reserved for the title in the front matter"
            self._report(Rule.HEADING_LEVEL, origin, problem, "begin it with ##")
        id = given.id if given and given.id else numbered(slug(text, "heading"), self._ids, self._slug_numbers)
        self._ids.setdefault(id, origin)
        html = render_tokens(_markup_of(inline), PlainHooks()).strip()
        token.meta["heading"] = Heading(max(level, 2), id, text, html, origin)
        self.headings.append(token.meta["heading"])

    def _display(self, token: Token, tokens: Sequence[Token], given: _Given | None, quotes: int) -> None:
        id, origin = (
            (given.id or "", given.origin) if given and given.id else ("", self.source.of_block(token, quotes).start)
        )
        if token.meta.get("is_part"):
            self.displays.read_part(tokens, id, origin)
            return
        if id:
            self._block(token, tokens, id, origin, quotes)
        self.displays.read(tokens, id, origin, id or None)

    def _formula(self, formula: Token, inline: Token, passage: str | None) -> None:
        """An equation within a paragraph."""
        attributes: Attributes = formula.meta["attributes"]
        self._report_pending(partial(self.source.of_inline, inline), attributes, ())
        origin = self.source.of_inline(inline, attributes.id_at)
        if attributes.id and self._claim(attributes.id, origin):
            self.displays.read_formula(formula, attributes.id, origin, passage)

    def _block(self, token: Token, tokens: Sequence[Token], id: str, id_origin: Origin, quotes: int) -> None:
        span = self.source.of_block(token, quotes)
        token.hidden = False
        token.meta["block"] = Block(
            id=id,
            number=len(self.blocks) + 1,
            span=span,
            text=plain_blocks(tokens),
            markdown=self.source.markdown_of(token, quotes),
            heading=self.headings[-1].id if self.headings else None,
            id_origin=id_origin,
            shown=plain_blocks(tokens, name_mark) if has_nameless_links(tokens) else "",
        )
        self.blocks.append(token.meta["block"])

    def _require_id(self, token: Token, tokens: Sequence[Token], index: int, given: dict[int, _Given]) -> None:
        kind = token.meta.get("kind") or _NEED_IDS.get(token.type)
        if kind is None or token.level > 0 or "needs_no_id" in token.meta:
            return
        inner = [
            given[at].named
            for at in range(index + 1, _end(tokens, index))
            if tokens[at].type in ("paragraph_open", "table_open")
        ]
        # A list or quote whose blocks all have ids needs none itself.
        if inner and all(inner):
            return
        origin = self.source.of_block(token, 0).start
        words = plain_blocks(tokens[index : _end(tokens, index)]).split()
        # An image that is no image for a blank in its address is reported as that.
        if words and words[0].startswith("![") and WITH_BLANKS.search(" ".join(words)):
            return
        problem = f"the {kind} that begins '{' '.join(words[:6])}' has no id"
        self._report(Rule.PASSAGE_ID_MISSING, origin, problem, _id_meant(" ".join(words)))

    def _report_pending(self, at: _At, attributes: Attributes, used: tuple[str, ...]) -> None:
        for offset, pending in (*attributes.pending, *attributes.unused(used)):
            self._report(pending.rule, at(offset), pending.problem, pending.remedy)

    def _report(self, rule: Rule, origin: Origin, problem: str, remedy: str) -> None:
        self.diagnostics.append(Diagnostic(rule, origin, problem, remedy))


def _id_meant(text: str) -> str:
    """What to write before a block that has no id, but perhaps one at the wrong place or with a slip."""
    if found := _ID_BEHIND.search(text):
        return f"move {found[0]} to a line of its own before it"
    if found := _ID_OPEN.match(text):
        return f"write {{#{found[1]}}} on the line before it, with the brace that closes"
    if found := _TIGHT_HEADING.match(text):
        return f"write a space after {found[1]} if it is a heading"
    found = _ID_WITH_SLIP.match(text)
    return (
        f"write {{#{id_of(found[1], 'an-id')}}} on the line before it"
        if found
        else "write {#an-id} on the line before it"
    )


def _end(tokens: Sequence[Token], index: int) -> int:
    """Index after the token that closes the one at `index`."""
    depth = 0
    for at in range(index, len(tokens)):
        depth += tokens[at].nesting
        if depth == 0:
            return at + 1
    return len(tokens)


_LEFT_OUT = frozenset(("link_open", "link_close", "citation", "note_call"))


def _markup_of(inline: Token) -> list[Token]:
    """Tokens of a heading for a table of contents, without links, which would nest in the entry's own link."""
    return [token for token in inline.children or () if token.type not in _LEFT_OUT]
