"""Abstracts in other languages that stand after the text, as journals of many countries print them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hedgesite.importer.head import Head
from hedgesite.importer.language_guess import guessed
from hedgesite.importer.persons import keywords_of
from hedgesite.importer.title_headings import name_of
from hedgesite.importer.titles import KEYWORDS, abstract_language
from hedgesite.importer.tree import Block, Heading, Para
from hedgesite.importer.tree_walk import text_of, words_of

_MOST_HEADINGS = 4
"""Headings at the end of a text that are looked at."""
_MOST_PARAGRAPHS = 8
_KEYWORDS = re.compile(rf"\s*(?:{KEYWORDS})\s*[:.：]\s*(?P<words>.+)", re.IGNORECASE | re.DOTALL)


def take_late_abstracts(blocks: Sequence[Block], head: Head) -> list[Block]:
    """Move abstracts in other languages than the article's from the end of the text into the head."""
    kept = list(blocks)
    if not head.language:
        return kept
    places = [at for at, block in enumerate(kept) if isinstance(block, Heading)]
    for at in reversed(places[-_MOST_HEADINGS:]):
        end = next((other for other in places if other > at), len(kept))
        inner = kept[at + 1 : end]
        language = abstract_language(name_of(kept[at]))
        language = language and (guessed(" ".join(map(text_of, inner))) or language)
        is_own = language == head.language.split("-")[0].lower()
        if not language or is_own or language in head.abstracts or not 0 < len(inner) <= _MOST_PARAGRAPHS:
            continue
        if not all(isinstance(block, Para) for block in inner):
            continue
        del kept[at:end]
        places = [each - (end - at) * (each > at) for each in places if each != at]
        _read(inner, language, head)
    return kept


def _read(blocks: Sequence[Block], language: str, head: Head) -> None:
    words: list[Block] = []
    for block in blocks:
        found = _KEYWORDS.fullmatch(words_of(block.content)) if isinstance(block, Para) else None
        if found:
            head.translated_keywords[language] = keywords_of(found["words"])
        else:
            words.append(block)
    head.abstracts[language] = words
