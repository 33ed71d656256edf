"""Packs a flat document of LibreOffice (`.fodt`) as an ODT, which Pandoc reads.

Source: OpenDocument 1.3, Part 3, 3.1.3 (documents in one file) and 10.4.4 (images within).
"""

from __future__ import annotations

import base64
import binascii
import io
import re
import zipfile

_ROOT = re.compile(rb"<office:document(?P<names>\s[^>]*)>")
_IMAGE = re.compile(
    rb"<draw:image(?P<before>(?:\s[^>]*)?)(?<!/)>\s*<office:binary-data>(?P<data>[^<]*)</office:binary-data>"
)
_TYPE = "application/vnd.oasis.opendocument.text"


def packed(data: bytes) -> bytes | None:
    """The ODT of a flat document; None if the file is none."""
    root = _ROOT.search(data)
    if root is None:
        return None
    images: dict[str, bytes] = {}

    def image(found: re.Match[bytes]) -> bytes:
        name = f"Pictures/image{len(images) + 1}"
        try:
            images[name] = base64.b64decode(found["data"])
        except (binascii.Error, ValueError):
            return found[0]
        return b'<draw:image xlink:href="' + name.encode() + b'"' + found["before"] + b">"

    def part(kind: bytes, *elements: bytes) -> bytes:
        inner = b"".join(_element(data, element) for element in elements)
        return b"<office:document-%b%b>%b</office:document-%b>" % (kind, root["names"], inner, kind)

    content = _IMAGE.sub(image, part(b"content", b"automatic-styles", b"body"))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("mimetype", _TYPE)
        target.writestr("content.xml", content)
        target.writestr("styles.xml", part(b"styles", b"font-face-decls", b"styles", b"automatic-styles"))
        for name, held in images.items():
            target.writestr(name, held)
    return written.getvalue()


def _element(data: bytes, name: bytes) -> bytes:
    start = data.find(b"<office:" + name + b">")
    end = data.find(b"</office:" + name + b">", start)
    return data[start : end + len(name) + 10] if 0 <= start < end else b"<office:%b/>" % name
