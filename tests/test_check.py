"""Every rule has a companion that breaks it, and a report that says so: exactly these findings, and no others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hedgesite.check import CHECKS
from hedgesite.diagnostics import Diagnostic, Report, Rule, as_text
from tests.companions import SITES, copy_site, overlay, read

CASES = sorted(path for path in (SITES / "invalid").iterdir() if path.is_dir())

ADVICE = {
    "unresolved",
    "claim-one-source",
    "source-access-date",
    "source-doi",
    "markdown-habit",
    "citation-possessive",
    "style-terms",
    "version-unrecorded",
}

HELD_ELSEWHERE = {
    Rule.FILE_LINK: "a symbolic link cannot be checked out everywhere: test_load_files.py makes one",
    Rule.DEAD_LINK: "no content leads to it while the templates are right: test_audit.py",
    Rule.DUPLICATE_HTML_ID: "no content leads to it while the templates are right: test_audit.py",
    Rule.DRAFT: "only what is to be published is asked: test_drafts.py",
    Rule.TEMPLATE: "templates are no content: test_build.py",
    Rule.TEMPLATE_UNUSED: "templates are no content: test_own_templates.py",
    Rule.TEMPLATE_VERSION: "templates are no content: test_own_templates.py",
    Rule.BOOK_LETTERS: "books are made on demand: test_books_epub.py",
    Rule.BOOK_PROGRAM: "books are made on demand: test_books_epub.py",
    Rule.STYLE_UNUSABLE: "it is found when the references are formatted: test_styles_csl.py",
    Rule.SETTING_UNUSED: "settings are no content: test_setting_rules.py",
    Rule.SETTING_REFUSED: "settings are no content: test_setting_rules.py",
    Rule.BIB_UNUSED: "it is a count of other findings: test_check_sources.py",
    **{rule: "a manuscript is no companion" for rule in Rule if rule.id.startswith("import-")},
    **{rule: "what is brought in is no companion" for rule in Rule if rule.id.startswith("codes-")},
    Rule.LINK_DEAD: "the web is asked on demand: test_links_command.py",
    Rule.LINK_MOVED: "the web is asked on demand: test_links_command.py",
    Rule.LINK_UNSURE: "the web is asked on demand: test_links_command.py",
    **{rule: "advice is given on request alone" for rule in Rule if rule.id in ADVICE},
}

QUOTED = re.compile(r"'([^']+)'")

POINTS_AT_OTHER = {
    Rule.FIELD_MISSING,  # what is missing stands nowhere: its mapping
    Rule.FILE_MISSING,
    Rule.FILE_NAME,  # a file, not a place in it
    Rule.FILE_UNEXPECTED,
    Rule.FILE_ENCODING,
    Rule.PASSAGE_UNCODED,  # the passage, whose id stands on the line before
    Rule.PASSAGE_ID_MISSING,
    Rule.ADDRESS_CLASH,
    Rule.PARENT_CYCLE,
    Rule.BIB_CROSSREF,
    Rule.BIB_DATE,
    Rule.BIB_FIELD,
    Rule.BIB_LATEX,
    Rule.BIB_MISSING_FIELD,
    Rule.BIB_NAME,
    Rule.BIB_SYNTAX,
    Rule.BIB_TYPE,
    Rule.BIB_KEY,
    Rule.SOURCE_DUPLICATE,
    Rule.SOURCE_UNCITED,
}
"""Findings that quote something else than what stands at their place, or quote it at a distance."""


def report_of(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    content = copy_site("minimal", tmp_path) / "content"
    overlay(case, content)
    monkeypatch.chdir(tmp_path)
    return read(Path("content"))[1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_report_is_exact(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, update_cases: bool) -> None:
    expected = case / "expected.txt"
    shown = as_text(report_of(case, tmp_path, monkeypatch)) + "\n"
    if update_cases:
        expected.write_text(shown, "utf-8")
    assert shown == expected.read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_place_is_that_of_the_offender(case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for finding in report_of(case, tmp_path, monkeypatch).diagnostics:
        path = Path(finding.origin.file)
        if finding.rule in POINTS_AT_OTHER or not path.exists():
            continue
        line = path.read_text("utf-8").split("\n")[finding.origin.line - 1]
        here = line[finding.origin.column - 1 :]
        quoted = QUOTED.search(finding.problem)
        if quoted and quoted[1] in line and f"the field '{quoted[1]}'" not in finding.problem:
            assert begins_with(quoted[1], here), f"{finding}: there stands {here!r}"


def begins_with(offender: str, here: str) -> bool:
    """Whether the offender stands there, perhaps behind the marks of its syntax."""
    return re.match(rf"(?:[@#\"']|-@|[a-z]+:|!\[.*\]\()?{re.escape(offender)}", here) is not None


def test_every_rule_has_a_case() -> None:
    named = {case.name for case in CASES} - {"many"}
    rules = {rule.id for rule in Rule}
    assert named | {rule.id for rule in HELD_ELSEWHERE} == rules
    assert named.isdisjoint(rule.id for rule in HELD_ELSEWHERE)


@pytest.mark.parametrize("case", [case for case in CASES if case.name != "many"], ids=lambda case: case.name)
def test_case_breaks_its_rule(case: Path) -> None:
    lines = (case / "expected.txt").read_text("utf-8").splitlines()
    assert any(f": {case.name}: " in line for line in lines)


def test_many_faults_are_found_in_one_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = report_of(SITES / "invalid" / "many", tmp_path, monkeypatch)
    files = {Path(finding.origin.file).relative_to("content").parts[0] for finding in report.diagnostics}
    assert len(report.errors) >= 20
    assert len({finding.rule for finding in report.diagnostics}) >= 15
    assert files >= {
        "article.yml",
        "dimensions.yml",
        "hypotheses.yml",
        "actors.yml",
        "events.yml",
        "glossary.yml",
        "data",
        "sections",
        "pages",
        "references.bib",
    }


@pytest.mark.parametrize("name", ["minimal", "full"])
def test_good_companions_have_no_findings(name: str) -> None:
    assert as_text(read(SITES / name / "content")[1]) == ""


def test_real_companion_has_no_findings() -> None:
    assert as_text(read(SITES.parents[1] / "content")[1]) == ""


def test_each_check_says_which_rule_it_holds() -> None:
    ids = {rule.id for rule in Rule}
    for check in CHECKS:
        named = re.match(r"`([a-z-]+)`: ", check.__doc__ or "")
        assert named, check.__name__
        assert named[1] in ids


def test_findings_are_distinct_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = report_of(SITES / "invalid" / "many", tmp_path, monkeypatch).diagnostics
    assert list(found) == sorted(set(found), key=lambda d: (d.origin, d.rule.id, d.problem))


def test_a_report_is_the_same_from_wherever_it_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the paths are those that the user would type."""
    case = SITES / "invalid" / "ref-unknown"
    here = report_of(case, tmp_path, monkeypatch)
    monkeypatch.chdir(tmp_path / "content" / "sections")
    there = read(tmp_path / "content")[1]

    def without_files(diagnostics: tuple[Diagnostic, ...]) -> list[tuple[object, ...]]:
        return [(d.rule, d.origin.line, d.origin.column, d.problem, d.remedy) for d in diagnostics]

    assert sorted(map(str, without_files(here.diagnostics))) == sorted(map(str, without_files(there.diagnostics)))
    assert {d.origin.file for d in there.diagnostics} >= {"introduction.md", f"{tmp_path}/content/article.yml"}
