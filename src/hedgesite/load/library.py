"""Loading a directory of content files into one Library."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel

from hedgesite.cache.memo import Memo
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.images import Fault, inspect_copy, inspect_image, inspect_look
from hedgesite.load.bibtex import read_bibliographies
from hedgesite.load.binary_files import inspect_files, static_files
from hedgesite.load.files import BinaryFile, ContentFile, ContentFiles, read_files
from hedgesite.load.layout import BIBLIOGRAPHY, LOOKS, SOURCE_ALIASES
from hedgesite.load.markdown_files import ReadPage, Surroundings, read_counterpart, read_free_page, read_section
from hedgesite.load.own_files import own_texts
from hedgesite.load.salvage import NO_ARTICLE, decode_article, kinds_in, lost_ids, salvage
from hedgesite.load.section_order import in_order
from hedgesite.load.table_files import read_table
from hedgesite.load.validation import Decoded, decode, decode_list
from hedgesite.load.validation_messages import ids_in
from hedgesite.load.version_files import read_versions
from hedgesite.load.yaml import YamlDocument, read_yaml
from hedgesite.markdown import scan_body
from hedgesite.mathml import Macros
from hedgesite.model import evidence_file, kinds, looks
from hedgesite.model.article import Article
from hedgesite.model.base import Prose, Value
from hedgesite.model.content import Codebook, stances_in
from hedgesite.model.counterparts import Counterpart
from hedgesite.model.editions import languages_of_prose
from hedgesite.model.image import FOLDER
from hedgesite.model.library import FileEntity, Library
from hedgesite.model.looks import Looks
from hedgesite.model.own_words import OwnWords
from hedgesite.model.source import Bibliography
from hedgesite.model.source_aliases import SourceAliases
from hedgesite.model.table import FOLDER as TABLES
from hedgesite.model.table import Table, table_path
from hedgesite.model.text import Body
from hedgesite.model.word_lists import ANYTHING, STANCES, Lists

V = TypeVar("V", bound=BaseModel)
F = TypeVar("F", bound=Value)
R = TypeVar("R")
T = TypeVar("T")

# Not validated: that would make the schemas of their models, which most companions do not need.
_NO_WORDS = OwnWords.model_construct()
_NO_LOOKS = Looks.model_construct()
_NO_ALIASES = SourceAliases.model_construct({})
_COSTLY = {Rule.LINK_NESTED, Rule.NESTING}
"""Rules for Markdown faults that cause citations to be skipped."""


def load_library(root: Path, memo: Memo | None = None) -> tuple[Library, Report]:
    """Read the companion below `root`. Parts that cannot be read are reported and left out.

    With a memo, unchanged files are not parsed again and yield the same objects.
    """
    files, report = read_files(root)
    loader = _Loader(root, files, report, memo or Memo())
    return loader.library(), loader.report


class _Loader:
    """Builder of a library that collects the findings of all files."""

    def __init__(self, root: Path, files: ContentFiles, report: Report, memo: Memo) -> None:
        self.root = root
        self.files = files
        self.memo = memo
        self.language = "en"
        """Of the article, once that is read."""
        self.reports = [report]
        self.macros: Macros = ()
        self.published: tuple[str, ...] = ()
        """Private fields of the bibliography that the article opens."""
        self.tables: tuple[Table, ...] = ()
        self.lists: Lists = ()
        """The companion's kinds, once its words are read."""
        self.is_complete = not files.unread
        self.unreadable = {(kind, "*") for place in files.unread for kind in kinds_in(place)}
        self.draft: Origin | None = None
        self.counterparts: list[Counterpart] = []

    @property
    def report(self) -> Report:
        return Report.of(finding for report in self.reports for finding in report.diagnostics)

    def library(self) -> Library:
        article = self.article()
        self.language, self.macros = article.language, article.math.usable
        self.published = article.published_fields
        self.tables = self.read_tables()
        words = self.words()
        codebook = self.codebook()
        aliases = self.source_aliases()
        bibliography = self.bibliography(kinds.kind_of("source").file, aliases)
        own = {"dimension": codebook.dimensions if codebook else (), "source": bibliography.sources}
        entities = {kind.id: self.entities(kind) for kind in kinds.KINDS if kind.file and kind.id not in own} | own
        files = self.files
        library = Library(
            files.root,
            article,
            codebook,
            MappingProxyType(entities),
            words=words,
            bibliography=bibliography,
            source_aliases=aliases,
            images=self.inspected(FOLDER, files.images, inspect_image),
            tables=MappingProxyType({table.path: table for table in self.tables}),
            copies=self.inspected(evidence_file.FOLDER, files.copies, inspect_copy),
            looks=self.looks(),
            look_files=self.inspected(looks.FOLDER, files.looks, inspect_look),
            static=self.collect(static_files(self.root, self.memo)),
            draft=self.draft,
            styles=MappingProxyType(files.styles),
            counterparts=tuple(self.counterparts),
            versions=self.collect(read_versions(files.versions, self.memo)),
            own_texts=own_texts(files, self.memo),
        )
        library = replace(library, unreadable=frozenset(self.unreadable))
        prose = self.prose(library)
        is_complete = self.is_complete and not any(found.rule in _COSTLY for found in self.report.diagnostics)
        return replace(library, prose=prose, is_complete=is_complete)

    def entities(self, kind: kinds.Kind) -> tuple[Any, ...]:
        """All things of a kind that has its own file or files."""
        files = self.files.folders.get(kind.folder, ())
        around = Surroundings(self.language, self.macros, self.tables, self.lists)
        if kind.id in {"section", "page"}:
            self.counterparts += [
                self.page(read_counterpart(file, kind.id, self.memo, around)) for file in files if file.language
            ]
            files = tuple(file for file in files if not file.language)
        if kind.id == "section":
            return in_order(self.page(read_section(file, 0, self.memo, around)) for file in files)
        if kind.id == "page":
            return tuple(self.page(read_free_page(file, self.memo, around)) for file in files)
        assert kind.model
        if kind.folder:
            return tuple(found for file in files if (found := self.entity(file, kind, kind.model)))
        return self.items(kind, kind.model)

    def inspected(
        self, folder: str, files: tuple[BinaryFile, ...], inspect: Callable[[str, str, bytes], T | Fault]
    ) -> Mapping[str, T]:
        """The files of a folder that can be published, by path."""
        found = inspect_files(folder, files, inspect, self.files.unread, self.memo)
        self.unreadable |= found.unreadable
        return self.collect((found.files, found.report))

    def read_tables(self) -> tuple[Table, ...]:
        """The tables of files that can be shown."""
        found: dict[str, Table] = {}
        for file in self.files.tables:
            read = self.memo.call(read_table, file, self.language)
            self.reports.append(read.report)
            if read.table is None:
                self.unreadable.add((TABLES, table_path(file.shown)))
            elif earlier := found.get(read.table.download):
                problem = f"'{PurePath(earlier.path).name}' is called alike, and both would be one download"
                finding = Diagnostic(Rule.ID_DUPLICATE, Origin(file.shown), problem, "rename one of the two")
                self.reports.append(Report.of([finding]))
            else:
                found[read.table.download] = read.table
        self.unreadable |= {(TABLES, place) for place in self.files.unread if place.startswith(f"{TABLES}/")}
        return tuple(found.values())

    def collect(self, read: tuple[R, Report]) -> R:
        value, report = read
        self.reports.append(report)
        return value

    def value(self, decoded: Decoded[V]) -> V | None:
        self.is_complete = self.is_complete and not decoded.lost
        return self.collect((decoded.value, decoded.report))

    def page(self, read: ReadPage[R]) -> R:
        self.is_complete = self.is_complete and read.is_whole
        self.unreadable |= read.unreadable
        return self.collect((read.page, read.report))

    def yaml(self, file: ContentFile | None) -> YamlDocument | None:
        """The document of a file; None if there is nothing to decode."""
        if file is None:
            return None
        document = self.collect(self.memo.call(read_yaml, file.text, file.shown))
        self.is_complete = self.is_complete and document is not None
        return document

    def article(self) -> Article:
        document = self.yaml(self.files.single.get("article.yml"))
        article = self.value(self.memo.call(decode_article, document)) if document else None
        self.draft = document.origin_at(("draft",)) if document and article and article.draft else None
        self.require("article.yml", "write one with 'title', 'authors' and 'abstract'")
        return article or Article.model_validate(NO_ARTICLE)

    def words(self) -> OwnWords:
        file = self.files.single.get("words.yml")
        document = self.yaml(file)
        if document is None or document.data is None:
            is_lost = (file is not None and document is None) or "words.yml" in self.files.unread
            self.lists = ANYTHING if is_lost else ()
            return _NO_WORDS
        decoded = self.memo.call(decode, OwnWords, document)
        words = self.value(decoded) or _NO_WORDS
        # A list with faults may have been meant to have any id.
        has_faults = any(path[:1] != ("interface",) for path in decoded.lost)
        self.lists = ANYTHING if has_faults else words.lists
        return words

    def looks(self) -> Looks:
        document = self.yaml(self.files.single.get(LOOKS))
        if document is None or document.data is None:
            self.unreadable |= {(looks.FOLDER, "*")} if LOOKS in (*self.files.single, *self.files.unread) else set()
            return _NO_LOOKS
        decoded = self.memo.call(decode, Looks, document)
        self.unreadable |= {(looks.FOLDER, "*")} if decoded.lost else set()
        return self.value(decoded) or _NO_LOOKS

    def codebook(self) -> Codebook | None:
        file = self.files.single.get(kinds.kind_of("dimension").file)
        document = self.yaml(file)
        if document is None or not isinstance(document.data, dict):
            is_empty = document is not None and document.data is None
            if document is not None and not is_empty:
                self.value(decode(Codebook, document))
            self.unreadable |= {("dimension", "*")} if file and not is_empty else set()
            return None
        lists: Lists = ((STANCES, stances_in(document.data)),)
        decoded = self.memo.call(decode, Codebook, document, language=self.language, lists=lists)
        codebook = self.value(decoded) or self.memo.call(salvage, document)
        self.unreadable |= lost_ids("dimension", document.data.get("dimensions"), codebook.dimensions)
        return codebook

    def items(self, kind: kinds.Kind, model: type[V]) -> tuple[V, ...]:
        file = self.files.single.get(kind.file)
        document = self.yaml(file)
        if document is None:
            self.unreadable |= {(kind.id, "*")} if file else set()
            return ()
        decoded = self.memo.call(decode_list, model, document, language=self.language, lists=self.lists)
        self.is_complete = self.is_complete and decoded.is_whole
        self.unreadable |= lost_ids(kind.id, document.data, decoded.items)
        return self.collect((decoded.items, decoded.report))

    def entity(self, file: ContentFile, kind: kinds.Kind, model: type[F]) -> FileEntity[F] | None:
        document = self.yaml(file)
        value = self.value(self.memo.call(decode, model, document, language=self.language)) if document else None
        if value is None:
            # An unreadable file may define any id written in it: references to those are not reported.
            self.unreadable |= {(kind.id, id) for id in (file.id, *ids_in(file.text))}
            return None
        return FileEntity(file.id, value, file.shown)

    def source_aliases(self) -> SourceAliases:
        document = self.yaml(self.files.single.get(SOURCE_ALIASES))
        if document is None or document.data is None:
            return _NO_ALIASES
        return self.value(self.memo.call(decode, SourceAliases, document)) or _NO_ALIASES

    def bibliography(self, name: str, aliases: SourceAliases) -> Bibliography:
        found = [file for place, file in self.files.single.items() if place.endswith(BIBLIOGRAPHY)]
        if not found:
            self.require(name, "export your bibliography to it; it may be empty")
            self.unreadable.add(("source", "*"))
            return Bibliography()
        # The file that every companion had first is read first: of two entries with a key, the first one counts.
        found.sort(key=lambda file: file is not self.files.single.get(name))
        texts = tuple((file.shown, file.text) for file in found)
        present = tuple(aliases.present.items())
        bibliography = self.collect(self.memo.call(read_bibliographies, texts, self.published, present))
        self.unreadable |= {("source", key) for key in bibliography.unread}
        return bibliography

    def prose(self, library: Library) -> MappingProxyType[Prose, Body]:
        leaves = (leaf for value in library.values() for _, leaf in kinds.leaves(value))
        found = dict.fromkeys(leaf for leaf in leaves if isinstance(leaf, Prose) and leaf)
        other = languages_of_prose(library)
        return MappingProxyType({prose: self.body(prose, other.get(prose, self.language)) for prose in found})

    def body(self, prose: Prose, language: str) -> Body:
        text, origin, places = prose.text, prose.origin, prose.places
        return self.collect(
            self.memo.call(scan_body, text, origin, places=places, language=language, macros=self.macros)
        )

    def require(self, name: str, remedy: str) -> None:
        if name not in self.files.single and name not in self.files.unread:
            origin = Origin(f"{self.files.root}/{name}")
            self.reports.append(Report.of([Diagnostic(Rule.FILE_MISSING, origin, f"there is no {name}", remedy)]))
            self.is_complete = False
