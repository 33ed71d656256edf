"""What manuscripts of the humanities have: lists in parts, entries with a colon, and short titles in notes."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from hedgesite.importer.author_year_matcher import Labels
from hedgesite.importer.citations import Citations
from hedgesite.importer.colon_entries import begins_with_names, read_colons
from hedgesite.importer.entries import Listed
from hedgesite.importer.full_names import read_full
from hedgesite.importer.layout import lay_out
from hedgesite.importer.names import read_list
from hedgesite.importer.note_titles import NoteTitles
from hedgesite.importer.places import Places
from hedgesite.importer.source_kinds import is_kind_of_sources
from hedgesite.importer.sources import Entry
from hedgesite.importer.tree import Block, Heading, Inline, Para, Style, Styled, Text, Written
from hedgesite.importer.tree_walk import words_of
from hedgesite.load.bibtex.digits import western
from hedgesite.load.bibtex.from_csl import entry
from hedgesite.model.source import Person


def paragraph(words: str) -> Para:
    return Para((Text(words),))


def heading(level: int, words: str) -> Heading:
    return Heading(level, (Text(words),))


HERON = "Heron, Ada: Seen im Norden. Bergen: Moorverlag 2001."
GULL = "Gull, Jon: Watt. Kiel: Strandverlag 1999, S. 3-9."
TEXT: tuple[Block, ...] = (heading(1, "Title"), heading(1, "Einleitung"), paragraph("Words about lakes."))


def listed_of(*blocks: Block) -> list[str]:
    return [
        words_of(each.content) for each in lay_out((*TEXT, *blocks), titled=False).references if isinstance(each, Para)
    ]


@pytest.mark.parametrize("level", [1, 2])
def test_the_parts_of_a_list_are_one_list(level: int) -> None:
    parts = (heading(level, "Primärliteratur"), paragraph(HERON), heading(level, "Sekundärliteratur"), paragraph(GULL))
    assert listed_of(heading(1, "Literaturverzeichnis"), *parts) == [HERON, GULL]


def test_an_entry_with_the_style_of_a_heading_is_an_entry() -> None:
    assert listed_of(heading(1, "Literatur"), paragraph(GULL), heading(2, HERON), paragraph(GULL)) == [
        GULL,
        HERON,
        GULL,
    ]


def test_a_part_alone_is_a_list_if_it_holds_references() -> None:
    assert listed_of(heading(1, "Fuentes primarias"), paragraph(HERON), paragraph(GULL))
    assert not listed_of(heading(1, "Fuentes primarias"), paragraph("Words about the sources of this work."))


def test_a_section_behind_the_list_ends_it() -> None:
    layout = lay_out(
        (*TEXT, heading(1, "Literatur"), paragraph(HERON), heading(1, "Dank"), paragraph("To all.")), titled=False
    )
    assert [words_of(each.content) for each in layout.references if isinstance(each, Para)] == [HERON]
    assert any(isinstance(each, Para) and words_of(each.content) == "To all." for each in layout.body)


@pytest.mark.parametrize(
    "name", ["primary sources", "sekundärliteratur", "sources secondaires", "fuentes electrónicas", "fonti primarie",
             "интернет-ресурсы", "birincil kaynaklar", "opracowania", "中文文献"]
)  # fmt: skip
def test_kinds_of_sources_are_known(name: str) -> None:
    assert is_kind_of_sources(name)
    assert not is_kind_of_sources(f"{name} of an introduction")


def colon(words: str) -> Entry | None:
    return read_colons(Listed(0, words, words), set(), {})


def test_names_before_a_colon_are_those_of_persons() -> None:
    entry = colon("Heron, Ada/ Gull, Jon Erik (Hrsg.): Seen und Watt. Ein Versuch. 2. Aufl. Bergen: Moorverlag 2001.")
    assert entry is not None
    assert entry.persons == (Person("Heron", "Ada"), Person("Gull", "Jon Erik"))
    assert entry.editors
    assert (entry.year, entry.fields["title"], entry.fields["location"]) == ("2001", "Seen und Watt", "Bergen")


def test_the_year_of_a_visit_is_not_that_of_the_work() -> None:
    entry = colon("Heron, Ada: Seen. Zuletzt geändert am 3.2.2019. URL: https://example.org/a [20.11.2022]")
    assert entry is not None
    assert (entry.year, entry.fields["url"], entry.fields["urldate"]) == ("2019", "https://example.org/a", "2022-11-20")


def test_a_body_before_a_colon_has_an_address() -> None:
    entry = colon("Moorlexikon: Torf. URL: https://example.org/torf")
    assert entry is not None
    assert entry.persons == (Person(literal="Moorlexikon"),)
    assert colon("Moorlexikon: Torf. Bergen 1999.") is None


@pytest.mark.parametrize(
    "words", ["Heron (1999): Seen. Bergen.", "Wet lakes, and all that follows: a tale", "No colon here."]
)
def test_other_entries_are_left_to_others(words: str) -> None:
    assert colon(words) is None
    assert not begins_with_names(words)


def source(key: str, family: str, title: str) -> Entry:
    return Entry(key, "book", 0, title, (Person(family, "Ada"),), fields=MappingProxyType({"title": title}))


@pytest.fixture
def titles() -> NoteTitles:
    return NoteTitles.of(
        [
            source("north", "Heron", "Seen im hohen Norden"),
            source("south", "Heron", "Die großen Flüsse"),
            source("girl", "Gull", "La ragazza che guardava il lago. Una storia"),
            source("one", "Gull", "Lagune"),
        ]
    )


def linked(titles: NoteTitles, words: str) -> list[tuple[str, str]]:
    found = titles.rewrite((Text(words),))
    return [(each.words, each.keys[0]) for each in found if isinstance(each, Written)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Vgl. Heron, Ada: Flüsse. S. 12.", [("Flüsse", "south")]),
        ("Heron: Norden, S. 3", [("Norden", "north")]),
        ("Heron, Norden, 12.", [("Norden", "north")]),
        ("Cfr. La ragazza che guardava il lago, cap. I, p. 8.", [("La ragazza che guardava il lago", "girl")]),
        ("Cfr. Lagune, p. 3.", [("Lagune", "one")]),
        ("La ragazza che guardava il lago is a story.", []),
        ("Lagune are wet.", []),
        ("Heron, Ada: Wiesen. S. 4.", []),
    ],
)
def test_notes_name_works_by_short_titles(titles: NoteTitles, words: str, found: list[tuple[str, str]]) -> None:
    assert linked(titles, words) == found


def test_ibid_means_the_work_of_the_note_before_if_the_list_has_it(titles: NoteTitles) -> None:
    assert linked(titles, "Heron: Norden, S. 3")
    assert linked(titles, "Ebda. S. 4.") == [("Ebda.", "north")]
    assert linked(titles, "Reiher, Olaf: Moore. Kiel 1980. S. 9.") == []
    assert linked(titles, "Vgl. ebda. S. 10.") == []


@pytest.mark.parametrize(
    ("names", "persons"),
    [
        ("Heron, Ada e Jon Gull", [("Heron", "Ada"), ("Gull", "Jon")]),
        ("Heron, Ada y Jon Gull", [("Heron", "Ada"), ("Gull", "Jon")]),
        ("Ortega y Gasset, José", [("Ortega y Gasset", "José")]),
    ],
)
def test_short_words_join_names_behind_an_inverted_one(names: str, persons: list[tuple[str, str]]) -> None:
    assert [(each.family, each.given) for each in read_list(names)[0]] == persons


def bold(words: str) -> Para:
    return Para((Styled(Style.STRONG, (Text(words),)),))


def headings(blocks: list[Block]) -> list[str]:
    content: list[tuple[Inline, ...]] = [
        each.content for each in lay_out(blocks, titled=True).body if isinstance(each, Heading)
    ]
    return [words_of(each) for each in content]


def test_questions_with_nothing_below_them_are_no_headings() -> None:
    questions: list[Block] = [heading(1, "Introduction"), paragraph("Words.")]
    for number in range(20):
        questions += [bold(f"How wet is lake number {number}, would you say"), paragraph("Wet / dry")]
    assert headings(questions) == ["Introduction"]
    text = "Lakes are wet, and every shore has a story of its own, as all of them know."
    sections: list[Block] = [heading(1, "Introduction"), paragraph("Words.")]
    for number in range(20):
        sections += [bold(f"Lake number {number} by depth"), paragraph(text)]
    assert len(headings(sections)) == 21


@pytest.mark.parametrize(
    ("words", "year"), [("۲۰۰۷ م", "2007"), ("٢٠١٣", "2013"), ("1998", "1998"), ("spring 2001", "spring 2001")]
)
def test_years_in_other_digits_are_years(words: str, year: str) -> None:
    assert western(words) == year


def test_a_name_without_a_family_name_is_one_name() -> None:
    written = entry({"type": "book", "title": "Lakes", "author": [{"family": "", "given": "عبد القادر"}]}, "lakes")
    assert "author = {{عبد القادر}}" in written


HERON_SOURCE = Entry("heron1998", "book", 0, "Lakes", (Person("Heron", "Ada"),), year="1998")


@pytest.mark.parametrize(
    ("before", "content", "written"),
    [
        ("As Heron ", "Lakes of the North, 1998", "(Lakes of the North [-@heron1998])"),
        ("As others say ", "Ada Heron, Lakes of the North, 1998", "(Ada Heron, Lakes of the North [-@heron1998])"),
        ("As Heron ", "born in the North, 1998", ""),
        ("As Heron ", "Lakes of the North, 1997", ""),
        ("As Gull ", "Lakes of the North, 1998", ""),
    ],
)
def test_a_title_and_a_year_cite_the_work_of_the_author_beside_them(before: str, content: str, written: str) -> None:
    citations = Citations(Places("a.docx"), Labels.of([HERON_SOURCE]))
    found = citations.rewrite((Text(f"{before}({content}) says."),), 0)
    assert [each.markdown for each in found if isinstance(each, Written)] == ([written] if written else [])


def test_a_name_that_others_follow_is_left_to_the_reader_of_years_in_front() -> None:
    words = "Heron, Ad. & Gull-Tern, L. (1958). Lakes of the North. Paris: PUF. [Trans.: Seen. Kiel: Moor, 1989.]"
    assert read_full(Listed(0, words, words), set(), {}) is None
