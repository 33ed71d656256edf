"""Writes a new site in a folder of its own and moves it into the place of the old one."""

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

    What a killed build left behind is repaired first. Raises OSError if the folder cannot be created or used.
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
    """Run `work`, which must be repeatable, to its end; a signal that interrupts it takes effect afterwards."""
    is_done = False
    try:
        work()
        is_done = True
    finally:
        if not is_done:
            work()


def recover(target: Path) -> None:
    """Repair what a killed build may have left behind. Raises OSError."""
    if work_of(target).exists():
        with building(target):
            pass


def put_in_place(new: Path, target: Path) -> None:
    """Replace the site with the complete folder `new`; call within `building`. Raises OSError; the old site is then
    untouched.

    Hidden files of the old site belong to the owner (such as `.git` of a publishing branch) and are kept.
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
    """One working name for all builds of a site, so that the next build finds what a killed one left."""
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
    """Remove what a build leaves, whether it finished or not; what cannot be removed is left to the next build."""
    if not target.exists() and (work / "old").exists():
        (work / "old").rename(target)
    for name in ("new", "gone", "old"):
        shutil.rmtree(work / name, ignore_errors=True)


def _given_up(old: Path) -> Path:
    """A different name to delete the old site under: the name `old` always means a complete site."""
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
    """Swap with two renames. A build killed between them leaves the old site complete beside its place; `recover`
    restores it.
    """
    old = new.with_name("old")
    target.rename(old)
    try:
        new.rename(target)
    finally:
        # The rename was refused, or interrupted by a signal, which may arrive after the new site is already in place.
        if not target.exists():
            old.rename(target)
    _given_up(old)
