"""Whether anything below a folder changed, told without reading a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def state_of(folder: Path) -> tuple[tuple[str, int, int, int, int], ...]:
    """Every entry below a folder, by path, each with kind, size and times of change.

    Of folders only the kind counts, and links are not followed. The second time, where the system has it, is that of
    any change at all, which no program can set. A folder that is not there has no entries. Raises OSError where one
    cannot be read.
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
                yield entry.path, info.st_mode, 0, 0, 0
                folders.append(entry.path)
            else:
                yield entry.path, info.st_mode, info.st_size, info.st_mtime_ns, info.st_ctime_ns
