"""What a fuzzer calls: each target takes any bytes, must come to an end and raise nothing; diagnostics are fine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html.parser import HTMLParser
from pathlib import Path

from hedgesite.cache.memo import Memo
from hedgesite.cli.report_formats import as_github
from hedgesite.diagnostics import Diagnostic, Origin, Report, as_text
from hedgesite.load.bibtex import read_bibliography
from hedgesite.load.files import ContentFile
from hedgesite.load.latex import to_plain, to_runs
from hedgesite.load.markdown_files import read_section
from hedgesite.load.validation import decode, decode_list
from hedgesite.load.yaml import read_yaml
from hedgesite.markdown import PlainHooks, plain_text, render_body, render_inline, scan_body
from hedgesite.mathml import Problem, convert
from hedgesite.model.article import Article
from hedgesite.model.content import Codebook, Event, Series
from hedgesite.model.dates import Edtf
from hedgesite.model.richtext import text_of
from hedgesite.styles import STYLES, format_references

CORPUS = Path(__file__).parent / "corpus"
LARGEST = 4096
"""Bytes of an input: enough for every construct, little enough to try many."""
_FILE = "fuzzed"


def front_matter(data: bytes) -> None:
    """A section's file; and its text as `article.yml`, `dimensions.yml`, `events.yml` and a series."""
    text = _text(data)
    read = read_section(ContentFile(_FILE, text, "fuzzed"), 1, Memo())
    _in_the_file(read.report.diagnostics, text)
    assert len({passage.id for passage in read.page.passages}) == len(read.page.passages)
    document, report = read_yaml(text, _FILE)
    _in_the_file(report.diagnostics, text)
    if document is None:
        assert report.errors
        return
    for model in (Article, Codebook, Series):
        decoded = decode(model, document)
        _in_the_file(decoded.report.diagnostics, text)
        assert decoded.value is not None or decoded.report.errors or report.errors
    _in_the_file(decode_list(Event, document).report.diagnostics, text)


def markdown(data: bytes) -> None:
    """The text of a section: read, rendered, and read as words."""
    text = _text(data)
    body, report = scan_body(text, Origin(_FILE), ids_required=True)
    _in_the_file(report.diagnostics, text)
    places = [group.origin for group in body.citations] + [link.origin for link in body.links]
    _inside((*places, *(block.span.start for block in body.blocks), *(note.origin for note in body.notes)), text)
    tags = _Tags()
    tags.feed(render_body(body, PlainHooks()).html + render_inline(body, PlainHooks()).html)
    plain_text(body)


def bibtex(data: bytes) -> None:
    """references.bib: read, and its references formatted."""
    text = _text(data)
    bibliography, report = read_bibliography(text, _FILE)
    sources = bibliography.sources
    _in_the_file(report.diagnostics, text)
    _inside((source.origin for source in sources), text)
    keys = [source.key for source in sources]
    assert len(set(keys)) == len(keys)
    for style in STYLES.values():
        assert set(format_references(sources, style)) == set(keys)


def edtf(data: bytes) -> None:
    """A date: read, or refused in words."""
    text = _text(data)
    try:
        date = Edtf.parse(text)
    except ValueError:
        return
    assert Edtf.parse(date.text) == date
    for point in (date.start, date.end):
        assert point is None or point.first_day <= point.last_day
    assert date.sort_key


def latex(data: bytes) -> None:
    """A field of an entry: plain words and rich ones, and the same words."""
    text = _text(data)
    plain, problems = to_plain(text)
    rich, _ = to_runs(text)
    assert text_of(rich) == plain
    assert plain is not None
    assert all(0 <= at <= len(text) for at, _, _ in problems)


def formula(data: bytes) -> None:
    """TeX: a formula, or a problem at a place in it."""
    text = _text(data)
    shown = convert(text, display=True, macros=(("E", r"\mathbb{E}[#1]"),))
    if isinstance(shown, Problem):
        assert 0 <= shown.at <= len(text)
    else:
        tags = _Tags()
        tags.feed(shown.html)


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "front_matter": front_matter,
    "markdown": markdown,
    "bibtex": bibtex,
    "edtf": edtf,
    "latex": latex,
    "formula": formula,
}


def seeds(target: str) -> list[Path]:
    """The committed inputs of a target."""
    return sorted(path for path in (CORPUS / target).iterdir() if path.is_file())


def _text(data: bytes) -> str:
    """As a file is read: UTF-8, and lines that end in one way."""
    text = data[:LARGEST].decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


class _Tags(HTMLParser):
    """Holds that no tag of a page could run anything."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"script", "iframe", "object", "embed", "style", "base", "form", "svg"}
        for name, value in attrs:
            assert not name.startswith("on"), name
            assert name != "style"
            assert name not in {"href", "src"} or not re.match(r"\s*(?:javascript|data|vbscript):", value or "", re.I)


def _in_the_file(diagnostics: Iterable[Diagnostic], text: str) -> None:
    findings = tuple(diagnostics)
    _inside((finding.origin for finding in findings), text)
    for finding in findings:
        assert finding.problem
        assert finding.remedy
        assert _is_told_in_one_line(finding)


def _is_told_in_one_line(finding: Diagnostic) -> bool:
    """A finding is told in one line, whatever it quotes."""
    report = Report.of([finding])
    return "\n" not in as_text(report) and "\n" not in as_github(report)


def _inside(origins: Iterable[Origin], text: str) -> None:
    lines = text.split("\n")
    for origin in origins:
        assert 1 <= origin.line <= len(lines), origin
        assert 1 <= origin.column <= len(lines[origin.line - 1]) + 1, origin
