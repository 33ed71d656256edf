"""Helpers that all kinds of page share."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from hedgesite.model.base import Prose
from hedgesite.model.index import Entity
from hedgesite.model.kinds import Kind
from hedgesite.model.page import Page, SearchEntry, TocEntry
from hedgesite.render.page_context import PageContext
from hedgesite.render.popups import popup_views


class PageBuilder(NamedTuple):
    """A page to be rendered."""

    path: str
    """Below the site's root."""
    make: Callable[[PageContext], Page]

    def render(self, context: PageContext) -> Page:
        """The page, with links relative to its path."""
        return self.make(context)


def build_page(
    context: PageContext,
    kind: str,
    title: str,
    *,
    description: str = "",
    origin: str = "",
    language: str = "",
    head: str = "",
    nav: tuple[str, ...] = (),
    toc: tuple[TocEntry, ...] = (),
    search: tuple[SearchEntry, ...] = (),
    **variables: Any,
) -> Page:
    """Render `pages/<kind>.html` and add the content of the pop-ups that its text needs."""
    body = context.site.render(f"pages/{kind}.html", title=title, page=context, **variables)
    popups = context.site.render("fragments/popups.html", popups=popup_views(context))
    top = TocEntry("top", title, 1, toc)
    found = search or (page_entry(title, description),)
    return Page(context.path, title, kind, f"{body}\n{popups}", (top,), description, head, origin, language, found, nav)


def index_page(
    context: PageContext, kind: Kind, description: str, ids: Iterable[str], *, lead: str = "", **variables: Any
) -> Page:
    """The page that lists the things of a kind; the search finds each by name and description."""
    place = kind.address.partition("/")[0]
    things = (context.site.derived.names.by_id[kind.id, id] for id in ids)
    entries = (place_entry(each.id, f"{lead}{each.label}", _about(context, each)) for each in things)
    return build_page(
        context,
        place,
        place.capitalize(),
        description=description,
        origin="" if kind.folder else kind.file,
        nav=("Index", place.capitalize()),
        search=(page_entry(place.capitalize(), description), *entries),
        lede=description,
        **variables,
    )


def _about(context: PageContext, thing: Entity) -> str:
    """The description of a thing, with its note on a fact."""
    texts = (thing.about, getattr(thing.value, "fact", Prose()))
    return " ".join(filter(None, map(context.plain, texts)))


def page_entry(title: str, text: str) -> SearchEntry:
    """The search entry of a whole page."""
    return SearchEntry("", escape(title), Markup("<p>{}</p>").format(text) if text else "")


def place_entry(fragment: str, title: str, text: str) -> SearchEntry:
    """The search entry of a place on a page."""
    return SearchEntry(fragment, escape(title), Markup("<p>{}</p>").format(text))
