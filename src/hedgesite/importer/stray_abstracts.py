"""Abstracts among the sections of a text: behind it, as journals of many countries print those in other languages, or
behind declarations and thanks at its beginning, as theses have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hedgesite.importer.abstracts import Abstract, as_abstract, is_line
from hedgesite.importer.head import Head
from hedgesite.importer.head_title import is_title, joined
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


def take_stray_abstracts(blocks: Sequence[Block], head: Head) -> list[Block]:
    """Move abstracts from among the sections into the head, if it has none in their language."""
    places = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    ends = dict(pairwise([*places, len(blocks)]))
    taken: set[int] = set()
    late = [at for at in reversed(places[-_MOST_LATE:]) if head.language and abstract_language(name_of(blocks[at]))]
    for at, has_room in (*((at, _has_room) for at in _early(blocks, places)), *((at, _is_other) for at in late)):
        found = _read(blocks[at : ends[at]]) if at not in taken else []
        if found and all(each.blocks and has_room(each.spoken(), head) for each in found):
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


def _read(section: Sequence[Block]) -> list[Abstract]:
    """The abstracts of a section, each below a title; none if it holds more than abstracts do."""
    if len(section) > _MOST_PARAGRAPHS + 1 or not all(isinstance(block, Para) for block in section[1:]):
        return []
    found: list[Abstract] = []
    for at, block in enumerate(section):
        words = text_of(block)
        keywords = _KEYWORDS.fullmatch(words_of(block.content)) if isinstance(block, Para) else None
        if at == 0 or is_abstract_title(bare(words)):
            found.append(Abstract(abstract_language(bare(words))))
        elif keywords:
            found[-1].keywords = keywords_of(keywords["words"])
        else:
            found[-1].blocks += as_abstract(block)
    return found


def _is_other(language: str, head: Head) -> bool:
    """Whether a language is another one than the article's, in which it has no abstract."""
    return bool(language) and not _is_own(language, head) and language not in head.abstracts


def _is_own(language: str, head: Head) -> bool:
    return language == head.language.partition("-")[0].lower()


def _has_room(language: str, head: Head) -> bool:
    return not head.abstracts.get("") or (bool(head.language) and _is_other(language, head))


def _put(abstract: Abstract, head: Head) -> None:
    language = abstract.spoken()
    # Short lines above its words may be the article's title in its language, its author, or the kind of a thesis.
    begin = next((at for at, block in enumerate(abstract.blocks) if not is_line(block)), 0)
    words = abstract.blocks[begin:]
    lines = [block for block in abstract.blocks[:begin] if not is_title(block, head.title)]
    if head.language and _is_other(language, head):
        titles = [joined([block]) for block in lines if may_be_title(block, fewest=_FEWEST_OF_TITLE)]
        if titles:
            head.titles[language] = max(titles, key=size_of)
        head.abstracts[language] = words
        if abstract.keywords:
            head.translated_keywords[language] = abstract.keywords
    else:
        head.abstract.extend(words)
        head.keywords = head.keywords or abstract.keywords
    head.left_over += [block for block in lines if joined([block]) != head.titles.get(language)]
