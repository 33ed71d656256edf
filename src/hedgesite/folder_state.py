"""Whether anything below a folder changed, told without reading a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def state_of(folder: Path, ending: str = "") -> tuple[tuple[str, int, int, int], ...]:
    """Every entry below a folder, by path, each with kind, size and time of change; of files, those with the ending.

    Of folders only the kind counts, and links are not followed. A folder that is not there has no entries. Raises
    OSError where one cannot be read.
    """
    return tuple(_entries(folder, ending))


def _entries(folder: str | Path, ending: str) -> Iterator[tuple[str, int, int, int]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        info = entry.stat(follow_symlinks=False)
        if entry.is_dir(follow_symlinks=False):
            yield os.fspath(entry.path), info.st_mode, 0, 0
            yield from _entries(entry.path, ending)
        elif entry.name.endswith(ending):
            yield os.fspath(entry.path), info.st_mode, info.st_size, info.st_mtime_ns
