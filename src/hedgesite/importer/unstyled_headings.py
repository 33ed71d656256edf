"""Headings that word processors hide: numbered items, and lines without a style that are bold, numbered or known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from hedgesite.importer.bylines import names_in
from hedgesite.importer.display_labels import ANY_LABEL
from hedgesite.importer.title_pages import SURE_TITLE, is_of_an_institution, may_be_name, may_be_title, size_of
from hedgesite.importer.titles import (
    APPENDIX,
    EAST_ASIAN_NUMBERS,
    ENDINGS,
    FIRST_SECTIONS,
    HEAD,
    OPENINGS,
    bare,
    is_list_title,
)
from hedgesite.importer.tree import Block, Heading, Inline, Items, Para, Style, Styled
from hedgesite.importer.tree_walk import has_bold, is_bold, text_of, words_of
from hedgesite.importer.writer import ungrouped

_LONGEST_TITLE = 90
_LONGEST_TITLE_PAGE = 15
"""Blocks of a title page, on which names and institutions are bold or in capitals too."""
_FEWEST_LINES = 5
_LONGEST_HEADING = 45
"""Words of a heading."""
_FEWEST_QUESTIONS = 12
_SHORTEST_TEXT = 12
"""Words of a paragraph below a heading."""
_LONGEST_LINE = 400
_LONGEST_NAME = 12


def with_headings(blocks: Iterable[Block]) -> list[Block]:
    """Blocks in which numbered items that are headings, and headings without a style, are headings."""
    plain = list(ungrouped(blocks))
    kept = _with_east_asian([_as_text(_from_item(block)) for block in plain])
    kept = _without_questions(plain, kept)
    levels = [block.level for block in kept if isinstance(block, Heading)]
    if len(levels) > 1:
        changed = _without_questions(kept, _with_lines(kept, len(levels)))
        return _with_opening(_below_east_asian(changed), min(levels))
    page = _end_of_title_page(kept)
    changed = [*_of_title_page(kept[:page]), *map(_from_paragraph, kept[page:])]
    return _below_first(kept, _below_east_asian(_without_questions(kept, changed)), _is_doubtful)


def _as_text(block: Block) -> Block:
    """A heading with the length of a paragraph, whose style is based on one of headings, is a paragraph."""
    is_long = isinstance(block, Heading) and size_of(text_of(block)) > _LONGEST_HEADING
    return Para(block.content, block.line) if is_long and isinstance(block, Heading) else block


def _without_questions(before: Sequence[Block], changed: Sequence[Block]) -> list[Block]:
    """The changed blocks, but without bold lines as headings if most of them have no text below them.

    They are the questions of a form, with answers in tables, or of a guide for interviews.
    """
    new = [
        isinstance(block, Heading) and not isinstance(was, Heading) and not _is_section(block)
        for was, block in zip(before, changed, strict=True)
    ]
    filled = 0
    has_text = False
    for is_new, block in zip(reversed(new), reversed(changed), strict=True):
        filled += is_new and has_text
        has_text = _is_text(block) or (has_text and not isinstance(block, Heading))
    if sum(new) < _FEWEST_QUESTIONS or filled * 2 >= sum(new):
        return list(changed)
    return [was if is_new else block for was, block, is_new in zip(before, changed, new, strict=True)]


def _is_section(block: Heading) -> bool:
    """Whether a heading has a number or a known name, and asks nothing."""
    return _is_numbered_or_known(block) and "?" not in text_of(block)


def _is_text(block: Block) -> bool:
    return isinstance(block, Para) and not is_bold(block) and len(words_of(block.content).split()) >= _SHORTEST_TEXT


def _with_lines(blocks: list[Block], known: int) -> list[Block]:
    """Blocks in which numbered and bold lines are headings too, if there are more than headings with a style."""
    for is_meant, fewest in ((_numbers, known), (_is_bold_line, 2 * known)):
        if sum(isinstance(block, Para) and is_meant(block) for block in blocks) >= max(_FEWEST_LINES, fewest):
            changed = [
                _from_paragraph(block) if isinstance(block, Para) and is_meant(block) else block for block in blocks
            ]
            blocks = _below_first(blocks, changed, _is_bold_line)
    return blocks


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
    return _is_in_italics(block) and not _is_numbered_or_known(block)


def _is_in_italics(block: Para) -> bool:
    return any(_is_italic(each) for each in block.content)


def _is_italic(each: Inline) -> bool:
    return isinstance(each, Styled) and (
        each.style is Style.EMPHASIS or (len(each.content) == 1 and _is_italic(each.content[0]))
    )


def _is_bold_line(block: Para) -> bool:
    words = words_of(block.content)
    return is_bold(block) and not ANY_LABEL.match(words)


def _numbers(block: Para) -> bool:
    """Whether a paragraph is a short line with the number of a section, such as "2.1 Lakes" or "2 LAKES"."""
    words = words_of(block.content).strip()
    found = _NUMBERED.match(words)
    return found is not None and len(words) < _LONGEST_TITLE and ("." in (found["number"] or "") or words.isupper())


def _of_title_page(lines: Sequence[Block]) -> list[Block]:
    """Lines of a title page: the first that may be the title is a heading, and so are those that begin sections."""
    kept: list[Block] = []
    has_title = any(isinstance(line, Para) and line.id == SURE_TITLE for line in lines)
    for at, line in enumerate(lines):
        heading = _from_paragraph(line)
        begins = heading is not line and (_is_numbered_or_known(line) or at == len(lines) - 1)
        # Places and labels are short; a title of one word stands first.
        may_be = not has_title and (at == 0 or may_be_title(line, fewest=3))
        if _is_of_title_page(line) or not (begins or may_be):
            kept.append(line)
        else:
            has_title = has_title or heading is not line
            kept.append(heading)
    return kept


def _with_opening(blocks: Sequence[Block], level: int) -> list[Block]:
    """Blocks in which the name of the first section is a heading, if it is the one that has no style."""
    names = [bare(words_of(block.content)) for block in blocks if isinstance(block, Heading)]
    if not FIRST_SECTIONS.isdisjoint(names):
        return list(blocks)
    for at, block in enumerate(blocks):
        words = words_of(block.content).strip() if isinstance(block, Para) else ""
        if isinstance(block, Para) and len(words) < _LONGEST_TITLE and bare(words) in FIRST_SECTIONS:
            return [*blocks[:at], Heading(level, _unbold(block), block.line, block.id), *blocks[at + 1 :]]
    return list(blocks)


def _end_of_title_page(blocks: Sequence[Block]) -> int:
    """Index of the first block that is text or a title that manuscripts have behind their title page; 0 if there is no
    such page.
    """
    for at, block in enumerate(blocks[:_LONGEST_TITLE_PAGE]):
        words = text_of(block)
        if isinstance(block, Heading) or len(words) > _LONGEST_LINE or HEAD.fullmatch(bare(words)):
            return at
    return _LONGEST_TITLE_PAGE if len(blocks) > _LONGEST_TITLE_PAGE else 0


def _is_of_title_page(block: Block) -> bool:
    """Whether a line that is bold or in capitals names persons, an institution or a degree, and begins no section."""
    words = text_of(block)
    is_short = isinstance(block, Para) and size_of(words) <= _LONGEST_NAME
    return is_short and (is_of_an_institution(words) or may_be_name(words) or bool(names_in(words)))


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


_EAST_ASIAN = tuple(re.compile(rf"(?:{numbers})(?=\w)") for numbers in EAST_ASIAN_NUMBERS)
_LONGEST_EAST_ASIAN = 40
_FEWEST_EAST_ASIAN, _FEWEST_STYLED = 3, 2


def _east_asian_level(words: str) -> int:
    """The level of a heading that is numbered as in Chinese, Japanese or Korean; 0 if it is none."""
    if len(words) > _LONGEST_EAST_ASIAN or words.endswith(tuple("。；：，")):
        return 0
    return next((level for level, numbers in enumerate(_EAST_ASIAN, 1) if numbers.match(words)), 0)


def _with_east_asian(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which lines that are numbered so are headings, unless headings with a style have these numbers."""
    styled = Counter(_east_asian_level(text_of(block)) for block in blocks if isinstance(block, Heading))
    levels = [_east_asian_level(text_of(block)) if isinstance(block, Para) else 0 for block in blocks]
    # One of them may be known by its name alone.
    wanted = {level for level in (1, 2) if styled[level] < _FEWEST_STYLED}
    if sum(level in wanted for level in levels) < _FEWEST_EAST_ASIAN:
        return list(blocks)
    return [_from_paragraph(block) if level in wanted else block for block, level in zip(blocks, levels, strict=True)]


def _below_east_asian(blocks: Sequence[Block]) -> list[Block]:
    """Blocks in which lines with Arabic numbers are below those with Chinese ones: `一、`, `（一）`, `1.`."""
    levels = [_east_asian_level(text_of(block)) for block in blocks if isinstance(block, Heading)]
    deepest = max(levels, default=0)
    return [
        replace(block, level=block.level + deepest)
        if isinstance(block, Heading) and deepest and _NUMBERED.match(text_of(block))
        else block
        for block in blocks
    ]


def _from_paragraph(block: Block) -> Block:
    if not isinstance(block, Para) or block.id == SURE_TITLE:
        return block
    words = words_of(block.content).strip()
    if (
        not words
        or len(words) > _LONGEST_TITLE
        or words.endswith((".", ",", ";", ":"))
        or not re.search(r"[^\W\d]", words)
    ):
        return block
    if level := _east_asian_level(words):
        return Heading(level, _unbold(block), block.line, block.id)
    found = _NUMBERED.match(words)
    level = 1 + (found["number"].count(".") if found and found["number"] else 0)
    is_loud = words.isupper() and len(words) > 3
    if is_bold(block) or is_loud or _is_numbered_or_known(block):
        # Bold lines in italics are below those in bold alone.
        level += is_bold(block) and not found and _is_in_italics(block)
        return Heading(level, _unbold(block), block.line, block.id)
    return block


def _is_numbered_or_known(block: Block) -> bool:
    words = text_of(block)
    name = bare(words)
    is_numbered = _NUMBERED.match(words) or APPENDIX.match(words) or _east_asian_level(words)
    return bool(is_numbered) or name in OPENINGS | ENDINGS or is_list_title(name)


def _unbold(block: Para) -> tuple[Inline, ...]:
    return tuple(
        inner
        for each in block.content
        for inner in (each.content if isinstance(each, Styled) and has_bold(each) else (each,))
    )
