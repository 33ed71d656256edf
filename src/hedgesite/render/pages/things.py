"""Hypotheses, events, actors, terms and data: what else passages point at."""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.model.content import ActorKind
from hedgesite.model.page import Page
from hedgesite.render.pages.common import finished, page_entry, place_entry
from hedgesite.render.scope import Scope
from hedgesite.render.site import Site
from hedgesite.render.thing_views import (
    actor_view,
    appears_with,
    event_view,
    hypothesis_view,
    series_view,
    term_view,
)
from hedgesite.render.views import dimension_views, grouped_passages

_KIND_HEADINGS = {
    ActorKind.STATE: "States",
    ActorKind.PERSON: "Persons",
    ActorKind.ORGANISATION: "Organisations",
    ActorKind.ALLIANCE: "Alliances and groups of states",
}


def thing_pages(site: Site) -> Iterator[Page]:
    """The pages of all kinds of things that the companion has."""
    library = site.library
    if library.hypotheses:
        yield _hypotheses(site)
    if library.events:
        yield _timeline(site)
    if library.actors:
        yield from _actors(site)
    if library.terms:
        yield _glossary(site)
    if library.series:
        yield _data(site)


def _hypotheses(site: Site) -> Page:
    scope = Scope(site, "hypotheses/")
    views = [hypothesis_view(scope, hypothesis) for hypothesis in site.library.hypotheses]
    entries = tuple(
        place_entry(h.id, f"Hypothesis {h.short}", scope.plain(h.statement)) for h in site.library.hypotheses
    )
    description = "What the article sets out to show, and the passages that bear on it."
    return finished(
        scope,
        "hypotheses",
        "Hypotheses",
        description=description,
        origin="hypotheses.yml",
        nav=("Index", "Hypotheses"),
        search=(page_entry("Hypotheses", description), *entries),
        hypotheses=views,
        sections={h.id: grouped_passages(scope, _bearing_on(site, h.id)) for h in site.library.hypotheses},
    )


def _bearing_on(site: Site, hypothesis: str) -> tuple[str, ...]:
    return site.derived.relations.passages_of.get(("hypothesis", hypothesis), ())


def _timeline(site: Site) -> Page:
    scope = Scope(site, "timeline/")
    events = sorted(site.library.events, key=lambda event: event.date.sort_key)
    entries = tuple(place_entry(e.id, e.name, scope.plain(e.description)) for e in events)
    description = "The events that the article speaks of, in their order."
    return finished(
        scope,
        "timeline",
        "Timeline",
        description=description,
        origin="events.yml",
        nav=("Index", "Timeline"),
        search=(page_entry("Timeline", description), *entries),
        events=[event_view(scope, event) for event in events],
    )


def _actors(site: Site) -> Iterator[Page]:
    scope = Scope(site, "actors/")
    groups = [
        (heading, [actor_view(scope, actor) for actor in site.library.actors if actor.kind is kind])
        for kind, heading in _KIND_HEADINGS.items()
    ]
    yield finished(
        scope,
        "actors",
        "Actors",
        description="Who acts in the article, and in which passages.",
        origin="actors.yml",
        nav=("Index", "Actors"),
        groups=[group for group in groups if group[1]],
    )
    for actor in site.library.actors:
        inner = Scope(site, f"actors/{actor.id}/")
        relations = site.derived.relations
        passages = relations.passages_of.get(("actor", actor.id), ())
        dimensions = {id for p in passages for kind, id in relations.things_of[p] if kind == "dimension"}
        description = inner.plain(actor.part)
        yield finished(
            inner,
            "actor",
            actor.name,
            description=description,
            origin="actors.yml",
            actor=actor_view(inner, actor),
            dimensions=dimension_views(inner, dimensions),
            others=appears_with(inner, actor.id),
            sections=grouped_passages(inner, passages),
            events=[
                event_view(inner, event)
                for event in sorted(site.library.events, key=lambda event: event.date.sort_key)
                if actor.id in {site.derived.names.resolve("actor", ref.id) for ref in event.actors}
            ],
        )


def _glossary(site: Site) -> Page:
    scope = Scope(site, "glossary/")
    terms = sorted(site.library.terms, key=lambda term: term.term.casefold())
    entries = tuple(place_entry(t.id, t.term, scope.plain(t.definition)) for t in terms)
    description = "The article's terms and what they mean there."
    return finished(
        scope,
        "glossary",
        "Glossary",
        description=description,
        origin="glossary.yml",
        nav=("Index", "Glossary"),
        search=(page_entry("Glossary", description), *entries),
        terms=[term_view(scope, term) for term in terms],
    )


def _data(site: Site) -> Page:
    scope = Scope(site, "data/")
    description = "The figures that the article gives, each with its unit, source and passage."
    entries = tuple(place_entry(s.id, s.series.title, scope.plain(s.series.description)) for s in site.library.series)
    return finished(
        scope,
        "data",
        "Data",
        description=description,
        nav=("Index", "Data"),
        search=(page_entry("Data", description), *entries),
        series=[series_view(scope, item) for item in site.library.series],
    )
