"""Rules on copies of sources: a copy exists, evidence names it, it has a licence, and it reveals nobody by accident."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.messages import Known, shortened, suggestion
from hedgesite.model.base import origin_of
from hedgesite.model.evidence import Archive
from hedgesite.model.evidence_file import FOLDER, FORMATS, NO_WEB_PAGE, WEB_PAGES, EvidenceFile, path_of
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.named_copies import named_copies
from hedgesite.model.static_file import StaticFile


def copies_can_be_published(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`evidence-file`: a copy that evidence names is a file in `evidence/`, and has a licence."""
    known = Known(library.copies)
    for archive in _archives(library):
        if not archive.file:
            continue
        path, origin = path_of(archive.file), origin_of(archive.file, archive.origin)
        if path not in library.copies and not names.is_silent(FOLDER, path):
            problem = f"there is no copy '{shortened(archive.file)}'"
            yield Diagnostic(Rule.EVIDENCE_FILE, origin, problem, _remedy(path, known))
        elif not archive.licence.strip():
            problem = f"the copy '{shortened(archive.file)}' has no licence"
            remedy = f"write archive: {{file: {path}, licence: …}}, or link to an archive if nobody may publish it"
            yield Diagnostic(Rule.EVIDENCE_FILE, origin, problem, remedy)


def _remedy(path: str, known: Known) -> str:
    ending = path[path.rfind(".") :].lower() if "." in path else ""
    if ending in WEB_PAGES:
        return NO_WEB_PAGE
    put = f"put it into {FOLDER}/, or write an address that begins with https://"
    return suggestion(path, known, put) if ending in FORMATS else put


def copies_name_nobody(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`evidence-metadata`: the metadata of a PDF names neither its author nor the program that made it."""
    published: tuple[EvidenceFile | StaticFile, ...] = (*named_copies(library).values(), *library.static.values())
    for copy in published:
        if copy.named:
            fields = ", ".join(f"{name} '{shortened(value)}'" for name, value in copy.named)
            problem = f"the metadata of the PDF names {fields}"
            remedy = "remove what should not be public, for example with 'exiftool -all:all=' and 'qpdf --linearize'"
            yield Diagnostic(Rule.EVIDENCE_METADATA, Origin(copy.shown), problem, remedy)


def copies_are_named(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`evidence-unused`: every copy is named by a record of evidence."""
    if not library.is_complete:
        return
    named, known = named_copies(library), Known(library.copies)
    meant = {known.nearest(path_of(archive.file)) for archive in _archives(library) if archive.file}
    for path, copy in library.copies.items():
        if path not in named and path not in meant:
            remedy = f"name it as archive: {{file: {path}, licence: …}} of a record, or remove it"
            yield Diagnostic(Rule.EVIDENCE_UNUSED, Origin(copy.shown), f"no evidence names the copy '{path}'", remedy)


def _archives(library: Library) -> Iterator[Archive]:
    for passage in library.passages:
        yield from (record.archive for record in passage.annotation.evidence if record.archive)
