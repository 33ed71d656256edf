"""Faults of the surroundings: one line and status 2, since 1 is for the content; never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from hedgesite.cache.cache_folder import cache_folder
from hedgesite.cli import main
from hedgesite.cli.surroundings import status_of
from tests.companions import copy_site, write_files

pytestmark = pytest.mark.outside

FULL = Path("/dev/full")
on_posix = pytest.mark.skipif(sys.platform == "win32", reason="descriptors are closed by a shell")
with_full_device = pytest.mark.skipif(not FULL.exists(), reason="the system has no full device")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small companion, in the working directory."""
    monkeypatch.chdir(tmp_path)
    return copy_site("minimal", tmp_path)


def run(shell: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a line of a shell in which `$H` is the program."""
    program = f'set -o pipefail; H="{sys.executable} -m hedgesite"; {shell}'
    surroundings = {**os.environ, **environment}
    done = subprocess.run(["bash", "-c", program], capture_output=True, check=False, env=surroundings)
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("latin-1"), done.stderr.decode("latin-1")
    )


def refused(done: subprocess.CompletedProcess[str], message: str) -> None:
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == f"Error: {message}\n"


@on_posix
@pytest.mark.parametrize("command", ["check", "build", "--version"])
def test_closed_standard_output_is_said(command: str, here: Path) -> None:
    done = run(f"$H {command} >&-")
    refused(done, "standard output is closed: send it to a file, or to /dev/null")
    assert not (here / "site").exists()


@on_posix
@pytest.mark.parametrize(("streams", "status"), [("2>&-", 0), ("<&-", 0), ("<&- >&- 2>&-", 2)])
@pytest.mark.usefixtures("here")
def test_other_streams_may_be_closed(streams: str, status: int) -> None:
    done = run(f"$H build {streams}")
    assert done.returncode == status
    assert "Traceback" not in done.stdout + done.stderr


@with_full_device
@pytest.mark.parametrize("command", ["check", "build", "check --explain file-link", "--help", "--version", "schema"])
def test_a_full_device_is_said(command: str, here: Path) -> None:
    write_files(here, {"content/notes.txt": ""})
    refused(run(f"$H {command} >/dev/full"), "standard output cannot be written to: No space left on device")


@with_full_device
@pytest.mark.usefixtures("here")
def test_a_full_device_for_messages_changes_the_status() -> None:
    done = run("$H check 2>/dev/full")
    assert (done.returncode, done.stderr) == (2, "")


@on_posix
@pytest.mark.usefixtures("here")
def test_a_reader_may_stop_reading() -> None:
    done = run("$H check --explain file-link | true")
    assert done.returncode in {0, 2}, "it depends on who is faster"
    assert (done.stdout, done.stderr) == ("", "")


@on_posix
@pytest.mark.parametrize("command", ["check", "build", "check --show-source", "check --format github"])
def test_a_terminal_without_the_letters_shows_their_numbers(command: str, here: Path) -> None:
    write_files(here, {"content/actors.yml": "- id: ж\n", "content/Привет.txt": ""})
    done = run(f"$H {command}", PYTHONIOENCODING="latin-1")
    assert done.returncode == 1
    assert r"\u0436" in done.stdout
    assert "Traceback" not in done.stderr


@on_posix
def test_json_is_json_in_every_encoding(here: Path) -> None:
    write_files(here, {"content/actors.yml": "- id: ж😀é\n"})
    found = json.loads(run("$H check --format json", PYTHONIOENCODING="latin-1").stdout)
    assert any("ж😀é" in finding["problem"] for finding in found)


@on_posix
@pytest.mark.parametrize("command", ["check", "check -f ../mkdocs.yml", "schema -o /tmp", "new x"])
@pytest.mark.usefixtures("here")
def test_a_deleted_working_directory_is_said(command: str) -> None:
    done = run(f"mkdir gone; cd gone; rmdir ../gone; $H {command}", PYTHONPATH=os.pathsep.join(sys.path))
    refused_line = "the working directory no longer exists: change to another one"
    assert (done.returncode, done.stderr.splitlines()[-1]) == (2, f"Error: {refused_line}")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("time", ["xyz", "", "1e9", "9" * 20, "1.5"])
@pytest.mark.usefixtures("here")
def test_a_time_that_is_none_is_said(time: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", time)
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 2
    assert f"SOURCE_DATE_EPOCH is '{time}': give the seconds since 1970" in result.stderr


@pytest.mark.parametrize("links", [{"site": "site"}, {"site": "other", "other": "site"}])
def test_a_site_that_leads_to_itself_is_said(links: dict[str, str], here: Path) -> None:
    for name, target in links.items():
        (here / name).symlink_to(target)
    result = CliRunner().invoke(main, ["build"])
    assert result.exit_code == 2
    assert result.stderr == f"Error: {here}/site: site_dir is a link to itself; remove it\n"


@pytest.mark.parametrize("output", ["file/schemas", "file"])
def test_a_place_that_cannot_be_written_is_said(output: str, here: Path) -> None:
    write_files(here, {"file": ""})
    result = CliRunner().invoke(main, ["schema", "-o", output])
    assert result.exit_code == 2
    assert "file" in result.stderr.splitlines()[-1]
    new = CliRunner().invoke(main, ["new", "file/companion", "--title", "A", "--author", "B C"])
    assert new.exit_code == 2
    assert new.stderr.endswith(": Not a directory\n")


@on_posix
def test_a_configuration_that_is_no_file_is_not_read(here: Path) -> None:
    os.mkfifo(here / "pipe")
    (here / "folder").mkdir()
    with (here / "large.yml").open("wb") as file:
        file.truncate(10 * 1024**3)
    write_files(here, {"deep.yml": "a: " + "[" * 100_000, "plugins.yml": "plugins: 3\ntheme: {name: material}\n"})
    for name in ("pipe", "folder", "large.yml", "deep.yml", "plugins.yml", "/dev/zero"):
        done = run(f"$H build -f {name}")
        assert done.returncode == 2, name
        assert "Traceback" not in done.stderr, name
        assert any(line.startswith("Error: ") for line in done.stderr.splitlines()), name


@pytest.mark.parametrize("hidden", ["", "."])
def test_folders_without_end_are_not_entered(hidden: str, here: Path) -> None:
    folder = here / "content"
    for level in range(1_500):
        os.mkdir(
            f"{hidden}d" if not level else "d", dir_fd=(inside := os.open(folder if not level else ".", os.O_RDONLY))
        )
        os.close(inside)
        os.chdir(folder / f"{hidden}d" if not level else "d")
    os.chdir(here)
    try:
        results = [CliRunner().invoke(main, [command]) for command in ("check", "build")]
    finally:
        # Neither Python nor the fixture may clear away what is so deep.
        subprocess.run(["rm", "-rf", str(folder / f"{hidden}d")], check=True)
    if hidden:
        assert results[0].exit_code == 0
        assert results[1].exit_code in {0, 2}
    else:
        assert [result.exit_code for result in results] == [1, 1]
        problem = "this folder is more than 16 levels deep; move it out of the content directory"
        assert results[0].stdout == f"content{'/d' * 17}:1:1: file-name: {problem}\n"


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (OSError(28, "No space left on device"), 2),
        (OSError(13, "Permission denied", "a/b"), 2),
        (OSError("No usable temporary directory"), 2),
        (MemoryError(), 2),
        (RecursionError(), 2),
        (BrokenPipeError(), 2),
        (click.ClickException("anything"), 2),
        (click.FileError("a"), 2),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (ZeroDivisionError(), 2),
        (SystemExit(1), 1),
        (SystemExit(0), 0),
        (SystemExit("why"), 2),
        (click.exceptions.Exit(0), 0),
    ],
    ids=repr,
)
def test_only_the_content_ends_with_1(error: BaseException, status: int) -> None:
    def work() -> None:
        raise error

    assert status_of(work) == status


@pytest.mark.parametrize("command", ["build", "check", "diff", "import", "new", "schema", "serve"])
def test_every_command_tells_its_statuses(command: str) -> None:
    said = " ".join(CliRunner().invoke(main, [command, "--help"]).stdout.split())
    assert "Exit status: 0 if all went well" in said
    assert "2 if the command could not do its work" in said
    assert ("1 if the " in said) == (command in {"build", "check", "import"})


def no_home(_: str) -> Path:
    raise RuntimeError("could not determine the home directory")


@pytest.mark.parametrize("found", [lambda _: Path("~/.cache/hedgesite"), no_home], ids=["a tilde", "refused"])
def test_a_user_without_a_home_builds_all_the_same(
    found: Callable[[str], Path], here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """platformdirs answers with a path that is none, or refuses, by its version."""
    monkeypatch.setattr("hedgesite.cache.cache_folder.user_cache_path", found)
    assert cache_folder().is_absolute()
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    assert sorted(path.name for path in here.iterdir()) == ["content", "mkdocs.yml", "site"]


def test_git_may_be_missing(here: Path) -> None:
    assert shutil.which("bash")
    (here / "empty").mkdir()
    python = sys.executable
    done = run(f'PATH="{here}/empty"; "{python}" -m hedgesite check && "{python}" -m hedgesite diff HEAD')
    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "Error: git is not installed; https://git-scm.com/downloads says how to get it",
    )
