"""Reading Markdown files: YAML front matter, and the body below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from hedgesite.cache.memo import Memo
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.files import ContentFile
from hedgesite.load.validation import Decoded, Path, decode
from hedgesite.load.validation_messages import ids_in
from hedgesite.load.yaml import YamlDocument, read_yaml
from hedgesite.markdown import scan_body
from hedgesite.mathml import Macros
from hedgesite.model.base import Value
from hedgesite.model.counterparts import Counterpart
from hedgesite.model.front_matter import CounterpartMatter, FreePageMatter, FrontMatter, PageCounterpartMatter
from hedgesite.model.library import FreePage, Section
from hedgesite.model.table import Table
from hedgesite.model.text import Body
from hedgesite.model.word_lists import Lists

_FENCE = re.compile(r"\s*^---[ \t]*\n", re.MULTILINE)
_CLOSING_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
"""As in Pandoc, the end of a YAML document closes its front matter too."""
M = TypeVar("M", bound=Value)
P_co = TypeVar("P_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the article and other files give to every text."""

    language: str = "en"
    """Of the article."""
    macros: Macros = ()
    tables: tuple[Table, ...] = ()
    lists: Lists = ()
    """The companion's kinds."""

    def scan(self, memo: Memo, text: str, origin: Origin, *, ids_required: bool) -> tuple[Body, Report]:
        """Scan a body with the tables that it names, so that it need not be read again when others change."""
        tables = tuple(table for table in self.tables if table.path in text)
        return memo.call(
            scan_body,
            text,
            origin,
            ids_required=ids_required,
            language=self.language,
            macros=self.macros,
            tables=tables,
        )


_ALONE = Surroundings()


@dataclass(frozen=True, slots=True)
class ReadPage(Generic[P_co]):
    """A section or a free page, and its parts that could not be read."""

    page: P_co
    report: Report
    is_whole: bool = True
    """Whether the file was read without loss."""
    unreadable: frozenset[tuple[str, str]] = frozenset()
    """Kind and id of things that could not be read, or whose annotations could not."""


@dataclass(frozen=True, slots=True)
class _Parts(Generic[M]):
    matter: Decoded[M]
    body: Body
    report: Report
    unread: str = ""
    """Text of unreadable front matter, which may contain ids and former ids."""


def read_section(file: ContentFile, number: int, memo: Memo, around: Surroundings = _ALONE) -> ReadPage[Section]:
    """Read a section; if its front matter cannot be decoded, its title is its id.

    With the memo of an earlier build, unchanged front matter or text yields the same objects.
    """
    parts = _read(file, FrontMatter, memo, around, ids_required=True)
    section = Section(file.id, number, parts.matter.value or FrontMatter(title=file.id), parts.body, file.shown)
    unreadable = frozenset(_unread_passages(parts.matter.lost, parts.body))
    if parts.unread:
        unreadable |= {(kind, id) for kind in ("section", "passage") for id in ids_in(parts.unread)}
    return ReadPage(section, parts.report, not parts.matter.lost, unreadable)


def read_free_page(file: ContentFile, memo: Memo, around: Surroundings = _ALONE) -> ReadPage[FreePage]:
    """Read a free page; if its front matter cannot be decoded, its title is its id."""
    parts = _read(file, FreePageMatter, memo, around, ids_required=False)
    page = FreePage(file.id, parts.matter.value or FreePageMatter(title=file.id), parts.body, file.shown)
    return ReadPage(page, parts.report, not parts.matter.lost)


def read_counterpart(file: ContentFile, kind: str, memo: Memo, around: Surroundings = _ALONE) -> ReadPage[Counterpart]:
    """Read the text of a section or a free page in another language; without front matter, its title is its id."""
    is_section = kind == "section"
    around = replace(around, language=file.language)
    model: type[CounterpartMatter] | type[PageCounterpartMatter]
    model = CounterpartMatter if is_section else PageCounterpartMatter
    parts: _Parts[Any] = _read(file, model, memo, around, ids_required=is_section)
    matter = parts.matter.value or model(title=file.id)
    read = Counterpart(kind, file.id, file.language, matter, parts.body, file.shown)
    own = {info.alias or name for name, info in (FrontMatter if is_section else FreePageMatter).model_fields.items()}
    return ReadPage(read, _without_fields_of_originals(parts.report, own), not parts.matter.lost)


def _without_fields_of_originals(report: Report, fields: Collection[str]) -> Report:
    """The findings, in which a field that only originals have is no misspelling."""
    remedy = "remove it: codes, and all that is counted, are the original's"

    def judged(found: Diagnostic) -> Diagnostic:
        name = found.problem.split("'")[1] if found.rule is Rule.FIELD_UNKNOWN else ""
        if name not in fields:
            return found
        problem = f"'{name}' is a field of originals alone"
        return replace(found, rule=Rule.EDITION_FIELD, problem=problem, remedy=remedy)

    return Report.of(map(judged, report.diagnostics))


def _unread_passages(lost: Iterable[Path], body: Body) -> Iterable[tuple[str, str]]:
    for path in lost:
        if len(path) > 1 and path[0] == "passages":
            yield "passage", str(path[1])
        elif path in {(), ("passages",)}:
            yield from (("passage", block.id) for block in body.blocks)


def _read(file: ContentFile, model: type[M], memo: Memo, around: Surroundings, *, ids_required: bool) -> _Parts[M]:
    opening = _FENCE.match(file.text)
    closing = _CLOSING_FENCE.search(file.text, opening.end()) if opening else None
    nothing: Decoded[M] = Decoded(None, Report(), ((),))
    if opening is None:
        remedy = "begin the file with a line ---, fields such as 'title: …', and another line ---"
        finding = Diagnostic(Rule.FRONT_MATTER, Origin(file.shown), "the front matter is missing", remedy)
        origin = Origin(file.shown)
        body, found = around.scan(memo, file.text, origin, ids_required=ids_required)
        return _Parts(nothing, body, found + Report.of([finding]), file.text)
    offset = file.text.count("\n", 0, opening.end())
    if closing is None:
        remedy = "add a line --- after its last field"
        finding = Diagnostic(Rule.FRONT_MATTER, Origin(file.shown, offset), "the front matter is not closed", remedy)
        # Where the body begins is unknown: reading fields as text would report every line of them.
        return _Parts(nothing, Body(Origin(file.shown), ""), Report.of([finding]), file.text)
    head = file.text[opening.end() : closing.start()]
    document, report = memo.call(read_yaml, head, file.shown, offset)
    if document and isinstance(document.data, dict) and isinstance(document.data.get("language"), str):
        around = replace(around, language=str(document.data["language"]))
    matter = memo.call(_decode, model, document, file.id, around.language, around.lists) if document else nothing
    line = file.text.count("\n", 0, closing.end()) + 1
    origin = Origin(file.shown, line)
    text = file.text[closing.end() :]
    body, found = around.scan(memo, text, origin, ids_required=ids_required)
    return _Parts(matter, body, report + matter.report + found, "" if document else head)


def front_matter_of(text: str) -> tuple[str, int, str]:
    """The front matter of a file, the number of lines before it, and the text below; all is text if there is none."""
    opening = _FENCE.match(text)
    closing = _CLOSING_FENCE.search(text, opening.end()) if opening else None
    if opening is None or closing is None:
        return "", 0, text
    return text[opening.end() : closing.start()], text.count("\n", 0, opening.end()), text[closing.end() :]


def _decode(model: type[M], document: YamlDocument, title: str, language: str, lists: Lists) -> Decoded[M]:
    return decode(model, document, instead={"title": title}, language=language, lists=lists)
