"""Which folders a build may replace."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.publish import atomic_publish, shell_for
from hedgesite.publish.ownership import MARKER, NotOursError, refuse_place
from hedgesite.publish.site import PublishError, written_in
from tests.companions import copy_site, settings_of, tree


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_pages(copy_site("minimal", tmp_path_factory.mktemp("built")) / "content", templates_folder())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_site("minimal", tmp_path / "companion")


def publish_into(folder: Path, site_dir: Path, built: Built) -> Path:
    return shell_for(settings_of(folder, site_dir=site_dir)).publish(built)


@pytest.mark.parametrize("is_linked", [False, True])
def test_a_folder_with_other_things_stays(folder: Path, built: Built, is_linked: bool) -> None:
    home, site = folder.parent / "home", folder / "site"
    home.mkdir()
    (home / "thesis.txt").write_text("years of work", "utf-8")
    if is_linked:
        site.symlink_to(home)
    with pytest.raises(PublishError, match=r"holds 'thesis.txt' and has no \.hedgesite.*name an empty folder"):
        publish_into(folder, site if is_linked else home, built)
    assert tree(home) == {"thesis.txt": b"years of work"}
    assert not list(folder.parent.glob(".*"))


def test_a_site_is_marked_and_replaced(folder: Path, built: Built) -> None:
    site = folder / "site"
    site.mkdir()
    (site / ".git").write_text("gitdir: elsewhere", "utf-8")
    first = tree(publish_into(folder, site, built))
    assert b"Minimal" in first[MARKER] or b"article: " in first[MARKER]
    assert tree(publish_into(folder, site, built)) == first


def test_a_site_from_before_markers_is_known_unless_more_is_in_it(folder: Path, built: Built) -> None:
    site = publish_into(folder, folder / "site", built)
    (site / MARKER).unlink()
    # What no site had before there were markers.
    (site / "CITATION.cff").unlink()
    shutil.rmtree(site / "accessibility")
    (site / "thesis.txt").touch()
    with pytest.raises(PublishError, match="name an empty folder"):
        publish_into(folder, site, built)
    (site / "thesis.txt").unlink()
    publish_into(folder, site, built)
    assert (site / MARKER).is_file()


def test_a_site_of_another_companion_stays(folder: Path, built: Built) -> None:
    site = publish_into(folder, folder.parent / "site", built)
    marker = site / MARKER
    head = marker.read_text("utf-8").splitlines()[0]
    marker.write_text(f"{head}\narticle: Another\nsection: elsewhere\n", "utf-8")
    for target, problem in ((site, "another companion, 'Another'"), (site / "below", "within another site")):
        with pytest.raises(PublishError, match=problem):
            publish_into(folder, target, built)
    outer = folder.parent / "outer"
    publish_into(folder, outer, built)
    shutil.copytree(site, outer / "inner")
    with pytest.raises(PublishError, match="holds another site"):
        publish_into(folder, outer, built)


@pytest.mark.parametrize(
    ("site_dir", "problem"),
    [
        ("content", "is the content"),
        ("content/site", "lies within the content"),
        ("templates", "is the templates"),
        ("templates/x", "lies within the templates"),
        (".", "holds the"),
        ("..", "holds the"),
        ("home", "is a home folder"),
        (".git/site", r"lies within \.git"),
        ("../other/site", "folder of another companion"),
        ("/", "holds the"),
    ],
)
def test_a_place_that_is_no_sites(folder: Path, site_dir: str, problem: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder / "home"))
    (folder / ".git").mkdir()
    copy_site("minimal", folder.parent / "other")
    target = Path((folder / site_dir).resolve())
    with pytest.raises(NotOursError, match=problem):
        refuse_place(
            target, config_file=folder / "mkdocs.yml", content=folder / "content", templates=folder / "templates"
        )


def test_what_could_not_be_written_is_named(folder: Path, built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: str, target: str, **_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", str(source), None, str(target))

    monkeypatch.setattr(shutil, "copyfile", full)
    with pytest.raises(PublishError) as refused:
        publish_into(folder, folder / "site", built)
    assert str(refused.value).startswith(f"{folder / 'site'}/")
    assert "site-packages" not in str(refused.value)
    assert written_in(OSError(errno.EROFS, "Read-only"), Path("site")) == "site"
    assert written_in(shutil.Error([("from", "to", "why")]), Path("site")) == "to"


def test_too_little_memory_leaves_the_old_site(folder: Path, built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(publish_into(folder, folder / "site", built))

    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("hedgesite.publish.site.audit_site", fail)
    with pytest.raises(PublishError, match="too little memory"):
        publish_into(folder, folder / "site", built)
    assert tree(folder / "site") == before
    assert not list(folder.glob(".site*"))


def test_a_renaming_that_never_replaces_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where nothing may have the new name and no two folders change names."""
    rename = Path.rename

    def strict(self: Path, target: Path) -> Path:
        if Path(target).exists():
            raise FileExistsError(errno.EEXIST, "exists", str(self), None, str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", strict)
    monkeypatch.setattr(atomic_publish, "exchange", lambda *_: False)
    target = tmp_path / "site"
    for text in ("one", "two"):
        with atomic_publish.building(target) as new:
            (new / "index.html").write_text(text, "utf-8")
            atomic_publish.put_in_place(new, target)
        assert tree(target) == {"index.html": text.encode()}
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("moment", ["mkdir", "rename"])
def test_a_signal_leaves_nothing(tmp_path: Path, moment: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Raised right after the call, as Python does when a signal came during it."""
    target, original = tmp_path / "site", getattr(Path, moment)
    target.mkdir()
    (target / "index.html").write_text("old", "utf-8")

    def interrupted(self: Path, *arguments: object, **options: object) -> object:
        done = original(self, *arguments, **options)
        if self.name in ("new", "site"):
            raise SystemExit(143)
        return done

    monkeypatch.setattr(Path, moment, interrupted)
    monkeypatch.setattr(atomic_publish, "exchange", lambda *_: False)
    with pytest.raises(SystemExit), atomic_publish.building(target) as new:  # noqa: PT012
        (new / "index.html").write_text("new", "utf-8")
        atomic_publish.put_in_place(new, target)
    assert (target / "index.html").read_text("utf-8") in ("old", "new")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
