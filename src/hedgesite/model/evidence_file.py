"""Copies of sources that a companion holds, which the site publishes."""

from __future__ import annotations

from dataclasses import dataclass

from hedgesite.model import image
from hedgesite.model.base import path_in
from hedgesite.model.download import DOWNLOADS
from hedgesite.model.published_file import PublishedFile

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
class EvidenceFile(PublishedFile):
    """A copy of a source that can be published."""

    named: tuple[tuple[str, str], ...] = ()
    """Of a PDF: fields of its metadata that name a person or a program, with their values."""

    @property
    def format(self) -> str:
        return FORMATS[self.ending]

    @property
    def address(self) -> str:
        """Below the site's root."""
        return f"{DOWNLOADS}/{self.path}"


def path_of(written: str) -> str:
    """The path below the content directory of a copy as a record names it, with or without its folder."""
    return path_in(FOLDER, written)
