"""Reads the content of a git revision without touching the work tree."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hedgesite.check import check_library
from hedgesite.diagnostics import Report
from hedgesite.load import load_library
from hedgesite.model.library import Library

_FILE_MODES = {"100644", "100755"}
_LINK_MODE = "120000"


class RevisionError(Exception):
    """A revision cannot be read; the message gives the reason."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A companion at one revision, with its findings."""

    library: Library
    report: Report


@dataclass(frozen=True, slots=True)
class _Blob:
    mode: str
    hash: str
    path: PurePosixPath


def read_work_tree(content: Path) -> Revision:
    """Read the companion from the work tree."""
    library, report = load_library(content)
    return Revision(library, report + check_library(library))


def read_revision(content: Path, name: str) -> Revision:
    """Read the companion below `content` at the commit named by a branch, a tag, a hash, `HEAD~2` …

    Raises RevisionError if there is no git, no repository, no such commit, or no such directory in it.
    """
    where = content if content.is_dir() else content.parent
    top = Path(_git(where, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    try:
        inside = content.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        raise RevisionError(f"{content} is not in the repository at {top}") from None
    try:
        commit = (
            _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").decode().strip()
        )
    except RevisionError:
        raise RevisionError(f"there is no revision '{name}'") from None
    with tempfile.TemporaryDirectory(prefix="hedgesite-") as folder:
        root = Path(folder, "content")
        blobs = list(_blobs(top, commit, inside))
        if not blobs:
            raise RevisionError(f"the revision '{name}' has no {inside}/")
        _write(top, blobs, root)
        return read_work_tree(root)


def _blobs(top: Path, commit: str, inside: str) -> Iterator[_Blob]:
    """Files and links below a directory, with paths from it."""
    tree = commit if inside == "." else f"{commit}:{inside}"
    try:
        listed = _git(top, "ls-tree", "-r", "-z", "--full-tree", tree)
    except RevisionError:
        return
    for line in listed.split(b"\0"):
        if line:
            entry, _, path = line.partition(b"\t")
            mode, _, hash = entry.decode().split()
            yield _Blob(mode, hash, PurePosixPath(path.decode("utf-8", "surrogateescape")))


def _write(top: Path, blobs: list[_Blob], root: Path) -> None:
    """Write blobs one by one: `git archive` would omit files that `.gitattributes` excludes from exports."""
    wanted = [blob for blob in blobs if blob.mode in {*_FILE_MODES, _LINK_MODE} and ".." not in blob.path.parts]
    request = "".join(f"{blob.hash}\n" for blob in wanted).encode()
    answer = _git(top, "cat-file", "--batch", input=request)
    at = 0
    for blob in wanted:
        head_end = answer.index(b"\n", at)
        size = int(answer[at:head_end].split()[-1])
        data = answer[head_end + 1 : head_end + 1 + size]
        at = head_end + size + 2
        target = root.joinpath(*blob.path.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        if blob.mode == _LINK_MODE:
            # The loader rejects symbolic links and follows none, so the target does not matter.
            target.symlink_to(data.decode("utf-8", "surrogateescape"))
        else:
            target.write_bytes(data)


def _git(folder: Path, *arguments: str, input: bytes | None = None) -> bytes:
    try:
        done = subprocess.run(["git", "-C", str(folder), *arguments], input=input, capture_output=True, check=False)
    except FileNotFoundError:
        raise RevisionError("git is not installed") from None
    if done.returncode != 0:
        raise RevisionError(done.stderr.decode(errors="replace").strip() or f"git {arguments[0]} failed")
    return done.stdout
