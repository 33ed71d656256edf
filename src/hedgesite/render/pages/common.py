"""Helpers that all kinds of page share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from hedgesite.model.kinds import Kind
from hedgesite.model.page import Page, SearchText, TocEntry
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
    search: SearchText | None = None,
    first_note: int = 1,
    **variables: Any,
) -> Page:
    """Render `pages/<kind>.html`, and add the notes of its fields and the content of the pop-ups that its text needs.

    `first_note` is the number of the first of these notes, if the page has notes of its own before them.
    """
    body = context.site.render(f"pages/{kind}.html", title=title, page=context, **variables)
    whole, notes = context.notes.settle(body, context.words, title, first_note)
    if notes:
        whole = f"{whole}\n{context.site.render('fragments/page_notes.html', notes=notes)}"
    popups = context.site.render("fragments/popups.html", popups=popup_views(context))
    top = TocEntry("top", title, 1, toc)
    whole = f"{whole}\n{popups}"
    return Page(context.path, title, kind, whole, (top,), description, head, origin, language, search, nav)


def index_page(context: PageContext, kind: Kind, description: str, **variables: Any) -> Page:
    """The page on which the things of a kind stand side by side."""
    place = kind.address.partition("/")[0]
    name = context.words.term(place.capitalize())
    return build_page(
        context,
        place,
        name,
        description=description,
        origin="" if kind.folder else kind.file,
        nav=(context.words.gettext("Index"), name),
        lede=description,
        **variables,
    )
