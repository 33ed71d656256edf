"""Files that a companion's site publishes at its root as they are: what hosts and other services look for there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from hedgesite.model.published_file import PublishedFile

FOLDER = "static"
"""Below the content directory, with these files."""
WELL_KNOWN = ".well-known"
"""The only hidden folder that is published. Source: RFC 8615."""
NAMES = frozenset(("CNAME", "_headers"))
"""Files without an ending that hosts read at the root."""
ENDINGS = {".txt": "text", ".json": "JSON", ".png": "PNG", ".ico": "ICO", ".pdf": "PDF", ".html": "HTML"}
"""Kind by ending."""
LARGEST = {"PNG": 10.0, "PDF": 10.0, "ICO": 1.0, "HTML": 1 / 1024}
"""Largest size in MiB by kind; of all other kinds 1."""
MOST_FILES = 500
SHELLS_OWN = frozenset(("index.html", "404.html", "sitemap.xml", "sitemap.xml.gz", "assets", "downloads"))
"""Files and folders at the root that every site has."""


@dataclass(frozen=True, slots=True)
class StaticFile(PublishedFile):
    """A file that can be published at the root."""

    kind: str
    named: tuple[tuple[str, str], ...] = ()
    """Of a PDF: fields of its metadata that name a person or a program, with their values."""


def kind_of_place(place: PurePath) -> str:
    """The kind of a file by its path below the folder; empty if such a file is not published."""
    if place.as_posix() in NAMES:
        return "text"
    if not place.suffix and place.parts[0] == WELL_KNOWN and len(place.parts) > 1:
        return "text"
    return ENDINGS.get(place.suffix, "")


def largest(kind: str) -> float:
    """Largest size of a file of a kind, in MiB."""
    return LARGEST.get(kind, 1.0)
