"""What is said of a library of which a companion uses only a part."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.diagnostics import Rule, Severity
from tests.companions import copy_site

GOOD = "@book{example2020, author = {Example, A.}, date = {2020}, title = {A Book}, publisher = {A Press}}\n"
FAULTS = {
    "date": "@book{other, author = {Other, B.}, date = {some day}, title = {T}, publisher = {P}}\n",
    "parent": "@incollection{other, author = {Other, B.}, date = {2020}, title = {T}, crossref = {nowhere}}\n",
    "same key": "@book{other, author = {O, B.}, date = {2020}, title = {T}, publisher = {P}}\n" * 2,
    "unclosed": "@book{other, author = {O, B.}, date = {2020}, title = {T\n\n",
    "lost": "@book{other, author = {O, B.}, title = {T}}, date = {2020}\n@{nothing}\n",
}


def built(folder: Path, bibliography: str, text: str = "") -> Built:
    site = copy_site("minimal", folder / "site")
    (site / "content/references.bib").write_text(bibliography, "utf-8")
    if text:
        section = site / "content/sections/introduction.md"
        section.write_text(section.read_text("utf-8") + f"\n{{#more}}\n{text}\n", "utf-8")
    return build_pages(site / "content", templates_folder())


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
@pytest.mark.parametrize("first", [True, False], ids=["before", "after"])
def test_a_fault_in_what_nothing_cites_stops_no_build(fault: str, first: bool, tmp_path: Path) -> None:
    result = built(tmp_path, fault + GOOD if first else GOOD + fault)
    assert not result.report.errors
    assert result.pages
    assert [finding.rule for finding in result.report.diagnostics].count(Rule.BIB_UNUSED) == 1
    assert result.aside.diagnostics
    assert {finding.severity for finding in result.aside.diagnostics} == {Severity.WARNING}


@pytest.mark.parametrize("name", ["date", "parent", "unclosed"])
def test_the_same_fault_in_what_is_cited_stops_it(name: str, tmp_path: Path) -> None:
    result = built(tmp_path, GOOD + FAULTS[name], "It is cited [@other].")
    assert result.report.errors
    assert not result.aside.diagnostics


def test_a_fault_in_the_parent_of_what_is_cited_stops_it(tmp_path: Path) -> None:
    child = "@incollection{child, author = {C, D.}, date = {2020}, title = {T}, crossref = {other}}\n"
    assert built(tmp_path, GOOD + child + FAULTS["date"], "It is cited [@child].").report.errors


def test_a_key_that_is_not_found_keeps_all_faults(tmp_path: Path) -> None:
    result = built(tmp_path, GOOD + FAULTS["date"], "It is cited [@otter].")
    assert {finding.rule for finding in result.report.errors} == {Rule.CITATION_UNKNOWN, Rule.BIB_DATE}


def test_a_few_uncited_sources_are_named_and_many_counted(tmp_path: Path) -> None:
    entry = "@book{{other{0}, author = {{Other, B.}}, date = {{2020}}, title = {{T {0}}}, publisher = {{P}}}}\n"
    few = built(tmp_path / "few", GOOD + "".join(entry.format(number) for number in range(10)))
    assert len(few.report.diagnostics) == 10
    many = built(tmp_path / "many", GOOD + "".join(entry.format(number) for number in range(11)))
    (counted,) = many.report.diagnostics
    assert counted.problem == "11 sources are never cited"
    assert len(many.aside.diagnostics) == 11


def companion_with(folder: Path, **files: str) -> Path:
    """A companion whose one further passage cites `other`; files by their names without dots and hyphens."""
    site = copy_site("minimal", folder / "site")
    for name, text in files.items():
        (site / "content" / name.replace("_", "-").replace("--", ".")).write_text(text, "utf-8")
    section = site / "content/sections/introduction.md"
    if "{#more}" not in section.read_text("utf-8"):
        section.write_text(section.read_text("utf-8") + "\n{#more}\nIt is cited [@other].\n", "utf-8")
    return site / "content"


def result_of(content: Path) -> Built:
    return build_pages(content, templates_folder())


OTHER = "@book{%s, author = {Other, Berta}, date = {%s}, title = {Things and more}, publisher = {P}%s}\n"


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (OTHER % ("other", "2001", ", doi = {10.1234/A}"), OTHER % ("o:new", "2002", ", doi={10.1234/a}"), "DOI"),
        (OTHER % ("other", "2001", ""), OTHER % ("o:new", "2001-05", ""), "title, year and author"),
    ],
    ids=["doi", "title"],
)
def test_a_renamed_key_is_recognised_and_its_alias_proposed(before: str, after: str, why: str, tmp_path: Path) -> None:
    content = companion_with(tmp_path, references__bib=GOOD + before)
    assert not result_of(content).report.errors
    (content / "references.bib").write_text(GOOD + after, "utf-8")
    (finding,) = result_of(content).report.errors
    assert finding.remedy == f"write the line other: o:new into source-aliases.yml, since 'o:new' has the same {why}"
    (content / "source-aliases.yml").write_text("other: o:new\n", "utf-8")
    mended = result_of(content)
    assert not mended.report.diagnostics
    (card,) = (page.path for page in mended.pages if page.path.startswith("sources/o"))
    assert mended.redirects["sources/other/"] == card


def test_what_two_sources_share_proposes_nothing(tmp_path: Path) -> None:
    content = companion_with(tmp_path, references__bib=GOOD + OTHER % ("other", "2001", ""))
    assert not result_of(content).report.errors
    (content / "references.bib").write_text(GOOD + OTHER % ("x", "2001", "") + OTHER % ("y", "2001", ""), "utf-8")
    (finding,) = (each for each in result_of(content).report.errors if each.rule is Rule.CITATION_UNKNOWN)
    assert "source-aliases.yml" not in finding.remedy


def test_the_last_commit_tells_former_keys_too(tmp_path: Path) -> None:
    content = companion_with(tmp_path, references__bib=GOOD + OTHER % ("other", "2001", ""))
    git = ["git", "-C", str(content), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        subprocess.run([*git, *command], check=True)
    (content / "references.bib").write_text(GOOD + OTHER % ("Other-2001", "2001", ""), "utf-8")
    (finding,) = result_of(content).report.errors
    assert "write the line other: Other-2001" in finding.remedy


def test_aliases_must_lead_somewhere_and_free_keys_stay_free(tmp_path: Path) -> None:
    aliases = "other: example2021\nexample2020: other2\n"
    content = companion_with(
        tmp_path, references__bib=GOOD + OTHER % ("other2", "2001", ""), source_aliases__yml=aliases
    )
    found = [(str(it.origin).rpartition("/")[2], it.rule) for it in result_of(content).report.errors]
    assert ("source-aliases.yml:1:8", Rule.REF_UNKNOWN) in found
    assert ("source-aliases.yml:2:1", Rule.ID_DUPLICATE) in found


def test_keys_can_change_more_than_once(tmp_path: Path) -> None:
    aliases = "other: second\nsecond: third\n"
    content = companion_with(
        tmp_path, references__bib=GOOD + OTHER % ("third", "2001", ""), source_aliases__yml=aliases
    )
    result = result_of(content)
    assert not result.report.diagnostics
    assert result.library.source_by_key["other"].key == "third"


def test_several_bibliographies_are_one(tmp_path: Path) -> None:
    more = (
        GOOD + "@string{p = {A Press}}\n@book{other, author = {O, B.}, date = {2001}, title = {T}, publisher = press}\n"
    )
    content = companion_with(tmp_path, references__bib=f"{GOOD}@string{{press = {{P}}}}", zotero__bib=more)
    result = result_of(content)
    assert not result.report.diagnostics
    assert [source.key for source in result.library.sources] == ["example2020", "other"]
    published = result.files["downloads/references.bib"].decode()
    assert published.count("@book{example2020") == 1
    assert "@book{other" in published
    origins = {page.path: page.origin for page in result.pages if page.path.startswith("sources/")}
    assert origins["sources/other/"] == "zotero.bib"


def test_a_bibliography_of_another_name_is_enough(tmp_path: Path) -> None:
    content = companion_with(tmp_path, library__bib=GOOD + OTHER % ("other", "2001", ""))
    (content / "references.bib").unlink()
    assert not result_of(content).report.diagnostics


def test_findings_name_the_bibliography_that_has_the_fault(tmp_path: Path) -> None:
    second = "\n" + OTHER % ("example2020", "2001", "") + OTHER % ("other", "some day", "")
    content = companion_with(tmp_path, references__bib=GOOD, second__bib=second)
    places = [(str(it.origin).rpartition("/")[2], it.problem) for it in result_of(content).report.errors]
    assert places[0][0] == "second.bib:2:7"
    assert places[0][1].startswith("the key 'example2020' is used on line 1 of ")
    assert places[1][0].startswith("second.bib:3:")
