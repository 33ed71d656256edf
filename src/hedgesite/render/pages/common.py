"""Helpers that all kinds of page share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from markupsafe import Markup

from hedgesite.model.kinds import Kind
from hedgesite.model.page import Page, SearchText, TocEntry
from hedgesite.render.outline import outline_of
from hedgesite.render.page_context import PageContext
from hedgesite.render.popups import popup_views
from hedgesite.words import Words

_END_OF_HEAD = Markup("</header>\n")
_FOR_NOBODY = '<meta name="robots" content="noindex">'
"""The head data of a draft: search engines leave it out, and scholarly indexes find nothing to take."""


class PageBuilder(NamedTuple):
    """A page to be rendered."""

    path: str
    """Below the site's root."""
    make: Callable[[PageContext], Page]
    nav: tuple[str, ...] = ()
    """Navigation labels from the top group down to the page itself; empty if it is not in the navigation."""
    number: str = ""
    """What precedes the last label: a number, or the letter of an appendix."""
    depth: int = 0
    """How many pages of the navigation the page is a part of."""

    def render(self, context: PageContext) -> Page:
        """The page, with links relative to its path."""
        return replace(self.make(context), nav=self.nav, number=self.number, depth=self.depth)


def build_page(
    context: PageContext,
    kind: str,
    title: str,
    *,
    description: str = "",
    origin: str = "",
    language: str = "",
    head: str = "",
    toc: tuple[TocEntry, ...] = (),
    search: SearchText | None = None,
    first_note: int = 1,
    template: str = "",
    **variables: Any,
) -> Page:
    """Render `pages/<kind>.html`, or the template named, and add the outline of a long page, the notes of its fields,
    and the content of the pop-ups that its text needs.

    `first_note` is the number of the first of these notes, if the page has notes of its own before them.
    """
    body = context.site.render(f"pages/{template or kind}.html", title=title, page=context, **variables)
    if kind != "home" and (headings := outline_of(body)):
        outline = context.site.render("fragments/outline.html", headings=headings)
        body = body.replace(_END_OF_HEAD, _END_OF_HEAD + outline, 1)
    whole, notes = context.notes.number_notes(body, context.words, title, first_note)
    if notes:
        whole = f"{whole}\n{context.site.render('fragments/page_notes.html', notes=notes)}"
    popups = context.site.render("fragments/popups.html", popups=popup_views(context, sentences=kind == "section"))
    top = TocEntry("top", title, 1, toc)
    whole = f"{whole}\n{popups}"
    if context.site.library.article.draft:
        whole, head = f"{context.site.render('fragments/draft.html')}\n{whole}", _FOR_NOBODY
    return Page(context.path, title, kind, whole, (top,), description, head, origin, language, search)


def index_nav(words: Words, kind: Kind) -> tuple[str, str]:
    """The navigation labels of the page on which the things of a kind stand side by side."""
    return words.gettext("Index"), words.term(kind.address.partition("/")[0].capitalize())


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
        lede=description,
        **variables,
    )
