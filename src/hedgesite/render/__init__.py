"""The library and what follows from it into finished pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hedgesite.derive import Derived
from hedgesite.model.library import Library
from hedgesite.model.page import Page
from hedgesite.render.pages import PAGE_KINDS
from hedgesite.render.scope import Scope
from hedgesite.render.site import Site, environment, labels_of
from hedgesite.styles import Reference

__all__ = ["render_pages"]


def render_pages(
    library: Library,
    derived: Derived,
    references: Mapping[str, Reference],
    files: Mapping[str, bytes],
    templates: Path,
) -> tuple[Page, ...]:
    """Render every page of the companion with the templates below a folder; `files` are what pages offer to download.

    Raises jinja2.TemplateError where a template is at fault.
    """
    site = Site(library, derived, references, labels_of(library, references), files, environment(templates))
    return tuple(recipe.make(Scope(site, recipe.path)) for pages in PAGE_KINDS for recipe in pages(site))
