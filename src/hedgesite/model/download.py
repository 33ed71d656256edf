"""Downloads that a site offers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

DOWNLOADS = "downloads"
"""The folder of the site that holds them."""


class Download(NamedTuple):
    """A file with the companion, a part of it, or one source."""

    name: str
    """Content of the file; for a source, the format."""
    about: str
    """Longer description of content and audience; empty for a source."""
    path: str
    """Path below the site's root; for a source, only the file name, since the file is in the source's page folder."""
    media_type: str
    data: bytes
    list_name: str = ""
    """The format, if the file contains only the list of sources."""
    is_book: bool = False
    """Whether the file is the whole companion to read, and pages say how large it is."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """All downloads of a companion."""

    files: tuple[Download, ...]
    """Files of the site, in the order in which pages list them."""
    of_source: Callable[[str], tuple[Download, ...]]
    """Function from a source key to that source in each format, generated on demand."""

    @property
    def books(self) -> tuple[Download, ...]:
        return tuple(file for file in self.files if file.is_book)

    @property
    def by_path(self) -> Mapping[str, bytes]:
        """Content of the site's files by path below its root, sorted by path."""
        return MappingProxyType({file.path: file.data for file in sorted(self.files, key=lambda file: file.path)})
