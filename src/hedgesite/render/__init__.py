"""Renders the library and its derived data into finished pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType

import jinja2

from hedgesite.cache.keys import BuildKey
from hedgesite.cache.page_cache import Made, PageCache
from hedgesite.derive import Derived
from hedgesite.model.download import Downloads
from hedgesite.model.editions import Edition
from hedgesite.model.image import PublishedImage
from hedgesite.model.index import labels_of
from hedgesite.model.library import Library
from hedgesite.model.page import NavEntry, Page
from hedgesite.render.display_html import display_labels, display_name
from hedgesite.render.edition_paths import edition_paths
from hedgesite.render.environment import environment
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages import PAGE_KINDS
from hedgesite.render.pages.common import PageBuilder
from hedgesite.render.site import Site
from hedgesite.styles import References
from hedgesite.words import ENGLISH, Words, with_page_languages

__all__ = ["edition_paths", "environment", "in_edition", "make_site", "navigation_of", "render_pages"]


def make_site(
    library: Library,
    derived: Derived,
    references: References,
    downloads: Downloads,
    templates: jinja2.Environment,
    words: Words = ENGLISH,
    site_url: str = "",
    images: Mapping[str, PublishedImage] = MappingProxyType({}),
    paths: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Site:
    """The input of all pages in one language: `downloads` are the files that pages offer, `site_url` is where the site
    will be published, if that is known, and `paths` are the pages of other languages, see `edition_paths`.
    """
    labels = labels_of(derived.names, ((key, f"{each.label} {each.year}") for key, each in references.items()))
    labels = MappingProxyType({**labels, **display_labels(library, words), **_passage_labels(library, words)})
    return Site(library, derived, references, labels, downloads, templates, words, site_url, images, paths=paths)


def in_edition(site: Site, edition: Edition, original: Site) -> Site:
    """The input of the pages of an edition, whose library `site` has; `original` is that of the companion's own."""
    return replace(site, edition=edition, original=original)


def render_pages(site: Site, cache: PageCache[Page] | None = None) -> tuple[Page, ...]:
    """Render every page of the companion, or those that an edition has.

    With the cache of a build that differs at most in the words of sections, unchanged pages are taken from it as the
    same objects. Raises jinja2.TemplateError if a template is faulty.
    """
    recipes = (recipe for recipe in _recipes(site) if site.has_page(recipe.path))
    makers = ((recipe.path, partial(_made, site, recipe)) for recipe in recipes)
    # An edition is made anew if any text changes: where it has no words, it shows the original's.
    texts = BuildKey(tuple(site.edition.original.texts) if site.edition else (), ())
    key = site.templates, tuple(each.path for each in site.downloads.files), texts
    return (cache or PageCache()).get_or_make(key, makers, site.dependencies.unchanged)


def navigation_of(site: Site) -> tuple[NavEntry, ...]:
    """The navigation of an edition, which leads to all of the companion."""
    return tuple(
        NavEntry(site.address(each.path), each.nav, each.number, each.depth, is_original=not site.has_page(each.path))
        for each in _recipes(site)
        if each.nav
    )


def _recipes(site: Site) -> Iterator[PageBuilder]:
    return (recipe for recipes in PAGE_KINDS for recipe in recipes(site))


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
    context = PageContext(site, site.address(recipe.path))
    alternates, beside = site.alternates(recipe.path), site.beside(recipe.path)
    made = replace(recipe.render(context), alternates=alternates, beside=beside)
    if site.edition:
        made = replace(made, edition=site.language, language=made.language or site.language)
    return with_page_languages(made, site.direction, site.original_language), context.read
