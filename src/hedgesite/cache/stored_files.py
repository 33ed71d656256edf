"""Files that are costly to make, kept by content: in memory from build to build, and on disk between commands."""

from __future__ import annotations

import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from hedgesite.cache.cache_folder import cache_folder, drop
from hedgesite.cache.memo import Memo

Files = Mapping[str, bytes]
"""Content by name."""


class StoredFiles:
    """Cache of groups of files in the user's cache folder; without one, in memory alone."""

    def __init__(self) -> None:
        self._memo = Memo()

    def get_or_make(self, versions: str, key: str, make: Callable[[], Files]) -> Files:
        """The files stored under a key, or made now. Key and versions must determine them, and be names of files."""
        return self._memo.get_or_make((versions, key), lambda: _stored(_folder() / versions / f"{key}.zip", make))

    def next_build(self) -> None:
        """Drop from memory what the last build did not use."""
        self._memo.next_build()


def drop_stored_files() -> None:
    """Delete all stored files, of other versions too. Raises OSError if they cannot be removed."""
    drop(_folder())


def _folder() -> Path:
    return cache_folder() / "images"


def _stored(place: Path, make: Callable[[], Files]) -> Files:
    try:
        with zipfile.ZipFile(place) as stored:
            return {name: stored.read(name) for name in stored.namelist()}
    except (OSError, zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError):
        # Nothing is stored, or the file is broken.
        files = make()
        _store(place, files)
        return files


def _store(place: Path, files: Files) -> None:
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=place.parent)
        with os.fdopen(descriptor, "wb") as opened, zipfile.ZipFile(opened, "w") as written:
            for name, data in files.items():
                written.writestr(name, data)
        Path(temporary).replace(place)
    except OSError:
        # A full disk or a read-only folder: the next command makes them again.
        return
