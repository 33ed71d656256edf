"""The whole companion as one frozen value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from hedgesite.diagnostics import Origin
from hedgesite.model.article import Article
from hedgesite.model.base import Prose, Value
from hedgesite.model.content import Actor, Codebook, Dimension, Event, Hypothesis, Series, Term
from hedgesite.model.content_text import ContentText
from hedgesite.model.counterparts import Counterpart
from hedgesite.model.evidence_file import EvidenceFile
from hedgesite.model.front_matter import FreePageMatter
from hedgesite.model.image import ImageFile
from hedgesite.model.levels import Levels
from hedgesite.model.looks import LookFile, Looks
from hedgesite.model.note_numbers import NoteNumbers
from hedgesite.model.own_words import OwnWords
from hedgesite.model.section import NumberedDisplay, Passage, Section, numbered_displays
from hedgesite.model.source import Bibliography, Person, Source
from hedgesite.model.source_aliases import SourceAliases
from hedgesite.model.static_file import StaticFile
from hedgesite.model.table import Table
from hedgesite.model.text import Body, Display
from hedgesite.model.version import RecordedVersion

__all__ = ["FileEntity", "FreePage", "Library", "NumberedDisplay", "Passage", "Section"]

V_co = TypeVar("V_co", bound=Value, covariant=True)


@dataclass(frozen=True, slots=True)
class FreePage:
    """A page outside the article's order, such as `about`."""

    id: str
    matter: FreePageMatter
    body: Body
    file: str

    @property
    def value(self) -> FreePageMatter:
        return self.matter


@dataclass(frozen=True, slots=True)
class FileEntity(Generic[V_co]):
    """A thing with its own YAML file, such as a series; the file name is the id."""

    id: str
    value: V_co
    file: str


@dataclass(frozen=True)
class Library:
    """Everything below `content/`. Tuples are in file order."""

    root: str
    """Path of the content directory as diagnostics show it."""
    article: Article
    codebook: Codebook | None = None
    entities: Mapping[str, tuple[Any, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Things by id of their kind: `Section`, `FreePage`, `FileEntity`, `Source`, or the kind's model itself.

    Passages are found within their sections.
    """
    prose: Mapping[Prose, Body] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Every Markdown field of the YAML files, with its parsed body."""
    unreadable: frozenset[tuple[str, str]] = frozenset()
    """Kind and id of things in the files that could not be decoded (`*`: all of the kind), which are reported once."""
    is_complete: bool = True
    """Whether the files were read without loss. If not, absence of something must not be reported."""
    words: OwnWords = field(default_factory=OwnWords, repr=False)
    """Words of the companion's own."""
    bibliography: Bibliography = field(default_factory=Bibliography, repr=False)
    """Content of references.bib and other bibliographies."""
    source_aliases: SourceAliases = field(default_factory=lambda: SourceAliases({}), repr=False)
    """Former keys of sources."""
    images: Mapping[str, ImageFile] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Images that can be shown, by path below the content directory."""
    copies: Mapping[str, EvidenceFile] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Copies of sources that can be published, by path below the content directory."""
    tables: Mapping[str, Table] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Tables of files that can be shown, by path below the content directory."""
    looks: Looks = field(default_factory=Looks, repr=False)
    """How the site looks."""
    look_files: Mapping[str, LookFile] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Files of the logo, the icon and the font, by path below the content directory."""
    static: Mapping[str, StaticFile] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Files that the site publishes at its root, by path there."""
    draft: Origin | None = None
    """Where the article is called a draft; None if it is none."""
    styles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """Files of CSL, by their path below `content/`."""
    counterparts: tuple[Counterpart, ...] = ()
    """Texts in other languages, in file order."""
    language: str = ""
    """The language of these words, if it is not the companion's: see `model/editions.py`."""
    versions: tuple[RecordedVersion, ...] = field(default=(), repr=False)
    """The recorded versions, the latest first."""
    own_texts: tuple[ContentText, ...] = field(default=(), repr=False)
    """The companion's text files as they are given away, except bibliographies and styles, by path."""

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.entities.get("section", ())

    @cached_property
    def note_numbers(self) -> NoteNumbers:
        """Numbers of the notes in a style in which citations become notes."""
        return NoteNumbers.of({section.id: section.body for section in self.sections})

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        return self.entities.get("dimension", ())

    @cached_property
    def levels(self) -> Levels:
        return Levels.of(self.dimensions)

    @property
    def hypotheses(self) -> tuple[Hypothesis, ...]:
        return self.entities.get("hypothesis", ())

    @property
    def actors(self) -> tuple[Actor, ...]:
        return self.entities.get("actor", ())

    @property
    def events(self) -> tuple[Event, ...]:
        return self.entities.get("event", ())

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.entities.get("term", ())

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.entities.get("source", ())

    @property
    def series(self) -> tuple[FileEntity[Series], ...]:
        return self.entities.get("series", ())

    @property
    def pages(self) -> tuple[FreePage, ...]:
        return self.entities.get("page", ())

    def values(self) -> Iterator[Value]:
        """Every value decoded from YAML, each once."""
        yield self.article
        yield self.looks
        if self.codebook:
            yield self.codebook.framework
            yield from self.codebook.trade_offs
        for item in (item for items in self.entities.values() for item in items):
            if not isinstance(item, Source):
                yield item if isinstance(item, Value) else item.value
        yield from (each.matter for each in self.counterparts)

    @property
    def texts(self) -> Iterator[Body]:
        """The texts of sections and free pages, in every language."""
        yield from (section.body for section in self.sections)
        yield from (page.body for page in self.pages)
        yield from (each.body for each in self.counterparts)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Passages of all sections, in article order."""
        return tuple(passage for section in self.sections for passage in section.passages)

    @cached_property
    def text_passages(self) -> tuple[Passage, ...]:
        """Passages of text: no figures, tables and equations, which begin with a role and wait for no code."""
        return tuple(
            passage
            for section in self.sections
            for passage in section.passages
            if passage.id not in section.display_ids
        )

    @cached_property
    def source_by_key(self) -> Mapping[str, Source]:
        """Sources by key and by alias."""
        by_key = {alias: source for source in self.sources for alias in source.aliases}
        by_key.update((source.key, source) for source in self.sources)
        return MappingProxyType(by_key)

    @cached_property
    def companions_own(self) -> frozenset[str]:
        """Keys of the sources that the companion cites and the article does not."""
        named = (self.source_by_key.get(ref.id) for ref in self.article.companion.sources)
        return frozenset(source.key for source in named if source)

    @cached_property
    def passage_by_id(self) -> Mapping[str, Passage]:
        return MappingProxyType({passage.id: passage for passage in self.passages})

    @cached_property
    def works_of(self) -> Mapping[Person, tuple[str, ...]]:
        """Keys of an author's sources."""
        found: dict[Person, list[str]] = defaultdict(list)
        for source in self.sources:
            for person in source.persons.get("author", ()):
                found[person].append(source.key)
        return MappingProxyType({person: tuple(keys) for person, keys in found.items()})

    @cached_property
    def place_of(self) -> Mapping[str, int]:
        """Position in article order, from 0, by passage id."""
        return MappingProxyType({passage.id: place for place, passage in enumerate(self.passages)})

    @cached_property
    def displays(self) -> Mapping[tuple[str, str], NumberedDisplay]:
        """Figures, tables and equations by kind and id, in article order. Of two with the same id, the first counts."""
        found: dict[tuple[str, str], NumberedDisplay] = {}
        for each in numbered_displays(self.sections):
            found.setdefault((each.kind, each.id), each)
        return MappingProxyType(found)

    @cached_property
    def shown_images(self) -> Mapping[str, ImageFile]:
        """The images that sections and free pages show, by path; the site publishes no others."""
        used = {image.path for body in self.texts for display in body.displays for image in display.images}
        return MappingProxyType({path: image for path, image in self.images.items() if path in used})

    @cached_property
    def shown_tables(self) -> Mapping[str, tuple[Body, Display]]:
        """The tables of files that sections and free pages show, by path, each with the text that shows it first."""
        found: dict[str, tuple[Body, Display]] = {}
        for body in (*(section.body for section in self.sections), *(page.body for page in self.pages)):
            for display in body.displays:
                if display.file in self.tables:
                    found.setdefault(display.file, (body, display))
        return MappingProxyType(found)

    @cached_property
    def display_of_passage(self) -> Mapping[str, NumberedDisplay]:
        """The display that a passage consists of, by the passage's id."""
        return MappingProxyType({id: each for (_, id), each in self.displays.items() if id in self.passage_by_id})

    @cached_property
    def section_by_id(self) -> Mapping[str, Section]:
        return MappingProxyType({section.id: section for section in self.sections})
