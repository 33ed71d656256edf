"""Reads the content of a git revision without touching the work tree."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hedgesite.check import check_library
from hedgesite.diagnostics import Report
from hedgesite.git import GitError, NoGitError, ask
from hedgesite.load import load_library
from hedgesite.messages import Known
from hedgesite.model.library import Library

_FILE_MODES = {"100644", "100755"}
_LINK_MODE = "120000"
_MISSING = "git is not installed; https://git-scm.com/downloads says how to get it"


class RevisionError(Exception):
    """A revision cannot be read; the message gives the reason."""


class _GitError(RevisionError):
    """Git refused to answer. `said` is its own message, which is for programs alone."""

    def __init__(self, folder: Path, said: str) -> None:
        super().__init__(f"git cannot read the repository of {folder}; ask it what is wrong with git fsck")
        self.said = said


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
    top = _top(content)
    try:
        inside = content.resolve().relative_to(top.resolve()).as_posix()
    except ValueError:
        raise RevisionError(f"{content} is not in the repository at {top}; move it there") from None
    commit = _commit(top, name)
    with tempfile.TemporaryDirectory(prefix="hedgesite-") as folder:
        root = Path(folder, "content")
        blobs = list(_blobs(top, commit, inside))
        if not blobs:
            raise RevisionError(f"the revision '{name}' has no {inside}/; name one in which the companion was there")
        _write(top, blobs, root)
        return read_work_tree(root)


def _top(content: Path) -> Path:
    """The root of the repository. Raises RevisionError if there is none, or none that git may read."""
    where = content if content.is_dir() else content.parent
    try:
        return Path(_git(where, "rev-parse", "--show-toplevel").decode().rstrip("\n"))
    except _GitError as error:
        if "not a git repository" in error.said:
            begin = "git init -b main && git add . && git commit -m 'Begin the companion'"
            raise RevisionError(f"{where} is in no repository; begin one in the companion's folder: {begin}") from None
        if "dubious ownership" in error.said:
            problem = f"git reads no repository that belongs to somebody else, as the one of {where} does"
            raise RevisionError(f"{problem}; let it be yours, or allow it: git help config, safe.directory") from None
        if "must be run in a work tree" in error.said:
            raise RevisionError(f"the repository of {where} has no files of its own (bare); clone it first") from None
        raise


def _commit(top: Path, name: str) -> str:
    """The hash of a commit. Raises RevisionError if there is none of this name."""
    wanted = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    try:
        return _git(top, *wanted, f"{name}^{{commit}}").decode().strip()
    except _GitError:
        pass
    try:
        _git(top, *wanted, "HEAD^{commit}")
    except _GitError:
        begin = "git add . && git commit -m 'Begin the companion'"
        raise RevisionError(f"there is no revision '{name}': nothing has been committed yet; {begin}") from None
    listed = _git(top, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
    names = Known(listed.decode(errors="replace").split())
    hint = f"did you mean '{near}'?" if (near := names.nearest(name)) else "git branch --all lists branches"
    if _git(top, "rev-parse", "--is-shallow-repository").strip() == b"true":
        hint += ", and git fetch --unshallow brings what this copy has left out"
    raise RevisionError(f"there is no revision '{name}'; {hint}")


def _blobs(top: Path, commit: str, inside: str) -> Iterator[_Blob]:
    """Files and links below a directory, with paths from it."""
    tree = commit if inside == "." else f"{commit}:{inside}"
    try:
        listed = _git(top, "ls-tree", "-r", "-z", "--full-tree", tree)
    except _GitError:
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
    answer = _git(top, "cat-file", "--batch", data=request)
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


def _git(folder: Path, *arguments: str, data: bytes | None = None) -> bytes:
    try:
        return ask(folder, *arguments, data=data)
    except NoGitError:
        raise RevisionError(_MISSING) from None
    except GitError as error:
        raise _GitError(folder, str(error)) from None
