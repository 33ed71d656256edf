"""Reads an article's metadata from the head of its text: title, authors, abstract, keywords, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from hedgesite.importer.abstracts import Abstract, as_abstract, opening_of, settle, unlabelled_abstract
from hedgesite.importer.bylines import AUTHOR, Bylines
from hedgesite.importer.dates import DATED, history_in
from hedgesite.importer.head import Head
from hedgesite.importer.head_title import is_title, joined, unquoted_title, with_title
from hedgesite.importer.person_blocks import persons_in
from hedgesite.importer.persons import keywords_of
from hedgesite.importer.title_headings import name_of
from hedgesite.importer.title_pages import OF_MANUSCRIPT, is_title_page, may_be_title, repeated_title, size_of
from hedgesite.importer.titles import (
    ABSTRACT,
    AUTHOR_NOTES,
    AUTHORS,
    FIRST_SECTIONS,
    HISTORY,
    KEYWORDS,
    TITLE,
    abstract_language,
    bare,
    keywords_language,
    spaced,
)
from hedgesite.importer.tree import Block, Heading, Inline, Items, Para, Quote, Rule, Table
from hedgesite.importer.tree_map import Edit, edited
from hedgesite.importer.tree_walk import text_of, words_of
from hedgesite.importer.writer import ungrouped

_KINDS = {
    kind: re.compile(spaced(words), re.IGNORECASE)
    for kind, words in (
        ("abstract", ABSTRACT), ("keywords", KEYWORDS), ("history", HISTORY), ("authors", AUTHORS), ("title", TITLE),
        ("notes", AUTHOR_NOTES),
    )
}  # fmt: skip
_LABEL = re.compile(
    rf"\s*(?:(?P<abstract>{spaced(ABSTRACT)}|sumário)|(?P<keywords>{spaced(KEYWORDS)})|(?P<title>{spaced(TITLE)})"
    rf"|(?P<authors>{spaced(AUTHORS)}))\s*(?:[:：.—–]\s*|\s-\s)(?=\S)",
    re.IGNORECASE,
)
_WITHOUT_STOP = re.compile(rf"\s*(?:(?P<title>{spaced('题目')})|(?P<authors>{spaced('姓名|作者')}))\s+(?=\S)")
"""Labels of forms, which have blanks behind them."""
_THANKS = re.compile(r"\s*(?:acknowledge?ments?|funding)\s*[:.—–]\s*(?=\S)", re.IGNORECASE)
_SUBTITLE = ("——", "―", "— ")
"""What Chinese and Japanese put before a subtitle."""
_LONGEST_TITLE, _LONGEST_LABEL, _LONGEST_ABSTRACT, _LONGEST_HISTORY = 40, 12, 4, 300
_LONGEST_TITLE_PAGE = 800
_LONGEST_STATEMENT = 60
"""Most words of what title pages say, such as for which degree a thesis was written."""


@dataclass(slots=True)
class _Reading:
    head: Head
    bylines: Bylines
    title: str
    """The words of the title, if they are known before its place is."""
    current: str = ""
    abstracts: list[Abstract] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    """What stands under a title such as "Author note"."""
    rest: list[Block] = field(default_factory=list)
    has_text: bool = False
    """Whether `rest` has running text, after which no line is guessed to be names or places."""
    last_read: int = 0
    """Length of `rest` after the last block that was understood."""
    language: str = ""
    """The language of the keywords that a label announces."""
    asks_for_names: bool = False
    """Whether a label announces names on the line to be read."""
    first_names: int = -1
    """Length of `rest` before the first names."""


def read_head(blocks: Iterable[Block], head: Head, *, opening: str, has_sections: bool = True) -> list[Block]:
    """Add to `head` the blocks between title and first section; returns those that are the opening of the text.

    `opening` is the name of the first section: before an introduction, a paragraph without a label is the abstract.
    Without sections, the blocks are the whole text too.
    """
    flat = list(_unquoted(ungrouped(blocks)))
    repeated = [] if head.title else repeated_title(flat)
    reading = _Reading(head, Bylines(head.authors), head.title or joined(repeated))
    _read_styled(reading)
    for block in flat:
        # What stands before a label is no title page if it is as long as a text.
        if _read(block, reading) and sum(size_of(text_of(each)) for each in reading.rest) < _LONGEST_TITLE_PAGE:
            reading.last_read = len(reading.rest)
    if has_sections and is_title_page(reading.rest[reading.last_read :]):
        reading.last_read = len(reading.rest)
    reading.bylines.settle()
    opened = [each for abstract in reading.abstracts[-1:] for each in opening_of(abstract)]
    settle(reading.abstracts, head)
    before, after = reading.rest[: reading.last_read], [*opened, *reading.rest[reading.last_read :]]
    before, after = with_title(before, after, repeated, head, reading.first_names)
    head.left_over += (*reading.bylines.left_over, *before, *reading.notes)
    if opening and not head.abstract and after and all(isinstance(each, Para | Quote) for each in after):
        words = sum(len(text_of(each).split()) for each in after)
        if len(after) <= _LONGEST_ABSTRACT and 40 <= words <= 600:
            head.abstracts[""] = after
            return []
    return after


def _read_styled(reading: _Reading) -> None:
    """Read what the file itself marks as abstract, with the titles and keywords that authors write within."""
    styled = reading.head.abstracts.pop("", [])
    if styled:
        reading.abstracts, reading.current = [Abstract(has_heading=True)], "abstract"
        for block in styled:
            _read(block, reading)
        reading.current = ""


def _unquoted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks without the quotation around an abstract, which only sets it off."""
    for block in blocks:
        lines = [each for each in block.blocks if isinstance(each, Para)] if isinstance(block, Quote) else []
        is_head = any(_LABEL.match(text_of(each)) or _kind_of(each) for each in lines)
        yield from block.blocks if isinstance(block, Quote) and is_head else (block,)


def _read(block: Block, reading: _Reading) -> bool:
    """Whether a block is metadata, which is then in `head`; else it is kept."""
    if isinstance(block, Rule):
        return True
    if is_title(block, reading.title):
        # Manuscripts for review have their title once more above the text.
        is_again = any(each.blocks for each in reading.abstracts)
        reading.current, reading.has_text = "", reading.has_text or is_again
        return True
    kind = _kind_of(block)
    if kind:
        _begin(kind, reading, bare(text_of(block)), has_heading=isinstance(block, Heading))
        return True
    text = text_of(block)
    label = (_LABEL.match(text) or _WITHOUT_STOP.match(text)) if isinstance(block, Para) else None
    if label and isinstance(block, Para) and label.lastgroup:
        _begin(label.lastgroup, reading, bare(label[label.lastgroup]))
        return _read_as(reading, replace(block, content=_after(block.content, label.end())))
    if (history := history_in(text)) and len(text) < _LONGEST_HISTORY and DATED.match(text):
        reading.head.dates |= history
        return True
    if (
        not reading.has_text
        and not reading.head.subtitle
        and text.startswith(_SUBTITLE)
        and size_of(text) < _LONGEST_TITLE
    ):
        reading.head.subtitle = text.lstrip("".join(_SUBTITLE)).strip()
        return True
    if isinstance(block, Para) and OF_MANUSCRIPT.match(text) and size_of(text) < _LONGEST_STATEMENT:
        reading.notes.append(block)
        return True
    return (bool(reading.current) and _read_as(reading, block)) or _read_line(block, reading)


def _kind_of(block: Block) -> str:
    """What a line without anything else announces; empty if it is none of those lines."""
    name = name_of(block) or (
        bare(text_of(block)) if isinstance(block, Para) and size_of(text_of(block)) < _LONGEST_LABEL else ""
    )
    kind = next((kind for kind, words in _KINDS.items() if words.fullmatch(name)), "") if name else ""
    # "Theme" may be the first section's heading.
    return "" if kind == "title" and isinstance(block, Heading) else kind


def _begin(kind: str, reading: _Reading, name: str, *, has_heading: bool = False) -> None:
    reading.current, reading.asks_for_names = kind, True
    reading.language = keywords_language(name) if kind == "keywords" else ""
    if kind != "abstract":
        return
    latest = reading.abstracts[-1] if reading.abstracts else None
    if latest is not None and not latest.blocks:
        latest.language = latest.language or abstract_language(name)
        return
    abstract = Abstract(abstract_language(name), has_heading)
    # The title in the language of a further abstract stands above it.
    if latest is not None and reading.last_read < len(reading.rest) and may_be_title(reading.rest[-1]):
        abstract.title = joined([reading.rest.pop()])
    reading.abstracts.append(abstract)


def _read_as(reading: _Reading, block: Block) -> bool:
    """Whether a block is what the label or heading before it announces."""
    words = joined([block])
    match reading.current:
        case "abstract":
            return _read_abstract(reading, block)
        case "keywords":
            reading.current = ""
            listed = ";".join(map(_item, block.items)) if isinstance(block, Items) else words
            return _read_keywords(reading, keywords_of(listed))
        case "history":
            reading.head.dates |= (history := history_in(words))
            return bool(history)
        case "title":
            reading.current = ""
            if reading.head.title or not words:
                return False
            reading.title = reading.head.title = unquoted_title(words)
            return True
        case "authors" if isinstance(block, Para):
            asked, reading.asks_for_names = reading.asks_for_names, False
            if reading.bylines.read_names(block, asked=asked) or reading.bylines.read_place(block):
                return True
            reading.current = ""
        case "notes":
            if not (isinstance(block, Para) and reading.bylines.read_place(block)):
                reading.notes.append(block)
            return True
    return False


def _read_abstract(reading: _Reading, block: Block) -> bool:
    abstract = reading.abstracts[-1]
    if abstract.blocks and bare(text_of(block)) in FIRST_SECTIONS:
        reading.current, reading.has_text = "", True
        return False
    abstract.blocks += as_abstract(block)
    return True


def _read_keywords(reading: _Reading, words: list[str]) -> bool:
    """Give keywords to the abstract in their language, or else to the latest: all may stand below all abstracts."""
    open_ones = [each for each in reading.abstracts if not each.keywords]
    own = [each for each in open_ones if reading.language and each.spoken().split("-")[0] == reading.language]
    if open_ones:
        (own or open_ones)[-1].keywords = words
    elif not reading.abstracts and (above := unlabelled_abstract(reading.rest)):
        reading.abstracts.append(Abstract(blocks=above, keywords=words))
        del reading.rest[-len(above) :]
    elif not reading.abstracts and not reading.head.keywords:
        reading.head.keywords = words
    else:
        return False
    return True


def _read_line(block: Block, reading: _Reading) -> bool:
    """Whether a line without a label is one of names, of an institution, or of marks."""
    bylines, text = reading.bylines, text_of(block)
    if isinstance(block, Para) and block.id == AUTHOR:
        if not bylines.read_styled(block):
            reading.notes.append(block)
        return True
    is_above = not reading.has_text and not any(each.blocks for each in reading.abstracts)
    at = len(reading.rest)
    if is_above and not bylines.marks and (persons := persons_in(block)):
        bylines.read_persons(persons)
        reading.first_names = at
        return True
    if isinstance(block, Para) and is_above:
        if bylines.read_names(block):
            reading.first_names = at if reading.first_names < 0 else reading.first_names
            return True
        if bylines.read_place(block):
            return True
    if isinstance(block, Quote) and not reading.has_text and bylines.read_quoted_places(block):
        return True
    if isinstance(block, Para) and bylines.read_marks(block):
        return True
    bylines.is_past_names = bylines.is_past_names or bool(re.search(r"[^\W\d]", text))
    reading.has_text = reading.has_text or isinstance(block, Items | Table) or len(text.split()) > _LONGEST_STATEMENT
    reading.rest.append(block)
    return False


def _after(content: tuple[Inline, ...], length: int) -> tuple[Inline, ...]:
    """Inline content without its first characters."""
    return edited(content, [Edit(0, length, ())])


def _item(blocks: tuple[Block, ...]) -> str:
    return " ".join(map(text_of, blocks))


def take_thanks(body: Iterable[Block], head: Head) -> list[Block]:
    """The blocks of the text without a paragraph of acknowledgement, which goes into `article.yml`."""
    kept: list[Block] = []
    for block in body:
        label = _THANKS.match(words_of(block.content)) if isinstance(block, Para) else None
        if label and isinstance(block, Para) and not head.acknowledgement:
            head.acknowledgement = _after(block.content, label.end())
        else:
            kept.append(block)
    return kept
