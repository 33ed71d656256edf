"""The library and what follows from it into finished pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import jinja2

from hedgesite.cache.page_cache import Made, PageCache
from hedgesite.derive import Derived
from hedgesite.model.download import Downloads
from hedgesite.model.index import labels_of
from hedgesite.model.library import Library
from hedgesite.model.page import Page
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages import PAGE_KINDS
from hedgesite.render.pages.common import PageBuilder
from hedgesite.render.site import Site, environment
from hedgesite.styles import Reference

__all__ = ["environment", "render_pages"]


def render_pages(
    library: Library,
    derived: Derived,
    references: Mapping[str, Reference],
    downloads: Downloads,
    templates: jinja2.Environment,
    cache: PageCache[Page] | None = None,
) -> tuple[Page, ...]:
    """Render every page of the companion; `downloads` are what pages offer.

    With the cache of a build that differs in the words of sections at most, pages that would be the same are taken from
    there: the very same pages. Raises jinja2.TemplateError where a template is at fault.
    """
    labels = labels_of(derived.names, ((key, f"{each.label} {each.year}") for key, each in references.items()))
    site = Site(library, derived, references, labels, downloads, templates)
    makers = ((recipe.path, partial(_made, site, recipe)) for recipes in PAGE_KINDS for recipe in recipes(site))
    key = templates, tuple(each.path for each in downloads.files)
    return (cache or PageCache()).get_or_make(key, makers, site.dependencies.unchanged)


def _made(site: Site, recipe: PageBuilder) -> Made[Page]:
    context = PageContext(site, recipe.path)
    return recipe.render(context), context.read
