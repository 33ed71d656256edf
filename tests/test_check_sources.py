"""What is said of a library of which a companion uses only a part."""

from __future__ import annotations

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
