"""The user's cache folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """Path of the cache folder, which may not exist and may be impossible to create."""
    try:
        folder = user_cache_path("hedgesite")
    except RuntimeError:
        folder = Path()
    # Without a home directory nothing is cached: a relative path would create a folder named `~` wherever it runs.
    return folder if folder.is_absolute() else Path(os.devnull, "hedgesite")


def drop(folder: Path) -> None:
    """Delete a folder of the cache. Raises OSError if it cannot be removed."""
    try:
        shutil.rmtree(folder)
    except (FileNotFoundError, NotADirectoryError):
        # Nothing is cached, or another command has just deleted it.
        return
