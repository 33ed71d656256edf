"""Golden cases: one file a case, Markdown first, what is expected of it below `---` lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.diagnostics import Origin, Report
from hedgesite.markdown import RenderedBody, render_body, scan_body
from hedgesite.mathml import Formula
from hedgesite.model.dates import Edtf
from hedgesite.model.text import Block, Body, Citation, CitationGroup, Display, Heading, Image, Note, TypedLink

CASES = Path(__file__).parent / "cases"
CITATIONS = sorted((CASES / "citations").glob("*.txt"))
MARKDOWN = sorted((CASES / "markdown").glob("*.txt"))


class MarkingHooks:
    """Renders what hooks are asked for as elements that are easily recognised."""

    def citation(self, group: CitationGroup) -> str:
        return f"<cite>{group.number}: {' '.join(citation.key for citation in group.citations)}</cite>"

    def link(self, link: TypedLink, inner: str) -> str:
        return f'<a data-{link.kind}="{link.target}">{inner}</a>'

    def note_call(self, note: Note, call: int) -> str:
        return f"<sup>{note.number}/{call}</sup>"

    def display(self, display: Display, html: str) -> str:
        of = f" of {display.of}, {display.letter}" if display.is_part else ""
        return f'<figure data-{display.kind}="{display.id}{of}">{html}</figure>'

    def caption(self, display: Display, html: str) -> str:  # noqa: ARG002
        return f"<figcaption>{html}</figcaption>\n" if html else ""

    def image(self, image: Image, display: Display) -> str:
        shown = f"{image.target}: {image.alt or '-'}; {image.credit or '-'}; {image.licence or '-'}"
        return f'<img data-{display.width or "column"}="{shown}">\n'

    def formula(self, formula: Formula, shown_as: Display | None) -> str:
        shown = f'<math display="{formula.display}">{formula.tex}</math>'
        return f'<span id="{shown_as.id}">{shown}</span>' if shown_as else shown

    def date(self, date: Edtf) -> str:
        return f"<time>{date.text}</time>"

    def span(self, names: tuple[str, ...], html: str) -> str:
        return f"<span-{'-'.join(names)}>{html}</span>"

    def passage(self, block: Block, html: str) -> str:
        return f'<div id="{block.id}">{html}</div>'

    def heading(self, heading: Heading, html: str) -> str:
        return f'<div id="{heading.id}">{html}</div>'


@pytest.mark.parametrize("path", CITATIONS, ids=lambda path: path.stem)
def test_citations(path: Path, update_cases: bool) -> None:
    markdown = path.read_text(encoding="utf-8").split("\n---\n", 1)[0]
    body, report = scan_body(markdown, Origin("case.md"))
    groups = "\n".join(line for group in body.citations for line in _group(group))
    _compare(path, update_cases, markdown, groups, _findings(report))


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: path.stem)
def test_html(path: Path, update_cases: bool) -> None:
    markdown = path.read_text(encoding="utf-8").split("\n---\n", 1)[0]
    body, report = scan_body(markdown, Origin("case.md"))
    _compare(path, update_cases, markdown, _html(render_body(body, MarkingHooks())), _facts(body), _findings(report))


def test_there_are_cases() -> None:
    assert len(CITATIONS) >= 120
    assert len(MARKDOWN) >= 30


def _compare(path: Path, update: bool, *parts: str) -> None:
    actual = "\n---\n".join(parts).rstrip("\n") + "\n"
    if update:
        path.write_text(actual, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == actual


def _group(group: CitationGroup) -> list[str]:
    where = "".join(f" {name}={value}" for name, value in (("in", group.passage), ("note", group.note)) if value)
    return [
        f"{_at(group.origin)}{where}",
        *(f"  {_citation(citation)}" for citation in group.citations),
        f"  = {group.sentence}".rstrip(),
    ]


def _citation(citation: Citation) -> str:
    parts = [f"{_at(citation.origin)} {citation.mode} {citation.key}"]
    if citation.prefix:
        parts.append(f"prefix<{citation.prefix}>")
    if citation.locator:
        parts.append(f"{citation.locator.label}<{citation.locator.value}>")
    if citation.suffix:
        parts.append(f"suffix<{citation.suffix}>")
    return " ".join(parts)


def _html(rendered: RenderedBody) -> str:
    notes = [f"note {note.note.number}, calls {note.calls}: {note.html}" for note in rendered.notes]
    return "\n".join(part.rstrip("\n") for part in (rendered.html, *notes))


def _facts(body: Body) -> str:
    lines = [f"{_at(block.span.start)}-{_at(block.span.end)} block {block.id}: {block.text}" for block in body.blocks]
    lines += [
        f"{_at(heading.origin)} heading {heading.level} {heading.id}: {heading.html}" for heading in body.headings
    ]
    lines += [f"{_at(note.origin)} note {note.label} in {note.passage}: {note.text}" for note in body.notes]
    lines += [f"{_at(link.origin)} {link.kind} {link.target} in {link.passage}" for link in body.links]
    return "\n".join(lines)


def _findings(report: Report) -> str:
    return "\n".join(
        f"{_at(finding.origin)} {finding.rule.id}: {finding.problem}; {finding.remedy}"
        for finding in report.diagnostics
    )


def _at(origin: Origin) -> str:
    return f"{origin.line}:{origin.column}"
