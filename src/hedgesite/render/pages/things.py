"""Hypotheses, events, actors, terms and data: what else passages point at."""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.model.page import Page
from hedgesite.render.pages.actors import actor_pages
from hedgesite.render.pages.common import Recipe, finished, page_entry, place_entry
from hedgesite.render.pages.data import data_page
from hedgesite.render.pages.hypotheses import hypotheses_page
from hedgesite.render.pages.timeline import timeline_page
from hedgesite.render.scope import Scope
from hedgesite.render.site import Site
from hedgesite.render.thing_views import term_view


def thing_pages(site: Site) -> Iterator[Recipe]:
    """The pages of all kinds of things that the companion has."""
    library = site.library
    if library.hypotheses:
        yield Recipe("hypotheses/", hypotheses_page)
    if library.events:
        yield Recipe("timeline/", timeline_page)
    if library.actors:
        yield from actor_pages(site)
    if library.terms:
        yield Recipe("glossary/", _glossary)
    if library.series:
        yield Recipe("data/", data_page)


def _glossary(scope: Scope) -> Page:
    terms = sorted(scope.site.library.terms, key=lambda term: term.term.casefold())
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
