"""A directory of content files into one Library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.bibtex import read_bibliography
from hedgesite.load.decode import decode, decode_list
from hedgesite.load.files import ContentFile, ContentFiles, read_files
from hedgesite.load.markdown_files import read_free_page, read_section
from hedgesite.load.yaml import YamlDocument, read_yaml
from hedgesite.markdown import scan_body
from hedgesite.model.base import Prose, Value
from hedgesite.model.content import (
    Actor,
    Article,
    Author,
    Codebook,
    Dimension,
    Event,
    Framework,
    Hypothesis,
    Series,
    Term,
    TradeOff,
)
from hedgesite.model.library import DataSeries, FreePage, Library, Section
from hedgesite.model.source import Source
from hedgesite.model.text import Body

V = TypeVar("V", bound=Value)
R = TypeVar("R")


def load_library(root: Path) -> tuple[Library, Report]:
    """Read the companion below `root`, whatever is wrong with it: what cannot be read is reported and left out."""
    files, report = read_files(root)
    loader = _Loader(files, report)
    return loader.library(), loader.report


class _Loader:
    """Collects the findings of one run over the files."""

    def __init__(self, files: ContentFiles, report: Report) -> None:
        self.files = files
        self.reports = [report]
        self.unreadable: set[tuple[str, str]] = set()

    @property
    def report(self) -> Report:
        return Report.of(finding for report in self.reports for finding in report.diagnostics)

    def library(self) -> Library:
        article = self.article()
        codebook = self.codebook()
        hypotheses = self.items("hypotheses.yml", "hypothesis", Hypothesis)
        actors = self.items("actors.yml", "actor", Actor)
        events = self.items("events.yml", "event", Event)
        terms = self.items("glossary.yml", "term", Term)
        series = tuple(found for file in self.files.folders["data"] if (found := self.series(file)))
        numbered = enumerate(self.files.folders["sections"], start=1)
        sections = tuple(self.keep(read_section(file, number)) for number, file in numbered)
        pages = tuple(self.keep(read_free_page(file)) for file in self.files.folders["pages"])
        sources, bibliography = self.sources()
        prose = self.prose((article, codebook, hypotheses, actors, events, terms, series, sections, pages))
        return Library(
            root=self.files.root,
            article=article,
            sections=sections,
            codebook=codebook,
            sources=sources,
            hypotheses=hypotheses,
            actors=actors,
            events=events,
            terms=terms,
            series=series,
            pages=pages,
            prose=prose,
            unreadable=frozenset(self.unreadable),
            bibliography_raw=bibliography,
        )

    def keep(self, read: tuple[R, Report]) -> R:
        value, report = read
        self.reports.append(report)
        return value

    def yaml(self, name: str) -> YamlDocument | None:
        """The document of a file that may be missing; None where there is nothing to decode."""
        file = self.files.single.get(name)
        if file is None:
            return None
        document = self.keep(read_yaml(file.text, file.shown))
        return document if document.node is not None else None

    def article(self) -> Article:
        document = self.yaml("article.yml")
        article = self.keep(decode(Article, document)) if document else None
        if "article.yml" not in self.files.single:
            self.missing("article.yml", "write one with 'title', 'authors' and 'abstract'")
        if article is not None:
            return article
        return Article(title="Untitled", authors=(Author(family="Unknown"),), abstract=Prose("…"))

    def codebook(self) -> Codebook | None:
        document = self.yaml("dimensions.yml")
        if document is None or not isinstance(document.data, dict):
            self.unreadable |= {("dimension", "*")} if "dimensions.yml" in self.files.single else set()
            if document is not None:
                self.keep(decode(Codebook, document))
            return None
        codebook = self.keep(decode(Codebook, document))
        if codebook is None:
            framework, _ = decode(Framework, document, ("framework",))
            dimensions, _ = decode_list(Dimension, document, ("dimensions",))
            trade_offs, _ = decode_list(TradeOff, document, ("trade-offs",))
            codebook = Codebook.model_construct(
                framework=framework or Framework(name="Framework"), dimensions=dimensions, trade_offs=trade_offs
            )
        self.note_unreadable("dimension", document.data.get("dimensions"), codebook.dimensions)
        return codebook

    def items(self, name: str, kind: str, model: type[V]) -> tuple[V, ...]:
        document = self.yaml(name)
        if document is None:
            self.unreadable |= {(kind, "*")} if name in self.files.single else set()
            return ()
        items = self.keep(decode_list(model, document))
        self.note_unreadable(kind, document.data, items)
        return items

    def series(self, file: ContentFile) -> DataSeries | None:
        document = self.keep(read_yaml(file.text, file.shown))
        series = self.keep(decode(Series, document)) if document.node is not None else None
        if series is None:
            self.unreadable.add(("series", file.id))
            return None
        return DataSeries(file.id, series, file.shown)

    def sources(self) -> tuple[tuple[Source, ...], str]:
        file = self.files.single.get("references.bib")
        if file is None:
            self.missing("references.bib", "export your bibliography to it; it may be empty")
            self.unreadable.add(("source", "*"))
            return (), ""
        return self.keep(read_bibliography(file.text, file.shown)), file.text

    def prose(self, values: object) -> MappingProxyType[Prose, Body]:
        found = dict.fromkeys(prose for prose in _prose_in(values) if prose)
        return MappingProxyType({prose: self.keep(scan_body(prose.text, prose.origin)) for prose in found})

    def missing(self, name: str, remedy: str) -> None:
        shown = f"{self.files.root}/{name}"
        unread = any(finding.origin.file == shown for finding in self.report.diagnostics)
        if not unread:
            finding = Diagnostic(Rule.FILE_MISSING, Origin(shown), f"there is no {name}", remedy)
            self.reports.append(Report.of([finding]))

    def note_unreadable(self, kind: str, data: Any, items: Iterable[Any]) -> None:
        """Remember the ids that the file names but that did not decode."""
        decoded = {item.id for item in items}
        written = data if isinstance(data, list) else []
        ids = {str(item.get("id")) for item in written if isinstance(item, dict) and item.get("id")}
        self.unreadable |= {(kind, id) for id in ids - decoded}


def _prose_in(value: object) -> Iterator[Prose]:
    if isinstance(value, Prose):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _prose_in(getattr(value, name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from _prose_in(item)
    elif isinstance(value, tuple):
        for item in value:
            yield from _prose_in(item)
    elif isinstance(value, Section | FreePage):
        yield from _prose_in(value.matter)
    elif isinstance(value, DataSeries):
        yield from _prose_in(value.series)
