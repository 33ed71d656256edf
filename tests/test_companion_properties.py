"""What holds for any companion: a valid one, an edited one, and one with a single fault."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.derive import Derived, derive
from hedgesite.diagnostics import Diagnostic, Rule, as_text
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library, Section
from tests.companions import copy_site, read, write_files
from tests.strategies import Companion, Faulty, Files, companions_with_one_fault, edits, valid_companions
from tests.strategies.plan import Page

pytestmark = pytest.mark.slow

ANY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
"""A companion takes a while to draw."""


@contextmanager
def written(files: Files) -> Iterator[Path]:
    """The content directory that holds these files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield Path(folder)


def build(files: Files) -> Built:
    with written(files) as content:
        return build_pages(content, templates_folder())


def few(examples: int) -> settings:
    """The steady profile takes a few examples; any other one as many as it says."""
    many = settings.default.max_examples if settings.default else 100
    return settings(ANY, max_examples=examples if many <= 100 else many)


@given(valid_companions())
@few(12)
def test_nothing_is_said_of_a_valid_companion_and_its_pages_agree(companion: Companion) -> None:
    built = build(companion.files())
    assert as_text(built.report) == ""
    derived = derive(built.library)
    every_citation_is_read_where_it_is_written(companion, built)
    every_citation_is_on_its_sources_page(built, derived)
    backlinks_are_the_inverse_of_links(derived)


def every_citation_is_read_where_it_is_written(companion: Companion, built: Built) -> None:
    for page, section in zip(companion.sections, sections_of(built, companion), strict=True):
        read_keys = Counter(c.key for group in section.body.citations for c in group.citations)
        assert read_keys == Counter(keys_in(page)), section.file


def sections_of(built: Built, companion: Companion) -> list[Section]:
    by_id = built.library.section_by_id
    return [by_id[page.id] for page in companion.sections]


def keys_in(page: Page) -> list[str]:
    """Of the text and of each note that it calls, once."""
    own = [key for text in page.texts for key in text.cites]
    return own + [key for note in page.notes for key in note.text.cites]


def every_citation_is_on_its_sources_page(built: Built, derived: Derived) -> None:
    bodies = {page.path: page.body for page in built.pages}
    for section in built.library.sections:
        for group in section.body.citations:
            for citation in group.citations:
                key = derived.names.resolve("source", citation.key)
                assert key
                body = unescape(bodies[derived.routes["source", key]])
                assert f"read/{section.id}/" in body
                assert group.passage is None or f"#{group.passage}" in body


def backlinks_are_the_inverse_of_links(derived: Derived) -> None:
    forth = {(passage, thing) for passage, found in derived.relations.things_of.items() for thing in found}
    back = {(passage, thing) for thing, found in derived.relations.passages_of.items() for passage in found}
    assert forth == back


@given(valid_companions())
@few(4)
def test_building_twice_gives_the_same(companion: Companion) -> None:
    one, other = build(companion.files()), build(companion.files())
    assert one.pages == other.pages
    assert dict(one.files) == dict(other.files)
    assert dict(one.redirects) == dict(other.redirects)


@given(st.data())
@few(15)
def test_an_edit_leaves_a_companion_valid(data: st.DataObject) -> None:
    companion = data.draw(valid_companions())
    edit = data.draw(edits(companion))
    files = edit(companion.files())
    assert files == edit.after.files()
    with written(files) as content:
        report = read(content)[1]
    left_over = {Rule.SOURCE_UNCITED, Rule.EVIDENCE_UNCITED}
    assert {finding.rule for finding in report.diagnostics} <= left_over, f"{edit.what}\n{as_text(report)}"


@given(companions_with_one_fault())
@few(60)
def test_a_fault_is_found_where_it_was_planted_and_nothing_else(faulty: Faulty) -> None:
    with written(faulty.files) as content:
        library, report = read(content)
        told = as_text(report).replace(f"{content}/", "")
        found = [d for d in report.diagnostics if d.rule is faulty.rule]
        assert {(d.origin.file.removeprefix(f"{content}/")) for d in found} == {faulty.file}, f"{faulty}\n{told}"
        assert faulty.line is None or any(stands_there(d, faulty.line) for d in found), f"{faulty}\n{told}"
        assert set(report.errors) <= set(found), f"{faulty}\n{told}"
        assert len(found) == 1 or not report.errors, f"{faulty}\n{told}"
    with written(faulty.before.files()) as content:
        the_rest_is_read(faulty, read(content)[0], library)


def stands_there(finding: Diagnostic, line: int) -> bool:
    """A YAML value begins with its mark, such as `>-`, where its words stand below."""
    begins = line - 1 if finding.rule in {Rule.FIELD_VALUE, Rule.DATE_SYNTAX, Rule.ID_SYNTAX} else line
    return begins <= finding.origin.line <= line


def the_rest_is_read(faulty: Faulty, before: Library, after: Library) -> None:
    """Of files other than the faulty one, nothing is lost."""
    intact = {s.id: s.body.markdown for s in before.sections if not s.file.endswith(faulty.file)}
    assert intact.items() <= {s.id: s.body.markdown for s in after.sections}.items()
    if faulty.rule is not Rule.FILE_ENCODING:
        assert {s.id for s in before.sections} <= {s.id for s in after.sections}
    for kind, file in FILES_OF.items():
        if faulty.file != file:
            assert set(EntityIndex.of(before).of_kind(kind)) <= set(EntityIndex.of(after).of_kind(kind)), kind
    if faulty.file == "references.bib" and faulty.rule not in {Rule.FILE_MISSING, Rule.FILE_ENCODING}:
        assert {s.key for s in before.sources} <= {s.key for s in after.sources}


FILES_OF = {
    "source": "references.bib",
    "dimension": "dimensions.yml",
    "hypothesis": "hypotheses.yml",
    "actor": "actors.yml",
    "event": "events.yml",
    "term": "glossary.yml",
}


BROKEN = {
    "sections/second.md": "---\ntitle: Second\naliases: [former]\n\n{#second}\nA passage.\n",
    "actors.yml": "- {id: someone, kind: person, part: Somebody., aliases: [former]}\n",
    "data/figures.yml": "title: Figures\naliases: [former]\nunit: 'm\n",
}


@pytest.mark.parametrize(
    ("file", "kind"), [("sections/second.md", "section"), ("actors.yml", "actor"), ("data/figures.yml", "series")]
)
def test_a_former_id_that_could_not_be_read_is_no_further_fault(file: str, kind: str, tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    mention = f"---\ntitle: About\n---\n\nSee [it]({kind}:former).\n"
    write_files(content, {file: BROKEN[file], "pages/about.md": mention})
    report = read(content)[1]
    assert [finding.origin.file for finding in report.errors] == [f"{content}/{file}"], as_text(report)
