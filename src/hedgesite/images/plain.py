"""What is left of a file that is published nearly as it is: pixels of an image, and text."""

from __future__ import annotations

from hedgesite.images.raster import encoded, resized, still
from hedgesite.images.svg import clean_svg
from hedgesite.model.base import CONTROL_CHARACTER

AS_PLAIN_TEXT = "save it as plain text in UTF-8"
"""The remedy for a file that is no plain text."""


def plain_image(data: bytes, kind: str, widest: int = 0) -> bytes:
    """An image in its own format with nothing but its pixels or shapes; no wider than `widest` pixels, if given.

    Raises what its decoder raises.
    """
    if kind == "SVG":
        return clean_svg(data).data
    upright = still(data, kind)
    smaller = resized(upright, min(widest, upright.width)) if widest else upright
    return encoded(smaller, kind, lossless=kind == "WEBP")


def plain_text_fault(data: bytes) -> str:
    """Why bytes are no plain text; empty if they are."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "the file is not text in UTF-8"
    if control := CONTROL_CHARACTER.search(text.replace("\r\n", "\n").replace("\f", "\n")):
        return f"the file holds U+{ord(control[0]):04X}, which is not text"
    return ""
