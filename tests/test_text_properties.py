"""Whatever a text is made of: every word of a valid one is on its page and nothing is found; of a spoilt one no word is
lost without a finding."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedgesite.build import build_pages, templates_folder
from hedgesite.diagnostics import Origin, as_text
from hedgesite.load.files import ContentFile
from hedgesite.load.table_files import read_table
from hedgesite.markdown import render_body, scan_body
from tests.companions import copy_site
from tests.hostile import PIXEL
from tests.strategies.texts import Words, texts
from tests.test_markdown_cases import MarkingHooks

CSV = "a,b\nx,1\n"
MARKS = "`*_[]{}()^~$|>#\\<!:-@\"'\n ./"
COMMON = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def _text_of(html: str) -> str:
    return unescape(re.sub(r"<[^<>]*>", "", re.sub(r' (?:alt|data-\w+)="([^"]*)"[^<>]*>', r">\1 ", html)))


@pytest.mark.slow
@settings(COMMON, max_examples=20)
@given(texts())
def test_every_word_of_a_text_is_on_its_page_and_nothing_is_found(
    tmp_path_factory: pytest.TempPathFactory, text: tuple[str, Words]
) -> None:
    markdown, _ = text
    content = copy_site("minimal", tmp_path_factory.mktemp("text")) / "content"
    _write(content, markdown)
    built = build_pages(content, templates_folder())
    # Passages without a code are another matter.
    found = [each for each in built.report.diagnostics if each.rule.id not in ("passage-uncoded", "source-uncited")]
    assert not found, f"{as_text(built.report)}\n{markdown}"


def _write(content: Path, markdown: str) -> None:
    (content / "sections" / "introduction.md").write_text(f"---\ntitle: Introduction\n---\n\n{markdown}", "utf-8")
    for folder, name, data in (
        ("figures", "a.png", PIXEL),
        ("figures", "b.png", PIXEL),
        ("tables", "t.csv", CSV.encode()),
    ):
        (content / folder).mkdir(exist_ok=True)
        if name.split(".")[0] in re.findall(rf"{folder}/(\w+)", markdown):
            (content / folder / name).write_bytes(data)


def _table() -> list[object]:
    read = read_table(ContentFile("content/tables/t.csv", CSV, "t"), "en")
    return [read.table]


def _scanned(markdown: str) -> tuple[str, list[str], set[int]]:
    """The text of a body's HTML, its findings, and their lines."""
    body, report = scan_body(markdown, Origin("a.md"), ids_required=True, tables=_table())  # type: ignore[arg-type]
    rendered = render_body(body, MarkingHooks())
    cited = " ".join(f"{each.prefix} {each.suffix}" for group in body.citations for each in group.citations)
    located = " ".join(each.locator.value for group in body.citations for each in group.citations if each.locator)
    captions = " ".join(f"{image.alt} {image.credit}" for display in body.displays for image in display.images)
    html = "".join((rendered.html, *(note.html for note in rendered.notes)))
    shown = f"{_text_of(html)} {cited} {located} {captions}"
    return shown, [as_text(report)], {finding.origin.line for finding in report.diagnostics}


@settings(COMMON, max_examples=80)
@given(texts())
def test_a_text_shows_its_words_and_hides_its_comments(text: tuple[str, Words]) -> None:
    markdown, words = text
    shown, findings, lines = _scanned(markdown)
    assert not lines, f"{findings}\n{markdown}"
    assert [word for word in words.shown if word not in shown] == [], markdown
    assert [word for word in words.hidden if word in shown] == [], markdown


@settings(COMMON, max_examples=120)
@given(texts(), st.data())
def test_a_spoilt_text_loses_no_word_without_a_finding(text: tuple[str, Words], data: st.DataObject) -> None:
    markdown, words = text
    at = data.draw(st.integers(0, len(markdown) - 1))
    put = data.draw(st.sampled_from(["", *MARKS]))
    spoilt = markdown[:at] + put + markdown[at + (put == "" or data.draw(st.booleans())) :]
    shown, findings, lines = _scanned(spoilt)
    for word in words.shown:
        if word in spoilt and word not in shown:
            line = spoilt.count("\n", 0, spoilt.index(word)) + 1
            is_found = lines & _block_of(spoilt, line) or _is_named(spoilt, word, findings[0])
            assert is_found, f"{word} in line {line} is lost; put {put!r} at {at}; {findings}\n{spoilt}"


def _is_named(text: str, word: str, findings: str) -> bool:
    """Whether the word is in a note that a finding names: a misspelt call is reported where it is, with its note."""
    labels = re.findall(r"^\[\^([^\]]+)\]:", text[: text.index(word)], re.MULTILINE)
    return bool(labels) and f"[^{labels[-1]}]" in findings


def _block_of(text: str, line: int) -> set[int]:
    """The lines of the paragraph that a line is in: a finding stands where its construct begins or ends."""
    lines = text.split("\n")
    first = last = line
    while first > 1 and lines[first - 2].strip():
        first -= 1
    while last < len(lines) and lines[last].strip():
        last += 1
    return set(range(first, last + 1))
