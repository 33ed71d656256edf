"""On-disk cache of results that take long to make, by a key that determines them."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from hedgesite import __version__
from hedgesite.cache.cache_folder import cache_folder

_MOST = 20
"""Most results of one kind; the least recently used are dropped."""


class KeptResults:
    """Texts of one kind in the user's cache folder. A folder that cannot be used keeps nothing."""

    def __init__(self, kind: str) -> None:
        self.folder = cache_folder() / kind / __version__

    def get(self, key: str) -> str | None:
        """The text kept under a key, which consists of letters and digits."""
        path = self.folder / key
        try:
            text = path.read_text("utf-8")
            os.utime(path)
        except (OSError, UnicodeDecodeError):
            return None
        return text

    def put(self, key: str, text: str) -> None:
        # A temporary name keeps other processes from reading half a file.
        draft = self.folder / f"{key}.{secrets.token_hex(4)}"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            draft.write_text(text, "utf-8")
            draft.replace(self.folder / key)
            self._drop_oldest()
        except OSError:
            with suppress(OSError):
                draft.unlink()

    def _drop_oldest(self) -> None:
        paths = sorted(self.folder.iterdir(), key=_used, reverse=True)
        for path in paths[_MOST:]:
            path.unlink(missing_ok=True)


def _used(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
