"""Headings that have no style: items of lists, lines in bold, in capitals, or with the number of a section."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from hedgesite.importer.display_labels import FIGURE_LABEL, TABLE_LABEL
from hedgesite.importer.titles import APPENDIX, ENDINGS, OPENINGS, bare, is_list_title
from hedgesite.importer.tree import Block, Heading, Inline, Items, Para, Style, Styled, Text
from hedgesite.importer.tree_walk import words_of
from hedgesite.importer.writer import ungrouped

_LONGEST_TITLE = 90
_FEWEST_LINES = 5
_LABEL = re.compile(r"\s*[^\W\d_]{3,12}\.?\s*[(\[]?\s*\d{1,3}\s*[)\].:–-]")
"""What a caption of any kind begins with: `Figure (3): Wet lakes`, `Chart 2. Dry lakes`."""


def with_headings(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which numbered items that are headings, and headings without a style, are headings."""
    kept = [_from_item(block) for block in ungrouped(blocks)]
    known = sum(isinstance(block, Heading) for block in kept)
    if known < 2:
        return _below_first(kept, [_from_paragraph(block) for block in kept], _is_doubtful)
    # Where more lines are numbered by hand or bold than have a style, those with a style are the exception.
    for is_meant, fewest in ((_numbers, known), (_is_bold_line, 2 * known)):
        if sum(isinstance(block, Para) and is_meant(block) for block in kept) >= max(_FEWEST_LINES, fewest):
            changed = [
                _from_paragraph(block) if isinstance(block, Para) and is_meant(block) else block for block in kept
            ]
            kept = _below_first(kept, changed, _is_bold_line)
    return kept


def _below_first(before: Sequence[Block], changed: Sequence[Block], is_doubtful: Callable[[Para], bool]) -> list[Block]:
    """The changed blocks, but those that are doubtful only below a heading: above it they stand on a title page."""
    result: list[Block] = []
    has_begun = False
    for was, block in zip(before, changed, strict=True):
        is_new = isinstance(was, Para) and isinstance(block, Heading) and is_doubtful(was)
        result.append(was if is_new and not has_begun else block)
        has_begun = has_begun or isinstance(result[-1], Heading)
    return result


def _is_doubtful(block: Para) -> bool:
    """Whether only bold italics make a line a heading."""
    words = words_of(block.content).strip()
    return _is_in_italics(block) and bare(words) not in OPENINGS and not _NUMBERED.match(words)


def _is_in_italics(block: Para) -> bool:
    return any(_is_italic(each) for each in block.content)


def _is_bold_line(block: Para) -> bool:
    words = words_of(block.content)
    is_caption = any(label.match(words) for label in (FIGURE_LABEL, TABLE_LABEL, _LABEL))
    return is_bold(block) and not is_caption


def _numbers(block: Para) -> bool:
    """Whether a paragraph is a short line with the number of a section, such as "2.1 Lakes" or "2 LAKES"."""
    words = words_of(block.content).strip()
    found = _NUMBERED.match(words)
    return found is not None and len(words) < _LONGEST_TITLE and ("." in (found["number"] or "") or words.isupper())


def _from_item(block: Block) -> Block:
    """A list of one short bold item, as word processors number headings, is that heading."""
    if not isinstance(block, Items) or len(block.items) != 1 or len(block.items[0]) != 1:
        return block
    only = block.items[0][0]
    if isinstance(only, Heading):
        return only
    if isinstance(only, Para) and is_bold(only) and len(words_of(only.content)) < _LONGEST_TITLE:
        return Heading(1, _unbold(only), block.line, block.id)
    return block


_NUMBERED = re.compile(r"^(?:(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?|[IVX]{1,5}\.)\s+[^\W\d]")


def _from_paragraph(block: Block) -> Block:
    if not isinstance(block, Para):
        return block
    words = words_of(block.content).strip()
    if (
        not words
        or len(words) > _LONGEST_TITLE
        or words.endswith((".", ",", ";", ":"))
        or not re.search(r"[^\W\d]", words)
    ):
        return block
    found = _NUMBERED.match(words)
    level = 1 + (found["number"].count(".") if found and found["number"] else 0)
    is_known = bare(words) in OPENINGS | ENDINGS or is_list_title(bare(words)) or bool(APPENDIX.match(words))
    is_loud = words.isupper() and len(words) > 3
    if is_bold(block) or found or is_known or is_loud:
        # Bold lines in italics are below those in bold alone.
        level += is_bold(block) and not found and _is_in_italics(block)
        return Heading(level, _unbold(block), block.line, block.id)
    return block


def _is_italic(each: Inline) -> bool:
    return isinstance(each, Styled) and (
        each.style is Style.EMPHASIS or (len(each.content) == 1 and _is_italic(each.content[0]))
    )


def _unbold(block: Para) -> tuple:  # type: ignore[type-arg]
    return tuple(
        inner
        for each in block.content
        for inner in (
            each.content if isinstance(each, Styled) and (each.style is Style.STRONG or _all_bold((each,))) else (each,)
        )
    )


def is_bold(block: Para) -> bool:
    """Whether all words of a paragraph are bold, in italics or not."""
    return _all_bold(block.content)


def _all_bold(content: Iterable[Inline]) -> bool:
    parts = [each for each in content if not isinstance(each, Text) or each.text.strip()]
    return bool(parts) and all(
        isinstance(each, Styled)
        and (each.style is Style.STRONG or (each.style is Style.EMPHASIS and _all_bold(each.content)))
        for each in parts
    )
