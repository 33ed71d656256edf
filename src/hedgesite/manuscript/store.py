"""The files of a companion onto disk, where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


class OccupiedError(Exception):
    """Raised where something stands already at the place to write to."""


def refuse_occupied(directory: Path) -> None:
    """Raises OccupiedError unless the directory is empty or not there."""
    if directory.is_dir() and not any(directory.iterdir()):
        return
    if directory.exists() or directory.is_symlink():
        what = "is not empty" if directory.is_dir() else "is no directory"
        raise OccupiedError(f"'{directory}' {what}, and nothing is overwritten: name another directory with --into")


def write_files(directory: Path, files: Mapping[str, str]) -> None:
    """Write files below a directory that is empty or not there.

    Raises OccupiedError where it is neither, and OSError where it cannot be written to.
    """
    refuse_occupied(directory)
    for name, text in files.items():
        path = directory / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
