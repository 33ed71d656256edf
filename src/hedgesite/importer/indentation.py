"""Quotations of word processors that are none: Pandoc takes each indented paragraph for one.

Source: Pandoc's readers of DOCX and ODT, which compare a paragraph's indentation with that of its style.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hedgesite.importer.display_labels import ANY_LABEL
from hedgesite.importer.titles import NUMBERING
from hedgesite.importer.tree import Block, Para, Quote
from hedgesite.importer.tree_walk import text_of

_MOST_OF_A_TEXT = 0.4
"""Share of a text's words: where more of them are indented, the indentation is that of the page."""
_LONGEST = 300
"""Words of a quotation."""
_SHORTEST = 8
_MARKS = re.compile(r"[“”„«»‹›\"‘’]")
_ITEM = re.compile(r"[•·▪●○\-–—]\s|\(?[a-z\d]{1,2}[.)]\s|[\[(]?\d{1,3}[.)\]]")


def without_indentation(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in which only such indented paragraphs are quotations as are no larger part of the text, and are neither
    captions, items, headings, labels nor whole sections.
    """
    quoted = sum(_size(block) for block in blocks if isinstance(block, Quote))
    is_page = quoted > _MOST_OF_A_TEXT * sum(map(_size, blocks))
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        # Verse has a quotation a line.
        is_alone = not any(isinstance(each, Quote) for each in (*blocks[max(at - 1, 0) : at], *blocks[at + 1 : at + 2]))
        if isinstance(block, Quote) and (is_page or not _may_be_quotation(block, is_alone=is_alone)):
            kept += without_indentation(block.blocks)
        else:
            kept.append(block)
    return tuple(kept)


def _may_be_quotation(quote: Quote, *, is_alone: bool) -> bool:
    if not all(isinstance(block, Para) for block in quote.blocks):
        return False
    lines = [text_of(block).strip() for block in quote.blocks]
    size = _size(quote)
    is_label = is_alone and size < _SHORTEST and not any(_MARKS.search(line) for line in lines)
    return size <= _LONGEST and not is_label and not any(map(_is_of_the_text, lines))


def _is_of_the_text(line: str) -> bool:
    """Whether a line is a caption, an item of a list or a numbered heading."""
    return any(label.match(line) for label in (ANY_LABEL, NUMBERING, _ITEM))


def _size(block: Block) -> int:
    return len(text_of(block).split())
