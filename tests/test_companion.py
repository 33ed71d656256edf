"""The real companion in `content/`: it says as often as the article on whom it rests, and leaves no paragraph out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hedgesite.check import check_library
from hedgesite.diagnostics import as_text
from hedgesite.load import load_library
from hedgesite.model.library import Library
from hedgesite.model.word_lists import ANALYSIS, CONTEXT

CONTENT = Path(__file__).resolve().parents[1] / "content"

CITATIONS = {
    "introduction": (0, 0),
    "concept-of-hedging": (7, 8),
    "limited-bandwagoning-and-binding-engagement": (40, 42),
    "economic-pragmatism": (12, 12),
    "dominance-denial-and-indirect-balancing": (0, 0),
    "relations-with-turkey": (18, 18),
    "military-capacities": (13, 13),
    "second-karabakh-war": (0, 0),
    "military-superiority": (6, 6),
    "turkeys-support": (3, 5),
    "role-of-russia": (0, 0),
    "hedging-and-the-war": (1, 1),
    "conclusion": (0, 0),
}
"""Brackets with citations and works cited in them, notes included, as counted in the article: section by section."""

CITATIONS_BY_PARAGRAPH = {
    "introduction": (0, 0, 0, 0, 0, 0, 0, 0, 0),
    "concept-of-hedging": (2, 3, 2, 1, 0),
    "limited-bandwagoning-and-binding-engagement": (3, 7, 4, 2, 2, 3, 4, 3, 0, 4, 1, 2, 1, 2, 1, 2, 1),
    "economic-pragmatism": (3, 1, 5, 3),
    "dominance-denial-and-indirect-balancing": (),
    "relations-with-turkey": (2, 1, 1, 5, 3, 1, 4, 1),
    "military-capacities": (4, 4, 5, 0),
    "second-karabakh-war": (0, 0),
    "military-superiority": (3, 3),
    "turkeys-support": (4, 1),
    "role-of-russia": (0,),
    "hedging-and-the-war": (0, 1, 0),
    "conclusion": (0, 0, 0),
}
"""Works cited in each paragraph of the article, its notes included, as counted in the article: heading by heading."""

NOTES = {
    "concept-of-hedging": range(3, 4),
    "limited-bandwagoning-and-binding-engagement": range(4, 12),
    "economic-pragmatism": range(12, 13),
    "relations-with-turkey": range(13, 17),
    "military-capacities": range(17, 18),
}
"""The article's notes by their numbers. Notes 1 and 2 say who the authors are, and stand in article.yml."""

SOURCES_IN_THE_ARTICLES_LIST = 54
WITHOUT_ID = re.compile(r"(?!\{#[a-z0-9-]+\}\n|\[\^| {4}|#)")


@pytest.fixture(scope="module")
def library() -> Library:
    loaded, report = load_library(CONTENT)
    assert not report.diagnostics, as_text(report)
    return loaded


def test_citations_are_as_many_as_in_the_article(library: Library) -> None:
    counted = {
        section.id: (len(section.body.citations), sum(len(group.citations) for group in section.body.citations))
        for section in library.sections
    }
    assert counted == CITATIONS
    assert list(counted) == list(CITATIONS), "the sections stand in the article's order"
    assert [sum(numbers) for numbers in zip(*counted.values(), strict=True)] == [100, 105]


def test_notes_stand_in_the_sections_that_call_them(library: Library) -> None:
    counted = {section.id: len(section.body.notes) for section in library.sections if section.body.notes}
    assert counted == {section: len(numbers) for section, numbers in NOTES.items()}
    on_the_authors = [author for author in library.article.authors if author.affiliation and author.position]
    assert len(on_the_authors) + sum(counted.values()) == 17


def test_notes_have_the_numbers_of_the_article(library: Library) -> None:
    for section in library.sections:
        called = [section.matter.notes[note.label] for note in section.body.notes]
        assert called == list(NOTES.get(section.id, ()))


def test_passages_lead_back_to_the_paragraph_that_they_restate(library: Library) -> None:
    counted: dict[str, tuple[int, ...]] = {}
    for number, section in enumerate(library.sections, start=1):
        place = section.matter.article
        assert place
        assert place.heading == number
        told = [passage.annotation.paragraphs for passage in section.passages]
        assert all(len(paragraphs) == 1 for paragraphs in told), "no passage of this companion joins paragraphs"
        assert told == sorted(told), "passages stand in the article's order"
        found = dict.fromkeys(range(1, place.paragraphs + 1), 0)
        for group in section.body.citations:
            paragraph = library.passage_by_id[group.passage or ""].annotation.paragraphs[0]
            found[paragraph] += len(group.citations)
        counted[section.id] = tuple(found.values())
    assert counted == CITATIONS_BY_PARAGRAPH


def test_every_note_belongs_to_a_passage(library: Library) -> None:
    assert all(note.passage in library.passage_by_id for section in library.sections for note in section.body.notes)


def test_every_source_is_cited_or_listed_under_nocite(library: Library) -> None:
    of_article = {source.key for source in library.sources} - library.companions_own
    assert len(of_article) == SOURCES_IN_THE_ARTICLES_LIST
    cited = {
        citation.key for section in library.sections for group in section.body.citations for citation in group.citations
    }
    listed = {ref.id for ref in library.article.nocite}
    assert of_article == cited | listed


def test_notes_on_facts_rest_on_sources_of_the_companion_s_own(library: Library) -> None:
    facts = [p.annotation.fact for p in library.passages] + [event.fact for event in library.events]
    cited = {
        citation.key
        for fact in facts
        if fact
        for group in library.prose[fact].citations
        for citation in group.citations
    }
    on_pages = {c.key for page in library.pages for group in page.body.citations for c in group.citations}
    assert cited | on_pages >= library.companions_own
    assert cited <= library.companions_own
    offensive = next(event for event in library.events if event.id == "offensive-2023")
    assert offensive.key
    assert offensive.fact
    assert library.passage_by_id["offensive-of-2023"].annotation.fact


def test_what_is_no_policy_is_not_coded(library: Library) -> None:
    """By the codebook: context and motives carry no code."""
    coded = [p.id for p in library.passages if p.annotation.role == CONTEXT and p.annotation.refs("dimensions")]
    assert coded == []


def test_every_passage_is_annotated_and_coded(library: Library) -> None:
    annotated = {id for section in library.sections for id in section.matter.passages}
    assert {passage.id for passage in library.passages} == annotated
    uncoded = [
        passage.id
        for passage in library.passages
        if not passage.annotation.refs("dimensions") and passage.annotation.role == ANALYSIS
    ]
    assert uncoded == []


def test_every_paragraph_of_a_section_has_an_id(library: Library) -> None:
    blocks = [
        (section.id, block)
        for section in library.sections
        for block in re.split(r"\n{2,}", section.body.markdown.strip())
        if block
    ]
    assert [(section, block[:60]) for section, block in blocks if WITHOUT_ID.match(block)] == []
    paragraphs = [block for _, block in blocks if block.startswith("{#")]
    assert len(paragraphs) == len(library.passages)


def test_only_the_heading_without_a_text_has_no_passages(library: Library) -> None:
    empty = [section.id for section in library.sections if not section.passages]
    assert empty == ["dominance-denial-and-indirect-balancing"]


def test_no_rule_finds_anything(library: Library) -> None:
    report = check_library(library)
    assert not report.diagnostics, as_text(report)
