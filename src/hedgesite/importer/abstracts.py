"""The abstracts of a manuscript's head, each in its language, with the keywords below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hedgesite.importer.head import Head
from hedgesite.importer.language_guess import guessed_of
from hedgesite.importer.title_pages import size_of
from hedgesite.importer.tree import Block, Heading, Inline, Para, Quote, Style, Styled, Text
from hedgesite.importer.tree_walk import text_of

_LONGEST = 700
"""Words of an abstract without a heading above; what follows is the text's opening."""
_ENOUGH = 60
_FEWEST_WORDS = 25
"""Words of a paragraph of an abstract; lines of title pages are shorter."""
_FEWEST_IN_ALL = 40
_LOOKS = frozenset({Style.STRONG, Style.EMPHASIS})


@dataclass(slots=True)
class Abstract:
    """One abstract while it is read."""

    language: str = ""
    """By its title; empty if several languages have it."""
    has_heading: bool = False
    blocks: list[Block] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    title: str = ""
    """The article's title in its language."""

    def spoken(self) -> str:
        """Its language by its words, or by its title where they are few."""
        return guessed_of(self.blocks) or self.language


def settle(abstracts: Sequence[Abstract], head: Head) -> None:
    """Put abstracts and keywords into the head: the article's own is the one in its language, or else the first."""
    found = [each for each in abstracts if each.blocks or each.keywords]
    own = next((each for each in found if each.blocks and _is_same(each.spoken(), head.language)), None)
    own = own or next((each for each in found if each.blocks), None)
    for each in found:
        language = "" if each is own else each.spoken()
        if each is own or not language or _is_same(language, head.language):
            head.abstract.extend(each.blocks)
            head.keywords = head.keywords or each.keywords
            continue
        if each.blocks:
            head.abstracts.setdefault(language, []).extend(each.blocks)
        if each.keywords:
            head.translated_keywords.setdefault(language, each.keywords)
        if each.title:
            head.titles.setdefault(language, each.title)


def _is_same(one: str, other: str) -> bool:
    return bool(one) and one.split("-")[0].lower() == other.split("-")[0].lower()


def as_abstract(block: Block) -> list[Block]:
    """A block as `article.yml` has it: headings are bold words, and a quotation that holds an abstract is none."""
    if isinstance(block, Quote):
        return list(block.blocks)
    if isinstance(block, Para) and not is_line(block):
        return [replace(block, content=_without_looks(block.content))]
    return [Para(block.content, block.line, "heading") if isinstance(block, Heading) else replace(block)]


def _without_looks(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Content without the bold or italics of all of it, in which journals set abstracts."""
    words = [each for each in content if not (isinstance(each, Text) and not each.text.strip())]
    if not words or not all(isinstance(each, Styled) and each.style in _LOOKS for each in words):
        return content
    inner = tuple(one for each in content for one in (each.content if isinstance(each, Styled) else (each,)))
    return _without_looks(inner)


def opening_of(abstract: Abstract) -> list[Block]:
    """Take from an abstract without a heading, whose end nothing marks, what is too much for one."""
    sizes = [len(text_of(each).split()) for each in abstract.blocks]
    if abstract.has_heading or abstract.keywords or sum(sizes) <= _LONGEST:
        return []
    end = next((at for at in range(1, len(sizes)) if sum(sizes[:at]) >= _ENOUGH), len(sizes))
    opening, abstract.blocks = abstract.blocks[end:], abstract.blocks[:end]
    return opening


def unlabelled_abstract(blocks: Sequence[Block]) -> list[Block]:
    """The long paragraphs directly above keywords, which are an abstract without a title; none if they are a text."""
    found: list[Block] = []
    for block in reversed(blocks):
        if not isinstance(block, Para) or is_line(block):
            break
        found.insert(0, block)
    size = sum(size_of(text_of(each)) for each in found)
    return found if _FEWEST_IN_ALL <= size <= _LONGEST else []


def is_line(block: Block) -> bool:
    """Whether a block is no longer than a line of a title page."""
    return size_of(text_of(block)) < _FEWEST_WORDS
