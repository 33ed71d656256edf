"""Findings: how they are ordered, joined and printed."""

from __future__ import annotations

import json
import re

import pytest

from hedgesite.cli.report_formats import as_github, as_json
from hedgesite.diagnostics import (
    Diagnostic,
    Origin,
    Report,
    Rule,
    Severity,
    as_text,
)
from hedgesite.messages import suggestion

ERROR = Diagnostic(Rule.REF_UNKNOWN, Origin("content/actors.yml", 3, 7), "there is no actor 'x'", "correct the id")
WARNING = Diagnostic(Rule.RAW_HTML, Origin("content/sections/a.md", 2, 1), "'<b>' is raw HTML", "write **text**")


def test_rules_are_distinct_and_explained() -> None:
    ids = [rule.id for rule in Rule]
    assert len(ids) == len(set(ids)) == len(Rule.__members__)
    for rule in Rule:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.id)
        assert rule.id == rule.name.lower().replace("_", "-")
        assert re.fullmatch(r".+\.", rule.explanation)
        assert "\n" not in rule.explanation


def test_a_report_is_sorted_by_place_and_free_of_repetition() -> None:
    later = Diagnostic(Rule.REF_UNKNOWN, Origin("content/actors.yml", 20, 1), "a", "b")
    report = Report.of([WARNING, later, ERROR, later])
    assert report.diagnostics == (ERROR, later, WARNING)
    assert Report.of([later]) + Report.of([WARNING, ERROR]) == report
    assert report + Report() == report


def test_errors_fail_and_warnings_fail_if_strict() -> None:
    assert Report.of([ERROR, WARNING]).errors == (ERROR,)
    assert Report.of([ERROR, WARNING]).warnings == (WARNING,)
    assert Report.of([ERROR]).fails()
    assert not Report.of([WARNING]).fails()
    assert Report.of([WARNING]).fails(strict=True)
    assert not Report().fails(strict=True)


def test_text_is_one_line_a_finding() -> None:
    assert as_text(Report.of([WARNING, ERROR])) == (
        "content/actors.yml:3:7: ref-unknown: there is no actor 'x'; correct the id\n"
        "content/sections/a.md:2:1: raw-html: '<b>' is raw HTML; write **text**"
    )
    assert as_text(Report()) == ""


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("two\nlines", "two\\nlines"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("left\u202eright", "left\\u202eright"),
        ("line\u2028break", "line\\u2028break"),
        ("tab\there", "tab\\there"),
        ("« voilà » Баку 🏔", "« voilà » Баку 🏔"),
    ],
)
def test_text_cannot_take_over_a_terminal(given: str, shown: str) -> None:
    finding = Diagnostic(
        Rule.FIELD_UNKNOWN, Origin("content/article.yml"), f"'{given}' is not a field here", "remove it"
    )
    assert as_text(Report.of([finding])) == (
        f"content/article.yml:1:1: field-unknown: '{shown}' is not a field here; remove it"
    )


def test_github_is_told_in_its_own_words() -> None:
    assert as_github(Report.of([WARNING, ERROR])).splitlines() == [
        "::error file=content/actors.yml,line=3,col=7,title=ref-unknown::there is no actor 'x'; correct the id",
        "::warning file=content/sections/a.md,line=2,col=1,title=raw-html::'<b>' is raw HTML; write **text**",
    ]


def test_github_cannot_be_told_what_a_file_wants() -> None:
    """Source: "Workflow commands for GitHub Actions" and what its toolkit escapes."""
    origin = Origin("content/a,b:c%.md", 1, 1)
    finding = Diagnostic(Rule.FIELD_UNKNOWN, origin, "100%\n::error::a, b: c\r", "remove it")
    assert as_github(Report.of([finding])) == (
        "::error file=content/a%2Cb%3Ac%25.md,line=1,col=1,title=field-unknown::100%25%0A::error::a, b: c%0D; remove it"
    )


def test_json_holds_every_part() -> None:
    assert json.loads(as_json(Report.of([ERROR]))) == [
        {
            "rule": "ref-unknown",
            "severity": "error",
            "file": "content/actors.yml",
            "line": 3,
            "column": 7,
            "problem": "there is no actor 'x'",
            "remedy": "correct the id",
        }
    ]
    assert json.loads(as_json(Report())) == []


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("rusia", ["russia", "turkey"], "did you mean 'russia'?"),
        ("zzz", ["russia", "turkey"], "remove it, or use one of: russia, turkey"),
        ("zzz", [], "remove it"),
        ("zzz", [f"a{number}" for number in range(13)], "remove it"),
    ],
)
def test_suggestion_is_the_nearest_name(name: str, known: list[str], expected: str) -> None:
    assert suggestion(name, known) == expected


def test_severities_are_those_of_the_rules() -> None:
    assert {rule.severity for rule in Rule} == set(Severity)
    assert ERROR.severity is Severity.ERROR
