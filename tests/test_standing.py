"""A site is left as it is only where a build would make the same, and say the same."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hedgesite.cli.main import main
from hedgesite.publish import standing
from tests.companions import copy_site, tree
from tests.test_rebuild import EDITS

pytestmark = pytest.mark.outside

NOTHING = "Nothing has changed"
WARNED = "[link](https://example.org/ "


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A companion in a folder of its own, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    made = copy_site("full", tmp_path / "companion")
    monkeypatch.chdir(made)
    return made


def build(*options: str) -> Result:
    return CliRunner().invoke(main, ["build", *options])


def times(folder: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in (folder / "site").rglob("*") if path.is_file()}


def test_what_stands_is_left_alone(folder: Path) -> None:
    assert NOTHING not in build().output
    before = times(folder)
    again = build()
    assert again.exit_code == 0
    assert f"{NOTHING}: the site is in {folder / 'site'}" in again.output
    assert times(folder) == before


@pytest.mark.parametrize("option", ["--fresh", "--timings"])
def test_a_build_can_be_asked_for(folder: Path, option: str) -> None:
    build()
    before = times(folder)
    assert NOTHING not in build(option).output
    assert times(folder) != before


def test_after_every_edit_the_site_is_that_of_a_fresh_build(folder: Path) -> None:
    build()
    for name, edit in EDITS.items():
        edit(folder / "content")
        done = build()
        assert (NOTHING in done.output) == (name == "nothing")
        kept = tree(folder / "site")
        build("--fresh")
        assert kept == tree(folder / "site"), name


def touch_site(folder: Path) -> None:
    (folder / "site" / "index.html").write_text("Something else", "utf-8")


def shorten_site(folder: Path) -> None:
    (folder / "site" / "sources" / "index.html").unlink()


def add_to_site(folder: Path) -> None:
    (folder / "site" / "extra.html").write_text("More", "utf-8")


def touch_at_the_same_time(folder: Path) -> None:
    path = folder / "site" / "index.html"
    before, text = path.stat(), path.read_bytes()
    path.write_bytes(text[:-1] + b"x")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def edit_at_the_same_time(folder: Path) -> None:
    path = next((folder / "content" / "pages").glob("*.md"))
    before, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.rstrip()[:-1] + "!" + text[len(text.rstrip()) :], "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def rename_site(folder: Path) -> None:
    path = folder / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("site_name: ", "site_name: The new "), "utf-8")


def add_a_file(folder: Path) -> None:
    (folder / "content" / "pages" / "more.md").write_text("---\ntitle: More\n---\nMore.\n", "utf-8")


def spoil_the_record(folder: Path) -> None:
    for record in (folder.parent / "cache" / "hedgesite" / "sites").iterdir():
        record.write_bytes(b"{not json")


@pytest.mark.parametrize(
    "change",
    [
        touch_at_the_same_time,
        edit_at_the_same_time,
        touch_site,
        shorten_site,
        add_to_site,
        rename_site,
        add_a_file,
        spoil_the_record,
    ],
    ids=lambda it: it.__name__,
)
def test_any_change_is_built(folder: Path, change: Callable[[Path], None]) -> None:
    build()
    change(folder)
    assert NOTHING not in build().output
    kept = tree(folder / "site")
    build("--fresh")
    assert kept == tree(folder / "site")


def test_a_repository_that_gets_known_is_a_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert folder.is_dir()
    build()
    monkeypatch.setenv("GITHUB_REPOSITORY", "owner/companion")
    assert NOTHING not in build().output


def test_warnings_are_said_again(folder: Path) -> None:
    with (folder / "content" / "references.bib").open("a", encoding="utf-8") as file:
        file.write("\n@book{never-cited, author = {Nobody, N.}, title = {Unread}, date = {2001}, publisher = {P}}\n")
    first, again = build(), build()
    assert "source-uncited" in first.stdout
    assert NOTHING in again.output
    assert first.stdout.splitlines()[0] == again.stdout.splitlines()[0]
    assert build("--strict").exit_code == 1


def test_an_error_is_an_error_every_time(folder: Path) -> None:
    build()
    path = sorted((folder / "content" / "sections").glob("*.md"))[0]
    text = path.read_text("utf-8")
    path.write_text(f"{text}\n[@nobody]\n", "utf-8")
    assert [build().exit_code for _ in range(2)] == [1, 1]
    path.write_text(text, "utf-8")
    assert NOTHING in build().output, "the last good site was left as it was"


@pytest.mark.parametrize(
    "line", ["extra: {day: !ENV TODAY}", "INHERIT: other.yml", "hooks: [hook.py]", "plugins: [search, hedgesite, tags]"]
)
def test_a_site_that_may_be_made_from_more_is_always_built(folder: Path, line: str) -> None:
    path = folder / "mkdocs.yml"
    kept = [it for it in path.read_text("utf-8").splitlines() if not line.startswith("plugins") or "plugins" not in it]
    path.write_text("\n".join((*kept, line, "")), "utf-8")
    made = standing.Standing(path, strict=False)
    made.remember("")
    assert made.said() is None


def test_what_is_saved_during_a_build_is_not_remembered(folder: Path) -> None:
    build()
    made = standing.Standing(folder / "mkdocs.yml", strict=False)
    add_a_file(folder)
    made.remember("")
    (folder / "content" / "pages" / "more.md").unlink()
    assert made.said() is not None, "the record of the build before stands"


def test_a_cache_that_cannot_be_written_costs_a_build(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder.parent / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder.parent / "file"))
    for _ in range(2):
        done = build()
        assert done.exit_code == 0, done.output
        assert NOTHING not in done.output
