"""Writing text files to disk."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class OccupiedError(Exception):
    """The target folder for new files is not empty; the message names what it contains."""


def require_empty(folder: Path) -> None:
    """Raise OccupiedError unless the folder is new, empty, or contains only a Git repository."""
    if not folder.is_dir():
        if folder.exists() or folder.is_symlink():
            raise OccupiedError(f"{folder} is not a folder")
        return
    there = min((path.name for path in folder.iterdir() if path.name != ".git"), default="")
    if there:
        raise OccupiedError(f"{folder} is not empty: it contains {there}")


def write_files(folder: Path, files: Mapping[str, str], *, replace: bool = False) -> None:
    """Write texts, by path below a folder, in UTF-8 and with their own newlines.

    Raises OSError if a file cannot be written and, without `replace`, if it exists already. The latter includes two
    names that the file system treats as the same.
    """
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w" if replace else "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
