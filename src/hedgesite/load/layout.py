"""Which files of a content folder are read and how large they may be, and the walk that finds them."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from hedgesite.model import kinds

MEBIBYTE = 1024 * 1024
LARGEST = {".md": 1, ".yml": 2, ".bib": 16}
"""Mebibytes. At its worst, Markdown takes a thousand times its size in memory, and twenty seconds for a mebibyte."""
DEEPEST = 16
"""Folders in each other that the walk enters. The format has one level; a path may hold two thousand."""


class EntryKind(Enum):
    """What stands at a path."""

    FILE = "file"
    LINK = "link"
    OTHER = "other"
    """A pipe, a device, a socket: reading it might never end."""
    TOO_DEEP = "too deep"
    """A folder that is not entered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the walk found. `place` is its path below the content folder, `size` that of a file in bytes."""

    place: PurePath
    kind: EntryKind
    size: int = 0

    @property
    def is_read(self) -> bool:
        """Whether this is a file of the format, and small enough. What is not is never opened."""
        return self.kind is EntryKind.FILE and reads(self.place) and self.size <= LARGEST[self.place.suffix] * MEBIBYTE


def single_files() -> frozenset[str]:
    """Names of the files of which a companion has one."""
    return frozenset({"article.yml", *(kind.file for kind in kinds.KINDS if kind.file and not kind.folder)})


def folders() -> Mapping[str, str]:
    """Folders of files that each hold one thing, with the ending of these."""
    return {kind.folder: Path(kind.file).suffix for kind in kinds.KINDS if kind.folder}


def reads(place: PurePath) -> bool:
    """Whether the format has a file of this path below the content folder."""
    if place.as_posix() in single_files():
        return True
    return len(place.parts) == 2 and folders().get(place.parts[0]) == place.suffix


def walk(root: Path, unlisted: Callable[[OSError], object]) -> Iterator[Entry]:
    """Everything below a content folder but folders and what is hidden, in no particular order; nothing is opened.

    Links are not followed. `unlisted` is called for each folder that cannot be listed.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = [entry for entry in os.scandir(folder) if not entry.name.startswith(".")]
        except OSError as error:
            unlisted(error)
            continue
        for entry in entries:
            place = Path(entry.path).relative_to(root)
            if entry.is_symlink():
                yield Entry(place, EntryKind.LINK)
            elif not entry.is_dir(follow_symlinks=False):
                yield _entry(place, entry)
            elif len(place.parts) > DEEPEST:
                yield Entry(place, EntryKind.TOO_DEEP)
            else:
                folders.append(Path(entry.path))


def _entry(place: PurePath, entry: os.DirEntry[str]) -> Entry:
    try:
        info = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        # Deleted since the folder was listed: reading it will say so.
        return Entry(place, EntryKind.FILE)
    return Entry(place, EntryKind.FILE if stat.S_ISREG(info.st_mode) else EntryKind.OTHER, info.st_size)
