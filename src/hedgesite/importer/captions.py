"""Captions that stand as paragraphs beside a table or an image, and notes below a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hedgesite.importer.display_labels import FIGURES, TABLES
from hedgesite.importer.markdown_inlines import read_braces
from hedgesite.importer.pandoc_tree import joined
from hedgesite.importer.tree import Block, Figure, Group, Heading, Inline, Para, Picture, Styled, Table, Text
from hedgesite.importer.tree_map import Edit, edited, flat
from hedgesite.importer.tree_walk import words_of

_TABLE = re.compile(
    rf"\s*(?:{TABLES})\s*[A-Z]?(?:\.?\d+|[IVX]+)?(?:[.:\s—–-]|$)",
    re.IGNORECASE,
)
FIGURE_CAPTION = re.compile(
    rf"\s*(?:{FIGURES}|Graph|Graf(?:ik|ico|ikon)?|Gráfico|Chart"
    r"|Map|Photo|Foto|Plate|Image|Imagen|Scheme|Diagram|Ilustra\w+)\s*[A-Z]?(?:\.?\d+|[IVX]+)?[a-z]?\s*(?:[.:)\s—–|-]|$)",
    re.IGNORECASE,
)
_PANDOC = re.compile(r"(?:[Tt]able)?:\s+(?=\S)")
_NOTE = re.compile(
    r"\s*(?:Notes?|Sources?|Anmerkung(?:en)?|Quelle|Fuentes?|Nota|Fonte|Источник|Примечани[ея]|Извор|Izvor|Kaynak)\s*[.:]",
    re.IGNORECASE,
)
_BRACES = re.compile(r"\s*\{(?P<inner>[#.][^{}]*)\}\s*$")
_LONGEST = 1500


def with_captions(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Blocks in which tables and figures have the captions that stand above or below them."""
    own = [
        replace(block, blocks=with_captions(block.blocks)) if isinstance(block, Group) else block for block in blocks
    ]
    kept: list[Block] = []
    at = 0
    while at < len(own):
        block = own[at]
        if isinstance(block, Table):
            at = _table(own, at, block, kept)
        elif own_caption := _with_own_caption(block):
            kept.append(own_caption)
            at += 1
        elif pictures := _pictures(block):
            at = _figure(own, at, block, pictures, kept)
        else:
            kept.append(block)
            at += 1
    return tuple(kept)


def _caption(block: Block | None, label: re.Pattern[str]) -> Para | None:
    if not isinstance(block, Para | Heading) or not block.content:
        return None
    words = flat(block.content)
    if len(words) > _LONGEST or not (label.match(words) or (label is _TABLE and _PANDOC.match(words))):
        return None
    # A sentence about a table begins like its caption, but goes on: "Table 2 shows that".
    if re.match(
        r"\s*\S+\s+\w{1,4}\s+(?:shows?|presents?|lists?|gives?|summari[sz]es|contains|reports?|and|illustrates?|depicts?|displays?|provides?|zeigt|muestra|is|are|in|we|can|compares?)\b",
        words,
    ):
        return None
    return block if isinstance(block, Para) else Para(block.content, block.line, block.id)


def _bare(block: Para) -> tuple[tuple[Inline, ...], str]:
    """A caption without Pandoc's mark and without braces, and the id in these."""
    content = block.content
    if found := _PANDOC.match(flat(content)):
        content = edited(content, [Edit(0, found.end(), ())])
    last = content[-1] if content else None
    braces = _BRACES.search(last.text) if isinstance(last, Text) else None
    if braces and isinstance(last, Text):
        content = (*content[:-1], Text(last.text[: braces.start()]))
        return content, read_braces(braces["inner"])[0]
    return content, block.id


def _table(own: list[Block], at: int, table: Table, kept: list[Block]) -> int:
    end = at + 1
    if not words_of(table.caption).strip():
        above = _caption(kept[-1] if kept else None, _TABLE)
        below = _caption(own[end] if end < len(own) else None, _TABLE)
        is_next = below is not None and not (above is None and end + 1 < len(own) and isinstance(own[end + 1], Table))
        chosen = above or (below if is_next or (below and _PANDOC.match(flat(below.content))) else None)
        if chosen is not None:
            content, id = _bare(chosen)
            line = chosen.line
            if chosen is above or (above is not None):
                kept.pop()
                # The number may stand on a line of its own above the title.
                content = _with_line_above(content, kept)
            else:
                end += 1
            table = replace(table, caption=content, id=table.id or id, line=table.line or line)
    while end < len(own) and isinstance(own[end], Para) and _NOTE.match(words_of(own[end].content)):  # type: ignore[union-attr]
        table = replace(table, notes=(*table.notes, own[end]))
        end += 1
    kept.append(table)
    return end


def _with_line_above(content: tuple[Inline, ...], kept: list[Block]) -> tuple[Inline, ...]:
    before = kept[-1] if kept else None
    if (
        isinstance(before, Para)
        and re.fullmatch(r"\s*\S+\s*[A-Z]?\d+\.?\s*", flat(before.content))
        and _TABLE.match(flat(before.content))
    ):
        kept.pop()
        return joined((*before.content, Text(" "), *content))
    return content


def _with_own_caption(block: Block) -> Figure | None:
    """The figure of a paragraph that begins or ends with images and is their caption for the rest."""
    if not isinstance(block, Para) or not any(isinstance(each, Picture) for each in block.content):
        return None
    rest = joined(each for each in block.content if not isinstance(each, Picture))
    if not words_of(rest).strip() or _caption(Para(rest), FIGURE_CAPTION) is None:
        return None
    pictures = tuple(each for each in block.content if isinstance(each, Picture))
    content, id = _bare(Para(rest, block.line, block.id))
    return Figure(pictures, content, (), block.line, id)


def _pictures(block: Block) -> tuple[Picture, ...]:
    """The images of a block that shows nothing else and has no caption."""
    if isinstance(block, Figure) and not words_of(block.caption).strip() and not block.blocks:
        return block.pictures
    if isinstance(block, Para):
        inner = [each for outer in block.content for each in (outer.content if isinstance(outer, Styled) else (outer,))]
        pictures = tuple(each for each in inner if isinstance(each, Picture))
        rest = [each for each in inner if not isinstance(each, Picture)]
        return pictures if pictures and not words_of(rest).strip() else ()
    return ()


def _figure(own: list[Block], at: int, block: Block, pictures: tuple[Picture, ...], kept: list[Block]) -> int:
    end = at + 1
    while (
        end < len(own)
        and (more := _pictures(own[end]))
        and _caption(own[end + 1] if end + 1 < len(own) else None, FIGURE_CAPTION)
    ):
        pictures = (*pictures, *more)
        end += 1
    below = _caption(own[end] if end < len(own) else None, FIGURE_CAPTION)
    above = _caption(kept[-1] if kept else None, FIGURE_CAPTION)
    chosen = below or above
    own_words = words_of(pictures[0].content).strip() if len(pictures) == 1 else ""
    if chosen is None or own_words:
        kept.append(block)
        return at + 1
    content, id = _bare(chosen)
    if chosen is below:
        end += 1
    else:
        kept.pop()
    kept.append(Figure(pictures, content, (), block.line, block.id or id or pictures[0].id))
    return end
