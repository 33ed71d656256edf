"""A figure of several images, and what stands in it besides them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hedgesite.importer.tree import Block, Break, Figure, Group, Inline, Para, Picture, Table, Text
from hedgesite.importer.tree_walk import words_of
from hedgesite.importer.writer import ungrouped


def joined(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """Inline content in which adjacent texts are one."""
    result: list[Inline] = []
    words: list[str] = []
    for each in content:
        if isinstance(each, Text):
            words.append(each.text)
            continue
        if words:
            result.append(Text("".join(words)))
            words = []
        result.append(each)
    if words:
        result.append(Text("".join(words)))
    return tuple(result)


def figure_of(blocks: tuple[Block, ...], caption: tuple[Inline, ...], id: str, line: int = 0) -> Block:
    """A figure from what stands in it. A float that only holds a table is that table with its caption.

    A figure in it is a part with a caption of its own; without a caption around them, each one is a figure.
    """
    pictures: list[Picture] = []
    others: list[Block] = []
    inner = tuple(ungrouped(blocks))
    parts = [block for block in inner if isinstance(block, Figure) and words_of(block.caption).strip()]
    # Without a caption of its own, Pandoc gives a figure that of its last part.
    if len(parts) > 1 and (not words_of(caption).strip() or caption == parts[-1].caption):
        return Group(inner)
    for block in inner:
        if isinstance(block, Figure):
            is_part = block in parts and bool(words_of(caption).strip()) and caption != block.caption
            pictures += _parts(block) if is_part else block.pictures
            others += block.blocks
            caption = caption or block.caption
            id = id if is_part else id or block.id
        elif isinstance(block, Table) and (shown := _in_cells(block)):
            pictures += shown[0]
            others += shown[1]
        elif isinstance(block, Para):
            own = [each for each in block.content if isinstance(each, Picture)]
            pictures += own
            rest = joined(each for each in block.content if not isinstance(each, Picture | Break))
            if any(not isinstance(each, Text) or each.text.strip() for each in rest):
                others.append(Para(rest, block.line))
        else:
            others.append(block)
    if not pictures and len(others) == 1 and isinstance(others[0], Table):
        table = others[0]
        return Table(
            table.head, table.body, table.align, table.caption or caption, table.notes, table.line, table.id or id
        )
    return Figure(tuple(pictures), caption, tuple(others), line, id)


def _parts(figure: Figure) -> tuple[Picture, ...]:
    """The images of a part of a figure, of which the first has its caption and its id."""
    first, *rest = figure.pictures or (Picture(""),)
    return (replace(first, content=figure.caption, id=first.id or figure.id), *rest)


def _in_cells(table: Table) -> tuple[tuple[Picture, ...], tuple[Block, ...]] | None:
    """The images of a table that arranges them, with the words below each; None if it shows none."""
    cells = [block for row in (*table.head, *table.body) for cell in row for block in ungrouped(cell.blocks)]
    paragraphs = [block for block in cells if isinstance(block, Para)]
    pictures = [each for block in paragraphs for each in block.content if isinstance(each, Picture)]
    words = [
        rest
        for block in paragraphs
        if words_of(rest := joined(each for each in block.content if not isinstance(each, Picture))).strip()
    ]
    if not pictures:
        return None
    if len(words) == len(pictures):
        return tuple(replace(each, content=rest) for each, rest in zip(pictures, words, strict=True)), ()
    return tuple(pictures), tuple(map(Para, words))
