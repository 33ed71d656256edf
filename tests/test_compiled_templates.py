"""Compiled templates are found again by their text, and do without a place to be kept."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest
from click.testing import CliRunner

from hedgesite.cache.compiled_templates import compiled_templates, drop_compiled_templates
from hedgesite.cli.main import main
from tests.companions import copy_site, tree


def environment(folder: Path) -> jinja2.Environment:
    return jinja2.Environment(loader=jinja2.FileSystemLoader(folder), bytecode_cache=compiled_templates("tests"))


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of templates that are compiled, as it happens; the cache is empty to begin with."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    names: list[str] = []
    plain = jinja2.Environment.compile

    def noted(self: jinja2.Environment, source: str, name: str, *args: object) -> object:
        names.append(name)
        return plain(self, source, name, *args)  # type: ignore[call-overload]

    monkeypatch.setattr(jinja2.Environment, "compile", noted)
    return names


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "templates"
    made.mkdir()
    (made / "page.html").write_text("Hello {{ name }}", "utf-8")
    return made


def test_a_template_is_compiled_once(folder: Path, compiled: list[str]) -> None:
    for _ in range(3):
        assert environment(folder).get_template("page.html").render(name="you") == "Hello you"
    assert compiled == ["page.html"]


def test_another_text_is_another_template(folder: Path, compiled: list[str]) -> None:
    environment(folder).get_template("page.html")
    (folder / "page.html").write_text("Goodbye {{ name }}", "utf-8")
    assert environment(folder).get_template("page.html").render(name="you") == "Goodbye you"
    assert compiled == ["page.html", "page.html"]


@pytest.mark.usefixtures("compiled")
def test_what_is_broken_in_the_cache_is_compiled_again(folder: Path, tmp_path: Path) -> None:
    environment(folder).get_template("page.html")
    [kept] = (tmp_path / "cache").rglob("*.cache")
    for broken in (b"", kept.read_bytes()[:40], b"nonsense"):
        kept.write_bytes(broken)
        assert environment(folder).get_template("page.html").render(name="you") == "Hello you"


def test_without_a_folder_to_keep_them_in(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert compiled_templates("tests") is None
    assert environment(folder).get_template("page.html").render(name="you") == "Hello you"


@pytest.mark.usefixtures("compiled")
def test_a_full_disk_costs_time_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(jinja2.FileSystemBytecodeCache, "dump_bytecode", full)
    assert environment(folder).get_template("page.html").render(name="you") == "Hello you"


def test_what_was_dropped_is_compiled_again(folder: Path, compiled: list[str], tmp_path: Path) -> None:
    environment(folder).get_template("page.html")
    drop_compiled_templates()
    assert not list((tmp_path / "cache").rglob("*.cache"))
    environment(folder).get_template("page.html")
    assert compiled == ["page.html", "page.html"]
    drop_compiled_templates()
    drop_compiled_templates()


def test_an_environment_outlives_the_dropping(folder: Path, compiled: list[str]) -> None:
    """Another command may drop the templates while this one is running."""
    running = environment(folder)
    drop_compiled_templates()
    assert running.get_template("page.html").render(name="you") == "Hello you"
    assert compiled == ["page.html"]


@pytest.mark.outside
def test_a_fresh_build_drops_the_cache_and_makes_the_same_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.chdir(copy_site("minimal", tmp_path / "companion"))
    assert CliRunner().invoke(main, ["build"]).exit_code == 0
    before = tree(tmp_path / "companion" / "site")
    stale = tmp_path / "cache" / "hedgesite" / "templates" / "of-another-version"
    stale.mkdir()
    done = CliRunner().invoke(main, ["build", "--fresh"])
    assert done.exit_code == 0, done.output
    assert not stale.exists()
    assert tree(tmp_path / "companion" / "site") == before
    assert list((tmp_path / "cache").rglob("*.cache")), "the next build finds them again"


@pytest.mark.outside
def test_a_cache_that_cannot_be_dropped_ends_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(copy_site("minimal", tmp_path))

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("shutil.rmtree", refuse)
    done = CliRunner().invoke(main, ["build", "--fresh"])
    assert done.exit_code == 2
    assert "templates: Permission denied; remove the folder by hand" in done.stderr
