"""One build at a time: a lock that the operating system drops when its process ends, however it ends."""

from __future__ import annotations

import logging
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    try:
        import fcntl
    except ImportError:
        # Python for WebAssembly. There are no two builds at once, and no lock is needed.
        fcntl = None  # type: ignore[assignment]

log = logging.getLogger("mkdocs.plugins.hedgesite")

_PAUSE = 0.1
"""Seconds between two looks at a lock that another build holds."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make `folder` and keep other builds out of it; waits, and says so, while another is inside.

    The folder is taken away at the end where nothing else is left in it. Raises OSError where it cannot be made, or
    the file system has no locks.
    """
    path = folder / "lock"
    held: list[int] = []
    try:
        _acquire(path, held)
        yield
    finally:
        _finish(path, held)


def _acquire(path: Path, held: list[int]) -> None:
    """Put the open lock into `held`: a signal may come at any moment, and none may lose it."""
    told = False
    while not _take(path, held):
        if not told:
            log.warning("another build of this site is running; waiting until it is done")
            told = True
        time.sleep(_PAUSE)


def _finish(path: Path, held: list[int]) -> None:
    if not held and path.exists():
        # Interrupted while it waited or took the lock, whose file it may have made; one that another holds stays.
        _take(path, held)
    while held:
        _release(path, held.pop())


def _take(path: Path, held: list[int]) -> bool:
    """Whether the lock is held now; not where another build has it, or took the file away in the meantime."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except FileNotFoundError:
        return False
    except FileExistsError:
        # The folder was there, and taken away before it could be looked at.
        if path.parent.exists() and not path.parent.is_dir():
            raise
        return False
    try:
        # Whoever was first may have released the lock, and with it the file, between the two calls.
        if _claim(descriptor) and _is_still(path, descriptor):
            held.append(descriptor)
    finally:
        if not held:
            os.close(descriptor)
    return bool(held)


def _is_still(path: Path, descriptor: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False


if sys.platform == "win32":

    def _claim(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

    def _release(path: Path, descriptor: int) -> None:
        # An open file cannot be removed: another build that opened it in between keeps it.
        os.close(descriptor)
        _remove(path)

else:

    def _claim(descriptor: int) -> bool:
        if fcntl is None:
            return True
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(path: Path, descriptor: int) -> None:
        _remove(path)
        os.close(descriptor)


def _remove(path: Path) -> None:
    """Take lock and folder away; what stays for whatever reason, the next build uses."""
    try:
        path.unlink()
        path.parent.rmdir()
    except OSError:
        log.debug("%s stays", path.parent)
