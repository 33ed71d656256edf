"""The whole companion as one frozen value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from hedgesite.diagnostics import Origin
from hedgesite.model.base import Prose
from hedgesite.model.content import (
    Actor,
    Article,
    Codebook,
    Dimension,
    Event,
    Hypothesis,
    Series,
    Term,
)
from hedgesite.model.matter import Annotation, FreePageMatter, FrontMatter
from hedgesite.model.source import Person, Source
from hedgesite.model.text import Block, Body


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a section with an id, and what the front matter says of it."""

    id: str
    section: str
    block: Block
    annotation: Annotation

    @property
    def origin(self) -> Origin:
        return self.block.span.start


@dataclass(frozen=True)
class Section:
    """One Markdown file of the companion, in article order."""

    id: str
    number: int
    """Counts all sections from 1."""
    matter: FrontMatter
    body: Body
    file: str

    @property
    def title(self) -> str:
        return self.matter.title

    @property
    def short(self) -> str:
        return self.matter.short or self.matter.title

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """In reading order."""
        plain = Annotation()
        return tuple(
            Passage(block.id, self.id, block, self.matter.passages.get(block.id, plain)) for block in self.body.blocks
        )


@dataclass(frozen=True, slots=True)
class FreePage:
    """A page outside the article's order, such as `about`."""

    id: str
    matter: FreePageMatter
    body: Body
    file: str


@dataclass(frozen=True, slots=True)
class DataSeries:
    """A file of `data/`, whose name is the id."""

    id: str
    series: Series
    file: str


@dataclass(frozen=True)
class Library:
    """Everything below `content/`. Tuples keep the order of the files."""

    root: str
    """Path of the content directory as diagnostics show it."""
    article: Article
    sections: tuple[Section, ...] = ()
    codebook: Codebook | None = None
    sources: tuple[Source, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    terms: tuple[Term, ...] = ()
    series: tuple[DataSeries, ...] = ()
    pages: tuple[FreePage, ...] = ()
    prose: Mapping[Prose, Body] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Every Markdown field of the YAML files, read once."""
    unreadable: frozenset[tuple[str, str]] = frozenset()
    """Kind and id of things that the files name but that could not be decoded (id `*`: none of the kind could).
    Mentions of them are not reported again."""
    is_complete: bool = True
    """Whether the files were read without loss. Where they were not, nothing follows from what is absent."""
    bibliography_raw: str = field(default="", repr=False)
    """The characters of references.bib."""

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.codebook.dimensions if self.codebook else ()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Of all sections, in article order."""
        return tuple(passage for section in self.sections for passage in section.passages)

    @cached_property
    def source_by_key(self) -> Mapping[str, Source]:
        """Sources by key; aliases lead to the same source."""
        by_key = {alias: source for source in self.sources for alias in source.aliases}
        by_key.update((source.key, source) for source in self.sources)
        return MappingProxyType(by_key)

    @cached_property
    def passage_by_id(self) -> Mapping[str, Passage]:
        return MappingProxyType({passage.id: passage for passage in self.passages})

    @cached_property
    def works_of(self) -> Mapping[Person, tuple[str, ...]]:
        """The keys of the sources that somebody is an author of."""
        found: dict[Person, list[str]] = defaultdict(list)
        for source in self.sources:
            for person in source.persons.get("author", ()):
                found[person].append(source.key)
        return MappingProxyType({person: tuple(keys) for person, keys in found.items()})

    @cached_property
    def described(self) -> Mapping[tuple[str, str], Prose]:
        """Kind and id to what the files say of a term, a dimension or an actor."""
        prose = {("term", term.id): term.definition for term in self.terms}
        prose.update((("dimension", dimension.id), dimension.definition) for dimension in self.dimensions)
        prose.update((("actor", actor.id), actor.part) for actor in self.actors)
        return MappingProxyType(prose)

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """Passage id to its place in article order, from 0."""
        return MappingProxyType({passage.id: place for place, passage in enumerate(self.passages)})

    @cached_property
    def section_by_id(self) -> Mapping[str, Section]:
        return MappingProxyType({section.id: section for section in self.sections})
