"""Tables that hold nothing but images with captions, or formulas with numbers: they arrange, and are no tables.

Word and Quarto set a figure above its caption so, and an equation beside its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from hedgesite.importer.display_labels import FIGURE_CAPTION
from hedgesite.importer.tree import Block, Cell, Figure, Group, Math, Para, Picture, Table, Text
from hedgesite.importer.tree_walk import nodes_of, text_of, words_of

_NUMBER = re.compile(r"[(\[]?(?P<number>[A-Z]?\.?\d{1,3}(?:[.-]\d{1,3})*[a-z]?)[)\]]?")
_PART = re.compile(r"\(?[a-zA-Z]\)(?:\s.{0,200})?|[a-zA-Z]\.?")


def without_layout_tables(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Blocks in which the cells of such tables stand one after the other."""
    return tuple(_unarranged(blocks))


def _unarranged(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Group):
            yield replace(block, blocks=without_layout_tables(block.blocks))
        elif isinstance(block, Table) and is_layout(block):
            for row in (*block.head, *block.body):
                yield from _row(row)
            yield from (Para(content, block.line) for content in (block.caption,) if words_of(content).strip())
        else:
            yield _numbered(block) if isinstance(block, Para) else block


def _numbered(block: Para) -> Para:
    """A paragraph of a formula and its number in brackets alone, which Word sets in line, is that formula displayed."""
    formula, *rest = block.content or (Text(""),)
    words = words_of(rest).strip()
    found = _NUMBER.fullmatch(words) if isinstance(formula, Math) and words[-1:] in {")", "]"} else None
    if found and isinstance(formula, Math) and not any(isinstance(each, Math) for each in rest):
        shown = replace(formula, display=True, number=formula.number or found["number"])
        return replace(block, content=(shown,))
    return block


def is_layout(table: Table) -> bool:
    """Whether a table only arranges images or formulas."""
    cells = [cell for row in (*table.head, *table.body) for cell in row]
    shows = any(_shows(cell) for cell in cells)
    return shows and all(_arranges(block) for cell in cells for block in cell.blocks)


def _shows(cell: Cell) -> bool:
    return any(isinstance(node, Picture) or (isinstance(node, Math) and node.display) for node in nodes_of(cell.blocks))


def _arranges(block: Block) -> bool:
    if isinstance(block, Figure):
        return not block.blocks
    if not isinstance(block, Para):
        return False
    rest = [each for each in block.content if not (isinstance(each, Math) and each.display)]
    words = words_of(rest).strip()
    return not words or any(
        bool(found) for found in (_NUMBER.fullmatch(words), _PART.fullmatch(words), FIGURE_CAPTION.match(words))
    )


def _row(row: tuple[Cell, ...]) -> Iterator[Block]:
    """The blocks of a row; of one with a single formula, the number beside it is the formula's."""
    blocks = [block for cell in row for block in cell.blocks]
    formulas = [each for block in blocks if isinstance(block, Para) for each in block.content if _is_display(each)]
    numbers = [found for block in blocks if (found := _NUMBER.fullmatch(text_of(block).strip()))]
    if len(formulas) == 1 and numbers and isinstance(formulas[0], Math):
        yield Para((replace(formulas[0], number=formulas[0].number or numbers[0]["number"]),))
        blocks = [
            block
            for block in blocks
            if not (isinstance(block, Para) and formulas[0] in block.content) and not _NUMBER.fullmatch(text_of(block))
        ]
    yield from (block for block in blocks if not isinstance(block, Para) or block.content)


def _is_display(node: object) -> bool:
    return isinstance(node, Math) and node.display
