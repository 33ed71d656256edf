"""The pipeline from a directory of content to finished pages."""

from __future__ import annotations

import traceback
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType

import jinja2

from hedgesite.audit import audit_pages
from hedgesite.cache.build_cache import BuildCache
from hedgesite.cache.directory_snapshot import state_of
from hedgesite.cache.keys import BuildKey
from hedgesite.check import check_library, set_unused_aside, unknown_keys, with_new_keys
from hedgesite.derive import derive
from hedgesite.derive.build_key import build_key
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.editions import make_editions, unavailable
from hedgesite.export import export_downloads, export_search, export_tables
from hedgesite.export.context import Context
from hedgesite.images import publish_copies, publish_images
from hedgesite.load import load_library
from hedgesite.load.former import former_sources, remember
from hedgesite.model.base import origin_of
from hedgesite.model.direction import direction_of
from hedgesite.model.download import Downloads
from hedgesite.model.image import PublishedImage
from hedgesite.model.library import Library
from hedgesite.model.named_copies import named_copies
from hedgesite.model.page import Page
from hedgesite.render import environment, render_pages, site_of
from hedgesite.render.colours import draft_stylesheet, stylesheet
from hedgesite.render.site import Site
from hedgesite.resources import templates_folder
from hedgesite.styles import Citations, References, StyleError, format_references, style_named
from hedgesite.timing import Stages
from hedgesite.words import CATALOGUES, ENGLISH, SCRIPT, Words, script, unmarked, words_for

__all__ = ["BuildCache", "Built", "build_pages", "read_context", "templates_folder"]


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


def build_pages(
    content: Path,
    templates: Path,
    site_url: str = "",
    cache: BuildCache | None = None,
    stages: Stages | None = None,
    catalogues: Path = CATALOGUES,
    editions: Collection[str] = (),
) -> Built:
    """Load, check, derive, export, render and audit the companion below `content`.

    `site_url` is where the site will be published; without it, addresses in downloads are paths below its root. Below
    `catalogues` are the words of each language. `editions` are the endings of those that are made, too.
    """
    cache, stages = cache or BuildCache(), stages or Stages()
    library, report, aside = _checked(content, cache, stages)
    if report.errors:
        return Built(library, report, aside)
    stages.enter("derive")
    try:
        references = _references(library, build_key(library, site_url), cache)
    except StyleError as error:
        return Built(library, report + _style_report(library, error), aside)
    derived = derive(library)
    stages.enter("export")
    downloads = export_downloads(library, derived, references, site_url, cache.keyed)
    images = publish_images(library.shown_images, cache.images)
    stages.enter("render")
    words = words_for(library.article.language, catalogues).with_own(library.words.forms)
    try:
        compiled = _templates(cache, templates, library.article.language, words)
        site = site_of(library, derived, references, downloads, compiled, words, site_url, images)
        downloads, found = _with_editions(site, editions, stages)
        pages = render_pages(library, derived, references, downloads, compiled, cache.pages, words, site_url, images)
    except jinja2.TemplateError as error:
        return Built(library, report + _template_report(error), aside)
    files = _files(library, downloads, _more_files(site, pages, cache, templates), images, words)
    stages.enter("audit")
    report += found + audit_pages(pages, files, library.root, cache.keyed, derived.routes.places)
    return Built(library, report, aside, *(() if report.errors else (pages, files, derived.routes.redirects, words)))


def read_context(content: Path) -> tuple[Context | None, Report]:
    """What exports are made of, for commands that make no pages; None if the companion has errors."""
    cache = BuildCache()
    library, report, _ = _checked(content, cache, Stages())
    if report.errors:
        return None, report
    try:
        return Context(library, derive(library), _references(library, build_key(library, ""), cache)), report
    except StyleError as error:
        return None, report + _style_report(library, error)


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


def _more_files(site: Site, pages: Sequence[Page], cache: BuildCache, templates: Path) -> Mapping[str, bytes]:
    """The index of the search, tables as files, copies of sources, and the words of scripts."""
    of = site.library, site.derived, site.references
    copies = publish_copies(named_copies(site.library), cache.images)
    index, tables = export_search(*of, pages, cache.keyed, site.words), export_tables(*of, cache.keyed)
    return {**index, **tables, **copies, SCRIPT: _script(site.words, site.library, templates)}


def _with_editions(site: Site, editions: Collection[str], stages: Stages) -> tuple[Downloads, Report]:
    """The downloads with the wanted editions first, and what keeps these from being made."""
    missing = Report.of(unavailable(editions, site.library.root))
    if missing.errors or not editions:
        return site.downloads, missing
    stages.enter("editions")
    made, report = make_editions(site, editions, stages.count)
    stages.enter("render")
    return replace(site.downloads, files=(*made, *site.downloads.files)), report


def _templates(cache: BuildCache, folder: Path, language: str, words: Words) -> jinja2.Environment:
    direction = direction_of(language)
    key = folder, state_of(folder), direction, words.language, words.page, words.own
    made: jinja2.Environment = cache.templates.get_or_make(key, lambda: environment(folder, direction, words))
    return made


def _references(library: Library, key: BuildKey, cache: BuildCache) -> References:
    """The references, and a cache in which everything was made with them."""
    make, meanwhile = partial(_styled, library), partial(_in_the_meantime, library)
    references: References = cache.references.get_or_make(key, make, meanwhile)
    cache.invalidate(replace(key, identical=(*key.identical, references)))
    return references


def _styled(library: Library) -> References:
    article, numbers = library.article, library.note_numbers
    placed = ((group, numbers.of_group(it.id, group)) for it in library.sections for group in it.body.citations)
    elsewhere = (*(it.body for it in library.pages), *library.prose.values())
    citations = Citations(tuple(placed), tuple(group for body in elsewhere for group in body.citations))
    style = style_named(article.style, library.styles, article.collation)
    return format_references(library.sources, style, article.language, citations)


def _in_the_meantime(library: Library, former: References) -> References:
    """References of a former build for the present sources, until the present ones are made."""
    plain = format_references(library.sources, language=library.article.language)
    order = [*(key for key in former if key in plain), *(key for key in plain if key not in former)]
    by_key = {key: former[key] if key in former else plain[key] for key in order}
    return replace(former, by_key=MappingProxyType(by_key), aliases=plain.aliases)


def _style_report(library: Library, error: StyleError) -> Report:
    origin = origin_of(getattr(library.article, error.field), Origin(f"{library.root}/article.yml"))
    return Report.of([Diagnostic(Rule.STYLE_UNUSABLE, origin, error.problem, error.remedy)])


def _files(
    library: Library,
    downloads: Downloads,
    scripts: Mapping[str, bytes],
    images: Mapping[str, PublishedImage],
    words: Words,
) -> Mapping[str, bytes]:
    """Files of the site besides its pages, by path below the root."""
    style = stylesheet(library.dimensions)
    if library.article.draft:
        style += draft_stylesheet(unmarked(words.gettext("Draft")))
    dimensions = {"assets/hedgesite/dimensions.css": style.encode()}
    shown = {path: data for image in images.values() for path, data in image.files}
    return MappingProxyType({**dimensions, **scripts, **downloads.by_path, **shown})


def _script(words: Words, library: Library, templates: Path) -> bytes:
    functions = (templates / "fragments" / "words.js").read_text("utf-8")
    return script(words, library.article.language, functions).encode()


def _template_report(error: jinja2.TemplateError) -> Report:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    if isinstance(error, jinja2.TemplateSyntaxError):
        origin = Origin(error.filename or f"templates/{error.name}", error.lineno)
    else:
        origin = Origin(frames[-1].filename, frames[-1].lineno or 1) if frames else Origin("templates")
    return Report.of([Diagnostic(Rule.TEMPLATE, origin, error.message or "a template fails", "correct the template")])
