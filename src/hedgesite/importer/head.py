"""Reads an article's metadata from the head of its text: title, authors, abstract, keywords, dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from hedgesite.importer.dates import find_date
from hedgesite.importer.layout import name_of
from hedgesite.importer.persons import keywords_of, named, orcid_of
from hedgesite.importer.title_pages import INSTITUTION, guessed_title, is_no_name, is_of_an_institution
from hedgesite.importer.titles import ABSTRACT, AUTHORS, HISTORY, KEYWORDS
from hedgesite.importer.tree import (
    Block,
    Break,
    Call,
    Heading,
    Inline,
    Items,
    Para,
    Quote,
    Rule,
    Style,
    Styled,
    Table,
    Text,
)
from hedgesite.importer.tree_map import Edit, edited
from hedgesite.importer.tree_walk import text_of, words_of
from hedgesite.importer.writer import ungrouped


@dataclass(slots=True)
class Head:
    """The article's metadata, as far as the manuscript gives it."""

    title: str = ""
    subtitle: str = ""
    language: str = ""
    authors: list[dict[str, str]] = field(default_factory=list)
    abstracts: dict[str, list[Block]] = field(default_factory=dict)
    """Blocks by language; the article's own has the key ""."""
    titles: dict[str, str] = field(default_factory=dict)
    """Titles in other languages."""
    keywords: list[str] = field(default_factory=list)
    translated_keywords: dict[str, list[str]] = field(default_factory=dict)
    dates: dict[str, str] = field(default_factory=dict)
    journal: dict[str, str] = field(default_factory=dict)
    licence: dict[str, str] = field(default_factory=dict)
    acknowledgement: tuple[Inline, ...] = ()
    is_title_guessed: bool = False
    """Whether the title is only a bold paragraph of a title page."""
    style: str = ""
    """The style of citation, if it is not the one that a companion has of itself."""
    left_over: list[Block] = field(default_factory=list)
    """Blocks that `article.yml` has no field for."""

    @property
    def abstract(self) -> list[Block]:
        return self.abstracts.setdefault("", [])


_KINDS = {"abstract": ABSTRACT, "keywords": KEYWORDS, "history": HISTORY, "authors": AUTHORS}
_LABEL = re.compile(
    rf"\s*(?:(?P<abstract>{ABSTRACT})|(?P<keywords>{KEYWORDS}))\s*(?:[:.—–]\s*|\s-\s)(?=\S)", re.IGNORECASE
)
_THANKS = re.compile(r"\s*(?:acknowledge?ments?|funding)\s*[:.—–]\s*(?=\S)", re.IGNORECASE)
_MARKS = re.compile(r"[\d*†‡§¶,\s]{1,12}")
_MAIL = re.compile(r"\S+@\S+\.\w")
_DATED = re.compile(r"\b(received|revised|accepted|published)\b\D{0,30}?(?=\d|\b[A-Z][a-z]+ \d)", re.IGNORECASE)
_NAME = re.compile(r"(?:[^\W\d_][\w.'’-]*\s+){1,4}[^\W\d_][\w'’-]+")
_MARK = "\0"
_LONGEST_ABSTRACT = 4
_LONGEST_STATEMENT = 60
"""Most words of what title pages say, such as for which degree a thesis was written."""


@dataclass(slots=True)
class _Reading:
    head: Head
    current: str = ""
    affiliations: dict[str, str] = field(default_factory=dict)
    marks: list[list[str]] = field(default_factory=list)
    """Marks of each author."""
    rest: list[Block] = field(default_factory=list)
    is_past_names: bool = False
    """Whether a line with words followed the last line of names."""
    has_text: bool = False
    """Whether `rest` has running text, after which no line is guessed to be names or places."""
    last_read: int = 0
    """Length of `rest` after the last block that was understood."""


def read_head(blocks: Iterable[Block], head: Head, *, opening: str) -> list[Block]:
    """Add to `head` the blocks between title and first section; returns those that are the opening of the text.

    `opening` is the name of the first section: before an introduction, a paragraph without a label is the abstract.
    """
    reading = _Reading(head)
    for block in ungrouped(blocks):
        if _read(block, reading):
            reading.last_read = len(reading.rest)
    _affiliate(reading)
    before, after = reading.rest[: reading.last_read], reading.rest[reading.last_read :]
    title = None if head.title else guessed_title(before)
    if title is not None:
        head.title, head.is_title_guessed = " ".join(text_of(title).split()), True
    head.left_over += (each for each in before if each is not title)
    if opening and not head.abstract and after and all(isinstance(each, Para | Quote) for each in after):
        words = sum(len(text_of(each).split()) for each in after)
        if len(after) <= _LONGEST_ABSTRACT and 40 <= words <= 600:
            head.abstracts[""] = after
            return []
    return after


def _read(block: Block, reading: _Reading) -> bool:
    """Whether a block is metadata, which is then in `head`; else it is kept."""
    head = reading.head
    kind = _kind_of(name_of(block))
    if kind:
        reading.current = kind
        return True
    if isinstance(block, Rule):
        return True
    text = text_of(block)
    label = _LABEL.match(text) if isinstance(block, Para) else None
    if label and isinstance(block, Para):
        reading.current = "abstract" if label["abstract"] else "keywords"
        return _read_as(reading, replace(block, content=_after(block.content, label.end())))
    if _DATED.match(text) and len(text) < 300 and _read_history(text, head):
        return True
    if reading.current and _read_as(reading, block):
        return True
    if isinstance(block, Para) and not reading.has_text and (_byline(block, reading) or _place(block, reading)):
        return True
    if reading.marks and _MARKS.fullmatch(text):
        reading.marks[-1] += re.findall(r"\d+|[*†‡§¶]", text)
        return True
    reading.is_past_names = reading.is_past_names or bool(re.search(r"[^\W\d]", text))
    reading.has_text = reading.has_text or isinstance(block, Items | Table) or len(text.split()) > _LONGEST_STATEMENT
    reading.rest.append(block)
    return False


def _after(content: tuple[Inline, ...], length: int) -> tuple[Inline, ...]:
    """Inline content without its first characters."""
    return edited(content, [Edit(0, length, ())])


def _kind_of(name: str) -> str:
    return next((kind for kind, words in _KINDS.items() if re.fullmatch(words, name, re.IGNORECASE)), "")


def _read_as(reading: _Reading, block: Block) -> bool:
    head = reading.head
    words = " ".join(text_of(block).split())
    if reading.current == "abstract":
        head.abstract.append(replace(block, id="heading") if isinstance(block, Heading) else block)
    elif reading.current == "keywords" and not head.keywords:
        head.keywords = keywords_of(words if not isinstance(block, Items) else ";".join(map(_item, block.items)))
        reading.current = ""
    elif reading.current == "history":
        return _read_history(words, head)
    else:
        return False
    return True


def _item(blocks: tuple[Block, ...]) -> str:
    return " ".join(map(text_of, blocks))


def _read_history(words: str, head: Head) -> bool:
    labels = list(_DATED.finditer(words))
    for index, label in enumerate(labels):
        end = labels[index + 1].start() if index + 1 < len(labels) else len(words)
        date = find_date(words[label.end() : end])
        if date:
            head.dates[label[1].casefold()] = date[0]
    return bool(labels)


def _marked(content: Iterable[Inline]) -> Iterator[tuple[str, str]]:
    """The text of a byline in pieces, each with the mark that it is, such as a raised 1, or an empty text."""
    for each in content:
        match each:
            case Styled(style=Style.RAISED, content=inner):
                yield _MARK, words_of(inner).strip()
            case Call(note=note):
                yield _MARK, " ".join(map(text_of, note))
            case Styled(content=inner):
                yield from _marked(inner)
            case Break():
                yield "\n", ""
            case _:
                yield words_of((each,)), ""


def _byline(block: Para, reading: _Reading) -> bool:
    """Read a line of names, with calls of notes about the persons."""
    head = reading.head
    pieces = list(_marked(block.content))
    text = "".join(piece for piece, _ in pieces).strip()
    # A byline is short and comes before the abstract; later or longer lines of names are text.
    if head.abstract or len(text) > 400 or (head.authors and (reading.is_past_names or not reading.marks)):
        return False
    bare = re.sub(r"^(?:by|By|BY)\s+", "", text)
    names = [name.strip(" *†‡§¶\0\\\n") for name in re.split(r",|;|\band\b|&|\n|·|\bund\b|\by\b|\be\b|\bи\b", bare)]
    names = [re.sub(r"\d+$", "", name).strip() for name in names if re.search(r"\w", name)]
    if (
        not names
        or not all(_NAME.fullmatch(name) and not is_no_name(name) for name in names)
        or is_of_an_institution(text)
    ):
        return False
    for name in names:
        head.authors.append(named(name))
        reading.marks.append(_marks_after(name, pieces))
    reading.is_past_names = False
    return True


def _marks_after(name: str, pieces: list[tuple[str, str]]) -> list[str]:
    at = next((number for number, (piece, _) in enumerate(pieces) if name.split()[-1] in piece), len(pieces))
    marks = []
    for piece, mark in pieces[at + 1 :]:
        if piece != _MARK and re.search(r"\w", piece):
            break
        marks += [mark] if mark else []
    return marks


def _place(block: Para, reading: _Reading) -> bool:
    """Read a line on the authors' institutions, as it stands between byline and abstract."""
    head = reading.head
    words = words_of(block.content).strip()
    if not head.authors or head.abstract or len(words) > 500 or not (INSTITUTION.search(words) or _MAIL.search(words)):
        return False
    reading.is_past_names = True
    mark = ""
    text: list[str] = []
    for piece, own in (*_marked(block.content), ("\n", "")):
        if piece == _MARK or piece == "\n":
            _keep(reading, mark, "".join(text))
            mark, text = own or mark, []
        else:
            text.append(piece)
    found = re.match(r"(?P<mark>\d|[a-z*†])[.)]?\s+(?:[-–]\s+)?(?=[A-ZÀ-ÞА-Я])", words)
    if found and found["mark"] not in reading.affiliations:
        _keep(reading, found["mark"], words[found.end() :])
    return True


def _keep(reading: _Reading, mark: str, words: str) -> None:
    text = " ".join(words.split()).strip(" ,;")
    if text:
        reading.affiliations[mark] = "; ".join(filter(None, (reading.affiliations.get(mark, ""), text)))


def _affiliate(reading: _Reading) -> None:
    for author, marks in zip(reading.head.authors, reading.marks, strict=False):
        found = []
        for mark in marks:
            # A note about an author is longer than the mark of a line below.
            if len(mark) > 6:
                found.append(mark)
            found += [reading.affiliations[part] for part in re.split(r"[,\s]+", mark) if part in reading.affiliations]
        if not found and "" in reading.affiliations:
            found = [reading.affiliations[""]]
        text = "; ".join(dict.fromkeys(found))
        if orcid := orcid_of(text):
            author.setdefault("orcid", orcid)
        if found and (rest := re.search(r"E-?mail\S*\s+\S+", text)):
            reading.head.left_over.append(Para((Text(rest[0].rstrip(".;, ")),)))
        words = re.split(r"\s*(?:E-?mail|ORCID|<?https?://(?:www\.)?orcid)", text, flags=re.IGNORECASE)[0]
        if words.strip(" .,;:"):
            author.setdefault("affiliation", words.strip(" .,;:"))


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
