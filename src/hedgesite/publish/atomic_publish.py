"""Where a new site is written, and how it comes into the place of the old one."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hedgesite.publish.exchange import exchange
from hedgesite.publish.locking import locked


@contextmanager
def building(target: Path) -> Iterator[Path]:
    """An empty folder beside `target` to write a new site into, for one build at a time.

    What a killed build left behind is put right first. Raises OSError where the folder cannot be made or used.
    """
    work = work_of(target)
    with locked(work):
        _recover(work, target)
        new = work / "new"
        try:
            new.mkdir()
            yield new
        finally:
            to_the_end(lambda: _clear(work, target))


def to_the_end(work: Callable[[], object]) -> None:
    """Do work that may be done twice; a signal that interrupts it takes effect when all is done."""
    is_done = False
    try:
        work()
        is_done = True
    finally:
        if not is_done:
            work()


def recover(target: Path) -> None:
    """Put right what a killed build may have left behind, where there is anything. Raises OSError."""
    if work_of(target).exists():
        with building(target):
            pass


def put_in_place(new: Path, target: Path) -> None:
    """Let the whole folder `new` be the site; call within `building`. Raises OSError; the old site is then untouched.

    What is hidden in the old site is the owner's (`.git` of a branch to publish from), and stays.
    """
    if not target.exists():
        new.rename(target)
        return
    if os.path.ismount(target):
        raise OSError(errno.EBUSY, "a mounted folder cannot be replaced; let site_dir be a folder in it", str(target))
    _keep_hidden(target, new)
    shutil.copymode(target, new)
    if not exchange(new, target):
        _replace(new, target)


def work_of(target: Path) -> Path:
    """One name for all builds of a site, so that the next finds what a killed one left."""
    return target.parent / f".{target.name}-building"


def _recover(work: Path, target: Path) -> None:
    old = work / "old"
    if old.exists() and not target.exists():
        old.rename(target)
    for left in (work / "new", work / "gone"):
        if left.exists():
            shutil.rmtree(left)
    if old.exists():
        shutil.rmtree(_given_up(old))


def _clear(work: Path, target: Path) -> None:
    """Take away what a build leaves, whether it came to its end or not; what cannot be, the next build takes away."""
    if not target.exists() and (work / "old").exists():
        (work / "old").rename(target)
    for name in ("new", "gone", "old"):
        shutil.rmtree(work / name, ignore_errors=True)


def _given_up(old: Path) -> Path:
    """Another name to delete it under: what is called `old` is always a whole site."""
    return old.rename(old.with_name("gone"))


def _keep_hidden(target: Path, new: Path) -> None:
    for path in target.glob(".*"):
        kept = new / path.name
        if kept.exists():
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.copytree(path, kept, symlinks=True)
        else:
            shutil.copy2(path, kept, follow_symlinks=False)


def _replace(new: Path, target: Path) -> None:
    """Two renames. A build killed between them leaves the old site whole beside its place; `recover` puts it back."""
    old = new.with_name("old")
    target.rename(old)
    try:
        new.rename(target)
    finally:
        # Refused, or interrupted by a signal, which may also come when the new site is in place already.
        if not target.exists():
            old.rename(target)
    _given_up(old)
