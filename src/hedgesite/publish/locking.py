"""One build at a time: a lock that the operating system drops when its process ends, however it ends."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

log = logging.getLogger("hedgesite.publish")


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Make `folder` and keep other builds out of it; waits, and says so, while another is inside.

    The folder is taken away at the end where nothing is left in it. Raises OSError where it cannot be made, or the
    file system has no locks.
    """
    # Beside the folder, because a folder that is taken away while another build waits would take its lock with it.
    path = folder.with_name(f"{folder.name}.lock")
    # A file that merely exists in place of a lock would outlive a killed build.
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
    """Take both away while the lock is held; what stays for whatever reason, the next build uses."""
    with suppress(OSError):
        folder.rmdir()
    # Windows removes no open file; there the library does it, once it has let the lock go.
    with suppress(OSError):
        path.unlink()
