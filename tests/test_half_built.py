"""Nothing half-built: a build that is killed, meets a full disk or another build leaves a whole site."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hedgesite.publish import atomic_publish
from hedgesite.publish.atomic_publish import exchange, locked
from hedgesite.publish.site import PublishError, recover_site
from tests.companions import copy_site, publish_site, settings_of, tree

ROOT = Path(__file__).parents[1]
pytestmark = [
    pytest.mark.outside,
    pytest.mark.skipif(sys.platform == "win32", reason="processes are forked and killed"),
]


def told(manner: str, folder: Path) -> list[dict[str, object]]:
    """What tests/killing.py has to say."""
    command = [sys.executable, "-m", "tests.killing", str(folder), manner]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def build(folder: Path) -> Path:
    return publish_site(folder)[1]


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """The folder of a small companion with a site, whose content has changed since."""
    folder = copy_site("minimal", tmp_path)
    build(folder)
    article = folder / "content" / "article.yml"
    article.write_text(article.read_text("utf-8").replace("title: ", "title: Once more, ", 1), "utf-8")
    return folder


@pytest.fixture
def _renames(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform on which two folders cannot change names in one step."""
    monkeypatch.setattr(atomic_publish, "exchange", lambda *_: False)


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob(".site*"))


@pytest.mark.slow
def test_a_build_killed_at_any_moment_leaves_a_whole_site(tmp_path: Path) -> None:
    moments = told("exchange", tmp_path)
    assert len(moments) >= 50
    assert {moment["status"] for moment in moments} == {-9}
    sites = [str(moment["site"]) for moment in moments]
    assert set(sites) == {"old", "new"}
    assert sites == sorted(sites, reverse=True), "the old one up to a moment, the new one from there"
    for moment in moments:
        assert (moment["next status"], moment["next site"], moment["left"]) == (0, "old", []), moment


def test_killed_between_two_renames_the_old_site_is_whole_beside_its_place(tmp_path: Path) -> None:
    moments = told("renames", tmp_path)
    assert {moment["site"] for moment in moments} == {"old", "missing", "new"}
    for moment in moments:
        assert moment["site"] != "missing" or moment["beside"] == "old", moment
        assert moment["beside"] in ("missing", "old"), moment
        assert (moment["next status"], moment["next site"], moment["left"]) == (0, "old", []), moment


def test_a_first_build_that_is_killed_leaves_a_whole_site_or_none(tmp_path: Path) -> None:
    for moment in told("first", tmp_path):
        there = int(str(moment["moment"])) > int(str(moment["swap"]))
        assert (moment["status"], moment["site"]) == (-9, "new" if there else "missing"), moment
        assert (moment["next status"], moment["next site"], moment["left"]) == (0, "old", []), moment


def test_a_full_disk_leaves_the_old_site_and_nothing_else(tmp_path: Path) -> None:
    moments = told("full", tmp_path)
    assert len(moments) > 10
    for moment in moments:
        assert (moment["status"], moment["site"], moment["left at once"]) == (2, "old", []), moment
        said = str(moment["said"])
        assert "No space left on device" in said or "File too large" in said, said
        assert said.endswith("; the site is left as it was\n"), said
        assert "Traceback" not in said
        assert (moment["next status"], moment["next site"], moment["left"]) == (0, "old", []), moment


def test_two_builds_at_once_do_not_mix(tmp_path: Path) -> None:
    for moment in told("at-once", tmp_path):
        assert moment["statuses"] == ([-9, 0] if moment["killed"] else [0, 0]), moment
        assert moment["site"] in (["old"] if moment["killed"] else ["old", "new"]), moment
        assert (moment["next status"], moment["next site"], moment["left"]) == (0, "old", []), moment


def test_a_build_waits_for_another_and_says_so(built: Path, caplog: pytest.LogCaptureFixture) -> None:
    before = tree(built / "site")
    second = threading.Thread(target=build, args=(built,))
    with locked(built / ".site-building"):
        second.start()
        while not any(record.levelno > logging.INFO for record in caplog.records):
            second.join(0.01)
        assert tree(built / "site") == before
        assert second.is_alive()
    second.join()
    assert [(record.levelno, record.getMessage()) for record in caplog.records if record.levelno > logging.INFO] == [
        (logging.WARNING, "another build of this site is running; waiting until it is done")
    ]
    assert tree(built / "site") != before
    assert leftovers(built) == []


def test_a_lock_taken_away_while_another_waits_is_not_held_twice(tmp_path: Path) -> None:
    inside, most = 0, 0

    def enter() -> None:
        nonlocal inside, most
        for _ in range(5):
            with locked(tmp_path / "lock"):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=enter) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
    assert list(tmp_path.iterdir()) == []


def test_who_is_interrupted_while_waiting_leaves_the_lock_to_its_holder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: str) -> None:
        raise SystemExit(143)

    def wait() -> None:
        with pytest.raises(SystemExit), locked(tmp_path / "work"):
            pass
        left.extend(sorted(path.name for path in tmp_path.iterdir()))

    left: list[str] = []
    monkeypatch.setattr(atomic_publish.log, "warning", interrupt)
    with locked(tmp_path / "work"):
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()
    assert left == ["work", "work.lock"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("_renames")
def test_a_swap_that_fails_puts_the_old_site_back(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, rename = tree(built / "site"), Path.rename

    def fail_for_the_new(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError(13, "Permission denied", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail_for_the_new)
    with pytest.raises(PublishError, match="Permission denied; the site is left as it was"):
        build(built)
    assert tree(built / "site") == before
    assert leftovers(built) == []


@pytest.mark.usefixtures("_renames")
def test_two_renames_come_to_the_same(built: Path) -> None:
    before = tree(built / "site")
    build(built)
    assert tree(built / "site") != before
    assert leftovers(built) == []


def test_an_exchange_that_is_refused_leaves_the_old_site(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    before = tree(built / "site")
    monkeypatch.setattr(atomic_publish, "exchange", refuse)
    with pytest.raises(PublishError, match="Permission denied"):
        build(built)
    assert tree(built / "site") == before
    assert leftovers(built) == []


def test_exchange(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "öther folder"
    one.mkdir()
    other.mkdir()
    (one / "1").touch()
    if not exchange(one, other):
        pytest.skip("this file system exchanges no names")
    assert list(other.iterdir()) == [other / "1"]
    assert list(one.iterdir()) == []
    with pytest.raises(FileNotFoundError):
        exchange(one, tmp_path / "none")


@pytest.mark.parametrize("platform", ["win32", "darwin", "freebsd14"])
def test_where_there_is_no_such_call_nothing_is_exchanged(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if platform == sys.platform:
        pytest.skip("there is one here")
    monkeypatch.setattr(sys, "platform", platform)
    assert not exchange(tmp_path, tmp_path)


def test_an_old_site_beside_its_place_is_put_back_before_content_is_read(built: Path) -> None:
    before, work = tree(built / "site"), built / ".site-building"
    work.mkdir()
    (built / "site").rename(work / "old")
    (built / "content" / "article.yml").write_text("no: article\n", "utf-8")
    command = [sys.executable, "-c", "from hedgesite.cli import main; main()", "build"]
    assert subprocess.run(command, cwd=built, check=False, capture_output=True).returncode == 1
    assert tree(built / "site") == before
    assert leftovers(built) == []


def test_what_killed_builds_left_is_cleared_once(built: Path) -> None:
    before, work = tree(built / "site"), built / ".site-building"
    for name in ("new", "old", "gone"):
        (work / name).mkdir(parents=True)
        (work / name / "index.html").write_text("half", "utf-8")
    (built / ".site-building.lock").touch()
    recover_site(settings_of(built))
    assert tree(built / "site") == before
    assert leftovers(built) == []


def test_what_cannot_be_cleared_is_named(built: Path) -> None:
    work = built / ".site-building"
    work.mkdir()
    (work / "new").write_text("no folder", "utf-8")
    with pytest.raises(PublishError, match=r"\.site-building.*; the site is left as it was"):
        build(built)
    assert (built / "site" / "index.html").is_file()


class TestOwners:
    """What an owner put where the site is."""

    def test_hidden_files_of_the_old_site_stay(self, built: Path) -> None:
        site = built / "site"
        (site / ".git" / "refs").mkdir(parents=True)
        (site / ".git" / "HEAD").write_text("ref: refs/heads/pages\n", "utf-8")
        (site / ".git" / "latest").symlink_to("refs")
        (site / ".nojekyll").touch()
        (site / ".dangling").symlink_to("nowhere")
        (site / "stale.html").touch()
        build(built)
        assert (site / ".git" / "HEAD").read_text("utf-8") == "ref: refs/heads/pages\n"
        assert (site / ".git" / "latest").readlink() == Path("refs")
        assert (site / ".nojekyll").is_file()
        assert (site / ".dangling").readlink() == Path("nowhere")
        assert not (site / "stale.html").exists()

    def test_a_link_to_the_site_stays_a_link(self, built: Path, tmp_path: Path) -> None:
        before = tree(built / "site")
        elsewhere = tmp_path / "web" / "root"
        elsewhere.parent.mkdir()
        (built / "site").rename(elsewhere)
        (built / "site").symlink_to(elsewhere)
        assert build(built) == built / "site"
        assert (built / "site").readlink() == elsewhere
        assert tree(elsewhere).keys() == before.keys()
        assert tree(elsewhere) != before
        assert [path.name for path in elsewhere.parent.iterdir()] == ["root"]

    def test_the_mode_of_the_folder_stays(self, built: Path) -> None:
        (built / "site").chmod(0o750)
        build(built)
        assert (built / "site").stat().st_mode & 0o777 == 0o750

    @pytest.mark.usefixtures("_umask")
    def test_a_new_folder_has_the_usual_mode(self, built: Path) -> None:
        (built / "site").rename(built / "away")
        build(built)
        assert (built / "site").stat().st_mode & 0o777 == 0o775

    @pytest.fixture
    def _umask(self) -> Iterator[None]:
        before = os.umask(0o002)
        yield
        os.umask(before)

    @pytest.mark.parametrize(
        ("place", "problem"),
        [
            ("mkdocs.yml", "site_dir is the configuration"),
            (".", "site_dir holds the content"),
        ],
    )
    def test_what_is_no_site_is_not_replaced(self, place: str, problem: str, built: Path) -> None:
        with pytest.raises(PublishError, match=problem):
            publish_site(built, site_dir=built / place)
        assert (built / "mkdocs.yml").is_file()
        assert leftovers(built) == []

    def test_a_mounted_folder_is_not_replaced(self, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = tree(built / "site")
        monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == built / "site")
        with pytest.raises(PublishError, match="a mounted folder cannot be replaced"):
            build(built)
        assert tree(built / "site") == before
        assert leftovers(built) == []
