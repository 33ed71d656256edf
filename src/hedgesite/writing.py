"""Files of text onto disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class OccupiedError(Exception):
    """A folder that new files are to be written to holds something already; the message says what."""


def require_empty(folder: Path) -> None:
    """Raises OccupiedError where a folder is neither new nor empty but for a repository."""
    if not folder.is_dir():
        if folder.exists() or folder.is_symlink():
            raise OccupiedError(f"{folder} is no folder")
        return
    there = min((path.name for path in folder.iterdir() if path.name != ".git"), default="")
    if there:
        raise OccupiedError(f"{folder} is not empty: it holds {there}")


def write_files(folder: Path, files: Mapping[str, str], *, replace: bool = False) -> None:
    """Write texts, by path below a folder, in UTF-8 and with the newlines that they have.

    Raises OSError where one cannot be written, and without `replace` where one stands there already: also where two
    names are one to the file system.
    """
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if replace else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
