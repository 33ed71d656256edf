"""A server tells of all findings once; after a save, of what is new, what is gone and how many are left."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.publish.mkdocs.serve import Rebuilder
from hedgesite.publish.mkdocs.told_findings import known_findings, told_findings
from tests.companions import copy_site

UNCITED = Diagnostic(Rule.SOURCE_UNCITED, Origin("a.bib", 3), "'one' is never cited", "cite it")
MOVED = Diagnostic(Rule.SOURCE_UNCITED, Origin("a.bib", 9), "'one' is never cited", "cite it")
BROKEN = Diagnostic(Rule.YAML_SYNTAX, Origin("a.yml", 1), "a quote is open", "close it")


def lines(before: Report | None, *now: Diagnostic) -> list[str]:
    return [text for _, text in told_findings(before, Report.of(now))]


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        (None, [UNCITED, BROKEN], [str(UNCITED), str(BROKEN)]),
        (None, [], []),
        ([], [], []),
        ([UNCITED], [UNCITED], ["Left: 1 warning"]),
        ([UNCITED], [MOVED], ["Left: 1 warning"]),
        ([UNCITED], [UNCITED, MOVED], [str(MOVED), "Left: 2 warnings"]),
        ([UNCITED], [], ["Gone: a.bib:3:1: source-uncited: 'one' is never cited", "No finding is left"]),
        ([UNCITED], [UNCITED, BROKEN], [str(BROKEN), "Left: 1 error, 1 warning"]),
        ([UNCITED], [BROKEN], [str(BROKEN), "Left: 1 error"]),
        ([BROKEN], [UNCITED], [str(UNCITED), "Gone: a.yml:1:1: yaml-syntax: a quote is open", "Left: 1 warning"]),
    ],
)
def test_what_is_told_after_a_save(before: list[Diagnostic] | None, now: list[Diagnostic], told: list[str]) -> None:
    assert lines(None if before is None else Report.of(before), *now) == told


def test_a_warning_that_an_error_hid_is_not_told_of_again() -> None:
    known = known_findings(Report.of([UNCITED]), Report.of([BROKEN]))
    assert lines(known, UNCITED)[-2:] == ["Gone: a.yml:1:1: yaml-syntax: a quote is open", "Left: 1 warning"]
    assert lines(known)[0] == "Gone: a.bib:3:1: source-uncited: 'one' is never cited"


def test_a_served_companion_tells_of_a_finding_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = copy_site("minimal", tmp_path / "companion")
    section = folder / "content" / "sections" / "introduction.md"
    text = section.read_text("utf-8")
    served = Rebuilder(folder / "mkdocs.yml", tmp_path / "served", {})
    served.config().plugins.on_startup(command="serve", dirty=False)

    def told(after: str) -> list[str]:
        caplog.clear()
        section.write_text(after, "utf-8")
        with caplog.at_level(logging.INFO, "mkdocs"):
            served.again()
        logged = (record for record in caplog.records if record.name == "mkdocs.plugins.hedgesite")
        return [record.getMessage().split(": ")[0] for record in logged]

    place = "content/sections/introduction.md"
    count = len(text.splitlines())
    assert told(text) == []
    assert told(f"{text}\nA paragraph without an id.\n") == [f"{folder}/{place}:{count + 2}:1", "Left"]
    assert told(f"{text}\n{{#new}}\nA new one.\n\nA paragraph without an id.\n") == ["Left"]
    assert told(text) == ["Gone", "No finding is left"]
