"""Which heading is a manuscript's title, and where its head ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hedgesite.importer.title_pages import is_line_of_title_page, size_of
from hedgesite.importer.titles import (
    ABSTRACT_PARTS,
    AUTHORS,
    FIRST_SECTIONS,
    FLOATS,
    HEAD,
    NOTES,
    NUMBERING,
    OPENINGS,
    bare,
    is_abstract_title,
    is_list_title,
    spaced,
)
from hedgesite.importer.tree import Block, Heading, Para
from hedgesite.importer.tree_walk import is_bold, words_of

_AUTHORS = re.compile(spaced(AUTHORS), re.IGNORECASE)
_LONGEST = 60
"""Words of a title; longer headings are paragraphs with the style of one."""


def name_of(block: Block) -> str:
    """The words of a heading, or of a bold paragraph that serves as one, in lower case and without its number."""
    if isinstance(block, Heading):
        return bare(words_of(block.content))
    if isinstance(block, Para):
        words = words_of(block.content).strip()
        known = bare(words)
        if len(words) < 60 and (
            is_bold(block) or is_list_title(known) or known in NOTES | FLOATS or HEAD.fullmatch(known)
        ):
            return known
    return ""


def title_of(blocks: Sequence[Block]) -> Heading | None:
    """The heading that is the title of the manuscript, if one is."""
    levels = [each.level for each in blocks if isinstance(each, Heading)]
    for at, block in enumerate(blocks):
        name = name_of(block)
        if not isinstance(block, Heading):
            if HEAD.fullmatch(name):
                return None
            continue
        if HEAD.fullmatch(name) or name in OPENINGS or is_list_title(name):
            return None
        words = words_of(block.content).strip()
        if is_line_of_title_page(words) or size_of(words) > _LONGEST or _is_announced_name(blocks, at):
            continue
        # Several headings of the first one's level are sections.
        is_alone = levels.count(block.level) == 1 or at == 0
        return block if is_alone and not NUMBERING.match(words) else None
    return None


def _is_announced_name(blocks: Sequence[Block], at: int) -> bool:
    before = blocks[at - 1] if at else None
    return isinstance(before, Para) and _AUTHORS.fullmatch(bare(words_of(before.content))) is not None


def end_of_head(blocks: Sequence[Block], begin: int) -> int:
    """Index of the first heading that does not belong to the head; of the first block after it if there is none."""
    seen: set[str] | None = None
    for at in range(begin, len(blocks)):
        block = blocks[at]
        if not isinstance(block, Heading):
            continue
        name = name_of(block)
        if HEAD.fullmatch(name):
            # The names of the parts of an abstract, each of which it has once.
            seen = set() if is_abstract_title(name) else None
        elif seen is not None and name in ABSTRACT_PARTS - seen and _is_part(blocks, at, name):
            seen.add(name)
        else:
            return at
    return len(blocks)


def _is_part(blocks: Sequence[Block], at: int, name: str) -> bool:
    """Whether a heading is one of an abstract: no first section has its name, or one has it further below."""
    return name not in FIRST_SECTIONS or any(
        isinstance(each, Heading) and name_of(each) == name for each in blocks[at + 1 :]
    )
