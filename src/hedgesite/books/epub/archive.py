"""The container of an EPUB: a zip file without dates of its own.

Source: EPUB 3.3, https://www.w3.org/TR/epub-33/, section 4.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MEDIA_TYPE = "application/epub+zip"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can name."""
_READABLE_BY_ALL = 0o644 << 16
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def epub_archive(files: Mapping[str, bytes]) -> bytes:
    """An EPUB with files below `EPUB/`. The same files give the same bytes with the same compression library."""
    written = io.BytesIO()
    with ZipFile(written, "w") as archive:
        # Programs recognise the format by the first file, which nothing may compress.
        archive.writestr(_entry("mimetype", ZIP_STORED), MEDIA_TYPE)
        archive.writestr(_entry("META-INF/container.xml"), _CONTAINER)
        for name, data in files.items():
            archive.writestr(_entry(f"EPUB/{name}"), data)
    return written.getvalue()


def _entry(name: str, compression: int = ZIP_DEFLATED) -> ZipInfo:
    entry = ZipInfo(name, _FIRST_DAY)
    entry.compress_type = compression
    entry.create_system = 3
    entry.external_attr = _READABLE_BY_ALL
    return entry
