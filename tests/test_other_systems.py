"""Paths, newlines, locks and the exchange of folders as other systems have them, tried with their path classes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

import pytest
from filelock import FileLock, SoftFileLock, Timeout

from hedgesite.load import load_library
from hedgesite.load.files import ContentFile, read_files
from hedgesite.load.layout import reads
from hedgesite.publish import atomic_publish
from hedgesite.publish.atomic_publish import exchange, put_in_place
from hedgesite.writing import write_files
from tests.companions import copy_site

NEWLINES = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("article.yml", True),
        ("references.bib", True),
        ("sections/01-introduction.md", True),
        ("data/exports.yml", True),
        ("sections/deep/01-introduction.md", False),
        ("sections/notes.txt", False),
        ("other/01-introduction.md", False),
    ],
)
@pytest.mark.parametrize("system", [PurePosixPath, PureWindowsPath])
def test_the_format_has_the_same_files_on_every_system(system: type[PurePath], path: str, expected: bool) -> None:
    assert reads(system(*path.split("/"))) is expected


@pytest.mark.parametrize("newline", NEWLINES.values(), ids=NEWLINES)
def test_a_companion_is_the_same_with_every_newline(newline: str, tmp_path: Path) -> None:
    """Whatever an editor or a checkout writes, the texts that are read have the newlines of Unix."""
    companion = copy_site("full", tmp_path)
    content = companion / "content"
    before, _ = read_files(content)
    for path in content.rglob("*.*"):
        text = path.read_bytes().decode()
        path.write_bytes(text.replace("\n", newline).encode())
    after, report = read_files(content)
    assert report.errors == ()
    assert _texts(after.single.values()) == _texts(before.single.values())
    assert after.folders == before.folders
    assert not load_library(content)[1].errors


def _texts(files: Iterable[ContentFile]) -> dict[str, str]:
    return {file.shown: file.text for file in files}


def test_new_files_have_the_newlines_of_unix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.linesep", "\r\n")
    write_files(tmp_path / "new", {"sections/one.md": "One\nand two\n"})
    assert (tmp_path / "new" / "sections" / "one.md").read_bytes() == b"One\nand two\n"


@pytest.mark.parametrize("platform", ["win32", "freebsd14"])
def test_without_an_exchange_the_new_site_comes_by_two_renames(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses a rename onto a folder that is there, so the old site has to go aside first."""
    target, work = tmp_path / "site", tmp_path / ".site-building"
    new = work / "new"
    for folder, text in ((target, "old"), (new, "new")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text, "utf-8")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "rename", _as_windows_renames)
    assert not exchange(new, target)
    put_in_place(new, target)
    assert (target / "index.html").read_text("utf-8") == "new"


_rename = Path.rename


def _as_windows_renames(self: Path, target: Path) -> Path:
    if Path(target).exists():
        raise FileExistsError(183, "Cannot create a file when that file already exists", str(target))
    return _rename(self, target)


@pytest.mark.parametrize("lock", [FileLock, SoftFileLock], ids=["of this system", "without fcntl"])
def test_a_lock_is_held_once_and_leaves_nothing(
    lock: type[FileLock], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Python has no `fcntl`, as in WebAssembly, the library locks by the mere file."""
    monkeypatch.setattr(atomic_publish, "FileLock", lock)
    folder = tmp_path / ".site-building"
    with atomic_publish.locked(folder):
        assert folder.is_dir()
        with pytest.raises(Timeout):
            lock(tmp_path / ".site-building.lock").acquire(blocking=False)
    assert list(tmp_path.iterdir()) == []
