"""Copies of sources that a companion holds, which the site publishes."""

from __future__ import annotations

from dataclasses import dataclass, field

from hedgesite.model import image
from hedgesite.model.base import path_in

FOLDER = "evidence"
"""Below the content directory, with the copies; nothing else there is read."""
FORMATS = {".pdf": "PDF", **image.COMMON, ".txt": "text"}
"""Format by ending."""
LARGEST = 10
"""Largest size of a copy in MiB."""
WEB_PAGES = frozenset({".html", ".htm", ".xhtml", ".mht", ".mhtml", ".webarchive", ".maff", ".wacz", ".warc"})
"""Endings of saved web pages, which may hold scripts and load what is elsewhere."""
NO_WEB_PAGE = "link to it in an archive of the web, such as https://web.archive.org/, or save it as a PDF"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """A copy of a source that can be published."""

    path: str
    """Below the content directory: `evidence/minutes.pdf`."""
    shown: str
    """Path as shown in diagnostics."""
    digest: str
    """SHA-256 of the file, in hexadecimal."""
    named: tuple[tuple[str, str], ...] = ()
    """Of a PDF: fields of its metadata that name a person or a program, with their values."""
    data: bytes = field(default=b"", repr=False, compare=False)

    @property
    def format(self) -> str:
        return FORMATS[self.path[self.path.rindex(".") :]]

    @property
    def address(self) -> str:
        """Below the site's root."""
        return f"downloads/{self.path}"


def path_of(written: str) -> str:
    """The path below the content directory of a copy as a record names it, with or without its folder."""
    return path_in(FOLDER, written)
