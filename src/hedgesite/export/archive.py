"""Archives whose bytes depend on nothing but their files."""

from __future__ import annotations

import io
from collections.abc import Mapping

_START_OF_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_READABLE_BY_ALL = 0o644 << 16


def archive(files: Mapping[str, bytes]) -> bytes:
    """A zip archive whose bytes depend only on its files: compression libraries differ, so nothing is compressed."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as opened:
        for name, content in sorted(files.items()):
            info = ZipInfo(name, _START_OF_ZIP_TIME)
            info.create_system = 3
            info.external_attr = _READABLE_BY_ALL
            opened.writestr(info, content)
    return buffer.getvalue()
