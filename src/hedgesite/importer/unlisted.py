"""Finds references that are no sources: in the text, because nothing says that they are a list, and in notes alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.gbt_entries import MARK
from hedgesite.importer.tree import Block, Call, Group, Heading, Items, Para, Style, Styled
from hedgesite.importer.tree_walk import nodes_of, text_of

FEWEST = 5
"""Fewest references in a row that are no paragraphs by chance."""
_LONGEST = 700
_NUMBER = r"(?:\[?\d{1,3}[\].)]\s*)?"
_UPPER = r"[^\W\d_a-zß-öø-ÿа-яёђ-џ]"
_SURNAME = rf"(?:(?:de|da|do|dos|von|van|der|den|la|le|du)\s)*{_UPPER}[\w'’-]+(?:[ -]{_UPPER}[\w'’-]+)?"
_INITIALS = rf"(?:{_UPPER}\.?[\s-]?){{1,3}}(?=[\s,.;:(&]|$)"
_BEGINNING = re.compile(rf"{_NUMBER}{_SURNAME}(?:,\s*{_UPPER}[\w.'’-]*|\s{_INITIALS})")
_YEAR = re.compile(rf"(?<![\w/-]){A_YEAR}[a-z]?(?!\w)")
_IMPRINT = re.compile(
    r"\b(?:pp?\.|S\.|с\.|стр\.|vol\.|Vol\.|nr\.|br\.|[Ii]n:|[Uu]:|У:|В:|//|doi|DOI|https?:|ISBN|Press|Verlag|Univ\w*)|\d+\s?[–-]\s?\d+"
    rf"|\d+\s?\(\d+\)|:\s*[^\W\d_][\w ]{{1,80}},?\s*{A_YEAR}|\({A_YEAR}\)"
)


_QUOTED = re.compile(r"[“\"«„][^“”\"«»„]{8,}[”\"»“]")
_IN_NOTE = re.compile(rf"{_IMPRINT.pattern}|,\s*{A_YEAR}[,.)]")


def references_as_text(blocks: Iterable[Block]) -> Iterator[tuple[Block, int]]:
    """The first block of each run of at least `FEWEST` blocks that look like references, and their number."""
    first: Block | None = None
    number = 0
    for block, text in _texts(blocks):
        if is_reference(text):
            first, number = first or block, number + 1
            continue
        if first is not None and number >= FEWEST:
            yield first, number
        first, number = None, 0
    if first is not None and number >= FEWEST:
        yield first, number


def final_list(blocks: Sequence[Block]) -> int:
    """Index of the first of at least `FEWEST` paragraphs at the end that look like references; their number if none do.

    Of others it is enough that they begin with a name and have a year; one in five may have neither, such as bodies and
    works without a year.
    """
    begin, sure, likely = len(blocks), 0, 0
    for at in range(len(blocks) - 1, -1, -1):
        block = blocks[at]
        words = text_of(block).strip()
        begins = _BEGINNING.match(words) or MARK.search(words)
        is_likely = len(words) < _LONGEST and bool(begins and _YEAR.search(words))
        if not isinstance(block, Para) or not (is_likely or sure):
            break
        sure, likely = sure + is_reference(words), likely + is_likely
        if is_likely and likely >= FEWEST and sure * 2 >= likely and likely * 5 >= (len(blocks) - at) * 4:
            begin = at
    return begin


def cited_in_notes(blocks: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """Line and words of each note that cites a work in full: a title in italics or quotation marks, and its imprint."""
    for block in blocks:
        for node in nodes_of(block):
            for part in node.note if isinstance(node, Call) else ():
                words = text_of(part)
                is_titled = _QUOTED.search(words) or any(
                    isinstance(inner, Styled) and inner.style is Style.EMPHASIS for inner in nodes_of(part)
                )
                if is_titled and _YEAR.search(words) and _IN_NOTE.search(words):
                    yield block.line, words


def _texts(blocks: Iterable[Block]) -> Iterator[tuple[Block, str]]:
    for block in blocks:
        match block:
            case Para():
                yield block, text_of(block)
            case Items(items=items):
                yield from ((block, " ".join(map(text_of, item))) for item in items)
            case Group(blocks=inner):
                yield from _texts(inner)
            case Heading():
                yield block, ""
            case _:
                pass


def is_reference(text: str) -> bool:
    """Whether a paragraph begins like an entry of a list, and has a year and what tells a place of publication."""
    words = text.strip()
    if not (15 if MARK.search(words) else 30) < len(words) < _LONGEST:
        return False
    if MARK.search(words) and _YEAR.search(words):
        return True
    return bool(_BEGINNING.match(words) and _YEAR.search(words) and _IMPRINT.search(words))
