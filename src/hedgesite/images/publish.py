"""The files that a site publishes of an image: a few widths, the full size, and the animation if it is one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from hedgesite.cache.stored_files import Files, StoredFiles
from hedgesite.images.raster import animation, encoded, resized, still
from hedgesite.images.svg import clean_svg
from hedgesite.model.download import DOWNLOADS
from hedgesite.model.image import FORMATS, ImageFile, PublishedImage, Rendition

WIDTHS = (480, 960, 1600)
"""Widths in pixels: a phone, a column on a sharp screen, a desk."""
_SHOWN = "assets/figures"
_FULL = f"{DOWNLOADS}/figures"
_HEAD = "image.json"
_FORMAT = "1"
"""Grows with each change of what this module writes, so that files of former versions are not used."""


def publish_images(images: Mapping[str, ImageFile], cache: StoredFiles) -> Mapping[str, PublishedImage]:
    """The published files of images by the images' paths."""
    versions = image_versions() if images else ""
    found = {}
    for path, image in images.items():
        stored = cache.get_or_make(versions, f"{image.stem}-{image.digest}", lambda image=image: dict(_files(image)))  # type: ignore[misc]
        found[path] = _published(stored)
    return MappingProxyType(found)


def in_own_format(image: ImageFile, published: PublishedImage) -> bytes:
    """The whole image under its own name: in its format, and without metadata."""
    files = dict(published.files)
    if FORMATS[image.ending] == "GIF" and not published.animation:
        return animation(image.data, "GIF")
    return files[published.animation or published.full.path]


def image_versions() -> str:
    """Everything that decides which bytes are written."""
    import PIL
    from PIL import features

    codecs = (f"{name}-{features.version(name)}" for name in ("jpg", "zlib", "webp", "avif", "littlecms2"))
    return "".join(
        part if part.isalnum() or part in "-." else "_" for part in "-".join((_FORMAT, PIL.__version__, *codecs))
    )


def _published(files: Files) -> PublishedImage:
    head = json.loads(files[_HEAD])
    return PublishedImage(
        tuple(Rendition(*each) for each in head["renditions"]),
        Rendition(*head["full"]),
        head["animation"],
        tuple((name, data) for name, data in files.items() if name != _HEAD),
    )


def _files(image: ImageFile) -> Iterator[tuple[str, bytes]]:
    """All files of an image by path, and a description of them."""
    if FORMATS[image.ending] == "SVG":
        drawn = clean_svg(image.data)
        full = (f"{_FULL}/{_name(image)}", drawn.width, drawn.height)
        yield full[0], drawn.data
        yield _HEAD, _head([full], full)
    else:
        yield from _raster_files(image)


def _raster_files(image: ImageFile) -> Iterator[tuple[str, bytes]]:
    kind = FORMATS[image.ending]
    upright = still(image.data, kind)
    shown = []
    for width in sorted({min(width, upright.width) for width in WIDTHS}):
        smaller = resized(upright, width)
        shown.append((f"{_SHOWN}/{image.stem}-{width}.webp", smaller.width, smaller.height))
        yield shown[-1][0], encoded(smaller, "WEBP", lossless=kind in ("PNG", "GIF"))
    # A still of a GIF is a PNG, which has all of its colours.
    full = (f"{_FULL}/{image.stem}.png" if kind == "GIF" else f"{_FULL}/{_name(image)}", upright.width, upright.height)
    yield full[0], encoded(upright, "PNG" if kind == "GIF" else kind)
    moving = ""
    if image.frames > 1:
        moving = f"{_FULL}/{image.stem}-animation{image.ending}"
        yield moving, animation(image.data, kind)
    yield _HEAD, _head(shown, full, moving)


def _name(image: ImageFile) -> str:
    return image.path.rpartition("/")[2]


def _head(renditions: list[tuple[str, int, int]], full: tuple[str, int, int], moving: str = "") -> bytes:
    return json.dumps({"renditions": renditions, "full": full, "animation": moving}).encode()
