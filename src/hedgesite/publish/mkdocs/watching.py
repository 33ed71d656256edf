"""Watches files by polling, so that a file or folder that vanishes and returns is still watched."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

from watchdog.events import FileModifiedEvent, FileSystemEventHandler

_State = tuple[tuple[str, int, int, int, int], ...]
"""Every entry by path, with mode, inode, size and modification time."""


class Watcher:
    """Notifies handlers of changes below paths, even if the paths vanish for a while.

    It replaces the observer of MkDocs' server, which never checks a path again once it has vanished. It has the
    observer methods that this server calls.
    """

    def __init__(self, interval: float = 0.2) -> None:
        """`interval` is in seconds."""
        self._interval = interval
        self._watched: dict[str, tuple[FileSystemEventHandler, _State]] = {}
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool = True) -> str:
        """Notify `handler` of every change at or below `path` from now on; the path need not exist."""
        with self._lock:
            self._watched[path] = (handler, read_state(path, recursive=recursive))
        return path

    def unschedule(self, watch: str) -> None:
        """End a watch that `schedule` returned."""
        with self._lock:
            self._watched.pop(watch, None)

    def start(self) -> None:
        """Start polling in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop polling; may be called at any time."""
        self._stopped.set()

    def join(self) -> None:
        """Wait until the last poll has finished."""
        if self._thread.is_alive():
            self._thread.join()

    def poll(self) -> None:
        """Check every path once, and notify the handlers of those that changed since the last check."""
        with self._lock:
            watched = dict(self._watched)
        for path, (handler, before) in watched.items():
            now = read_state(path)
            if now == before:
                continue
            with self._lock:
                if path in self._watched:
                    self._watched[path] = (handler, now)
            handler.on_any_event(FileModifiedEvent(path))

    def _run(self) -> None:
        while not self._stopped.wait(self._interval):
            self.poll()


def read_state(path: str, *, recursive: bool = True) -> _State:
    """The state of a file, or of a folder and everything below it.

    A missing or unreadable path has an empty state, so that vanishing and returning count as changes.
    """
    try:
        info = Path(path).stat()
    except (OSError, ValueError):
        return ()
    is_folder = stat.S_ISDIR(info.st_mode)
    below = tuple(_below(path)) if is_folder and recursive else ()
    # A folder's modification time is ignored: editors change it with every temporary file beside the edited one.
    size, changed = (0, 0) if is_folder else (info.st_size, info.st_mtime_ns)
    return ((path, info.st_mode, info.st_ino, size, changed), *below)


def _below(folder: str) -> Iterator[tuple[str, int, int, int, int]]:
    folders = [folder]
    while folders:
        for entry in _entries(folders.pop()):
            try:
                info = entry.stat(follow_symlinks=False)
            except OSError:
                # Removed between two calls: the next check finds the folder without it.
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
                yield entry.path, info.st_mode, 0, 0, 0
            else:
                yield entry.path, info.st_mode, info.st_ino, info.st_size, info.st_mtime_ns


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return []
