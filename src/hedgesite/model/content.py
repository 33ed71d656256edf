"""What the YAML files of a companion say, decoded."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator
from pydantic_core import PydanticCustomError

from hedgesite.model.base import Id, Prose, Ref, Value
from hedgesite.model.dates import Edtf
from hedgesite.model.fields import Colour, Doi, Figure, Ids, Language, NonEmptyProse, Orcid, Refs, Text, Url

FORMAT = 1
"""Version of the content format that is read here, and the latest one: `hedgesite.upgrade` leads to it."""


class Author(Value):
    """Somebody who wrote the article or the companion."""

    given: str = ""
    family: Text
    orcid: Orcid | None = None
    affiliation: str = ""
    position: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


class Journal(Value):
    """What is known of where the article appeared. Nothing is required, so that nothing is invented."""

    title: str = ""
    publisher: str = ""
    place: str = ""
    """Where the publisher has its seat."""
    volume: str = ""
    issue: str = ""
    first_page: str = ""
    last_page: str = ""
    doi: Doi | None = None
    url: Url | None = None
    pdf_url: Url | None = None
    supplied: Prose = Prose()
    """Markdown: where these data come from, if not from the article itself."""


class Dates(Value):
    """The article's history."""

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
    """Terms under which something may be used."""

    name: Text
    url: Url | None = None


class CompanionInfo(Value):
    """Who made the companion, as opposed to the article, and under which terms."""

    title: str = ""
    authors: tuple[Author, ...] = ()
    licence: Licence | None = None
    statement: Prose = Prose()
    """Markdown: how the companion stands to the article and its authors."""
    sources: Refs = ()
    """Sources that the companion cites of its own, in notes on facts for example, and the article does not. They are
    listed apart and are not counted among the article's."""


class Style(StrEnum):
    """How references and citations are written."""

    CHICAGO_17 = "chicago-author-date"
    CHICAGO_18 = "chicago-author-date-18"
    APA = "apa"


class Article(Value):
    """The work that the companion accompanies (`article.yml`)."""

    format: Annotated[int, Field(strict=True, ge=1, le=FORMAT)] = 1
    """Version of the content format that the companion's files are written in."""
    title: Text
    subtitle: str = ""
    short: str = ""
    """Name of the site in its header; the title where it is empty."""
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
    style: Style = Style.CHICAGO_17
    nocite: Refs = ()
    """Sources that stand in the list though nothing cites them; Pandoc's `@key` is accepted."""

    @field_validator("nocite", mode="after")
    @classmethod
    def _without_at(cls, refs: Refs) -> Refs:
        return tuple(Ref(ref.id.removeprefix("@"), ref.origin) for ref in refs)


class Stance(StrEnum):
    """Where a dimension stands between accepting and rejecting power."""

    ACCEPTANCE = "acceptance"
    NEUTRAL = "neutral"
    REJECTION = "rejection"


class Dimension(Value):
    """One of the theory's categories."""

    id: Id
    name: Text
    short: Text
    mark: Annotated[str, StringConstraints(min_length=1, max_length=3)]
    """Two letters that stand for the dimension where there is no room for its name."""
    colour: Colour
    stance: Stance
    definition: NonEmptyProse
    """Markdown."""
    applies: NonEmptyProse
    """Markdown: when a passage is coded to the dimension."""
    excludes: NonEmptyProse
    """Markdown: when it is not, though it may seem so."""
    example: Ref | None = None
    """A passage that shows the dimension best."""
    sources: Refs = ()
    aliases: Ids = ()


class TradeOff(Value):
    """What leaning on some dimensions costs, and which others make up for it."""

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
    """What the theory calls the accepting end of its spectrum."""
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
    """What the article sets out to show."""

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
    """What sort of actor it is."""

    STATE = "state"
    PERSON = "person"
    ORGANISATION = "organisation"
    ALLIANCE = "alliance"
    GROUP = "group"


class Actor(Value):
    """Who acts in the article."""

    id: Id
    name: Text
    kind: ActorKind
    part: NonEmptyProse
    """Markdown: one line on its part."""
    also: tuple[Text, ...] = ()
    """Other spellings of the name."""
    aliases: Ids = ()


class Event(Value):
    """What happened, and when."""

    id: Id
    name: Text
    date: Edtf
    description: NonEmptyProse
    """Markdown."""
    actors: Refs = ()
    dimensions: Refs = ()
    sources: Refs = ()
    fact: Prose = Prose()
    """Markdown: what another source says of a fact that the article states, such as the date; it cites that source."""
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
    """How exactly the article gives a figure."""

    EXACT = "exact"
    ABOUT = "about"
    OVER = "over"
    UNDER = "under"


class Row(Value):
    """One figure of a series: of a date, or of a named item, or both; neither where the title says it all."""

    date: Edtf | None = None
    label: str = ""
    value: Figure
    upper: Figure | None = None
    """The other end, where the article gives a range."""
    qualifier: Qualifier = Qualifier.EXACT
    note: str = ""
    sources: Refs = ()
    """Sources of this figure, where those of the series are not the sources of every row."""

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
