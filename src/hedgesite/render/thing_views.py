"""Hypotheses, events, actors, terms and series as templates are given them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from hedgesite.model.content import Actor, Event, Hypothesis, Qualifier, Row, Term
from hedgesite.model.library import DataSeries
from hedgesite.render.dates import date_in_words
from hedgesite.render.scope import Scope
from hedgesite.render.views import DimensionView, LinkView, dimension_views, link, named, passages_about


@dataclass(frozen=True, slots=True)
class EventView:
    """An event with its backlinks."""

    id: str
    href: str
    name: str
    date: str
    datetime: str
    description: Markup
    actors: tuple[LinkView, ...]
    dimensions: tuple[DimensionView, ...]
    passages: tuple[LinkView, ...]
    sources: tuple[LinkView, ...]
    key: bool


def event_view(scope: Scope, event: Event) -> EventView:
    names = scope.site.derived.names
    return EventView(
        event.id,
        scope.to("event", event.id),
        event.name,
        date_in_words(event.date),
        event.date.text,
        scope.inline(event.description),
        named(scope, "actor", (ref.id for ref in event.actors)),
        dimension_views(scope, (names.resolve("dimension", ref.id) or "" for ref in event.dimensions)),
        passages_about(scope, "event", event.id),
        named(scope, "source", (ref.id for ref in event.sources)),
        event.key,
    )


@dataclass(frozen=True, slots=True)
class HypothesisView:
    """A hypothesis with what bears on it."""

    id: str
    href: str
    short: str
    statement: Markup
    kind: str
    dimensions: tuple[DimensionView, ...]
    passages: tuple[LinkView, ...]


def hypothesis_view(scope: Scope, hypothesis: Hypothesis) -> HypothesisView:
    names = scope.site.derived.names
    return HypothesisView(
        hypothesis.id,
        scope.to("hypothesis", hypothesis.id),
        hypothesis.short,
        scope.inline(hypothesis.statement),
        hypothesis.kind.value,
        dimension_views(scope, (names.resolve("dimension", ref.id) or "" for ref in hypothesis.dimensions)),
        passages_about(scope, "hypothesis", hypothesis.id),
    )


@dataclass(frozen=True, slots=True)
class ActorView:
    """An actor in a list."""

    id: str
    href: str
    name: str
    kind: str
    part: Markup
    also: tuple[str, ...]
    passages: int


def actor_view(scope: Scope, actor: Actor) -> ActorView:
    found = scope.site.derived.relations.passages_of.get(("actor", actor.id), ())
    part = scope.inline(actor.part)
    return ActorView(actor.id, scope.to("actor", actor.id), actor.name, actor.kind.value, part, actor.also, len(found))


def appears_with(scope: Scope, actor: str) -> list[tuple[LinkView, int]]:
    """The actors that share passages with one, with the number of passages, most first."""
    relations = scope.site.derived.relations
    shared = Counter(
        id
        for passage in relations.passages_of.get(("actor", actor), ())
        for kind, id in relations.things_of[passage]
        if kind == "actor" and id != actor
    )
    return [(link(scope, "actor", id), number) for id, number in shared.most_common(12)]


@dataclass(frozen=True, slots=True)
class TermView:
    """A term with its backlinks."""

    id: str
    term: str
    definition: Markup
    sources: tuple[LinkView, ...]
    passages: tuple[LinkView, ...]


def term_view(scope: Scope, term: Term) -> TermView:
    sources = named(scope, "source", (ref.id for ref in term.sources))
    return TermView(term.id, term.term, scope.inline(term.definition), sources, passages_about(scope, "term", term.id))


@dataclass(frozen=True, slots=True)
class RowView:
    """One figure of a series."""

    label: str
    value: str
    share: float
    """Of the largest figure of the series, from 0 to 1."""
    note: str


@dataclass(frozen=True, slots=True)
class SeriesView:
    """A series with its rows."""

    id: str
    title: str
    unit: str
    description: Markup
    rows: tuple[RowView, ...]
    sources: tuple[LinkView, ...]
    passages: tuple[LinkView, ...]
    dimensions: tuple[DimensionView, ...]


_QUALIFIERS = {Qualifier.EXACT: "", Qualifier.ABOUT: "about ", Qualifier.OVER: "over ", Qualifier.UNDER: "under "}


def series_view(scope: Scope, item: DataSeries) -> SeriesView:
    series, names = item.series, scope.site.derived.names
    largest = max(max(row.value, row.upper or row.value) for row in series.rows) or 1
    passages = dict.fromkeys(view.id for view in named(scope, "passage", (ref.id for ref in series.passages)))
    passages.update(dict.fromkeys(view.id for view in passages_about(scope, "series", item.id)))
    return SeriesView(
        item.id,
        series.title,
        series.unit,
        scope.block(series.description),
        tuple(_row_view(row, largest) for row in series.rows),
        named(scope, "source", (ref.id for ref in series.sources)),
        tuple(link(scope, "passage", id) for id in passages),
        dimension_views(scope, (names.resolve("dimension", ref.id) or "" for ref in series.dimensions)),
    )


def _row_view(row: Row, largest: float) -> RowView:
    value = _figure(row.value) + (f"–{_figure(row.upper)}" if row.upper is not None else "")
    label = ", ".join(part for part in (row.label, date_in_words(row.date) if row.date else "") if part)
    share = max((row.upper or row.value) / largest, 0.0)
    return RowView(label, f"{_QUALIFIERS[row.qualifier]}{value}", round(share, 4), row.note)


def _figure(value: float) -> str:
    return f"{value:,.10g}" if value != int(value) else f"{int(value):,}"
