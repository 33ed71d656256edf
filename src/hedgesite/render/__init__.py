"""Renders the library and its derived data into finished pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

import jinja2

from hedgesite.cache.page_cache import Made, PageCache
from hedgesite.derive import Derived
from hedgesite.model.download import Downloads
from hedgesite.model.image import PublishedImage
from hedgesite.model.index import labels_of
from hedgesite.model.library import Library
from hedgesite.model.page import Page
from hedgesite.render.display_html import display_labels, display_name
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages import PAGE_KINDS
from hedgesite.render.pages.common import PageBuilder
from hedgesite.render.site import Site, environment
from hedgesite.styles import References
from hedgesite.words import ENGLISH, Words, with_page_languages

__all__ = ["environment", "render_pages", "site_of"]


def render_pages(
    library: Library,
    derived: Derived,
    references: References,
    downloads: Downloads,
    templates: jinja2.Environment,
    cache: PageCache[Page] | None = None,
    words: Words = ENGLISH,
    site_url: str = "",
    images: Mapping[str, PublishedImage] = MappingProxyType({}),
) -> tuple[Page, ...]:
    """Render every page of the companion; `downloads` are the files that pages offer, and `site_url` is where the site
    will be published, if that is known.

    `templates` and `words` are of one language. With the cache of a build that differs at most in the words of
    sections, unchanged pages are taken from it as the same objects. Raises jinja2.TemplateError if a template is
    faulty.
    """
    site = site_of(library, derived, references, downloads, templates, words, site_url, images)
    makers = ((recipe.path, partial(_made, site, recipe)) for recipes in PAGE_KINDS for recipe in recipes(site))
    key = templates, tuple(each.path for each in downloads.files)
    return (cache or PageCache()).get_or_make(key, makers, site.dependencies.unchanged)


def site_of(
    library: Library,
    derived: Derived,
    references: References,
    downloads: Downloads,
    templates: jinja2.Environment,
    words: Words = ENGLISH,
    site_url: str = "",
    images: Mapping[str, PublishedImage] = MappingProxyType({}),
) -> Site:
    """What all pages and editions are made from."""
    labels = labels_of(derived.names, ((key, f"{each.label} {each.year}") for key, each in references.items()))
    labels = MappingProxyType({**labels, **display_labels(library, words), **_passage_labels(library, words)})
    return Site(library, derived, references, labels, downloads, templates, words, site_url, images)


def _passage_labels(library: Library, words: Words) -> dict[tuple[str, str], str]:
    shown = library.display_of_passage
    return {
        ("passage", passage.id): words.gettext(
            "%(section)s, %(display)s", section=section.short, display=display_name(words, shown[passage.id])
        )
        if passage.id in shown
        else words.gettext("%(section)s, passage %(number)s", section=section.short, number=passage.block.number)
        for section in reversed(library.sections)
        for passage in reversed(section.passages)
    }


def _made(site: Site, recipe: PageBuilder) -> Made[Page]:
    context = PageContext(site, recipe.path)
    return with_page_languages(recipe.render(context), site.direction), context.read
