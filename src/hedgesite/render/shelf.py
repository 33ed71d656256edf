"""Pages of the last build, each with what it was made from, so that only those are rendered again that may differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import jinja2

from hedgesite.folder_state import state_of
from hedgesite.model.page import Page
from hedgesite.render.pages.common import Recipe
from hedgesite.render.scope import Scope
from hedgesite.render.site import Site, environment
from hedgesite.render.words import Reading, Words


class Shelf:
    """Keeps the pages of a build for the next one, which must differ in the words of sections at most."""

    def __init__(self) -> None:
        self._made_for: object = None
        self._kept: Mapping[str, tuple[Page, Mapping[Reading, Words]]] = {}
        self._templates: jinja2.Environment | None = None
        self._state: object = None

    def environment(self, folder: Path) -> jinja2.Environment:
        """The templates below a folder; the very same, compiled ones as long as no file of them changes."""
        state = folder, state_of(folder)
        if self._templates is None or state != self._state:
            self._templates, self._state = environment(folder), state
        return self._templates

    def clear(self) -> None:
        """Forget all pages: more than words changed."""
        self._kept = {}

    def pages(self, site: Site, recipes: Iterable[Recipe]) -> tuple[Page, ...]:
        """Make every page of the site, or take it from the shelf where it would be the same."""
        made_for = site.templates, tuple(file.path for file in site.downloads.files)
        usable = self._kept if made_for == self._made_for else {}
        kept, pages = {}, []
        for recipe in recipes:
            page, read = usable.get(recipe.path, (None, {}))
            if page is None or not site.written.gives_again(read):
                scope = Scope(site, recipe.path)
                page, read = recipe.render(scope), scope.read
            kept[recipe.path] = page, read
            pages.append(page)
        self._made_for, self._kept = made_for, kept
        return tuple(pages)
