"""Every rule has a page, and what the page says of its example is what is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from hedgesite.cli import main
from hedgesite.diagnostics import Rule, Severity
from tests.rule_pages import PAGES, SECTIONS, RulePage, report_of

RULES = list(Rule)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_a_page(rule: Rule) -> None:
    page = RulePage.read(PAGES / f"{rule.id}.md")
    assert page.title == rule.id
    assert page.explanation.startswith(f"{rule.explanation} ")
    assert page.explanation.endswith(f"({rule.severity})")
    assert tuple(page.sections) == SECTIONS
    assert all(text.strip() for text in page.sections.values())
    assert page.files
    assert f": {rule.id}: " in page.report


def test_every_page_has_a_rule() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} - {"index"} == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_invalid_example_is_reported_so(rule: Rule, tmp_path: Path, update_cases: bool) -> None:
    path = PAGES / f"{rule.id}.md"
    page = RulePage.read(path)
    report = report_of(page.files, tmp_path, advice=rule.severity is Severity.ADVICE)
    if update_cases and report != page.report:
        path.write_text(path.read_text("utf-8").replace(page.report, report), "utf-8")
    else:
        assert report == page.report


def test_a_rule_is_explained() -> None:
    told = CliRunner().invoke(main, ["check", "--explain", "citation-unknown"])
    assert told.exit_code == 0
    assert told.output == (PAGES / "citation-unknown.md").read_text("utf-8")


def test_a_rule_that_is_none() -> None:
    told = CliRunner().invoke(main, ["check", "--explain", "citation-unkown"])
    assert told.exit_code == 2
    assert "did you mean 'citation-unknown'?" in told.output
