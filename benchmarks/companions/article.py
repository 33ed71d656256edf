"""An invented article: what it says, free of any tool's syntax. Its shape is that of the real companion, n times.

Of the real one's 130 passages each number below was counted: how long passages are, how many citations, links, actors,
events and hypotheses they have, how often a source is cited. The theory does not grow with the article: dimensions and
hypotheses stay as many as they are, and three actors are everywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from companions.words import Writer

T = TypeVar("T")

SECTION_SIZES = (14, 16, 24, 12, 0, 20, 13, 4, 4, 5, 3, 7, 8)
PARENTS = {5: 4, 6: 4, 8: 7, 9: 7, 10: 7, 11: 7}
PASSAGES = sum(SECTION_SIZES)
SOURCES, ACTORS, EVENTS, TERMS, SERIES = 54, 47, 36, 22, 17
NUMBERS = {"actor": ACTORS, "event": EVENTS, "term": TERMS, "series": SERIES}
DIMENSIONS, HYPOTHESES = 5, 3
GROUPS, LOCATED, NOTES, CODING_NOTES, EDITORIAL_NOTES = 100, 81, 15, 77, 53
PASSAGE_WORDS = (22, 34, 40, 46, 54, 59, 64, 71, 80, 97, 111)
LINKS = {"event": 47, "actor": 36, "term": 22, "series": 17, "dimension": 9, "hypothesis": 3, "passage": 1}
CODED = {1: 73, 2: 17, 3: 1, 4: 6, 0: 33}
HYPOTHESES_NAMED = {0: 58, 1: 56, 2: 15, 3: 1}
ACTORS_NAMED = {0: 18, 1: 7, 2: 41, 3: 35, 4: 17, 5: 10, 6: 2}
EVENTS_NAMED = {0: 68, 1: 43, 2: 18, 3: 1}
_WORDS = {"dimension": 40, "hypothesis": 40, "actor": 16, "event": 24, "term": 24, "series": 16}
"""How many words describe a thing."""
EVERYWHERE = (106, 78, 41)
"""In how many of 130 passages each of the three actors stands that are everywhere."""
SOURCE_TYPES = {
    "article": 19,
    "online": 16,
    "incollection": 8,
    "book": 4,
    "legal": 3,
    "report": 2,
    "inproceedings": 1,
    "thesis": 1,
}


@dataclass(frozen=True)
class Cited:
    """A citation: each source with the page, where one is given."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Linked:
    """Words that lead to a thing."""

    kind: str
    id: str
    text: str


@dataclass(frozen=True)
class NoteCall:
    """The place of a footnote, and its words."""

    label: str
    text: str


Piece = str | Cited | Linked | NoteCall
Sentence = list[Piece]


@dataclass
class Passage:
    """A paragraph and its coding."""

    id: str
    sentences: list[Sentence]
    dimensions: list[str] = field(default_factory=list)
    hypotheses: list[str] = field(default_factory=list)
    actors: list[str] = field(default_factory=list)
    events: list[str] = field(default_factory=list)
    evidence: list[str] = field(default_factory=list)
    note: str = ""
    editorial: str = ""


@dataclass
class Section:
    """A file of the text."""

    id: str
    title: str
    short: str
    summary: str
    parent: str | None
    passages: list[Passage]


@dataclass(frozen=True)
class Work:
    """A source: type and fields as BibLaTeX has them."""

    key: str
    type: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Thing:
    """An actor, event, term or series."""

    id: str
    name: str
    text: str


@dataclass
class Article:
    """Everything that is invented."""

    times: int
    writer: Writer
    sections: list[Section] = field(default_factory=list)
    works: list[Work] = field(default_factory=list)
    actors: list[Thing] = field(default_factory=list)
    events: list[Thing] = field(default_factory=list)
    terms: list[Thing] = field(default_factory=list)
    series: list[Thing] = field(default_factory=list)
    dimensions: list[Thing] = field(default_factory=list)
    hypotheses: list[Thing] = field(default_factory=list)

    @property
    def passages(self) -> Iterator[Passage]:
        return (passage for section in self.sections for passage in section.passages)

    def sizes(self) -> dict[str, int]:
        """How much there is of what."""
        pieces = [piece for passage in self.passages for sentence in passage.sentences for piece in sentence]
        groups = [piece for piece in pieces if isinstance(piece, Cited)]
        return {
            "sections": len(self.sections),
            "passages": sum(1 for _ in self.passages),
            "coded": sum(1 for passage in self.passages if passage.dimensions),
            "words": sum(isinstance(piece, str) for piece in pieces),
            "sources": len(self.works),
            "citation groups": len(groups),
            "citations": sum(len(group.items) for group in groups),
            "links": sum(isinstance(piece, Linked) for piece in pieces),
            "notes": sum(isinstance(piece, NoteCall) for piece in pieces),
            "actors": len(self.actors),
            "events": len(self.events),
            "terms": len(self.terms),
            "series": len(self.series),
        }


def invented(times: int = 1, seed: int = 7, *, analysis_grows: bool = True) -> Article:
    """An article `times` as large as the real one; the same for the same seed.

    Without `analysis_grows`, the text and its sources grow alone: there are as many actors, events, terms and series as
    the real article has.
    """
    writer = Writer(seed)
    article = Article(times, writer)
    article.dimensions = _things(writer, "dimension", 0, DIMENSIONS)
    article.hypotheses = _things(writer, "hypothesis", 0, HYPOTHESES)
    families = [writer.name() for _ in range(60 * times)]
    for part in range(times):
        _add_part(article, part, families, with_things=analysis_grows or not part)
    return article


def _things(writer: Writer, kind: str, part: int, number: int) -> list[Thing]:
    found = []
    for index in range(number):
        name = writer.phrase(2)
        found.append(
            Thing(f"{name.lower().replace(' ', '-')}-{kind[0]}{part}-{index}", name, writer.prose(_WORDS[kind]))
        )
    return found


def _add_part(article: Article, part: int, families: Sequence[str], *, with_things: bool) -> None:
    """As much of everything as the real article has; without things of its own, about those that are there."""
    writer = article.writer
    works = [_work(writer, part, index, kind, families) for index, kind in enumerate(_deck(writer, SOURCE_TYPES))]
    things = {"actor": article.actors, "event": article.events, "term": article.terms, "series": article.series}
    if with_things:
        new = {kind: _things(writer, kind, part, NUMBERS[kind]) for kind in things}
        for kind, known in things.items():
            known += new[kind]
        things = new
    things |= {"dimension": article.dimensions, "hypothesis": article.hypotheses}
    article.works += works
    passages = [_passage(writer, part, index) for index in range(PASSAGES)]
    _code(article, passages, things)
    _cite(writer, passages, [work.key for work in works])
    _link(writer, passages, things)
    _annotate(writer, passages, part)
    article.sections += _sections(writer, part, passages)


def _deck(writer: Writer, counts: dict[T, int]) -> list[T]:
    """Every value as often as it was counted, shuffled."""
    cards = [value for value, number in counts.items() for _ in range(number)]
    writer.chance.shuffle(cards)
    return cards


def _passage(writer: Writer, part: int, index: int) -> Passage:
    low = writer.chance.randrange(len(PASSAGE_WORDS) - 1)
    length = writer.chance.randint(PASSAGE_WORDS[low], PASSAGE_WORDS[low + 1])
    sentences: list[Sentence] = [list(words) for words in writer.sentences(length)]
    return Passage(f"{writer.phrase(2).lower().replace(' ', '-')}-{part}-{index}", sentences)


def _work(writer: Writer, part: int, index: int, kind: str, families: Sequence[str]) -> Work:
    chance = writer.chance
    persons = [f"{chance.choice(families)}, {writer.name()}" for _ in range(chance.choice((1, 1, 1, 2, 2, 3)))]
    author = f"{{{writer.phrase(3)}}}" if kind in ("online", "legal") else " and ".join(persons)
    year = chance.randint(1994, 2023)
    fields = {"author": author, "date": f"{year}", "title": writer.phrase(9)}
    first = chance.randint(1, 300)
    match kind:
        case "article":
            fields |= {"journaltitle": writer.phrase(4), "volume": f"{chance.randint(1, 80)}", "number": "2"}
            fields |= {"pages": f"{first}--{first + 20}", "doi": f"10.1000/{part}.{index}"}
        case "incollection" | "inproceedings":
            fields |= {"booktitle": writer.phrase(7), "location": writer.name(), "publisher": writer.phrase(2)}
            fields |= {"editor": f"{chance.choice(families)}, {writer.name()}", "pages": f"{first}--{first + 20}"}
        case "book":
            fields |= {"location": writer.name(), "publisher": writer.phrase(2)}
        case "report" | "thesis":
            fields |= {"type": writer.phrase(2), "institution": writer.phrase(3), "location": writer.name()}
        case _:
            fields |= {"date": f"{year}-05-17", "url": f"https://example.org/{part}/{index}", "urldate": "2023-12-26"}
    family = "".join(letter for letter in persons[0].partition(",")[0].lower() if letter.isalnum())
    return Work(f"{family}{year}-{part}-{index}", kind, fields | {"langid": "english"})


def _code(article: Article, passages: Sequence[Passage], things: dict[str, list[Thing]]) -> None:
    writer = article.writer
    decks = [_deck(writer, counts) for counts in (CODED, HYPOTHESES_NAMED, ACTORS_NAMED, EVENTS_NAMED)]
    known = [actor.id for actor in article.actors[: len(EVERYWHERE)]]
    others = writer.chance.sample([actor.id for actor in things["actor"]], ACTORS)
    events = [event.id for event in things["event"]]
    dimensions = [each.id for each in article.dimensions]
    hypotheses = [each.id for each in article.hypotheses]
    for passage, coded, bears, actors, named in zip(passages, *decks, strict=True):
        passage.dimensions = sorted(writer.chance.sample(dimensions, coded))
        passage.hypotheses = sorted(writer.chance.sample(hypotheses, bears))
        passage.events = writer.chance.sample(events, named)
        here = (id for id, often in zip(known, EVERYWHERE, strict=True) if writer.chance.random() < often / PASSAGES)
        chosen = list(here)[:actors] if actors else []
        while len(chosen) < actors:
            chosen.append(others.pop() if others else writer.chance.choice(things["actor"]).id)
        passage.actors = list(dict.fromkeys(chosen))


def _cite(writer: Writer, passages: Sequence[Passage], keys: Sequence[str]) -> None:
    """Every source is cited once at least, a dozen of them several times."""
    chance = writer.chance
    items = [*keys, *(chance.choice(keys[:12]) for _ in range(GROUPS + 5 - len(keys)))]
    chance.shuffle(items)
    located = [(key, f"{chance.randint(1, 400)}" if place < LOCATED else "") for place, key in enumerate(items)]
    groups: list[tuple[tuple[str, str], ...]] = [(item,) for item in located[:GROUPS]]
    for index, item in enumerate(located[GROUPS:]):
        groups[index] += (item,)
    for group in groups:
        passage = chance.choice(passages)
        chance.choice(passage.sentences).append(Cited(group))
        passage.evidence = list(dict.fromkeys([*passage.evidence, *(key for key, _ in group)]))[:3]


def _link(writer: Writer, passages: Sequence[Passage], things: dict[str, list[Thing]]) -> None:
    targets = {kind: [thing.id for thing in found] for kind, found in things.items()}
    targets["passage"] = [passage.id for passage in passages]
    for kind, number in LINKS.items():
        for place in range(number):
            ids = targets[kind]
            sentence = writer.chance.choice(writer.chance.choice(passages).sentences)
            words = writer.phrase(2).lower()
            sentence.insert(writer.chance.randrange(1, 4), Linked(kind, ids[place % len(ids)], words))


def _annotate(writer: Writer, passages: Sequence[Passage], part: int) -> None:
    for passage in writer.chance.sample(list(passages), CODING_NOTES):
        passage.note = writer.prose(16)
    for passage in writer.chance.sample(list(passages), EDITORIAL_NOTES):
        passage.editorial = writer.prose(16)
    for number, passage in enumerate(writer.chance.sample(list(passages), NOTES)):
        writer.chance.choice(passage.sentences).append(NoteCall(f"n{part}-{number}", writer.prose(18)))


def _sections(writer: Writer, part: int, passages: Iterable[Passage]) -> list[Section]:
    waiting = iter(passages)
    sections: list[Section] = []
    for index, size in enumerate(SECTION_SIZES):
        short = writer.phrase(3)
        parent = sections[PARENTS[index]].id if index in PARENTS else None
        id = f"{short.lower().replace(' ', '-')}-{part}-{index}"
        own = [next(waiting) for _ in range(size)]
        sections.append(Section(id, writer.phrase(9), short, writer.prose(20), parent, own))
    return sections
