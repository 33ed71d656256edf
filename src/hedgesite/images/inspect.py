"""Whether an image file is what its ending says and can be shown."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import NamedTuple

from hedgesite.diagnostics import Rule
from hedgesite.images.raster import RasterError, TooLargeError, measure
from hedgesite.images.svg import SvgError, clean_svg
from hedgesite.model.image import FORMATS, ImageFile


class Fault(NamedTuple):
    """Why an image cannot be shown, and what to do."""

    rule: Rule
    problem: str
    remedy: str


_SIGNS = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)


def inspect_image(path: str, shown: str, data: bytes) -> ImageFile | Fault:
    """Read an image, all of it, so that a broken one is found before it is published."""
    ending = path[path.rindex(".") :]
    declared, found = FORMATS[ending], format_of(data)
    if found != declared:
        return other_format(Rule.IMAGE_FILE, declared, found, FORMATS)
    digest = hashlib.sha256(data).hexdigest()
    try:
        if declared == "SVG":
            drawn = clean_svg(data)
            return ImageFile(path, shown, digest, drawn.width, drawn.height, data=data)
        width, height, frames = measure(data, declared)
    except TooLargeError as error:
        return Fault(Rule.IMAGE_SIZE, str(error), "reduce it: screens show no more than some 4000 pixels in width")
    except RasterError as error:
        return Fault(Rule.IMAGE_FILE, f"the image cannot be read: {error}", "export it again")
    except SvgError as error:
        return Fault(Rule.IMAGE_SIZE if error.is_size else Rule.IMAGE_FILE, str(error), error.remedy)
    return ImageFile(path, shown, digest, width, height, frames, data=data)


def other_format(rule: Rule, declared: str, found: str, formats: Mapping[str, str]) -> Fault:
    """The fault of a file that is not what its ending says; `found` is empty if it is nothing that is known."""
    problem = f"the file is not {a(declared)}" + (f" but {a(found)}" if found else "")
    endings = sorted(end for end, name in formats.items() if name == found)
    return Fault(rule, problem, f"let its name end in {endings[0]}" if endings else f"export it as {declared}")


def format_of(data: bytes) -> str:
    """The format that the first bytes of a file tell; empty if it is none of ours."""
    for sign, name in _SIGNS:
        if data.startswith(sign):
            return name
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in (b"avif", b"avis"):
        return "AVIF"
    return "SVG" if b"<svg" in data[:4096] or b":svg" in data[:4096] else ""


def a(name: str) -> str:
    """A format with its article: `an SVG`."""
    return "plain text" if name == "text" else f"{'an' if name in ('SVG', 'AVIF') else 'a'} {name}"
