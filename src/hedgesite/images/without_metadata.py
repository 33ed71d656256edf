"""Files that the site publishes under an address of their own: images are made anew, everything else is as it came."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from hedgesite.cache.stored_files import StoredFiles
from hedgesite.images.publish import image_versions


class Part(NamedTuple):
    """A file to publish."""

    address: str
    """Below the site's root."""
    digest: str
    data: bytes
    make: Callable[[], bytes] | None
    """Makes an image anew, so that it loses its metadata; None for other files."""


def without_metadata(kind: str, parts: Iterable[Part], cache: StoredFiles) -> Mapping[str, bytes]:
    """The published files by address. Images are made once for each content; `kind` keeps the kinds apart."""
    return MappingProxyType({part.address: _content(kind, part, cache) for part in parts})


def _content(kind: str, part: Part, cache: StoredFiles) -> bytes:
    make = part.make
    if make is None:
        return part.data
    return cache.get_or_make(image_versions(), f"{kind}-{part.digest}", lambda: {kind: make()})[kind]
