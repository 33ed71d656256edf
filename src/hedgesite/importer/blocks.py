"""The blocks of a manuscript in order, each with its position, and its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from markdown_it.token import Token

from hedgesite.importer.text import Manuscript, Span
from hedgesite.markdown.parser import body_parser


class Kind(StrEnum):
    """The kind of a block."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    PASSAGE = "passage"
    """A table, a quote or a definition list: blocks that need an id besides paragraphs and lists."""
    PLAIN = "plain"
    """Code and other blocks that need no id."""
    RULE = "rule"
    NOTE = "note"
    TARGET = "target"
    """`[label]: https://…`, the target of links in the text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A top-level block of the manuscript. If the end of a page broke it, it has several spans."""

    kind: Kind
    spans: tuple[Span, ...]
    level: int = 0
    """Level of a heading; otherwise 0."""
    label: str = ""
    """Label of a note or of a link target."""
    body_start: int = 0
    """Offset at which a note's text begins."""
    is_printed: bool = False
    """Whether a note begins with a raised number, as in print, instead of Markdown's `[^label]:`."""

    @property
    def start(self) -> int:
        return self.spans[0].start


_KINDS = {
    "heading_open": Kind.HEADING,
    "paragraph_open": Kind.PARAGRAPH,
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "table_open": Kind.PASSAGE,
    "blockquote_open": Kind.PASSAGE,
    "dl_open": Kind.PASSAGE,
    "hr": Kind.RULE,
    "footnote_reference_open": Kind.NOTE,
}
_TARGET = re.compile(r" {0,3}\[(?P<label>[^\]^][^\]]*)\]:\s*\S")
_PRINTED_NOTE = re.compile(r"(?:<sup>\s*(?P<a>\d{1,3})\s*</sup>|\^(?P<b>\d{1,3})\^)[ \t]*")
_DEFINITION = re.compile(r" {0,3}\[\^[^\]]+\]:[ \t]*")


def read_pieces(manuscript: Manuscript, start: int) -> list[Piece]:
    """The blocks from an offset, at the beginning of a line, to the end of the manuscript."""
    lines = [start, *(line.end() for line in re.compile("\n").finditer(manuscript.text, start)), len(manuscript.text)]
    tokens = body_parser().parse(manuscript.text[start:])
    pieces: list[Piece] = []
    seen = 0
    for token in tokens:
        if token.level or token.nesting < 0 or not token.map or _is_inline_note(token):
            continue
        first, last = token.map
        pieces += _between(manuscript, lines, seen, first)
        seen = max(seen, last)
        pieces.append(_piece(manuscript, token, _trimmed(manuscript.text, lines[first], lines[last])))
    return [*pieces, *_between(manuscript, lines, seen, len(lines) - 1)]


def _piece(manuscript: Manuscript, token: Token, span: Span) -> Piece:
    kind = _KINDS.get(token.type, Kind.PLAIN)
    if kind is Kind.HEADING:
        return Piece(kind, (span,), level=int(token.tag[1:]))
    text = manuscript.text[span.start : span.end]
    if kind is Kind.NOTE:
        opening = _DEFINITION.match(text)
        return Piece(
            kind, (span,), label=token.meta["label"], body_start=span.start + (opening.end() if opening else 0)
        )
    # Converters of printed texts keep a footnote as a paragraph that begins with its raised number.
    printed = _PRINTED_NOTE.match(text) if kind is Kind.PARAGRAPH else None
    if printed and printed.end() < len(text):
        label = printed["a"] or printed["b"]
        return Piece(Kind.NOTE, (span,), label=label, body_start=span.start + printed.end(), is_printed=True)
    return Piece(kind, (span,))


def _between(manuscript: Manuscript, lines: list[int], first: int, last: int) -> Iterator[Piece]:
    """Lines outside every block: link targets, which the parser removes."""
    for line in range(first, last):
        span = _trimmed(manuscript.text, lines[line], lines[line + 1])
        text = manuscript.text[span.start : span.end]
        target = _TARGET.match(text)
        if target:
            yield Piece(Kind.TARGET, (span,), label=target["label"])
        elif text:
            yield Piece(Kind.PLAIN, (span,))


def _is_inline_note(token: Token) -> bool:
    return token.type == "footnote_reference_open" and str(token.meta["label"]).startswith("^")


def _trimmed(text: str, start: int, end: int) -> Span:
    kept = text[start:end].rstrip()
    blank = re.match(r"(?:[ \t]*\n)*", kept)
    return Span(start + (blank.end() if blank else 0), start + len(kept))
