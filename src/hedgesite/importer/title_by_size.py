"""The title of a manuscript by the size of its letters, where no style marks it; Pandoc does not tell sizes.

Source: ECMA-376, Part 1, 17.3.2.38 (sz), 17.7.4.3 (basedOn); OpenDocument 1.3, Part 3, 20.190 (fo:font-size).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby, islice

from hedgesite.importer.display_labels import ANY_LABEL
from hedgesite.importer.document import Document
from hedgesite.importer.head_title import joined, unquoted_title
from hedgesite.importer.title_pages import (
    SURE_TITLE,
    is_line_of_title_page,
    is_of_an_institution,
    may_be_name,
    may_be_title,
    size_of,
)
from hedgesite.importer.titles import HEAD, NUMBERING, TITLE, bare, is_list_title
from hedgesite.importer.tree import Para, Text
from hedgesite.importer.tree_walk import text_of
from hedgesite.importer.word_sizes import Line
from hedgesite.model.frequent_words import FREQUENT_WORDS

_LARGER = 1.15
"""How much larger than the text the letters of a title are at least."""
_MOST_LINES = 60
"""Lines of a title page."""
_LONGEST_LINE = 600
_FEWEST_WORDS = 3
_MOST_BLOCKS = 120
_LABEL = re.compile(TITLE, re.IGNORECASE)
_TWO, _CLEAR = 2, 3
"""Lines that may be in two languages, and frequent words that tell one."""


def with_title_by_size(document: Document, lines: Sequence[Line]) -> None:
    """Take for the title what has larger letters than everything else above the first heading, if it may be one."""
    pieces = largest(lines)
    blocks = list(document.blocks)
    keys = [_key(text_of(block)) if isinstance(block, Para) else "" for block in blocks[:_MOST_BLOCKS]]
    wanted = [_key(piece) for piece in pieces]
    at = next((at for at in range(len(keys)) if pieces and keys[at : at + len(wanted)] == wanted), None)
    if at is None:
        return
    found = [block for block in blocks[at : at + len(pieces)] if isinstance(block, Para)]
    title = joined(found)
    document.head.title, document.head.is_title_guessed = unquoted_title(title), True
    document.is_titled = True
    content = found[0].content if title == document.head.title and len(found) == 1 else (Text(document.head.title),)
    blocks[at : at + len(pieces)] = [replace(found[0], content=content, id=SURE_TITLE)]
    document.blocks = tuple(blocks)


def largest(lines: Sequence[Line]) -> list[str]:
    """The lines in the largest letters of a title page, if they may be a title; empty if none are."""
    body = Counter[float]()
    for line in lines:
        body[line.size] += len(line.words)
    page = list(_page(lines))
    if not page:
        return []
    size = max(line.size for line in page)
    if size < _LARGER * max(body, key=lambda each: body[each]):
        return []
    for is_large, group in groupby(page, lambda line: line.size == size and not line.is_heading):
        pieces = _pieces(line.words for line in group) if is_large else []
        if pieces and _may_be_title(" ".join(pieces)):
            return pieces
    return []


def _page(lines: Iterable[Line]) -> Iterable[Line]:
    """The lines above the text, and the first heading, whose letters may be larger than the title's."""
    for line in islice(lines, _MOST_LINES):
        if len(line.words) > _LONGEST_LINE:
            return
        yield line
        if line.is_heading:
            return


def _pieces(group: Iterable[str]) -> list[str]:
    """The lines of a title, without those around it that name an institution or the kind of the paper."""
    pieces = list(group)
    while pieces and not _may_be_piece(pieces[0]):
        del pieces[0]
    while pieces and not _may_be_piece(pieces[-1]):
        del pieces[-1]
    return pieces[:1] if _are_of_two_languages(pieces) else pieces


def _are_of_two_languages(pieces: Sequence[str]) -> bool:
    """Whether two lines are the title in two languages: one has several of the most frequent words of a language, of
    which the other has none.
    """
    if len(pieces) != _TWO:
        return False
    one, other = ({word.casefold() for word in piece.split()} for piece in pieces)
    shares = ((len(one & common), len(other & common)) for common in map(frozenset, FREQUENT_WORDS.values()))
    return any(min(share) == 0 and max(share) >= _CLEAR for share in shares)


def _may_be_piece(words: str) -> bool:
    is_label = size_of(words) < _FEWEST_WORDS and is_of_an_institution(words)
    is_label = is_label or _LABEL.fullmatch(bare(words)) is not None
    return not is_label and may_be_title(Para((Text(words),)), fewest=1, stop=True)


def _may_be_title(words: str) -> bool:
    name = bare(words)
    is_other = HEAD.fullmatch(name) or _LABEL.fullmatch(name) or is_list_title(name) or NUMBERING.match(words)
    return not (
        is_other or ANY_LABEL.match(words) or may_be_name(words) or is_line_of_title_page(words)
    ) and may_be_title(Para((Text(words),)), fewest=_FEWEST_WORDS, stop=True)


def _key(words: str) -> str:
    return re.sub(r"\W+", "", words).casefold()
