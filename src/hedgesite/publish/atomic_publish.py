"""Writes a new site in a folder of its own and moves it into the place of the old one.

A lock lets one build run at a time; the operating system releases it when its process ends, however it ends. Where the
system can, the two folders exchange their names in one step.
"""

from __future__ import annotations

import ctypes
import errno
import logging
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

log = logging.getLogger("hedgesite.publish")

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2

_UNABLE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})
"""Error numbers of kernels and file systems that lack the call."""


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


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Create `folder` and keep other builds out of it, waiting, with a message, while another one is inside.

    The folder is removed at the end if nothing is left in it. Raises OSError if it cannot be created, or if the file
    system has no locks.
    """
    # The lock lies beside the folder: inside, removing the folder while another build waits would remove the lock too.
    path = folder.with_name(f"{folder.name}.lock")
    # A plain marker file would outlive a killed build and block every later one.
    lock = FileLock(path, fallback_to_soft=False)
    try:
        _acquire(lock)
        folder.mkdir(exist_ok=True)
        yield
    finally:
        if lock.is_locked:
            _remove(folder, path)
            lock.release()


def _acquire(lock: FileLock) -> None:
    try:
        lock.acquire(blocking=False)
    except Timeout:
        log.warning("another build of this site is running; waiting until it is done")
        lock.acquire()


def _remove(folder: Path, path: Path) -> None:
    """Remove both while the lock is held. The next build reuses what cannot be removed."""
    with suppress(OSError):
        folder.rmdir()
    # Windows cannot remove an open file; there the library removes it after releasing the lock.
    with suppress(OSError):
        path.unlink()


def exchange(one: Path, other: Path) -> bool:
    """Exchange the names of two folders on one file system atomically, so that both always exist.

    Uses `renameat2(2)` on Linux and `renamex_np(2)` on macOS. Returns False, having done nothing, if neither is
    available. Raises OSError if the exchange is refused.
    """
    call = _exchange_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNABLE:
        return False
    raise OSError(code, os.strerror(code), str(one), None, str(other))


def _exchange_call() -> Callable[[bytes, bytes], int] | None:
    if sys.platform == "linux" and (renameat2 := _system_call("renameat2")):
        return lambda one, other: renameat2(_AT_FDCWD, one, _AT_FDCWD, other, ctypes.c_uint(_RENAME_EXCHANGE))
    if sys.platform == "darwin" and (renamex_np := _system_call("renamex_np")):
        return lambda one, other: renamex_np(one, other, ctypes.c_uint(_RENAME_SWAP))
    return None


def _system_call(name: str) -> Callable[..., int] | None:
    return getattr(ctypes.CDLL(None, use_errno=True), name, None)
