"""Where hedgesite keeps what it can make again."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path


def cache_folder() -> Path:
    """The folder; it need not be there, and it may be that it cannot be made."""
    folder = user_cache_path("hedgesite")
    # A user without a home would get a folder named `~` wherever the command runs.
    return folder if folder.is_absolute() else Path(os.devnull, "hedgesite")
