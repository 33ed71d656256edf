"""Rewrites the inline content of blocks and leaves their structure as it is."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from hedgesite.importer.pandoc_tree import joined
from hedgesite.importer.tree import (
    Block,
    Break,
    Call,
    Cell,
    Figure,
    Group,
    Heading,
    Inline,
    Items,
    Link,
    Para,
    Quote,
    Styled,
    Table,
    Terms,
    Text,
    Verse,
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


OneChange = Callable[[Inline], tuple[Inline, ...]]
"""Takes an inline whose content has been changed."""


def each_inline(blocks: Iterable[Block], change: OneChange, in_notes: OneChange | None = None) -> tuple[Block, ...]:
    """The blocks with what `change` makes of each inline, innermost first, in styles, links and notes too.

    `in_notes` takes its place in notes.
    """

    def walk(one: OneChange) -> Change:
        def all_of(content: tuple[Inline, ...], at: int) -> tuple[Inline, ...]:
            return tuple(made for each in content for made in one(opened(each, at)))

        def opened(each: Inline, at: int) -> Inline:
            match each:
                case Styled(content=content) | Link(content=content):
                    return replace(each, content=all_of(content, at))
                case Call(note=note):
                    return replace(each, note=mapped(note, walk(in_notes or change), at))
            return each

        return all_of

    return mapped(blocks, walk(change))


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
    cutting = _Cutting(content)
    pieces: list[Inline] = []
    for edit in ordered:
        pieces += cutting.up_to(edit.start)
        cutting.up_to(edit.end)
        pieces += edit.content
    return joined([*pieces, *cutting.up_to(None)])


class _Cutting:
    """Takes inline content piece by piece, each once, so that many edits take linear time."""

    def __init__(self, content: Iterable[Inline]) -> None:
        self._rest = deque(content)
        self._at = 0
        """Offset in the flat text of what is taken next."""
        self._used = 0
        """Characters of the first text of the rest that are taken already."""

    def up_to(self, end: int | None) -> list[Inline]:
        """The content from where the last call ended to an offset of the flat text; without one, all of it."""
        taken: list[Inline] = []
        while self._rest and (end is None or self._at < end):
            first = self._rest[0]
            length = (len(first.text) if isinstance(first, Text) else len(flat((first,)))) - self._used
            most = length if end is None else min(length, end - self._at)
            if isinstance(first, Text):
                taken.append(Text(first.text[self._used : self._used + most]))
                self._used += most
            elif most == length:
                taken.append(first)
            elif isinstance(first, Styled | Link):
                head, tail = _parted(first.content, most)
                taken += [replace(first, content=head)] if head else []
                self._rest[0] = replace(first, content=tail)
            self._at += most
            if most == length:
                self._rest.popleft()
                self._used = 0
        return taken


def _parted(content: tuple[Inline, ...], at: int) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """Content before and after an offset of its flat text."""
    cutting = _Cutting(content)
    return tuple(cutting.up_to(at)), tuple(cutting.up_to(None))
