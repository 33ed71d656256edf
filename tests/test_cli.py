"""The commands: what they print where, and with which status they end."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from hedgesite.cli import main
from tests.companions import SITES, copy_site, overlay, tree, write_files

pytestmark = pytest.mark.outside

REPOSITORY = SITES.parents[1]
COMMANDS = {"hedgesite": ["-c", "from hedgesite.cli import main; main()"], "mkdocs": ["-m", "mkdocs"]}
WARNING = {"content/notes.txt": "To do.\n"}
ERROR = {"content/actors.yml": "- id: someone\n"}


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def shown_by_mkdocs(line: str) -> str:
    """A finding without what MkDocs writes before it."""
    return line[line.index("content/") :]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small companion, in the working directory."""
    monkeypatch.chdir(tmp_path)
    return copy_site("minimal", tmp_path)


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob(".site-*"))


def test_check_of_a_good_companion_prints_its_summary_alone(here: Path) -> None:
    result = run("check", "--strict")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == "content: 1 section, 1 passage, 1 source; 0 errors, 0 warnings\n"
    assert sorted(path.name for path in here.iterdir()) == ["content", "mkdocs.yml"]


def test_check_prints_findings_on_standard_output(here: Path) -> None:
    write_files(here, {**WARNING, **ERROR})
    result = run("check")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "content/actors.yml:1:3: field-missing: the field 'kind' is missing; add 'kind: …'"
    assert lines[-1].startswith("content/notes.txt:1:1: file-unexpected: ")
    assert result.stderr == "content: 1 section, 1 passage, 1 source; 3 errors, 1 warning\n"


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)])
@pytest.mark.parametrize("command", ["check", "build"])
def test_warnings_fail_only_if_strict(command: str, options: tuple[str, ...], status: int, here: Path) -> None:
    write_files(here, WARNING)
    result = run(command, *options)
    assert result.exit_code == status
    assert result.stdout.count("file-unexpected") == 1
    assert "file-unexpected" not in result.stderr
    assert (here / "site").exists() == (command == "build" and status == 0)


def test_check_annotates_pull_requests(here: Path) -> None:
    write_files(here, WARNING)
    result = run("check", "--format", "github")
    assert result.stdout == (
        "::warning file=content/notes.txt,line=1,col=1,title=file-unexpected::"
        "'notes.txt' does not belong here; move it out of the content directory "
        "(hedgesite check --explain file-unexpected)\n"
    )


def test_check_speaks_json(here: Path) -> None:
    assert json.loads(run("check", "--format", "json").stdout) == []
    write_files(here, ERROR)
    found = json.loads(run("check", "--format", "json").stdout)
    assert [finding["problem"] for finding in found] == [
        f"the field '{x}' is missing" for x in ("kind", "name", "part")
    ]
    assert set(found[0]) >= {"rule", "severity", "file", "line", "column", "problem", "remedy", "help"}


def test_check_of_another_configuration(tmp_path: Path) -> None:
    copy_site("full", tmp_path)
    result = run("check", "-f", str(tmp_path / "mkdocs.yml"))
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{tmp_path}/content: 4 sections, ")


def test_build_says_where_the_site_is(here: Path) -> None:
    result = run("build")
    assert result.exit_code == 0
    assert result.stdout == f"The site is in {here}/site: open {here}/site/index.html in a browser\n"
    assert result.stderr == ""
    assert (here / "site/read/introduction/index.html").is_file()
    assert (here / "site").stat().st_mode & 0o777 == 0o755
    assert leftovers(here) == []


def test_build_replaces_the_old_site_whole(here: Path) -> None:
    run("build")
    write_files(here / "site", {"old.html": "old", "read/old/index.html": "old", ".git": "gitdir: elsewhere"})
    assert run("build").exit_code == 0
    assert not (here / "site/old.html").exists()
    assert not (here / "site/read/old").exists()
    assert (here / "site/.git").read_text() == "gitdir: elsewhere"
    assert leftovers(here) == []


@pytest.mark.parametrize("command", COMMANDS)
def test_build_with_faults_leaves_the_old_site(command: str, here: Path) -> None:
    assert run("build").exit_code == 0
    before = tree(here / "site")
    overlay(SITES / "invalid" / "many", here / "content")
    program = COMMANDS[command]
    done = subprocess.run([sys.executable, *program, "build"], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert tree(here / "site") == before
    assert leftovers(here) == []
    expected = (SITES / "invalid" / "many" / "expected.txt").read_text("utf-8").splitlines()
    if command == "hedgesite":
        assert done.stdout.splitlines() == expected
        assert done.stderr.endswith("; the site is left as it was\n")
    else:
        shown = [line for line in done.stderr.splitlines() if "content/" in line]
        assert [shown_by_mkdocs(line) for line in shown] == expected
    assert "Traceback" not in done.stdout + done.stderr


def test_build_fails_without_a_site_where_there_was_none(here: Path) -> None:
    write_files(here, ERROR)
    assert run("build").exit_code == 1
    assert sorted(path.name for path in here.iterdir()) == ["content", "mkdocs.yml"]


@pytest.mark.parametrize(
    "arguments",
    [["check", "--format", "xml"], ["check", "-f", "none.yml"], ["nothing"], ["build", "--fast"], ["check", "content"]],
    ids=" ".join,
)
@pytest.mark.usefixtures("here")
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Error: " in result.stderr


def test_elsewhere_one_is_told_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "mkdocs.yml' does not exist: go to the folder of a companion" in run("check").stderr


@pytest.mark.parametrize(("name", "said"), [("chek", "did you mean 'check'?"), ("nothing", "see hedgesite --help")])
def test_a_command_that_is_none(name: str, said: str) -> None:
    result = run(name)
    assert result.exit_code == 2
    assert f"there is no command '{name}': {said}" in result.stderr


@pytest.mark.parametrize("command", ["check", "build", "serve"])
@pytest.mark.parametrize(
    ("config", "why"),
    [
        (b"site_name: [", "mkdocs.yml:1:13: yaml-syntax: a value is missing here"),
        (
            b"site_name: A\ndocs_dir: content\nplugins: []\n",
            "yml:3:10: field-value: the plugin hedgesite is missing",
        ),
        (b"site_name: A\ndocs_dir: content\nplugins: [hedgesit]\n", "mkdocs.yml:3:10: field-value: the plugin"),
        (b"site_name: A\ndocs_dir: nowhere\nplugins: [hedgesite]\n", "mkdocs.yml:2:11: field-value: "),
        (b"site_name: \xff\nplugins: [hedgesite]\n", "mkdocs.yml:1:12: file-encoding: the byte 0xff"),
        (b"", "3 faults in the settings\nmkdocs.yml:1:1: field-missing: "),
    ],
    ids=["no YAML", "no plugin", "other plugin", "no content", "no UTF-8", "empty"],
)
def test_a_configuration_that_cannot_be_used_ends_with_2(command: str, config: bytes, why: str, here: Path) -> None:
    (here / "mkdocs.yml").write_bytes(config)
    result = run(command)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert why in result.stderr
    assert "Traceback" not in result.stderr


FAULTS_OF_THE_SHELL = {
    "no such plugin": "theme: {name: material}\nplugins: [hedgesite, nothing]\n",
    "no date": "theme: {name: material}\nplugins: [hedgesite]\nextra: {date: 2020-02-30}\n",
    "switched off": "theme: {name: material}\nplugins:\n  - hedgesite: {enabled: false}\n",
}


@pytest.mark.parametrize("text", FAULTS_OF_THE_SHELL.values(), ids=FAULTS_OF_THE_SHELL)
def test_what_the_shell_refuses_stops_a_site_and_no_check(text: str, here: Path) -> None:
    (here / "mkdocs.yml").write_text(f"site_name: A\ndocs_dir: content\n{text}", "utf-8")
    assert run("check").exit_code == 0
    for command in ("build", "serve"):
        refused = run(command)
        assert refused.exit_code == 2
        assert f"Error: {here / 'mkdocs.yml'}: " in refused.stderr
        assert "Traceback" not in refused.stderr
    assert sorted(path.name for path in here.iterdir()) == ["content", "mkdocs.yml"]


def test_help_names_every_command() -> None:
    result = run("--help")
    assert result.exit_code == 0
    assert isinstance(main, click.Group)
    context = click.Context(main)
    for name in main.list_commands(context):
        assert f"  {name} " in result.stdout
        command = main.get_command(context, name)
        assert command is not None
        assert command.help
        options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
        assert all(option.help for option in options if name in {"build", "check", "serve"})


def test_version_is_that_of_the_distribution() -> None:
    assert run("--version").stdout == f"hedgesite, version {importlib.metadata.version('hedgesite')}\n"


def test_the_real_companion_passes_strictly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    result = run("check", "--strict")
    assert result.stdout == ""
    assert result.exit_code == 0
    assert result.stderr.startswith("content: 13 sections, ")
    assert result.stderr.endswith("; 0 errors, 0 warnings\n")
