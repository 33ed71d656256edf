"""Notes on facts, the way back to the article, and the companion's own sources: on pages, in metadata, in search."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.changes import compare
from hedgesite.load import load_library
from tests.companions import IN_ENGLISH, copy_site, in_one_language
from tests.search import INDEX_FILE, places_of

ROOT = Path(__file__).parents[1]
COMPANIONS = (ROOT / "content", ROOT / "tests" / "sites" / "full" / "content")


@pytest.fixture(scope="module", params=COMPANIONS, ids=("companion", "full"))
def built(request: pytest.FixtureRequest) -> Built:
    found = build_pages(request.param, templates_folder(), catalogues=IN_ENGLISH)
    assert found.pages, found.report
    return found


def body(built: Built, path: str) -> str:
    return next(in_one_language(page.body) for page in built.pages if page.path == path)


def cut(html: str, start: str, end: str) -> str:
    """The part of a page between two markers."""
    return html.split(start, 1)[1].split(end, 1)[0]


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", html))


def test_a_passage_shows_its_note_on_a_fact_with_a_label_of_its_own(built: Built) -> None:
    noted = [passage for passage in built.library.passages if passage.annotation.fact]
    assert noted
    for passage in built.library.passages:
        shown = cut(body(built, f"read/{passage.section}/"), f'<div class="hs-passage" id="{passage.id}"', "hs-citing")
        assert ("<dt>Note on a fact</dt>" in shown) is bool(passage.annotation.fact)
        assert ('hs-flag--fact">note on a fact</span>' in shown) is bool(passage.annotation.fact)
        assert ("<dt>Editorial note</dt>" in shown) is bool(passage.annotation.editorial)


def test_an_event_shows_its_note_wherever_its_date_stands(built: Built) -> None:
    timeline, home = body(built, "timeline/"), body(built, "")
    assert any(event.fact for event in built.library.events)
    for event in built.library.events:
        shown = cut(timeline, f'<li class="hs-event" id="{event.id}"', "</li>")
        assert ('class="hs-label">Note on a fact</p>' in shown) is bool(event.fact)
        dates = cut(home, 'class="hs-plain hs-dates"', "</ol>")
        if event.key:
            line = cut(dates, f'#{event.id}"', "</li>")
            assert ("hs-flag--fact" in line) is bool(event.fact)
    with_actors = [event for event in built.library.events if event.fact and event.actors]
    for event in with_actors:
        page = body(built, f"actors/{event.actors[0].id}/")
        assert "hs-flag--fact" in cut(page, f'#{event.id}"', "</li>")


def test_the_about_page_gathers_notes_on_facts_apart_from_editorial_notes(built: Built) -> None:
    page = body(built, "about/")
    facts = cut(page, 'aria-labelledby="notes-on-facts"', "</section>")
    noted = [p for p in built.library.passages if p.annotation.fact] + [e for e in built.library.events if e.fact]
    assert facts.count("<li>") == len(noted)
    editorial = cut(page, 'aria-labelledby="editorial-notes"', "</section>")
    assert "hs-own" not in editorial
    assert page.count('id="notes-on-facts"') == page.count('id="editorial-notes"') == 1


def test_sources_of_the_companion_s_own_are_listed_apart(built: Built) -> None:
    own = built.library.companions_own
    assert own
    page = body(built, "sources/")
    of_article, of_companion = page.split('<section class="hs-bibliography hs-own"', 1)
    number = len(built.library.sources) - len(own)
    assert f'<p class="hs-kicker">{number} works</p>' in of_article
    assert of_article.count('<li class="hs-source"') == number
    assert of_companion.split("</section>")[0].count('<li class="hs-source"') == len(own)
    assert ">Cited by this companion " in of_companion
    everything = cut(body(built, "read/all/"), 'role="doc-bibliography"', "</section>")
    assert everything.count('<li class="hs-source"') == number


def test_a_card_says_whose_source_it_is(built: Built) -> None:
    cards = [page for page in built.pages if page.path.startswith("sources/") and page.path != "sources/"]
    told = [page for page in cards if "The article does not cite this work." in page.body]
    assert len(told) == len(built.library.companions_own)
    for page in told:
        assert "In definitions, descriptions and notes" in page.body
        assert "No passage cites this work." not in page.body


def test_the_article_s_metadata_name_no_source_of_the_companion(built: Built) -> None:
    head = next(page.head for page in built.pages if page.path == "")
    data = json.loads(cut(head, '<script type="application/ld+json">', "</script>"))
    # The list of sources would be most of the page's head.
    assert "citation" not in data["isBasedOn"]
    for key in built.library.companions_own:
        title = built.library.source_by_key[key].text("title").replace("“", "‘").replace("”", "’")
        assert title
        assert title not in head


def test_highwire_tags_say_where_the_article_appeared(built: Built) -> None:
    head, article = next(page.head for page in built.pages if page.path == ""), built.library.article
    journal, published = article.journal, article.dates.published
    assert published
    for name, value in {
        "citation_publication_date": published.text.replace("-", "/"),
        "citation_journal_title": journal.title,
        "citation_publisher": journal.publisher,
        "citation_volume": journal.volume,
        "citation_issue": journal.issue,
        "citation_firstpage": journal.first_page,
        "citation_lastpage": journal.last_page,
    }.items():
        assert value
        assert f'<meta name="{name}" content="{value}">' in head
    assert ('name="citation_doi"' in head) is bool(journal.doi)
    work = json.loads(cut(head, '<script type="application/ld+json">', "</script>"))["isBasedOn"]
    issue = work["isPartOf"]
    assert (issue["issueNumber"], issue["isPartOf"]["volumeNumber"]) == (journal.issue, journal.volume)
    assert issue["isPartOf"]["isPartOf"]["name"] == journal.title
    assert (work["pageStart"], work["pageEnd"]) == (journal.first_page, journal.last_page)
    assert journal.supplied
    assert words(body(built, "")).count("catalogue") >= 1


def test_passages_and_notes_lead_back_to_the_article(built: Built) -> None:
    for section in built.library.sections:
        page = body(built, f"read/{section.id}/")
        for passage in section.passages:
            place = section.place_in_article(passage, passage.annotation.page and f"p. {passage.annotation.page}")
            shown = cut(page, f'<div class="hs-passage" id="{passage.id}"', "hs-citing")
            assert ("<dt>In the article</dt>" in shown) is bool(place)
            assert not place or f"<dd>{place}</dd>" in shown
        notes = page.split('role="doc-endnotes"', 1)[-1]
        for note in section.body.notes:
            number = section.matter.notes.get(note.label)
            label = re.sub(r"[^\w-]+", "-", note.label)
            entry = cut(notes, f'id="note-{section.id}-{label}"', "</li>")
            assert (f"Note {number} of the article" in entry) is bool(number)
            assert not number or f'aria-label="Note {note.number}, {number} in the article"' in page


def test_the_search_finds_a_passage_and_an_event_by_a_note_on_a_fact(built: Built) -> None:
    entries = places_of(built.files[INDEX_FILE])
    for passage in built.library.passages:
        if passage.annotation.fact:
            found = entries[f"read/{passage.section}/#{passage.id}"].text
            assert len(found.split()) > len(passage.block.text.split())
    for event in built.library.events:
        if event.fact:
            assert len(entries[f"timeline/#{event.id}"].text.split()) > len(event.description.text.split())


def test_a_revision_of_a_note_on_a_fact_and_of_a_paragraph_is_told(tmp_path: Path) -> None:
    folder = copy_site("full", tmp_path) / "content"
    section = folder / "sections" / "02-usages.md"
    changed = section.read_text("utf-8").replace("trois pêcheurs", "cinq pêcheurs").replace("[2, 3]", "[2]")
    before, _ = load_library(folder)
    section.write_text(changed, encoding="utf-8")
    after, _ = load_library(folder)
    aspects = {
        change.id: {difference.aspect for difference in change.differences}
        for change in compare(before, after).passages
    }
    assert aspects == {"peche-et-baignade": {"fact"}, "usages-en-liste": {"paragraphs"}}


def test_the_panel_of_a_passage_says_on_which_page_of_the_article_it_begins(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path) / "content"
    head = "title: A\nlanguage: de\narticle: {heading: 2, paragraphs: 1}\npassages:\n"
    passages = "  both: {role: context, page: 103, paragraphs: [1]}\n  one: {role: context, page: xii}\n"
    text = f"---\n{head}{passages}---\n\n{{#both}}\nA.\n\n{{#one}}\nB.\n"
    (folder / "sections" / "02-a.md").write_text(text, "utf-8")
    made = build_pages(folder, templates_folder())
    assert not made.report.errors
    page = next(each.body for each in made.pages if each.path == "read/a/")
    assert "<dd>§ 2, ¶ 1, p. 103</dd>" in page
    assert "<dd>p. xii</dd>" in page
    table = made.files["downloads/passages.csv"].decode("utf-8-sig")
    assert '"§ 2, ¶ 1, p. 103"' in table
