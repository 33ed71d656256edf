"""What the tests of exports share: the downloads of a companion, and sources of a bibliography."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from hedgesite.derive import derive
from hedgesite.export import export_files
from hedgesite.export.context import Context
from hedgesite.load import load_library
from hedgesite.load.bibtex import read_bibliography
from hedgesite.model.source import Bibliography, Source
from hedgesite.styles import format_references

TESTS = Path(__file__).parent
REAL = TESTS.parent / "content"
FULL = TESTS / "sites" / "full" / "content"
MINIMAL = TESTS / "sites" / "minimal" / "content"
COMPANIONS = (REAL, FULL, MINIMAL)
GOLDEN = TESTS / "golden" / "exports"


@cache
def context_of(content: Path, site_url: str = "") -> Context:
    library, report = load_library(content)
    assert not report.errors, report.errors
    references = format_references(library.sources, library.article.style, library.article.language)
    return Context(library, derive(library), references, site_url)


@cache
def downloads_of(content: Path, site_url: str = "") -> Mapping[str, bytes]:
    context = context_of(content, site_url)
    return export_files(context.library, context.derived, context.references, site_url)


def downloaded(content: Path, name: str, site_url: str = "") -> str:
    """A text file among the downloads, line ends as they are."""
    return downloads_of(content, site_url)[f"downloads/{name}"].decode()


def sources_of(bibliography: str) -> tuple[Source, ...]:
    return read_bibliography(bibliography, "references.bib")[0].sources


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
