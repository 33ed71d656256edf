"""The pipeline from a directory of content to finished pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from hedgesite.audit import audit_pages, audit_static
from hedgesite.books import make_books, unavailable
from hedgesite.build_editions import BuiltEdition, EditionBuilder, Editions, page_templates, words_script
from hedgesite.build_references import references_of, style_report
from hedgesite.cache.build_cache import BuildCache
from hedgesite.cache.keys import BuildKey
from hedgesite.check import check_library, set_unused_aside, unknown_keys, with_new_keys
from hedgesite.derive import Derived, derive
from hedgesite.derive.build_key import build_key
from hedgesite.diagnostics import Report
from hedgesite.export import export_downloads, export_feed, export_search, export_tables
from hedgesite.export.context import Context
from hedgesite.images import in_own_format, publish_copies, publish_images, publish_looks, publish_static
from hedgesite.load import load_library
from hedgesite.load.former import former_sources, remember
from hedgesite.model.download import Downloads
from hedgesite.model.image import PublishedImage
from hedgesite.model.library import Library
from hedgesite.model.looks import PublishedLooks
from hedgesite.model.named_copies import named_copies
from hedgesite.model.page import Page
from hedgesite.model.static_file import FOLDER as STATIC
from hedgesite.render import make_site, render_pages
from hedgesite.render.colours import draft_stylesheet, looks_stylesheet, stylesheet
from hedgesite.render.looks import published_looks
from hedgesite.render.navigation import placed
from hedgesite.render.own_templates import OwnTemplates, own_templates
from hedgesite.render.site import Site
from hedgesite.render.template_checks import check_templates
from hedgesite.render.template_faults import template_report
from hedgesite.resources import templates_folder
from hedgesite.styles import References, StyleError
from hedgesite.timing import Stages
from hedgesite.words import CATALOGUES, ENGLISH, SCRIPT, Words, unmarked, words_for

__all__ = ["BuildCache", "Built", "BuiltEdition", "build_pages", "read_context", "templates_folder"]


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build. Pages exist only if the report has no errors."""

    library: Library
    report: Report
    aside: Report = field(default_factory=Report)
    """Findings about sources that nothing uses, of which the report has only the number."""
    pages: tuple[Page, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Downloads: path below the site's root to content."""
    redirects: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Former addresses to the present ones, both below the site's root."""
    words: Words = ENGLISH
    """What the shell says around the pages."""
    looks: PublishedLooks = field(default_factory=PublishedLooks)
    """How the shell looks around the pages."""
    has_own_templates: bool = False
    """Whether templates of the companion's own made the pages, which may then hold anything."""
    editions: tuple[BuiltEdition, ...] = ()
    """The companion's other languages."""


def build_pages(
    content: Path,
    templates: Path,
    site_url: str = "",
    cache: BuildCache | None = None,
    stages: Stages | None = None,
    catalogues: Path = CATALOGUES,
    books: Collection[str] = (),
) -> Built:
    """Load, check, derive, export, render and audit the companion below `content`.

    `site_url` is where the site will be published; without it, addresses in downloads are paths below its root. Below
    `catalogues` are the words of each language. `books` are the endings of those that are made, too.
    """
    cache, stages = cache or BuildCache(), stages or Stages()
    library, report, aside = _checked(content, cache, stages)
    own = own_templates(content, templates)
    report += check_templates(own, templates, library.pages)
    if report.errors:
        return Built(library, report, aside)
    stages.enter("derive")
    try:
        key = build_key(library, site_url)
        references = references_of(library, key, cache)
    except StyleError as error:
        return Built(library, report + style_report(library, error), aside)
    words = words_for(library.article.language, catalogues).with_own(library.words.forms)
    given = templates, catalogues, own, site_url, key, books
    whole = _Whole(library, derive(library), references, words, *given)
    made, found = _made(whole, cache, stages)
    return replace(made, report=report + found, aside=aside)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Everything that pages and files are made from."""

    library: Library
    derived: Derived
    references: References
    words: Words
    templates: Path
    catalogues: Path
    own: OwnTemplates
    site_url: str
    key: BuildKey
    books: Collection[str]
    """Endings of the books that are made, too."""


def _made(whole: _Whole, cache: BuildCache, stages: Stages) -> tuple[Built, Report]:
    """Pages and files, none if there are errors among the findings."""
    library, derived, words = whole.library, whole.derived, whole.words
    nothing = Built(library, Report())
    stages.enter("export")
    images = publish_images(library.shown_images, cache.images)
    copies = publish_copies(named_copies(library), cache.images)
    looks, static = publish_looks(library.look_files, cache.images), publish_static(library.static, cache.images)
    media = {
        **_media(library, images, copies),
        **{path: looks[each.address] for path, each in library.look_files.items()},
        **{f"{STATIC}/{path}": data for path, data in static.items()},
    }
    templates = {each.name: each.text for each in whole.own.by_name.values()}
    downloads = export_downloads(library, derived, whole.references, whole.site_url, cache.keyed, media, templates)
    stages.enter("render")
    pages, others, downloads, report = _pages(whole, downloads, images, cache, stages)
    if report.errors:
        return nothing, report
    more = {**copies, **looks, **_made_of(whole, pages, others, cache)}
    files = _files(library, downloads, more, images, words)
    pages += tuple(page for each in others for page in each.pages)
    stages.enter("audit")
    redirects = _redirects(derived, others)
    report += audit_pages(pages, files, library.root, cache.keyed, derived.routes.places)
    report += audit_static(library.static, (*(page.path for page in pages), *redirects), files)
    if report.errors:
        return nothing, report
    files = MappingProxyType({**files, **static})
    return replace(
        nothing,
        pages=pages,
        files=files,
        redirects=redirects,
        words=words,
        editions=others,
        looks=published_looks(library),
        has_own_templates=bool(whole.own),
    ), report


def _pages(
    whole: _Whole, downloads: Downloads, images: Mapping[str, PublishedImage], cache: BuildCache, stages: Stages
) -> tuple[tuple[Page, ...], tuple[BuiltEdition, ...], Downloads, Report]:
    """All pages in the order of the navigation, those in other languages, and the downloads with the wanted books;
    what is wrong with a template or a style ends their making."""
    library, derived, words, own = whole.library, whole.derived, whole.words, whole.own
    editions = Editions.of(library, derived, whole.key, cache)
    given = images, whole.templates, own, whole.catalogues, whole.site_url, whole.key, cache, references_of
    try:
        compiled = page_templates(cache, whole.templates, library.article.language, words, own)
        site = make_site(
            library, derived, whole.references, downloads, compiled, words, whole.site_url, images, editions.paths
        )
        downloads, missing = _with_books(site, whole.books, stages)
        site = replace(site, downloads=downloads)
        pages = render_pages(site, cache.pages)
        others = tuple(EditionBuilder(derived, downloads, *given).build(editions, site))
    except StyleError as error:
        return (), (), downloads, style_report(library, error)
    except Exception as error:
        found = template_report(error, own)
        if found is None:
            raise
        return (), (), downloads, found
    inside, report = placed(pages, library.pages)
    return inside, others, downloads, missing + report


_FRONTS = frozenset({"home", "translation"})
"""Kinds of pages that the search of the companion's own language finds in other languages."""


def _made_of(
    whole: _Whole, pages: Sequence[Page], editions: Sequence[BuiltEdition], cache: BuildCache
) -> Mapping[str, bytes]:
    """Indexes of the search, tables, the feed of changes and the words of scripts, by path below the site's root."""
    given = whole.library, whole.derived, whole.references
    fronts = (page for each in editions for page in each.pages if page.kind in _FRONTS)
    index = export_search(*given, (*pages, *fronts), cache.keyed, whole.words)
    said = words_script(whole.words, whole.library.article.language, whole.templates)
    feed = export_feed(*given, whole.site_url, whole.words)
    own = {**index, **export_tables(*given, cache.keyed), **feed, SCRIPT: said}
    return {**own, **{path: data for each in editions for path, data in each.files.items()}}


def _redirects(derived: Derived, editions: Sequence[BuiltEdition]) -> Mapping[str, str]:
    of_editions = {old: new for each in editions for old, new in each.redirects.items()}
    return MappingProxyType({**derived.routes.redirects, **of_editions})


def read_context(content: Path) -> tuple[Context | None, Report]:
    """What exports are made of, for commands that make no pages; None if the companion has errors."""
    cache = BuildCache()
    library, report, _ = _checked(content, cache, Stages())
    if report.errors:
        return None, report
    try:
        return Context(library, derive(library), references_of(library, build_key(library, ""), cache)), report
    except StyleError as error:
        return None, report + style_report(library, error)


def _checked(content: Path, cache: BuildCache, stages: Stages) -> tuple[Library, Report, Report]:
    """The companion, its findings, and those about sources that nothing uses."""
    cache.next_build()
    stages.enter("load")
    library, report = load_library(content, cache.files)
    stages.enter("check")
    report += check_library(library)
    if unknown_keys(report):
        report = with_new_keys(library, report, former_sources(content))
    elif library.sources:
        cache.files.call(remember, content, tuple(library.bibliography.texts.items()))
    return library, *set_unused_aside(library, report)


def _with_books(site: Site, books: Collection[str], stages: Stages) -> tuple[Downloads, Report]:
    """The downloads with the wanted books first, and what keeps these from being made."""
    missing = Report.of(unavailable(books, site.library.root))
    if missing.errors or not books:
        return site.downloads, missing
    stages.enter("books")
    made, report = make_books(site, books, stages.count)
    stages.enter("render")
    return replace(site.downloads, files=(*made, *site.downloads.files)), report


def _files(
    library: Library,
    downloads: Downloads,
    scripts: Mapping[str, bytes],
    images: Mapping[str, PublishedImage],
    words: Words,
) -> Mapping[str, bytes]:
    """Files of the site besides its pages, by path below the root."""
    style = looks_stylesheet(library.looks) + stylesheet(library.dimensions, library.looks)
    if library.article.draft:
        style += draft_stylesheet(unmarked(words.gettext("Draft")))
    dimensions = {"assets/hedgesite/dimensions.css": style.encode()}
    shown = {path: data for image in images.values() for path, data in image.files}
    return MappingProxyType({**dimensions, **scripts, **downloads.by_path, **shown})


def _media(library: Library, images: Mapping[str, PublishedImage], copies: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Figures and copies of sources without metadata, by their path below the content directory."""
    shown = {path: in_own_format(library.images[path], image) for path, image in images.items()}
    named = {path: copies[copy.address] for path, copy in named_copies(library).items()}
    return MappingProxyType({**shown, **named})
