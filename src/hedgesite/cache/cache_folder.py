"""Where hedgesite keeps what it can make again."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """The folder; it need not be there, and it may be that it cannot be made."""
    try:
        folder = user_cache_path("hedgesite")
    except RuntimeError:
        folder = Path()
    # A user without a home keeps nothing: a relative path would be a folder named `~` wherever the command runs.
    return folder if folder.is_absolute() else Path(os.devnull, "hedgesite")
