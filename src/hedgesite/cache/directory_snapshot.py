"""Detecting changes below a folder without reading files."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def state_of(folder: Path) -> tuple[tuple[str, int, int, int, int], ...]:
    """Every entry below a folder, sorted by path, each with mode, size, mtime and ctime (in nanoseconds).

    Folders have only their mode, and links are not followed. A missing folder has no entries. Raises OSError
    if an entry cannot be read.
    """
    return tuple(sorted(_entries(folder)))


def _entries(folder: Path) -> Iterator[tuple[str, int, int, int, int]]:
    folders = [os.fspath(folder)]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except FileNotFoundError:
            continue
        for entry in entries:
            info = entry.stat(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False):
                # A folder's own times change when an editor creates and deletes a temporary file.
                yield entry.path, info.st_mode, 0, 0, 0
                folders.append(entry.path)
            else:
                # Programs can set mtime back, as archives and `cp -p` do; ctime they cannot.
                yield entry.path, info.st_mode, info.st_size, info.st_mtime_ns, info.st_ctime_ns
