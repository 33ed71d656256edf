"""Abstracts among the sections of a text: behind it, as journals of many countries print those in other languages, or
behind declarations and thanks at its beginning, as theses have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hedgesite.importer.abstracts import is_line
from hedgesite.importer.head import Head
from hedgesite.importer.head_title import is_title, joined
from hedgesite.importer.language_guess import guessed
from hedgesite.importer.persons import keywords_of
from hedgesite.importer.title_headings import name_of
from hedgesite.importer.title_pages import may_be_title, size_of
from hedgesite.importer.titles import FIRST_SECTIONS, KEYWORDS, abstract_language, bare, is_abstract_title
from hedgesite.importer.tree import Block, Heading, Para
from hedgesite.importer.tree_walk import text_of, words_of

_MOST_LATE = 4
"""Headings at the end of a text that are looked at."""
_MOST_EARLY = 12
"""Headings before the first section that are looked at."""
_MOST_PARAGRAPHS = 8
_FEWEST_OF_TITLE = 4
"""Words of a title above an abstract; names and kinds of theses are shorter."""
_KEYWORDS = re.compile(rf"\s*(?:{KEYWORDS})\s*[:.：]\s*(?P<words>.+)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Stray:
    language: str
    """By its title; empty if several languages have it."""
    blocks: list[Block] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    lines: list[Block] = field(default_factory=list)
    """The short lines between its title and its words, such as the article's title in its language."""

    def spoken(self) -> str:
        return guessed(" ".join(map(text_of, self.blocks))) or self.language


def take_stray_abstracts(blocks: Sequence[Block], head: Head) -> list[Block]:
    """Move abstracts from among the sections into the head, if it has none in their language."""
    places = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    ends = dict(pairwise([*places, len(blocks)]))
    taken: set[int] = set()
    for at in _early(blocks, places):
        found = _read(blocks[at : ends[at]])
        if found and all(each.blocks and _has_room(each.spoken(), head) for each in found):
            taken.update(range(at, ends[at]))
            for each in found:
                _put(each, head)
    for at in reversed(places[-_MOST_LATE:]):
        found = _read(blocks[at : ends[at]]) if head.language and abstract_language(name_of(blocks[at])) else []
        if at not in taken and found and all(_is_other(each.spoken(), head) for each in found):
            taken.update(range(at, ends[at]))
            for each in found:
                _put(each, head)
    return [block for at, block in enumerate(blocks) if at not in taken]


def _early(blocks: Sequence[Block], places: Sequence[int]) -> Iterator[int]:
    """Indexes of the headings of abstracts before the first section."""
    for at in places[:_MOST_EARLY]:
        name = name_of(blocks[at])
        if name in FIRST_SECTIONS:
            return
        if is_abstract_title(name):
            yield at


def _read(section: Sequence[Block]) -> list[_Stray]:
    """The abstracts of a section, each below a title; none if it holds more than abstracts do."""
    if len(section) > _MOST_PARAGRAPHS + 1 or not all(isinstance(block, Para) for block in section[1:]):
        return []
    found: list[_Stray] = []
    for at, block in enumerate(section):
        words = text_of(block)
        keywords = _KEYWORDS.fullmatch(words_of(block.content)) if isinstance(block, Para) else None
        if at == 0 or is_abstract_title(bare(words)):
            found.append(_Stray(abstract_language(bare(words))))
        elif keywords:
            found[-1].keywords = keywords_of(keywords["words"])
        else:
            found[-1].blocks.append(block)
    for each in found:
        at = next((at for at, block in enumerate(each.blocks) if not is_line(block)), 0)
        each.lines, each.blocks = each.blocks[:at], each.blocks[at:]
    return found


def _is_other(language: str, head: Head) -> bool:
    """Whether a language is another one than the article's, in which it has no abstract."""
    return bool(language) and not _is_own(language, head) and language not in head.abstracts


def _is_own(language: str, head: Head) -> bool:
    return language == head.language.partition("-")[0].lower()


def _has_room(language: str, head: Head) -> bool:
    return not head.abstracts.get("") or (bool(head.language) and _is_other(language, head))


def _put(abstract: _Stray, head: Head) -> None:
    language = abstract.spoken()
    lines = [block for block in abstract.lines if not is_title(block, head.title)]
    if head.language and _is_other(language, head):
        titles = [joined([block]) for block in lines if may_be_title(block, fewest=_FEWEST_OF_TITLE)]
        if titles:
            head.titles[language] = max(titles, key=size_of)
        head.abstracts[language] = abstract.blocks
        if abstract.keywords:
            head.translated_keywords[language] = abstract.keywords
    else:
        head.abstract.extend(abstract.blocks)
        head.keywords = head.keywords or abstract.keywords
    head.left_over += [block for block in lines if joined([block]) != head.titles.get(language)]
