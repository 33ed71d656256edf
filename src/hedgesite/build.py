"""The pipeline, from a directory of content to finished pages."""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import jinja2

from hedgesite.audit import audit_pages
from hedgesite.check import check_library
from hedgesite.derive import derive
from hedgesite.derive.frame import Frame
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.export import export_downloads
from hedgesite.installed import templates_folder
from hedgesite.load import load_library
from hedgesite.memo import Memo
from hedgesite.model.download import Downloads
from hedgesite.model.library import Library
from hedgesite.model.page import Page
from hedgesite.render import Shelf, render_pages
from hedgesite.render.colours import stylesheet
from hedgesite.stages import Stages
from hedgesite.styles import format_references

__all__ = ["BuildCache", "Built", "build_pages", "templates_folder"]


@dataclass(frozen=True, slots=True)
class Built:
    """A companion made into pages. Without errors in the report, pages are there; with them, there are none."""

    library: Library
    report: Report
    pages: tuple[Page, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    """Downloads: path below the site's root to content."""
    redirects: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Former addresses to the present ones, both below the site's root."""


class BuildCache:
    """What one build hands to the next, which then does again only what may come out differently.

    Everything in it is found by content: by what was in the files, or by everything that a page was made from. So a
    build with it gives what a build without it would.
    """

    def __init__(self) -> None:
        self.files = Memo()
        """What was read, by the text it was read from."""
        self.framed = Memo()
        """What holds as long as nothing but the words of sections changes."""
        self.shelf = Shelf()
        self._frame: Frame | None = None

    def settle(self, library: Library, site_url: str) -> None:
        """Drop whatever does not hold for this library."""
        frame = Frame.of(library, site_url)
        if not frame.is_that_of(self._frame):
            self.framed = Memo()
            self.shelf.clear()
        self._frame = frame

    def next_build(self) -> None:
        """Drop what the last build did not use."""
        self.files.next_build()
        self.framed.next_build()


def build_pages(
    content: Path,
    templates: Path,
    site_url: str = "",
    cache: BuildCache | None = None,
    stages: Stages | None = None,
) -> Built:
    """Load, check, derive, export, render and audit the companion below `content`.

    `site_url` is where the site will be published; without it, addresses in downloads are paths below its root.
    """
    cache, stages = cache or BuildCache(), stages or Stages()
    cache.next_build()
    stages.enter("load")
    library, report = load_library(content, cache.files)
    stages.enter("check")
    report += check_library(library)
    if report.errors:
        return Built(library, report)
    stages.enter("derive")
    cache.settle(library, site_url)
    derived = derive(library)
    article = library.article
    references = cache.framed.once(
        "references",
        lambda: format_references(library.sources, article.style, article.language, library.citation_groups),
    )
    stages.enter("export")
    downloads = export_downloads(library, derived, references, site_url, cache.framed)
    files = _files(library, downloads)
    stages.enter("render")
    try:
        pages = render_pages(library, derived, references, downloads, templates, cache.shelf)
    except jinja2.TemplateError as error:
        return Built(library, report + _template_report(error))
    stages.enter("audit")
    report += audit_pages(pages, files, library.root, cache.framed, derived.routes.places)
    if report.errors:
        return Built(library, report)
    return Built(library, report, pages, files, derived.routes.redirects)


def _files(library: Library, downloads: Downloads) -> Mapping[str, bytes]:
    """Files of the site besides its pages, by path below the root."""
    dimensions = {"assets/hedgesite/dimensions.css": stylesheet(library.dimensions).encode()}
    return MappingProxyType({**dimensions, **downloads.by_path})


def _template_report(error: jinja2.TemplateError) -> Report:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    if isinstance(error, jinja2.TemplateSyntaxError):
        origin = Origin(error.filename or f"templates/{error.name}", error.lineno)
    else:
        origin = Origin(frames[-1].filename, frames[-1].lineno or 1) if frames else Origin("templates")
    return Report.of([Diagnostic(Rule.TEMPLATE, origin, error.message or "a template fails", "correct the template")])
