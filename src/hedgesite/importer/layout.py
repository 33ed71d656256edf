"""Divides the blocks of a manuscript into its head, its text, its list of references and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from hedgesite.importer.display_labels import FIGURE_LABEL, TABLE_LABEL
from hedgesite.importer.source_kinds import is_kind_of_sources
from hedgesite.importer.title_headings import end_of_head, name_of, title_of
from hedgesite.importer.titles import APPENDIX, ENDINGS, FLOATS, NOTES, is_list_title
from hedgesite.importer.tree import Block, Figure, Group, Heading, Items, Para, Table, Terms, Text
from hedgesite.importer.tree_walk import is_bold, words_of
from hedgesite.importer.unlisted import final_list, is_reference
from hedgesite.importer.unstyled_headings import with_headings

_LISTS = frozenset({"thebibliography", "references", "csl-bib-body", "ref-list"})


@dataclass(frozen=True, slots=True)
class Layout:
    """A manuscript's blocks by part."""

    title: Heading | None
    head: tuple[Block, ...]
    """Blocks before the first heading of the text; some may be its opening."""
    body: tuple[Block, ...]
    references: tuple[Block, ...]
    """The list's blocks without its heading."""
    has_list: bool
    is_untitled_list: bool = False
    """Whether the list was found by its entries, and has no heading."""


def lay_out(blocks: Iterable[Block], *, titled: bool, marked: bool = False) -> Layout:
    """Sort blocks into parts. With `titled` the title is known, and no heading is taken for it; with `marked` marks say
    what a list of references is, and none is looked for.
    """
    flat = with_headings(_without_list_groups(blocks))
    first, last = _references(flat)
    listed = _entries(flat[first + 1 : last])
    within = [each for block in blocks for each in _listed(block)]
    grouped = [each for each in within if not isinstance(each, Figure | Table)]
    untitled = first == len(flat) and not grouped and not marked
    if untitled:
        first = final_list(flat)
        listed = flat[first:]
    text = [*flat[:first], *_titled(flat[last:])] if first < len(flat) else flat
    text = [*text, *(each for each in within if isinstance(each, Figure | Table))]
    title = None if titled else title_of(text)
    begin = text.index(title) + 1 if title else 0
    end = end_of_head(text, begin)
    body = tuple(block for block in text[end:] if not _is_notes_heading(block))
    before = tuple(text[: begin - 1]) if title else ()
    has_list = first < len(flat) or bool(grouped)
    head = (*before, *text[begin:end])
    return Layout(title, head, body, (*listed, *grouped), has_list, untitled and has_list)


def _listed(block: Block) -> Sequence[Block]:
    if isinstance(block, Group):
        if _LISTS & set(block.classes):
            return block.blocks
        return [each for inner in block.blocks for each in _listed(inner)]
    return ()


def _without_list_groups(blocks: Iterable[Block]) -> list[Block]:
    kept: list[Block] = []
    for block in blocks:
        if not isinstance(block, Group):
            kept.append(block)
        elif not _LISTS & set(block.classes):
            kept += _without_list_groups(block.blocks)
    return kept


def _is_notes_heading(block: Block) -> bool:
    return isinstance(block, Heading) and name_of(block) in NOTES and "notes" not in block.classes


def _references(blocks: Sequence[Block]) -> tuple[int, int]:
    """Index of the list's heading and of its end; both are the number of blocks if there is no list."""
    named = [at for at, block in enumerate(blocks) if is_list_title(name_of(block))] or _kinds_of_sources(blocks)
    for first in reversed(named):
        level = blocks[first].level if isinstance(blocks[first], Heading) else 6  # type: ignore[union-attr]
        last = _end_of_list(blocks, first, level)
        # A section may be called "Sources" too; a list has entries with years or numbers.
        if first == named[-1] or _is_list(blocks[first + 1 : last]):
            return _first_of_lists(blocks, named, first, last)
    return len(blocks), len(blocks)


def _first_of_lists(blocks: Sequence[Block], named: Sequence[int], first: int, last: int) -> tuple[int, int]:
    """Lists that follow each other, such as primary and secondary sources, are one."""
    for earlier in reversed(named):
        between = blocks[earlier + 1 : first]
        if earlier < first and _is_list(between) and not any(isinstance(each, Heading) for each in between):
            first = earlier
    return first, last


def _kinds_of_sources(blocks: Sequence[Block]) -> list[int]:
    """Indexes of the headings of lists that have no title but those of their parts, such as "Secondary literature"."""
    named = [at for at, block in enumerate(blocks) if isinstance(block, Heading) and is_kind_of_sources(name_of(block))]
    return [at for at in named if _holds_references(_below(blocks, at))]


def _holds_references(blocks: Sequence[Block]) -> bool:
    texts = [words for each in blocks if isinstance(each, Para) and (words := words_of(each.content)).strip()]
    return bool(texts) and sum(map(is_reference, texts)) * 2 > len(texts)


def _goes_on(blocks: Sequence[Block]) -> bool:
    """Whether a list goes on behind a table or a figure. Captions cite, and so have years too."""
    return any(isinstance(each, Items | Terms) for each in blocks) or _holds_references(blocks)


def _entries(blocks: Sequence[Block]) -> list[Block]:
    """Blocks of a list in which entries that have a heading's style are entries."""
    return [
        Para(block.content, block.line) if isinstance(block, Heading) and _is_entry(block) else block
        for block in blocks
    ]


def _is_entry(block: Heading) -> bool:
    return is_reference(words_of(block.content))


def _ends_list(blocks: Sequence[Block], at: int, level: int) -> bool:
    """Whether a heading ends a list whose title is of a level: those of its parts and of entries do not."""
    heading = blocks[at]
    if not isinstance(heading, Heading) or _is_entry(heading):
        return False
    if not words_of(heading.content).strip():
        return heading.level <= level
    below = _below(blocks, at)
    if is_kind_of_sources(name_of(heading)) and (not below or _is_list(below)):
        return False
    return heading.level <= level or bool(APPENDIX.match(name_of(heading))) or not _is_list(below)


def _end_of_list(blocks: Sequence[Block], first: int, level: int) -> int:
    for at in range(first + 1, len(blocks)):
        block = blocks[at]
        if _ends_list(blocks, at, level):
            return at
        if (
            isinstance(block, Para)
            and is_bold(block)
            and (APPENDIX.match(name_of(block)) or name_of(block) in ENDINGS | NOTES)
        ):
            return at
        # Journals want tables and figures, or their captions alone, after the list.
        if _is_float(block) and not _goes_on(_unlabelled(blocks[at:])):
            return at
    return len(blocks)


def _titled(blocks: Sequence[Block]) -> Sequence[Block]:
    """What follows the list; a paragraph that only says what comes, such as "Figure captions", is a heading."""
    first = blocks[0] if blocks else None
    if isinstance(first, Para) and name_of(first) in FLOATS:
        title = Text(words_of(first.content).strip(" :."))
        return [Heading(1, (title,), first.line, first.id), *blocks[1:]]
    return blocks


def _is_float(block: Block) -> bool:
    if isinstance(block, Para):
        words = words_of(block.content)
        return name_of(block) in FLOATS or bool(FIGURE_LABEL.match(words) or TABLE_LABEL.match(words))
    return isinstance(block, Figure | Table)


def _unlabelled(blocks: Iterable[Block]) -> list[Block]:
    return [each for each in blocks if not _is_float(each)]


def _below(blocks: Sequence[Block], heading: int) -> Sequence[Block]:
    """The blocks between a heading and the next; an empty one is none."""
    for at in range(heading + 1, len(blocks)):
        block = blocks[at]
        if isinstance(block, Heading) and words_of(block.content).strip():
            return blocks[heading + 1 : at]
    return blocks[heading + 1 :]


_ENTRY = re.compile(r"\b(?:1[5-9]|20)\d\d\b|^\s*\[?\d{1,3}[\].)]")


def _is_list(blocks: Sequence[Block]) -> bool:
    texts = [words_of(each.content) for each in blocks if isinstance(each, Para)]
    if any(isinstance(each, Items | Terms) for each in blocks):
        return True
    return bool(texts) and sum(bool(_ENTRY.search(text)) for text in texts) >= len(texts) / 2


def is_appendix(block: Heading) -> bool:
    """Whether a heading begins an appendix."""
    return "app" in block.classes or "appendix" in block.classes or bool(APPENDIX.match(name_of(block)))


def relevelled(blocks: Sequence[Block], by: int) -> tuple[Block, ...]:
    """Blocks whose headings are deeper by some levels."""
    return tuple(
        replace(block, level=min(6, max(1, block.level + by))) if isinstance(block, Heading) else block
        for block in blocks
    )
