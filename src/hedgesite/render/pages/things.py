"""Pages of hypotheses, events, actors, terms and data."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hedgesite.model.kinds import kind_of
from hedgesite.model.page import Page
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.actors import actor_pages
from hedgesite.render.pages.agreement import agreement_page
from hedgesite.render.pages.common import PageBuilder, index_nav, index_page
from hedgesite.render.pages.data import data_page
from hedgesite.render.pages.hypotheses import hypotheses_page
from hedgesite.render.pages.timeline import timeline_page
from hedgesite.render.site import Site
from hedgesite.render.thing_views import term_views


def thing_pages(site: Site) -> Iterator[PageBuilder]:
    """The pages of all kinds of things that the companion has."""
    for kind, pages in VIEWS.items():
        if site.library.entities.get(kind):
            yield from pages(site)


def _one(kind: str, make: Callable[[PageContext], Page]) -> Callable[[Site], Iterator[PageBuilder]]:
    path = kind_of(kind).address.partition("#")[0]
    return lambda site: iter((PageBuilder(path, make, index_nav(site.words, kind_of(kind))),))


def _glossary(context: PageContext) -> Page:
    return index_page(
        context,
        kind_of("term"),
        context.words.gettext("The article's terms and what they mean there."),
        terms=term_views(context),
    )


VIEWS: dict[str, Callable[[Site], Iterator[PageBuilder]]] = {
    "hypothesis": _one("hypothesis", hypotheses_page),
    "event": _one("event", timeline_page),
    "actor": actor_pages,
    "term": _one("term", _glossary),
    "series": _one("series", data_page),
    "coding": _one("coding", agreement_page),
}
"""Id of a kind to its pages, in the order of the navigation."""
