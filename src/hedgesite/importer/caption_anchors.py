"""Marks that word processors put into captions, so that the text can refer to their numbers: they follow the words.

Source: ECMA-376, Part 1, 17.13.6 (bookmarks) and 17.16.5.51 (REF).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hedgesite.importer.figure_parts import joined
from hedgesite.importer.tree import Anchor, Block, Figure, Heading, Inline, Para, Styled, Table
from hedgesite.importer.tree_walk import nodes_of


def anchors_of(content: Iterable[Inline]) -> tuple[Anchor, ...]:
    """The marks in a caption."""
    return tuple(node for node in nodes_of(tuple(content)) if isinstance(node, Anchor))


def with_anchors_behind(block: Block) -> Block:
    """A paragraph, or a display with its caption, whose marks stand behind the words, where no label is cut by them."""
    match block:
        case Para(content=content) | Heading(content=content):
            return replace(block, content=_behind(content))
        case Figure(caption=caption) | Table(caption=caption):
            return replace(block, caption=_behind(caption))
    return block


def _behind(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    anchors = anchors_of(content)
    return (*_bare(content), *anchors) if anchors else content


def _bare(content: Iterable[Inline]) -> tuple[Inline, ...]:
    kept = (each for each in content if not isinstance(each, Anchor))
    return joined(replace(each, content=_bare(each.content)) if isinstance(each, Styled) else each for each in kept)
