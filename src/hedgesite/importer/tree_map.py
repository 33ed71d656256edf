"""Rewrites the inline content of blocks and leaves their structure as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from hedgesite.importer.pandoc_tree import joined
from hedgesite.importer.tree import (
    Block,
    Break,
    Cell,
    Cite,
    Code,
    Figure,
    Group,
    Heading,
    Inline,
    Items,
    Link,
    Para,
    Picture,
    Quote,
    Styled,
    Table,
    Terms,
    Text,
    Verse,
    Written,
)
from hedgesite.importer.tree_walk import words_of

Change = Callable[[tuple[Inline, ...], int], tuple[Inline, ...]]
"""Takes inline content and the line of its block."""


def mapped(blocks: Iterable[Block], change: Change, line: int = 0) -> tuple[Block, ...]:
    """The blocks with every run of inline content changed, in order; notes are left to `change`."""
    return tuple(_mapped(block, change, block.line or line) for block in blocks)


def _mapped(block: Block, change: Change, line: int) -> Block:
    match block:
        case Para() | Heading():
            return replace(block, content=change(block.content, line))
        case Quote() | Group():
            return replace(block, blocks=mapped(block.blocks, change, line))
        case Items():
            return replace(block, items=tuple(mapped(item, change, line) for item in block.items))
        case Terms():
            return replace(
                block, items=tuple((change(term, line), mapped(inner, change, line)) for term, inner in block.items)
            )
        case Table():
            caption = change(block.caption, line)
            head, body = _rows(block.head, change, line), _rows(block.body, change, line)
            return replace(block, caption=caption, head=head, body=body, notes=mapped(block.notes, change, line))
        case Figure():
            pictures = tuple(replace(each, content=change(each.content, line)) for each in block.pictures)
            caption, inner = change(block.caption, line), mapped(block.blocks, change, line)
            return replace(block, pictures=pictures, caption=caption, blocks=inner)
        case Verse():
            return replace(block, lines=tuple(change(each, line) for each in block.lines))
        case _:
            return block


def _rows(rows: tuple[tuple[Cell, ...], ...], change: Change, line: int) -> tuple[tuple[Cell, ...], ...]:
    return tuple(tuple(replace(cell, blocks=mapped(cell.blocks, change, line)) for cell in row) for row in rows)


OPAQUE = "\0"
"""Stands in a flat text for what has no words of its own: a note, a formula, an image, a citation."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A range of a flat text, and what replaces it."""

    start: int
    end: int
    content: tuple[Inline, ...]


def flat(content: Iterable[Inline]) -> str:
    """The words of inline content, in which everything else is one opaque character."""
    parts: list[str] = []
    for each in content:
        match each:
            case Text(text):
                parts.append(text)
            case Link(content=inner):
                # The words of an address cite nothing.
                parts.append(OPAQUE if words_of(inner).startswith(("http", "www.")) else flat(inner))
            case Styled(content=inner):
                parts.append(flat(inner))
            case Break():
                parts.append(" ")
            case _:
                parts.append(OPAQUE)
    return "".join(parts)


def edited(content: tuple[Inline, ...], edits: Iterable[Edit]) -> tuple[Inline, ...]:
    """The content with ranges of its flat text replaced; styles of what is replaced end with it.

    `edits` are in order and do not overlap.
    """
    ordered = list(edits)
    if not ordered:
        return content
    pieces: list[Inline] = []
    at = 0
    for edit in ordered:
        pieces += _cut(content, at, edit.start)
        pieces += edit.content
        at = edit.end
    return joined([*pieces, *_cut(content, at, len(flat(content)))])


def _cut(content: tuple[Inline, ...], start: int, end: int) -> list[Inline]:
    """The content of a range of the flat text."""
    kept: list[Inline] = []
    at = 0
    for each in content:
        if at >= end:
            break
        length = len(flat((each,)))
        first, last = max(start - at, 0), min(end - at, length)
        if first == 0 and last == length and (length or start <= at):
            kept.append(each)
        elif first < last:
            match each:
                case Text(text):
                    kept.append(Text(text[first:last]))
                case Styled() | Link():
                    inner = _cut(each.content, first, last)
                    kept += [replace(each, content=tuple(inner))] if inner else []
        at += length
    return kept


def without_citations(content: Iterable[Inline]) -> str:
    """The words of content without those of citations."""
    return words_of(each for each in content if not isinstance(each, Cite | Written | Picture | Code))
