"""Content types of the YAML files of a companion."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from hedgesite.model.base import FORMAT, Id, Prose, Ref, Value
from hedgesite.model.dates import Edtf
from hedgesite.model.fields import Colour, Doi, Figure, Ids, Language, NonEmptyProse, Orcid, Refs, StyleName, Text, Url


class Author(Value):
    """An author of the article or of the companion."""

    given: str = ""
    family: Text
    orcid: Orcid | None = None
    affiliation: str = ""
    position: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


class Journal(Value):
    """The journal that published the article. All fields are optional: leave out what is unknown."""

    title: str = ""
    publisher: str = ""
    place: str = ""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: Doi | None = None
    url: Url | None = None
    pdf_url: Url | None = None
    supplied: Prose = Prose()
    """Markdown: the origin of these data, if not the article itself."""


class Dates(Value):
    """Dates of the article's history."""

    received: Edtf | None = None
    revised: Edtf | None = None
    accepted: Edtf | None = None
    published: Edtf | None = None


class Translation(Value):
    """The article's front matter in another language."""

    title: Text
    subtitle: str = ""
    abstract: NonEmptyProse
    keywords: tuple[Text, ...] = ()


class Licence(Value):
    """Terms of use."""

    name: Text
    url: Url | None = None


class CompanionInfo(Value):
    """Authors, terms and sources of the companion, as opposed to the article's."""

    title: str = ""
    authors: tuple[Author, ...] = ()
    licence: Licence | None = None
    statement: Prose = Prose()
    """Markdown: how the companion relates to the article and its authors."""
    sources: Refs = ()
    """Sources that only the companion cites, for example in notes on facts.

    They are listed separately and not counted among the article's sources.
    """


class Article(Value):
    """The work that the companion accompanies (`article.yml`)."""

    format: Annotated[int, Field(strict=True, ge=1, le=FORMAT)] = 1
    """Version of the content format that the companion's files are written in."""
    title: Text
    subtitle: str = ""
    short: str = ""
    """Name of the site in its header; the title if empty."""
    language: Language = "en"
    authors: tuple[Author, ...] = Field(min_length=1)
    abstract: NonEmptyProse
    """Markdown, paragraphs separated by blank lines."""
    keywords: tuple[Text, ...] = ()
    translations: dict[Language, Translation] = Field(default_factory=dict)
    """By language; each becomes a page `/<language>/`."""
    dates: Dates = Dates()
    journal: Journal = Journal()
    licence: Licence | None = None
    acknowledgement: Prose = Prose()
    """Markdown."""
    companion: CompanionInfo = CompanionInfo()
    style: StyleName = "chicago-author-date"
    """How references and citations are written: `chicago-author-date` (17th edition), `chicago-author-date-18`, a style
    of CSL such as `apa`, or the path of a `.csl` file below `content/`."""
    nocite: Refs = ()
    """Sources that are listed although nothing cites them; Pandoc's `@key` is accepted."""

    @field_validator("nocite", mode="after")
    @classmethod
    def _without_at(cls, refs: Refs) -> Refs:
        return tuple(Ref(ref.id.removeprefix("@"), ref.origin) for ref in refs)


class Stance(StrEnum):
    """Position of a dimension between accepting and rejecting power."""

    ACCEPTANCE = "acceptance"
    NEUTRAL = "neutral"
    REJECTION = "rejection"


class Dimension(Value):
    """One of the theory's categories."""

    id: Id
    name: Text
    short: Text
    mark: Annotated[str, StringConstraints(min_length=1, max_length=3)]
    """One to three letters that abbreviate the dimension where space is short."""
    colour: Colour
    stance: Stance
    definition: NonEmptyProse
    """Markdown."""
    applies: NonEmptyProse
    """Markdown: when to code a passage to the dimension."""
    excludes: NonEmptyProse
    """Markdown: when not to, although it may seem right."""
    example: Ref | None = None
    """The passage that illustrates the dimension best."""
    sources: Refs = ()
    aliases: Ids = ()


class TradeOff(Value):
    """A trade-off between dimensions."""

    between: Refs = Field(min_length=2)
    text: NonEmptyProse
    """Markdown."""
    passages: Refs = ()


class Framework(Value):
    """The theory that the dimensions belong to."""

    name: Text
    description: Prose = Prose()
    """Markdown."""
    acceptance: str = "acceptance"
    """The theory's name for the accepting end of its spectrum."""
    rejection: str = "rejection"


class Codebook(Value):
    """`dimensions.yml`: the framework and its dimensions, from acceptance to rejection."""

    framework: Framework
    dimensions: tuple[Dimension, ...] = Field(min_length=1)
    trade_offs: tuple[TradeOff, ...] = ()


class HypothesisKind(StrEnum):
    """Whether a hypothesis is the article's main one or one of its parts."""

    MAIN = "main"
    SPECIFIC = "specific"


class Hypothesis(Value):
    """A hypothesis of the article."""

    id: Id
    short: Text
    """A label such as H1."""
    statement: NonEmptyProse
    """Markdown."""
    kind: HypothesisKind
    parent: Ref | None = None
    dimensions: Refs = ()
    aliases: Ids = ()


class ActorKind(StrEnum):
    """Kind of an actor."""

    STATE = "state"
    PERSON = "person"
    ORGANISATION = "organisation"
    ALLIANCE = "alliance"
    GROUP = "group"


class Actor(Value):
    """An actor in the article."""

    id: Id
    name: Text
    kind: ActorKind
    part: NonEmptyProse
    """Markdown: one line on the actor's role."""
    also: tuple[Text, ...] = ()
    """Other spellings of the name."""
    aliases: Ids = ()


class Event(Value):
    """A dated event."""

    id: Id
    name: Text
    date: Edtf
    description: NonEmptyProse
    """Markdown."""
    actors: Refs = ()
    dimensions: Refs = ()
    sources: Refs = ()
    fact: Prose = Prose()
    """Markdown: what another source says about a fact in the article, such as the date. It must cite that source."""
    key: bool = False
    """Whether the overview shows it among the key dates."""
    aliases: Ids = ()


class Term(Value):
    """A word of the glossary."""

    id: Id
    term: Text
    definition: NonEmptyProse
    """Markdown."""
    sources: Refs = ()
    aliases: Ids = ()


class Qualifier(StrEnum):
    """Precision with which the article gives a figure."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Row(Value):
    """One figure of a series, for a date, a named item, both, or neither if the title says enough."""

    date: Edtf | None = None
    label: str = ""
    value: Figure
    upper: Figure | None = None
    """Upper end, if the article gives a range."""
    qualifier: Qualifier = Qualifier.EXACT
    note: str = ""
    sources: Refs = ()
    """Sources of this figure, unless the sources of the series cover every row."""

    @model_validator(mode="after")
    def _ends_above(self) -> Self:
        if self.upper is not None and self.upper <= self.value:
            raise PydanticCustomError("row_upside_down", "the upper end of a range is not above the lower one")
        return self


class Series(Value):
    """One file of `data/`: figures of one kind in one unit."""

    title: Text
    unit: Text
    description: Prose = Prose()
    """Markdown."""
    rows: tuple[Row, ...] = Field(min_length=1)
    passages: Refs = ()
    sources: Refs = ()
    dimensions: Refs = ()
    aliases: Ids = ()
