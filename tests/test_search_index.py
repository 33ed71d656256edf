"""The index of the search: what can be found, by what, and how much of it is overhead."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.export.search_index import Findable
from hedgesite.model import kinds
from hedgesite.model.index import EntityIndex
from tests.companions import copy_site
from tests.search import INDEX_FILE, places_of, read_index

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_pages(copy_site("full", tmp_path_factory.mktemp("full")) / "content", templates_folder())


@pytest.fixture(scope="module")
def real() -> Built:
    return build_pages(ROOT / "content", templates_folder())


def found_in(built: Built) -> dict[str, Findable]:
    return dict(places_of(built.files[INDEX_FILE]))


def test_every_thing_of_every_kind_can_be_found_once(full: Built) -> None:
    records = found_in(full)
    for number, kind in enumerate(kinds.KINDS):
        # What is a figure, a table or an equation is found as such, and not as a passage too.
        shown = full.library.display_of_passage if kind.id == "passage" else ()
        ids = [id for id in EntityIndex.of(full.library).of_kind(kind.id) if id not in shown]
        assert sum(record.kind == number for record in records.values()) >= len(ids), kind.id
    assert {kind for kind, *_ in read_index(full.files[INDEX_FILE])["kinds"]} == set(kinds.ids())


def test_every_page_can_be_found(full: Built) -> None:
    assert {page.path for page in full.pages} <= set(found_in(full))


def test_a_passage_is_found_with_its_codes_its_notes_and_what_is_said_of_it(full: Built) -> None:
    records, codes = found_in(full), read_index(full.files[INDEX_FILE])["dimensions"]
    for section in full.library.sections:
        for passage in section.passages:
            record = records[f"read/{section.id}/#{passage.id}"]
            coded = {ref.id for ref in passage.annotation.refs("dimensions")}
            marks = [codes[place][0] for place in record.codes]
            assert marks == [item.id for item in full.library.dimensions if {item.id, *item.aliases} & coded]
            assert passage.block.text.split()[0] in record.text
            notes = [note for note in section.body.notes if note.passage == passage.id]
            assert all(note.text.split()[0] in record.text for note in notes)
            annotation = passage.annotation
            for prose in (annotation.note, annotation.editorial, annotation.fact):
                assert not prose or prose.text.split()[0] in record.text
    assert any(record.codes for record in records.values())


def test_a_citation_reads_as_it_does_on_the_page(real: Built) -> None:
    record = found_in(real)["read/concept-of-hedging/#" + passage_that_cites(real, "womack2016")]
    assert "Womack (2016, 12) points to" in record.text


def passage_that_cites(built: Built, key: str) -> str:
    section = next(section for section in built.library.sections if section.id == "concept-of-hedging")
    groups = (group for group in section.body.citations if any(citation.key == key for citation in group.citations))
    return next(group.passage for group in groups if group.passage)


def test_a_source_is_found_by_everyone_who_made_it_its_title_and_its_doi(real: Built) -> None:
    records = found_in(real)
    for source in real.library.sources:
        record = records[f"sources/{source.key}/"]
        assert source.text("title") in record.label
        assert source.text("doi") in record.text
        people = [person.name for persons in source.persons.values() for person in persons]
        assert set(people) == set(record.names.split("\n")) - {""}


def test_other_names_are_names(full: Built) -> None:
    records = found_in(full)
    for actor in full.library.actors:
        assert records[f"actors/{actor.id}/"].names.split("\n") == list(actor.also or ("",))
    for dimension in full.library.dimensions:
        assert dimension.mark in records[f"dimensions/{dimension.id}/"].names.split("\n")
    for event in full.library.events:
        assert records[f"timeline/#{event.id}"].names == event.date.text


def test_the_article_is_found_in_each_of_its_languages_by_its_authors(real: Built) -> None:
    records, article = found_in(real), real.library.article
    for address in ("", *(f"{language}/" for language in article.translations)):
        assert records[address].names.split("\n") == [author.name for author in article.authors]
        assert records[address].language == address.rstrip("/")
    assert "хеџинг" in records["sr/"].text


def test_the_index_is_little_more_than_what_it_indexes(real: Built) -> None:
    data = real.files[INDEX_FILE]
    text = sum(
        len(part.encode()) for found in found_in(real).values() for part in (found.label, found.text, found.names)
    )
    assert len(data) <= 1.3 * text, f"{len(data):,} for {text:,}"


def test_a_companion_without_anything_has_an_index(tmp_path: Path) -> None:
    built = build_pages(copy_site("minimal", tmp_path) / "content", templates_folder())
    assert "" in found_in(built)
