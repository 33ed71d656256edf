"""What the tests of exports share: the downloads of a companion, and sources of a bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hedgesite.derive import derive
from hedgesite.export import export_downloads
from hedgesite.export.context import Context
from hedgesite.load import load_library
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.download import Downloads
from hedgesite.model.source import Bibliography, Source
from hedgesite.styles import format_references, style_named

TESTS = Path(__file__).parent
REAL = TESTS.parent / "content"
FULL = TESTS / "sites" / "full" / "content"
MINIMAL = TESTS / "sites" / "minimal" / "content"
HANDOVER = TESTS / "sites" / "handover" / "content"
COMPANIONS = (REAL, FULL, MINIMAL, HANDOVER)
GOLDEN = TESTS / "golden" / "exports"


@cache
def context_of(content: Path, site_url: str = "") -> Context:
    library, report = load_library(content)
    assert not report.errors, report.errors
    references = format_references(library.sources, style_named(library.article.style), library.article.language)
    return Context(library, derive(library), references, site_url)


@cache
def exported(content: Path, site_url: str = "") -> Downloads:
    context = context_of(content, site_url)
    return export_downloads(context.library, context.derived, context.references, site_url)


def downloads_of(content: Path, site_url: str = "") -> Mapping[str, bytes]:
    """The files of a site by path."""
    return exported(content, site_url).by_path


@cache
def cards_of(content: Path) -> Mapping[str, bytes]:
    """What the pages of sources offer, by the name that a browser saves it under."""
    files = [file for key in context_of(content).references for file in exported(content).of_source(key)]
    assert len({file.path for file in files}) == len(files)
    return {file.path: file.data for file in files}


def downloaded(content: Path, name: str, site_url: str = "") -> str:
    """A text file among the downloads, line ends as they are."""
    return downloads_of(content, site_url)[f"downloads/{name}"].decode()


def sources_of(bibliography: str, opened: tuple[str, ...] = ("annotation", "keywords")) -> tuple[Source, ...]:
    """The sources of a companion that publishes these private fields."""
    return read_bibliography(bibliography, "references.bib", opened)[0].sources


@cache
def bibliographies() -> tuple[Bibliography, ...]:
    """Every bibliography in the tests, broken ones included."""
    cases = [path.read_text("utf-8").split("\n---\n")[0] for path in sorted((TESTS / "cases" / "bibtex").glob("*.txt"))]
    cases += [
        path.read_text("utf-8").partition("-- bib\n")[2].partition("-- cite\n")[0]
        for path in sorted((TESTS / "cases" / "references").glob("*.txt"))
    ]
    cases.append((GOLDEN / "references.bib").read_text("utf-8"))
    return tuple(read_bibliography(case, "references.bib")[0] for case in cases)


def corpus() -> tuple[Source, ...]:
    """Their sources."""
    return tuple(source for bibliography in bibliographies() for source in bibliography.sources)
