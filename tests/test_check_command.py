"""`hedgesite check` as it is read at a terminal, in a pull request and by programs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hedgesite.cli import main, output, rules
from hedgesite.cli.excerpts import with_source
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from tests.companions import copy_site

pytestmark = pytest.mark.outside

FAULTY = """---
title: Introduction
---

{#only-passage}
One passage cites one source [@exampel2020, 7], and [@example2020].
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The smallest companion with a citation of nobody, as the working directory."""
    root = copy_site("minimal", tmp_path / "site")
    (root / "content/sections/introduction.md").write_text(FAULTY, "utf-8")
    monkeypatch.chdir(root)
    return root


def check(*options: str) -> Result:
    return CliRunner().invoke(main, ["check", *options])


def excerpt(line: str, column: int, problem: str = "a problem", rule: Rule = Rule.CITATION_UNKNOWN) -> list[str]:
    report = Report.of([Diagnostic(rule, Origin("a.md", 1, column), problem, "a remedy")])
    return with_source(report, lambda _: [line], colour=False).splitlines()


@pytest.mark.usefixtures("site")
def test_the_line_is_shown_with_a_caret() -> None:
    told = check("--show-source")
    assert told.exit_code == 1
    assert told.stdout == (
        "Errors\n\n"
        "content/sections/introduction.md:6:31: citation-unknown: there is no source 'exampel2020'\n"
        "     6 | One passage cites one source [@exampel2020, 7], and [@example2020].\n"
        "       |                               ^~~~~~~~~~~~\n"
        "  did you mean 'example2020'?\n"
    )
    assert "About citation-unknown: hedgesite check --explain citation-unknown\n" in told.stderr


@pytest.mark.usefixtures("site")
def test_in_a_pipe_a_finding_is_a_line() -> None:
    assert len(check().stdout.splitlines()) == 1
    assert len(check().stderr.splitlines()) == 1
    assert check("--no-source").stdout == check().stdout


def test_errors_stand_apart_from_warnings_and_advice() -> None:
    origins = [Origin("a.md", 3), Origin("a.md", 1), Origin("a.md", 2)]
    found = zip((Rule.ID_SYNTAX, Rule.RAW_HTML, Rule.SOURCE_DOI), origins, strict=True)
    report = Report.of(Diagnostic(rule, origin, "p", "r") for rule, origin in found)
    lines = with_source(report, lambda _: [], colour=False).splitlines()
    assert [line for line in lines if line in {"Errors", "Warnings", "Advice"}] == ["Errors", "Warnings", "Advice"]
    assert "\x1b[31m" in with_source(report, lambda _: [], colour=True)


def test_the_caret_stands_below_wide_and_combining_letters() -> None:
    assert excerpt("中文 @key", 4)[4].index("^") == len("     1 | ") + 5
    assert excerpt("e\u0301 @key", 4)[4].index("^") == len("     1 | ") + 2
    assert excerpt("\t@key", 2)[4].index("^") == len("     1 | ") + 1


def test_a_long_line_is_cut_around_the_place() -> None:
    lines = excerpt("a " * 300 + "@key" + " b" * 300, 601)
    assert len(lines[3]) < 120
    assert lines[3][lines[4].index("^") :].startswith("@key")
    assert lines[3].count("…") == 2


def test_a_place_beyond_the_file_has_no_line() -> None:
    report = Report.of([Diagnostic(Rule.FILE_MISSING, Origin("a.yml", 9), "p", "r")])
    assert with_source(report, lambda _: [], colour=False) == "Errors\n\na.yml:9:1: file-missing: p\n  r"


def test_control_characters_do_nothing_to_a_terminal() -> None:
    assert "\x1b" not in "".join(excerpt("a \x1b[31m @key", 9, problem="\x1b[2J"))


@pytest.mark.usefixtures("site")
def test_a_finding_says_where_its_rule_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    (finding,) = json.loads(check("--format", "json").stdout)
    assert finding["help"] == "hedgesite check --explain citation-unknown"
    assert "--explain citation-unknown)" in check("--format", "github").stdout
    monkeypatch.setattr(rules, "handbook", lambda: "https://example.org/handbook")
    (finding,) = json.loads(check("--format", "json").stdout)
    assert finding["help"] == "https://example.org/handbook/rules/citation-unknown/"


def test_where_the_repository_holds_the_pages_about_rules_its_host_shows_them(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (site / "docs" / "rules").mkdir(parents=True)
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/companion")
    (finding,) = json.loads(check("--format", "json").stdout)
    assert finding["help"] == "https://github.com/owner/companion/blob/main/docs/rules/citation-unknown.md"


def test_advice_is_given_where_it_is_asked_for(site: Path) -> None:
    section = site / "content/sections/introduction.md"
    section.write_text(FAULTY.replace("exampel", "example").replace("cites", "==cites=="), "utf-8")
    assert check("--strict").stdout == ""
    told = check("--strict", "--advice")
    assert told.exit_code == 0
    assert "markdown-habit" in told.stdout
    assert "1 piece of advice" in told.stderr
    assert check("--advice", "--format", "github").stdout.startswith("::notice ")


def test_nothing_to_say_is_nothing_said(site: Path) -> None:
    (site / "content/sections/introduction.md").write_text(FAULTY.replace("exampel", "example"), "utf-8")
    assert check("--show-source").stdout == ""


def test_what_commands_tell_goes_through_one_door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings and the line below them are in the language of the command line, which is English so far."""
    content = copy_site("minimal", tmp_path) / "content"
    (content / "words.yml").write_text("interface: {Key dats: x}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(output, "say", lambda text: f"<{text}>")
    told = CliRunner().invoke(main, ["check"])
    assert "message-unknown: <hedgesite has no message 'Key dats'>; <did you mean 'Key dates'?>\n" in told.stdout
    assert re.search(r"^<.*1 error.*>$", told.stderr, re.MULTILINE)
    as_data = json.loads(CliRunner().invoke(main, ["check", "--format", "json"]).stdout)
    assert [each["remedy"] for each in as_data] == ["<did you mean 'Key dates'?>"]


def test_no_command_tells_anything_past_the_door() -> None:
    """What is left prints what is no sentence of a command's: files, numbers of seconds, a finished report."""
    folder = Path(output.__file__).parent
    past = {
        f"{path.name}: {line.strip()}"
        for path in folder.glob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if re.search(r"click\.echo\(f?\"", line)
    }
    assert past == {'surroundings.py: _print(lambda: click.echo("Stopped", err=True))'}
