"""Slips of people who correct by pull request: each has one finding, at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

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
