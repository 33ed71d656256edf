"""What all kinds of page share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from hedgesite.model.page import Page, SearchEntry, TocEntry
from hedgesite.render.popups import popup_views
from hedgesite.render.scope import Scope


class Recipe(NamedTuple):
    """A page that is yet to be rendered."""

    path: str
    """Below the site's root."""
    make: Callable[[Scope], Page]

    def render(self, scope: Scope) -> Page:
        """The page, in the scope of its path."""
        return self.make(scope)


def finished(
    scope: Scope,
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
    **context: Any,
) -> Page:
    """Render `pages/<kind>.html` and add the content of the pop-ups that its text calls for."""
    body = scope.site.render(f"pages/{kind}.html", title=title, scope=scope, **context)
    popups = scope.site.render("fragments/popups.html", popups=popup_views(scope))
    top = TocEntry("top", title, 1, toc)
    found = search or (page_entry(title, description),)
    return Page(scope.path, title, kind, f"{body}\n{popups}", (top,), description, head, origin, language, found, nav)


def page_entry(title: str, text: str) -> SearchEntry:
    """What the search says of a page as a whole."""
    return SearchEntry("", escape(title), Markup("<p>{}</p>").format(text) if text else "")


def place_entry(fragment: str, title: str, text: str) -> SearchEntry:
    """What the search says of a place on a page."""
    return SearchEntry(fragment, escape(title), Markup("<p>{}</p>").format(text))
