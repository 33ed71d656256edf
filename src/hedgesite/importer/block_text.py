"""Blocks within other blocks as Markdown: in quotes, lists and notes, and on one line in cells and captions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from hedgesite.importer.block_parts import listing, marker_of
from hedgesite.importer.escaping import escaped
from hedgesite.importer.tree import (
    Block,
    Figure,
    Group,
    Heading,
    Inline,
    Items,
    Listing,
    Para,
    Quote,
    Table,
    Terms,
    Verse,
)
from hedgesite.importer.writer import Inlines, indented, paragraph, ungrouped


def in_line(blocks: Iterable[Block], writing: Inlines) -> str:
    """Blocks as one line, for cells, captions and notes of tables."""
    parts: list[str] = []
    for block in ungrouped(blocks):
        match block:
            case Para(content=content) | Heading(content=content):
                parts.append(re.sub(r"\$\$", "$", writing.write(content).replace("\\\n", " ")))
            case Items(items=items):
                parts += [f"• {in_line(item, writing)}" for item in items]
            case Figure():
                parts += [writing.write((each,)) for each in block.pictures]
                parts.append(writing.write(block.caption))
            case Table():
                rows = (*block.head, *block.body)
                # One column only breaks the lines of a cell.
                between = " " if all(len(row) == 1 for row in rows) else "; "
                cells = (in_line(cell.blocks, writing) for row in rows for cell in row)
                parts.append(between.join(filter(None, cells)))
            case Verse(lines=lines):
                parts += [writing.write(line) for line in lines]
            case Quote(blocks=inner):
                parts.append(in_line(inner, writing))
            case Listing(text=text):
                parts.append(escaped(text))
            case Terms(items=terms):
                parts += [f"{writing.write(term)}: {in_line(inner, writing)}" for term, inner in terms]
            case _:
                pass
    return " ".join(part.strip() for part in parts if part.strip())


def block_text(block: Block, writing: Inlines) -> str:
    match block:
        case Para(content=content):
            return paragraph(writing.write(content))
        case Quote(blocks=blocks):
            return indented(blocks_text(blocks, writing), "> ", "> ")
        case Items():
            return _list_text(block, writing)
        case Terms(items=terms):
            return "\n\n".join(_term_text(term, inner, writing) for term, inner in terms)
        case Verse(lines=lines):
            return "\n".join(f"| {writing.write(line)}".rstrip() for line in lines)
        case Listing():
            return listing(block)
        case Heading(content=content):
            return f"**{writing.write(content).strip().strip('*')}**"
        case Group(blocks=blocks):
            return blocks_text(blocks, writing)
        case Figure() | Table():
            return paragraph(in_line((block,), writing))
    return ""


def blocks_text(blocks: Iterable[Block], writing: Inlines) -> str:
    return "\n\n".join(filter(None, (block_text(each, writing) for each in ungrouped(blocks))))


def _list_text(block: Items, writing: Inlines) -> str:
    lines = []
    simple = all(len(item) <= 1 for item in block.items)
    for number, item in enumerate(block.items):
        marker = marker_of(block, number)
        inner = blocks_text(item, writing) or "\\"
        lines.append(indented(inner, f"{marker} ", " " * (len(marker) + 1)))
    return ("\n" if simple else "\n\n").join(lines)


def _term_text(term: tuple[Inline, ...], inner: Sequence[Block], writing: Inlines) -> str:
    words = paragraph(writing.write(term).replace("\\\n", " ")) or "—"
    return f"{words}\n{indented(blocks_text(inner, writing) or chr(92), ': ', '  ')}"
