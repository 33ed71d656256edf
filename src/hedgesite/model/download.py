"""What readers can take away from a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple


class Download(NamedTuple):
    """The companion, a part of it or one source as a file."""

    name: str
    """What the file holds; of a source, the format."""
    about: str
    """More of what it holds and for whom; of a source, empty."""
    path: str
    """Below the site's root; of a source, the file's name alone, since it lies within the source's page."""
    media_type: str
    data: bytes
    list_name: str = ""
    """The format, where the file holds the list of sources and nothing else."""


@dataclass(frozen=True, slots=True)
class Downloads:
    """All downloads of a companion."""

    files: tuple[Download, ...]
    """Those that are files of the site, in the order in which pages list them."""
    of_source: Callable[[str], tuple[Download, ...]]
    """Key of a source to the source alone in each format, made when it is asked for."""

    @property
    def by_path(self) -> Mapping[str, bytes]:
        """The content of the site's files by path below its root, sorted by path."""
        return MappingProxyType({file.path: file.data for file in sorted(self.files, key=lambda file: file.path)})
