"""Content types of the YAML files of a companion."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from hedgesite.model.base import Id, Prose, Ref, Value
from hedgesite.model.dates import Edtf
from hedgesite.model.fields import Colour, Figure, Ids, NonEmptyProse, Refs, Text, Title


class Stance(StrEnum):
    """Position of a dimension between accepting and rejecting power."""

    ACCEPTANCE = "acceptance"
    NEUTRAL = "neutral"
    REJECTION = "rejection"


class Dimension(Value):
    """One of the theory's categories."""

    id: Id
    name: Title
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
    name: Title
    kind: ActorKind
    part: NonEmptyProse
    """Markdown: one line on the actor's role."""
    also: tuple[Text, ...] = ()
    """Other spellings of the name."""
    aliases: Ids = ()


class Event(Value):
    """A dated event."""

    id: Id
    name: Title
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
    term: Title
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

    title: Title
    unit: Text
    description: Prose = Prose()
    """Markdown."""
    rows: tuple[Row, ...] = Field(min_length=1)
    passages: Refs = ()
    sources: Refs = ()
    dimensions: Refs = ()
    aliases: Ids = ()
