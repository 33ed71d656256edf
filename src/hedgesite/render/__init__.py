"""The library and what follows from it into finished pages."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from hedgesite.derive import Derived
from hedgesite.model.download import Downloads
from hedgesite.model.library import Library
from hedgesite.model.names import labels_of
from hedgesite.model.page import Page
from hedgesite.render.pages import PAGE_KINDS
from hedgesite.render.shelf import Shelf
from hedgesite.render.site import Site
from hedgesite.styles import Reference

__all__ = ["Shelf", "render_pages"]


def render_pages(
    library: Library,
    derived: Derived,
    references: Mapping[str, Reference],
    downloads: Downloads,
    templates: Path,
    shelf: Shelf | None = None,
) -> tuple[Page, ...]:
    """Render every page of the companion with the templates below a folder; `downloads` are what pages offer.

    With the shelf of the last build, pages that would be the same are taken from there: the very same pages.
    Raises jinja2.TemplateError where a template is at fault.
    """
    shelf = shelf or Shelf()
    labels = labels_of(derived.names, ((key, f"{each.label} {each.year}") for key, each in references.items()))
    site = Site(library, derived, references, labels, downloads, shelf.environment(templates))
    return shelf.pages(site, (recipe for recipes in PAGE_KINDS for recipe in recipes(site)))
