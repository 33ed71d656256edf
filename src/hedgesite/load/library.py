"""A directory of content files into one Library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.bibtex import read_bibliography
from hedgesite.load.decode import Decoded, decode, decode_list
from hedgesite.load.files import ContentFile, ContentFiles, read_files
from hedgesite.load.markdown_files import ReadPage, read_free_page, read_section
from hedgesite.load.misfits import as_id, ids_in
from hedgesite.load.yaml import YamlDocument, read_yaml
from hedgesite.markdown import scan_body
from hedgesite.memo import Memo
from hedgesite.model.base import Prose, Value
from hedgesite.model.content import (
    Actor,
    Article,
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

_KINDS_IN = {
    "dimensions.yml": ("dimension",),
    "hypotheses.yml": ("hypothesis",),
    "actors.yml": ("actor",),
    "events.yml": ("event",),
    "glossary.yml": ("term",),
    "references.bib": ("source",),
    "sections": ("section", "passage"),
    "data": ("series",),
    "pages": ("page",),
}
_NO_ARTICLE = {"title": "Untitled", "authors": [{"family": "Unknown"}], "abstract": "…"}
_COSTLY = {Rule.LINK_NESTED, Rule.NESTING}
"""Faults in Markdown for which citations are not read."""
_BIB_KEY = re.compile(r"^[ \t]*@(?!(?i:string|comment|preamble)\b)\w+\s*[{(]\s*([^\s,{}()]+)", re.MULTILINE)


def load_library(root: Path, memo: Memo | None = None) -> tuple[Library, Report]:
    """Read the companion below `root`, whatever is wrong with it: what cannot be read is reported and left out.

    With a memo, files that are as they were are not read again, and give the very same values.
    """
    files, report = read_files(root)
    loader = _Loader(files, report, memo or Memo())
    return loader.library(), loader.report


class _Loader:
    """Collects the findings of one run over the files."""

    def __init__(self, files: ContentFiles, report: Report, memo: Memo) -> None:
        self.files = files
        self.memo = memo
        self.reports = [report]
        self.is_complete = not files.unread
        self.unreadable = {(kind, "*") for place in files.unread for kind in _KINDS_IN.get(place.split("/")[0], ())}

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
        sections = tuple(self.page(read_section(file, number, self.memo)) for number, file in numbered)
        pages = tuple(self.page(read_free_page(file, self.memo)) for file in self.files.folders["pages"])
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
            is_complete=self.is_complete and not any(found.rule in _COSTLY for found in self.report.diagnostics),
            bibliography_raw=bibliography,
        )

    def keep(self, read: tuple[R, Report]) -> R:
        value, report = read
        self.reports.append(report)
        return value

    def value(self, decoded: Decoded[V]) -> V | None:
        self.is_complete = self.is_complete and not decoded.lost
        return self.keep((decoded.value, decoded.report))

    def page(self, read: ReadPage[R]) -> R:
        self.is_complete = self.is_complete and read.is_whole
        self.unreadable |= read.unreadable
        return self.keep((read.page, read.report))

    def yaml(self, file: ContentFile | None) -> YamlDocument | None:
        """The document of a file, None where there is none to decode."""
        if file is None:
            return None
        document = self.keep(self.memo.call(read_yaml, file.text, file.shown))
        self.is_complete = self.is_complete and document is not None
        return document

    def article(self) -> Article:
        document = self.yaml(self.files.single.get("article.yml"))
        article = self.value(self.memo.call(_decode_article, document)) if document else None
        self.require("article.yml", "write one with 'title', 'authors' and 'abstract'")
        return article or Article.model_validate(_NO_ARTICLE)

    def codebook(self) -> Codebook | None:
        file = self.files.single.get("dimensions.yml")
        document = self.yaml(file)
        if document is None or not isinstance(document.data, dict):
            if document is not None and document.data is not None:
                self.value(decode(Codebook, document))
            self.unreadable |= {("dimension", "*")} if file and not _is_empty(document) else set()
            return None
        codebook = self.value(self.memo.call(decode, Codebook, document)) or self.memo.call(_salvage, document)
        self.note_unreadable("dimension", document.data.get("dimensions"), codebook.dimensions)
        return codebook

    def items(self, name: str, kind: str, model: type[V]) -> tuple[V, ...]:
        file = self.files.single.get(name)
        document = self.yaml(file)
        if document is None:
            self.unreadable |= {(kind, "*")} if file else set()
            return ()
        decoded = self.memo.call(decode_list, model, document)
        self.is_complete = self.is_complete and decoded.is_whole
        self.note_unreadable(kind, document.data, decoded.items)
        return self.keep((decoded.items, decoded.report))

    def series(self, file: ContentFile) -> DataSeries | None:
        document = self.yaml(file)
        series = self.value(self.memo.call(decode, Series, document)) if document else None
        if series is None:
            self.unreadable |= {("series", id) for id in (file.id, *ids_in(file.text))}
            return None
        return DataSeries(file.id, series, file.shown)

    def sources(self) -> tuple[tuple[Source, ...], str]:
        file = self.files.single.get("references.bib")
        if file is None:
            self.require("references.bib", "export your bibliography to it; it may be empty")
            self.unreadable.add(("source", "*"))
            return (), ""
        sources = self.keep(self.memo.call(read_bibliography, file.text, file.shown))
        read = {key for source in sources for key in (source.key, *source.aliases)}
        self.unreadable |= {("source", key) for key in _BIB_KEY.findall(file.text) if key not in read}
        return sources, file.text

    def prose(self, values: object) -> MappingProxyType[Prose, Body]:
        found = dict.fromkeys(prose for prose in _prose_in(values) if prose)
        scan = self.memo.call
        return MappingProxyType(
            {prose: self.keep(scan(scan_body, prose.text, prose.origin, places=prose.places)) for prose in found}
        )

    def require(self, name: str, remedy: str) -> None:
        if name not in self.files.single and name not in self.files.unread:
            origin = Origin(f"{self.files.root}/{name}")
            self.reports.append(Report.of([Diagnostic(Rule.FILE_MISSING, origin, f"there is no {name}", remedy)]))

    def note_unreadable(self, kind: str, data: Any, items: Iterable[Any]) -> None:
        """Remember the ids, former ones too, that the file names but that did not decode."""
        decoded = {item.id for item in items}
        written = data if isinstance(data, list) else [data] if data is not None else []
        for item in written:
            id = item.get("id") if isinstance(item, dict) else None
            if not isinstance(id, str):
                self.unreadable.add((kind, "*"))
            elif id not in decoded:
                former = item.get("aliases")
                names = (id, *(name for name in (former if isinstance(former, list) else ()) if isinstance(name, str)))
                self.unreadable |= {(kind, one) for name in names for one in (name, as_id(name))}


def _decode_article(document: YamlDocument) -> Decoded[Article]:
    return decode(Article, document, instead=_NO_ARTICLE)


def _salvage(document: YamlDocument) -> Codebook:
    """What is left of a codebook that does not decode as a whole."""
    return Codebook.model_construct(
        framework=decode(Framework, document, ("framework",)).value or Framework(name="Framework"),
        dimensions=decode_list(Dimension, document, ("dimensions",)).items,
        trade_offs=decode_list(TradeOff, document, ("trade-offs",)).items,
    )


def _is_empty(document: YamlDocument | None) -> bool:
    return document is not None and document.data is None


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
