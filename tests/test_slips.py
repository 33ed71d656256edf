"""Slips of people who correct by pull request: each has one finding, at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from hedgesite.model.as_dates import meant_date
from tests.companions import copy_site, read, write_files

SECTION = """---
title: The lake
passages:
  shore:
    role: context
    evidence:
      - {source: example2020, kind: scholarship, supports: That it is one}
---

{#shore}
A lake [@example2020].

{#mill}
A mill, as [the shore](passage:shore) shows.
"""
OTHER = """---
title: Other
passages:
  mentions: {role: context}
---

{#mentions}
See [it](passage:shore) [@example2020].
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = copy_site("minimal", tmp_path) / "content"
    write_files(content, {"sections/02-lake.md": SECTION, "sections/03-other.md": OTHER})
    return content


def findings(content: Path) -> list[str]:
    _, report = read(content)
    return [str(each).removeprefix(f"{content}/") for each in report.diagnostics]


def test_the_companion_has_no_finding_before(content: Path) -> None:
    assert findings(content) == []


def test_a_misspelt_id_in_front_matter_is_one_finding(content: Path) -> None:
    write_files(content, {"sections/02-lake.md": SECTION.replace("  shore:", "  shoer:")})
    problem = "the front matter annotates 'shoer', but the section has no such passage"
    assert findings(content) == [f"sections/02-lake.md:4:3: passage-unknown: {problem}; did you mean 'shore'?"]


@pytest.mark.parametrize("name", ["02-lake.md", "sections/part/02-lake.md", "texts/02-lake.md"])
def test_a_section_in_a_wrong_folder_is_one_error(name: str, content: Path) -> None:
    (content / "sections/02-lake.md").unlink()
    write_files(content, {name: SECTION})
    found = findings(content)
    assert len(found) == 1
    assert found[0].startswith(f"{name}:1:1: file-unexpected: ")
    assert [each.rule.id for each in read(content)[1].errors] == ["file-unexpected"]


def test_a_bibliography_in_a_wrong_folder_is_one_error(content: Path) -> None:
    (content / "references.bib").rename(content / "sections" / "references.bib")
    assert [each.split(": ")[:2] for each in findings(content)] == [["sections/references.bib:1:1", "file-unexpected"]]


@pytest.mark.parametrize(
    ("name", "text"),
    [("README.md", "# Notes to oneself\n"), ("texts/02-lake.md", SECTION), ("old/references.bib", "")],
)
def test_notes_and_copies_stay_warnings_and_hide_nothing(name: str, text: str, content: Path) -> None:
    write_files(content, {name: text, "sections/03-other.md": OTHER.replace("passage:shore", "passage:shroud")})
    _, report = read(content)
    assert [each.rule.id for each in report.warnings] == ["file-unexpected"]
    assert [each.rule.id for each in report.errors] == ["link-unknown"]


@pytest.mark.parametrize(
    ("written", "remedy"),
    [
        ("2,5", "write a decimal point, or put the whole value in quotation marks"),
        ("12,75", "write a decimal point, or put the whole value in quotation marks"),
        ("1,000", "leave it out, or put the whole value in quotation marks"),
    ],
)
def test_a_comma_within_a_number_is_one_finding(written: str, remedy: str, content: Path) -> None:
    series = f"title: Bells\nunit: bells\nrows:\n  - {{date: 2012, value: {written}}}\npassages: [mill]\n"
    write_files(content, {"data/bells.yml": series})
    column = series.splitlines()[3].rindex(",") + 1
    problem = "the comma within this number separates two fields"
    assert findings(content) == [f"data/bells.yml:4:{column}: yaml-syntax: {problem}; {remedy}"]


@pytest.mark.parametrize(
    ("old", "new", "place", "finding"),
    [
        ("[@example2020]", "[@ example2020, 7]", "11:9", "citation-syntax: a blank parts @ from 'example2020'"),
        ("{#mill}", "{#mill", "13:1", "passage-id-missing: the paragraph that begins '{#mill"),
        ("{#mill}", "##Mills\n\n{#mill}", "13:1", "passage-id-missing: the paragraph that begins '##Mills' has no id"),
        ("{#mill}", ">>>>>>> mill\n{#mill}", "13:1", "merge-conflict: the line '>>>>>>> mill' is left"),
        ("{#mill}", "<<<<<<< HEAD\n{#mill}", "13:1", "merge-conflict: the line '<<<<<<< HEAD' is left"),
    ],
)
def test_a_slip_in_a_section_has_its_finding(old: str, new: str, place: str, finding: str, content: Path) -> None:
    write_files(content, {"sections/02-lake.md": SECTION.replace(old, new, 1)})
    assert any(each.startswith(f"sections/02-lake.md:{place}: {finding}") for each in findings(content))


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [
        ("{#mill}", "{#mill", "write {#mill} on the line before it, with the brace that closes"),
        ("{#mill}", "##Mills\n\n{#mill}", "write a space after ## if it is a heading"),
        ("[@example2020]", "[@example2020; mueller2019]", "write @mueller2019 if it is the key of a source"),
    ],
)
def test_the_advice_is_what_to_write(old: str, new: str, remedy: str, content: Path) -> None:
    write_files(content, {"sections/02-lake.md": SECTION.replace(old, new, 1)})
    assert any(remedy in each for each in findings(content))


def test_ids_without_commas_between_are_parted(content: Path) -> None:
    write_files(
        content,
        {"actors.yml": "- {id: a, name: A, kind: person, part: P.}\n- {id: b, name: B, kind: person, part: P.}\n"},
    )
    write_files(content, {"sections/02-lake.md": SECTION.replace("role: context", "actors: [a b]", 1)})
    assert [each.split("; ")[1] for each in findings(content)] == ["part the ids with commas: a, b"]


def test_marks_of_a_text_around_a_value_are_read_as_straight_ones(content: Path) -> None:
    text = SECTION.replace("A mill,", "A [mill]{title=“a mill”},").replace("A lake", "A [lake]{lang=“de”}")
    write_files(content, {"sections/02-lake.md": text})
    assert [each.split(": ")[1:3] for each in findings(content)] == [
        ["attribute", "the attribute 'title' is not used; use only #id, .class and lang=…"]
    ]


def test_a_copied_section_is_one_finding(content: Path) -> None:
    write_files(content, {"sections/09-lake.md": SECTION})
    assert [each.split(": ")[:2] for each in findings(content)] == [["sections/09-lake.md:1:1", "id-duplicate"]]


def test_a_misnamed_folder_is_one_finding(content: Path) -> None:
    (content / "sections").rename(content / "Sections")
    assert [each.split(": ")[:2] for each in findings(content)] == [["Sections:1:1", "file-name"]]


def test_without_an_article_nothing_that_follows_from_it_is_told(content: Path) -> None:
    (content / "article.yml").unlink()
    event = "- id: a\n  name: A\n  date: 2001\n  description: D.\n  translations: {sr: {name: А}}\n"
    write_files(content, {"events.yml": event})
    assert [each.split(": ")[1] for each in findings(content)] == ["file-missing"]


@pytest.mark.parametrize(
    ("written", "meant"), [("09/20/1994", "1994-09-20"), ("20/9/1994", "1994-09-20"), ("09/10/1994", "")]
)
def test_slashes_in_a_date_are_read_where_only_one_order_is_possible(written: str, meant: str) -> None:
    assert meant_date(written) == meant
