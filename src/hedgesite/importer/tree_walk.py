"""The words and the nodes of a tree."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast

from hedgesite.importer.tree import (
    Block,
    Break,
    Cite,
    Code,
    Figure,
    Group,
    Heading,
    Inline,
    Items,
    Link,
    Listing,
    Math,
    Para,
    Quote,
    Style,
    Styled,
    Table,
    Terms,
    Text,
    Verse,
    Written,
)


def words_of(content: Iterable[Inline]) -> str:
    """The words of inline content, without notes, with the words of citations as the manuscript has them."""
    return "".join(_words(content))


def _words(content: Iterable[Inline]) -> Iterator[str]:
    for each in content:
        match each:
            case Text(text) | Code(text):
                yield text
            case Styled(content=inner) | Link(content=inner):
                yield from _words(inner)
            case Math(tex=tex):
                yield tex
            case Cite(written=inner):
                yield from _words(inner)
            case Written(words=words):
                yield words
            case Break():
                yield " "
            case _:
                pass


def text_of(block: Block) -> str:
    """All words of a block, with those of its parts, but without notes."""
    return " ".join(words_of(content) for content in contents_of(block)).strip()


def contents_of(block: Block) -> Iterator[tuple[Inline, ...]]:
    """Every run of inline content in a block, in order, without those of notes."""
    match block:
        case Para(content=content) | Heading(content=content):
            yield content
        case Quote(blocks=blocks) | Group(blocks=blocks):
            for each in blocks:
                yield from contents_of(each)
        case Items(items=items):
            for item in items:
                for each in item:
                    yield from contents_of(each)
        case Terms(items=terms):
            for term, definition in terms:
                yield term
                for each in definition:
                    yield from contents_of(each)
        case Table():
            yield from _contents_of_table(block)
        case Figure(caption=caption, blocks=blocks):
            yield caption
            for each in blocks:
                yield from contents_of(each)
        case Verse(lines=lines):
            yield from lines
        case Listing(text=text):
            yield (Text(text),)
        case _:
            pass


def _contents_of_table(table: Table) -> Iterator[tuple[Inline, ...]]:
    yield table.caption
    for row in (*table.head, *table.body):
        for cell in row:
            for each in cell.blocks:
                yield from contents_of(each)
    for each in table.notes:
        yield from contents_of(each)


_PLAIN = frozenset({"str", "int", "bool", "Style", "Mode", "tuple[str, ...]"})
"""Types of fields that hold no nodes, as they are annotated."""


def nodes_of(value: object) -> Iterator[object]:
    """Every node of a tree, notes included, parents before their parts."""
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting.extend(reversed(value))
            continue
        names = _names_of(cast("Hashable", type(value)))
        if names is not None:
            yield value
            waiting.extend(getattr(value, name) for name in names)


@cache
def _names_of(kind: Any) -> tuple[str, ...] | None:
    """The fields of a kind of node that hold nodes, last first; None for what is no node."""
    if not is_dataclass(kind):
        return None
    return tuple(each.name for each in reversed(fields(kind)) if each.type not in _PLAIN)


def is_bold(block: Para) -> bool:
    """Whether all words of a paragraph are bold, in italics or not."""
    parts = [each for each in block.content if not isinstance(each, Text) or each.text.strip()]
    return bool(parts) and all(isinstance(each, Styled) and has_bold(each) for each in parts)


def has_bold(styled: Styled) -> bool:
    """Whether a stretch is bold, also if italics are around all of its words."""
    if styled.style is Style.STRONG:
        return True
    parts = [each for each in styled.content if not isinstance(each, Text) or each.text.strip()]
    is_around = styled.style is Style.EMPHASIS and bool(parts)
    return is_around and all(isinstance(each, Styled) and has_bold(each) for each in parts)
