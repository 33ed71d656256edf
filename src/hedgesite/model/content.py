"""Content types of the YAML files of a companion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from hedgesite.messages import Known
from hedgesite.model.base import Id, LocatedDict, Prose, Ref, Value, is_id
from hedgesite.model.dates import Edtf
from hedgesite.model.fields import Colour, Figure, Ids, Language, NonEmptyProse, Refs, Text, Title
from hedgesite.model.translations import (
    ActorTranslation,
    DimensionTranslation,
    EventTranslation,
    FrameworkTranslation,
    HypothesisTranslation,
    SeriesTranslation,
    TermTranslation,
    TradeOffTranslation,
    Translated,
)
from hedgesite.model.word_lists import NEUTRAL, ActorKind, HypothesisKind, Stance

_ENDS = 2
"""Ends of a spectrum."""


class Dimension(Translated):
    """One of the theory's categories."""

    id: Id
    name: Title
    short: Text
    mark: Annotated[str, StringConstraints(min_length=1, max_length=3)]
    """One to three letters that abbreviate the dimension where space is short."""
    colour: Colour
    parent: Ref | None = None
    """The dimension that this one is a part of. A codebook has two levels: a parent has no parent of its own."""
    stance: Stance | None = None
    """Where it stands on the theory's spectrum: the id of one of the two ends, or `neutral`."""
    definition: NonEmptyProse
    """Markdown."""
    applies: NonEmptyProse
    """Markdown: when to code a passage to the dimension."""
    excludes: NonEmptyProse
    """Markdown: when not to, although it may seem right."""
    example: Ref | None = None
    """The passage that illustrates the dimension best."""
    sources: Refs = ()
    translations: dict[Language, DimensionTranslation] = Field(default_factory=dict)
    """Names and texts in other languages, by language."""
    aliases: Ids = ()


class TradeOff(Translated):
    """A trade-off between dimensions."""

    between: Refs = Field(min_length=2)
    text: NonEmptyProse
    """Markdown."""
    passages: Refs = ()
    translations: dict[Language, TradeOffTranslation] = Field(default_factory=dict)
    """The text in other languages, by language."""


class Framework(Translated):
    """The theory that the dimensions belong to."""

    name: Text
    description: Prose = Prose()
    """Markdown."""
    ends: dict[Id, Text] = Field(default_factory=dict, max_length=_ENDS)
    """The two ends of the theory's spectrum, if it has one: the name of each by the id that `stance` uses."""
    translations: dict[Language, FrameworkTranslation] = Field(default_factory=dict)
    """Names and texts in other languages, by language."""


def in_levels(dimensions: tuple[Dimension, ...]) -> tuple[Dimension, ...]:
    """The dimensions in the order of the file, but each part directly after its parent and the parts before it."""
    current = {name: each.id for each in reversed(dimensions) for name in (*each.aliases, each.id)}
    above = {each.id: current.get(each.parent.id) for each in dimensions if each.parent}
    parts: dict[str, list[Dimension]] = {}
    for each in dimensions:
        whole = above.get(each.id)
        # What would be a part of a part, or of itself, is reported by `check`, and stays where it is.
        if whole is not None and whole != each.id and not above.get(whole):
            parts.setdefault(whole, []).append(each)
    placed = {each.id for found in parts.values() for each in found}
    tops = (each for each in dimensions if each.id not in placed)
    return tuple(one for top in tops for one in (top, *parts.pop(top.id, ())))


class Codebook(Value):
    """`dimensions.yml`: the framework and its dimensions, in the order of the theory's spectrum if it has one."""

    framework: Framework
    dimensions: Annotated[tuple[Dimension, ...], AfterValidator(in_levels)] = Field(min_length=1)
    """A part may stand anywhere; pages show it after its parent."""
    trade_offs: tuple[TradeOff, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _ends_among_the_fields(cls, data: object) -> object:
        """Names of ends used to be fields of the framework, each under the id of its end."""
        framework = data.get("framework") if isinstance(data, LocatedDict) else None
        others = ends_among_fields(data) if isinstance(data, LocatedDict) else ()
        if not isinstance(data, LocatedDict) or not isinstance(framework, LocatedDict) or not others:
            return data
        # An end without a name of its own is called by its id.
        used = [id for id in stances_in(data) if id != NEUTRAL]
        ends = LocatedDict.at({id: framework.get(id, id.replace("-", " ")) for id in used}, framework.origin)
        kept = {key: value for key, value in framework.items() if key not in others}
        named = LocatedDict.at({**kept, "ends": ends}, framework.origin)
        return LocatedDict.at({**data, "framework": named}, data.origin)

    @property
    def ends(self) -> Mapping[str, str]:
        """Name by id of the ends of the spectrum, at most two; empty if the theory has none.

        Where the framework names no ends, they are the stances of the dimensions, in their order.
        """
        if self.framework.ends:
            return self.framework.ends
        stances = dict.fromkeys(each.stance for each in self.dimensions if each.stance and each.stance != NEUTRAL)
        return {id: id.replace("-", " ") for id in list(stances)[:_ENDS]}


def stances_in(data: Mapping[str, Any]) -> tuple[str, ...]:
    """What a dimension's stance may be, by the plain data of a codebook: its two ends, and neutral."""
    framework = data.get("framework")
    ends = framework.get("ends") if isinstance(framework, Mapping) else None
    if isinstance(ends, Mapping):
        return (*ends, NEUTRAL)
    named = ends_among_fields(data)
    used = (each for each in _stances(data) if each != NEUTRAL)
    order = [*used, *named] if len(named) < _ENDS else named
    return (*tuple(dict.fromkeys(order))[:_ENDS], NEUTRAL)


def ends_among_fields(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The ends that the framework names in fields of its own, as it used to; empty if it names them under `ends`."""
    framework = data.get("framework")
    if not isinstance(framework, Mapping) or "ends" in framework:
        return ()
    others = (key for key, value in framework.items() if key not in _FRAMEWORK_FIELDS and isinstance(value, str))
    # A field that is merely misspelt is no end.
    named = tuple(key for key in others if not Known(_FRAMEWORK_FIELDS).nearest(key))
    return named if len(named) <= _ENDS and any(_stances(data)) else ()


def _stances(data: Mapping[str, Any]) -> Iterator[str]:
    dimensions = data.get("dimensions")
    for each in dimensions if isinstance(dimensions, list) else ():
        stance = each.get("stance") if isinstance(each, Mapping) else None
        if isinstance(stance, str) and is_id(stance):
            yield stance


_FRAMEWORK_FIELDS = {info.alias or name for name, info in Framework.model_fields.items()} | {
    name.replace("_", "-") for name in Framework.model_fields
}


class Hypothesis(Translated):
    """A hypothesis of the article."""

    id: Id
    short: Text
    """A label such as H1."""
    statement: NonEmptyProse
    """Markdown."""
    kind: HypothesisKind
    parent: Ref | None = None
    dimensions: Refs = ()
    translations: dict[Language, HypothesisTranslation] = Field(default_factory=dict)
    """Names and texts in other languages, by language."""
    aliases: Ids = ()


class Actor(Translated):
    """An actor in the article."""

    id: Id
    name: Title
    kind: ActorKind
    part: NonEmptyProse
    """Markdown: one line on the actor's role."""
    also: tuple[Text, ...] = ()
    """Other spellings of the name."""
    translations: dict[Language, ActorTranslation] = Field(default_factory=dict)
    """Names and texts in other languages, by language."""
    aliases: Ids = ()


class Event(Translated):
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
    translations: dict[Language, EventTranslation] = Field(default_factory=dict)
    """Names and texts in other languages, by language."""
    aliases: Ids = ()


class Term(Translated):
    """A word of the glossary."""

    id: Id
    term: Title
    definition: NonEmptyProse
    """Markdown."""
    sources: Refs = ()
    translations: dict[Language, TermTranslation] = Field(default_factory=dict)
    """Names and texts in other languages, by language."""
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


class Series(Translated):
    """One file of `data/`: figures of one kind in one unit."""

    title: Title
    unit: Text
    description: Prose = Prose()
    """Markdown."""
    rows: tuple[Row, ...] = Field(min_length=1)
    passages: Refs = ()
    sources: Refs = ()
    dimensions: Refs = ()
    translations: dict[Language, SeriesTranslation] = Field(default_factory=dict)
    """Names and texts in other languages, by language."""
    aliases: Ids = ()
