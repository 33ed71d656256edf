"""A lock that lets one build run at a time. The operating system releases it when its process ends, however it ends."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

log = logging.getLogger("hedgesite.publish")


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
    """Remove both while the lock is held. Whatever cannot be removed is reused by the next build."""
    with suppress(OSError):
        folder.rmdir()
    # Windows cannot remove an open file; there the library removes it after releasing the lock.
    with suppress(OSError):
        path.unlink()
