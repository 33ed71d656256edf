"""Converts a manuscript into the files of a companion; the steps are in order here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hedgesite.diagnostics import Diagnostic, Report, Rule
from hedgesite.importer.author_year_matcher import Labels
from hedgesite.importer.blocks import Kind, Piece, join_broken, read_pieces, title_of, without_notes
from hedgesite.importer.citations import Citations, Found
from hedgesite.importer.convert import COPY, read_manuscript
from hedgesite.importer.entries import read_entries
from hedgesite.importer.head import Head, read_head, read_metadata, take_thanks
from hedgesite.importer.notes import Notes
from hedgesite.importer.sections import as_yaml, parts_of, with_targets, write_sections
from hedgesite.importer.segmentation import Layout, lay_out
from hedgesite.importer.sources import as_bib, read_sources
from hedgesite.importer.text import Manuscript, plain, without_controls
from hedgesite.load.yaml import read_yaml
from hedgesite.messages import shortened
from hedgesite.model.base import FORMAT


@dataclass(frozen=True, slots=True)
class Imported:
    """A companion made from a manuscript, not yet written to disk."""

    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Texts by path below the content directory."""
    report: Report = field(default_factory=Report)
    brackets: tuple[Found, ...] = ()
    """Every bracket that cites, or seems to: those of the text, then those of the notes."""
    sections: int = 0
    passages: int = 0
    sources: int = 0

    @property
    def citations(self) -> tuple[int, int]:
        """The number of citations, and the number of those that were resolved."""
        return sum(each.items for each in self.brackets), sum(each.resolved for each in self.brackets)


def import_file(path: Path, shown_path: str, into: str) -> Imported:
    """Import the manuscript in a file; `into` is the content directory as typed by the user.

    Raises UnreadableError if the file gives no manuscript.
    """
    read = read_manuscript(path, shown_path, f"{into}/{COPY}")
    imported = import_text(read.manuscript, extra={COPY: read.manuscript.text} if read.is_converted else {})
    return replace(imported, report=Report.of([*read.findings, *imported.report.diagnostics]))


def import_text(manuscript: Manuscript, extra: Mapping[str, str] = MappingProxyType({})) -> Imported:
    """Make a companion of a manuscript. `extra` are further files to write."""
    head = Head()
    manuscript, unprintable = without_controls(manuscript)
    start, findings = _read_header(manuscript, head)
    pieces = read_pieces(manuscript, start)
    targets = [piece for piece in pieces if piece.kind is Kind.TARGET]
    blocks, printed = without_notes([piece for piece in pieces if piece.kind is not Kind.TARGET])
    layout = lay_out(manuscript, blocks, titled=bool(head.title))
    body, unsure = join_broken(manuscript, layout.body)
    first = body[0].start if body else len(manuscript.text)
    notes = [piece for piece in printed if piece.start > first]
    _read_front(manuscript, layout, [piece for piece in printed if piece.start <= first], head)
    body = take_thanks(manuscript, body, head)
    entries, others = read_entries(manuscript, layout.references)
    sources, unread, doubts = read_sources(manuscript, entries, manuscript.text[: layout.references_start])
    labels = Labels.of(sources)
    in_text, in_notes = Citations(manuscript, labels), Citations(manuscript, labels)
    placing = Notes(manuscript, notes, in_notes)
    parts = parts_of(manuscript, body, head.title)
    written = write_sections(manuscript, parts, in_text, placing)
    files = with_targets(manuscript, written.files, targets)
    findings += [*unprintable, *_broken(manuscript, body, unsure), *_unlisted(manuscript, layout), *doubts]
    findings += [*_homeless(manuscript, others), *_headless(manuscript, head)]
    findings += [*in_text.findings, *in_notes.findings, *placing.findings]
    files["references.bib"] = as_bib(manuscript, sources, unread)
    tail = [plain(manuscript.text[piece.start : piece.spans[-1].end]) for piece in others]
    files["article.yml"] = article_yaml(head, tail)
    return Imported(
        files=MappingProxyType({**files, **extra}),
        report=Report.of(findings),
        brackets=(*in_text.found, *in_notes.found),
        sections=len(parts),
        passages=written.passages,
        sources=len(sources),
    )


def article_yaml(head: Head, tail: Sequence[str]) -> str:
    """Text of `article.yml`: known data, placeholders for required fields, and comments for data without a field."""
    data: dict[str, Any] = {"format": FORMAT, "title": head.title or "Untitled"}
    data |= {"subtitle": head.subtitle} if head.subtitle else {}
    data["language"] = head.language or "en"
    # The manuscript's own words become the text.
    data["text"] = "article"
    data["authors"] = [dict(author) for author in head.authors] or [{"family": "Unknown"}]
    data["abstract"] = "\n\n".join(" ".join(part.split()) for part in head.abstract) or "…"
    data |= {"keywords": head.keywords} if head.keywords else {}
    data |= {"dates": head.dates} if head.dates else {}
    data |= {"acknowledgement": " ".join(head.acknowledgement.split())} if head.acknowledgement else {}
    unplaced = [*(words for _, words in head.left_over), *tail]
    comments = ["", "# The manuscript also says:", *(f"# {words}" for words in unplaced)] if unplaced else []
    return as_yaml(data) + "".join(f"{line}\n" for line in comments)


def _read_header(manuscript: Manuscript, head: Head) -> tuple[int, list[Diagnostic]]:
    """Read the YAML header, if there is one. Returns the offset of the text after it, and findings."""
    lines = manuscript.text.split("\n")
    if lines[0].rstrip() != "---":
        return 0, []
    last = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), 0)
    if not last:
        return 0, []
    document, report = read_yaml("\n".join(lines[1:last]), manuscript.file, 1)
    findings = list(report.diagnostics)
    if document is not None and isinstance(document.data, dict):
        for name in read_metadata(document.data, head):
            origin = document.origin_at([name], key=True)
            remedy = "move its value to a field of article.yml"
            findings.append(Diagnostic(Rule.IMPORT_HEAD, origin, f"nothing is made of the field '{name}'", remedy))
    return sum(len(line) + 1 for line in lines[: last + 1]), findings


def _read_front(manuscript: Manuscript, layout: Layout, notes: Sequence[Piece], head: Head) -> None:
    if layout.title is not None:
        head.title = title_of(manuscript, layout.title)
    read_head(manuscript, layout.head, notes, head)


def _broken(manuscript: Manuscript, body: Sequence[Piece], unsure: Sequence[Piece]) -> Iterator[Diagnostic]:
    for piece in body:
        for span in piece.spans[1:]:
            words = shortened(manuscript.text[span.start : span.end], 40)
            problem = f"'{words}' is joined to the paragraph before, which does not end"
            yield manuscript.finding(Rule.IMPORT_DOUBT, span.start, problem, "part the two if they are two passages")
    for piece in unsure:
        words = shortened(manuscript.text[piece.start : piece.spans[-1].end], 40)
        problem = f"the paragraph before '{words}' does not end"
        yield manuscript.finding(Rule.IMPORT_TEXT, piece.start, problem, "join the two if they are one passage")


def _unlisted(manuscript: Manuscript, layout: Layout) -> Iterator[Diagnostic]:
    if layout.references_start is None:
        remedy = "put a heading such as References above it"
        yield manuscript.finding(Rule.IMPORT_REFERENCE, 0, "the manuscript has no list of references", remedy)


def _homeless(manuscript: Manuscript, others: Sequence[Piece]) -> Iterator[Diagnostic]:
    for piece in others:
        words = shortened(manuscript.text[piece.start : piece.spans[-1].end])
        problem = f"'{words}' is in the list of references, but is not an entry"
        remedy = "move it to where it belongs; a comment in article.yml holds its text"
        yield manuscript.finding(Rule.IMPORT_TEXT, piece.start, problem, remedy)


def _headless(manuscript: Manuscript, head: Head) -> Iterator[Diagnostic]:
    for offset, words in head.left_over:
        remedy = "move it to where it belongs; a comment in article.yml holds its text"
        yield manuscript.finding(Rule.IMPORT_HEAD, offset, f"no field is found for '{shortened(words)}'", remedy)
    for name, value in (("title", head.title), ("authors", head.authors), ("abstract", head.abstract)):
        if not value:
            remedy = f"write its '{name}' into article.yml, in place of the placeholder"
            yield manuscript.finding(Rule.IMPORT_HEAD, 0, f"the manuscript's head gives no {name}", remedy)
