"""Image files of a companion, and what the site publishes of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from hedgesite.model.published_file import PublishedFile

FOLDER = "figures"
"""Below the content directory, with the image files; nothing else there is read."""
COMMON = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
"""Formats of pixels without motion, by ending."""
FORMATS = {**COMMON, ".avif": "AVIF", ".gif": "GIF", ".svg": "SVG"}
"""Format by ending."""
LARGEST = 20
"""Largest size of an image file in MiB."""


@dataclass(frozen=True, slots=True)
class ImageFile(PublishedFile):
    """An image file that can be shown."""

    width: int
    height: int
    """In pixels as they are shown, with the image upright."""
    frames: int = 1
    """Number of frames; an image with several is an animation."""

    @property
    def stem(self) -> str:
        """Name that no other image has, since files of two formats may be called alike: `map-png`."""
        return self.path.removeprefix(f"{FOLDER}/").replace(".", "-")


@dataclass(frozen=True, slots=True)
class Rendition:
    """An image in one width."""

    path: str
    """Below the site's root."""
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PublishedImage:
    """What the site publishes of an image."""

    renditions: tuple[Rendition, ...]
    """By width, the smallest first; one for an SVG."""
    full: Rendition
    """The image in its full size, without metadata."""
    animation: str = ""
    """Path of the animation, of which the others show the first frame; empty if it does not move."""
    files: tuple[tuple[str, bytes], ...] = field(default=(), repr=False)
    """Path below the site's root and content of each file."""
