"""What must be known of a PDF before a site publishes it: that it is whole, that nothing in it runs, and whom it names.

Source: ISO 32000-1, sections 7.3 (objects), 7.5 (structure of a file), 12.6.4 (actions) and 14.3 (metadata). Pages are
not read.
"""

from __future__ import annotations

import re
import zlib
from html import unescape

_HEADER, _END = b"%PDF-", b"%%EOF"
_WITHIN = 1024
"""Bytes at the beginning and the end in which readers look for these."""
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_DICTIONARY = 2000
"""Most bytes before a stream in which its dictionary is."""
_MOST_INFLATED = 32 * 1024 * 1024
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z0-9])")
_WHAT = {
    b"JavaScript": "a script",
    b"JS": "a script",
    b"Launch": "a command",
    b"RichMedia": "media that run",
    b"XFA": "a form with scripts",
}
_FIELD = re.compile(
    rb"/(Author|Creator|Producer)\s*(\((?:\\.|[^\\()]|\((?:\\.|[^\\()]){0,500}\)){0,2000}\)|<[0-9A-Fa-f\s]{0,4000}>)",
    re.DOTALL,
)
_XMP = (
    ("Author", re.compile(r"<dc:creator>.{0,500}?<rdf:li[^>]{0,100}>([^<]{1,500})<", re.DOTALL)),
    ("Creator", re.compile(r"xmp:CreatorTool(?:>|=[\"'])([^<\"']{1,500})")),
    ("Producer", re.compile(r"pdf:Producer(?:>|=[\"'])([^<\"']{1,500})")),
)
_LITERAL = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


class PdfError(Exception):
    """A PDF cannot be published; `remedy` says what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


def names_in_pdf(data: bytes) -> tuple[tuple[str, str], ...]:
    """The fields of a PDF's metadata that name a person or a program, with their values. Raises PdfError."""
    if _HEADER not in data[:_WITHIN]:
        raise PdfError("the file is not a PDF", "save it as a PDF, or let its name end as its content asks")
    if _END not in data[-2 * _WITHIN :]:
        raise PdfError("the PDF is not whole", "save it again")
    objects, metadata = _readable(data)
    if re.search(rb"/Encrypt\b", objects):
        raise PdfError("the PDF is encrypted, so that nobody can tell what is in it", "save it without a password")
    if active := _ACTIVE.search(objects):
        what = _WHAT.get(active[1], "another file")
        raise PdfError(
            f"the PDF holds {what} (/{active[1].decode()})", "print it to a new PDF, which holds pages alone"
        )
    found = {name.decode(): _text(value) for name, value in _FIELD.findall(objects)}
    for name, pattern in _XMP:
        if written := pattern.search(metadata):
            found.setdefault(name, unescape(written[1]).strip())
    return tuple((name, value) for name in ("Author", "Creator", "Producer") if (value := found.get(name, "").strip()))


def _readable(data: bytes) -> tuple[bytes, str]:
    """Everything outside streams and within streams of objects, with names unescaped; and the metadata as text."""
    parts: list[bytes] = []
    metadata: list[bytes] = []
    end = 0
    left = _MOST_INFLATED
    for stream in _STREAM.finditer(data):
        parts.append(data[end : stream.start()])
        head, end = parts[-1][-_DICTIONARY:], stream.end()
        # Only these two kinds are read: what a page shows can hold any bytes, and names nothing.
        is_objects, is_metadata = b"/ObjStm" in head, b"/Metadata" in head
        if is_objects or is_metadata:
            content = _inflated(stream[1], left) if b"/FlateDecode" in head or b"/Fl " in head else stream[1]
            left -= len(content)
            (parts if is_objects else metadata).append(content)
    parts.append(data[end:])
    objects = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), b" ".join(parts))
    return objects, b" ".join(metadata).decode("utf-8", "replace")


def _inflated(data: bytes, most: int) -> bytes:
    """The content of a compressed stream. Raises PdfError if it cannot be read, or if there is too much of it."""
    inflate = zlib.decompressobj()
    try:
        content = inflate.decompress(data, max(most, 1))
    except zlib.error as error:
        raise PdfError("a part of the PDF cannot be read", "save it again") from error
    if inflate.unconsumed_tail:
        raise PdfError("the PDF grows too large when it is unpacked", "save it again, with fewer pages")
    return content


def _text(value: bytes) -> str:
    """A string of a PDF as text."""
    inner = value[1:-1]
    if value[:1] == b"<":
        digits = bytes(each for each in inner if chr(each).strip())
        raw = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    else:
        raw = re.sub(rb"\\([0-7]{1,3}|.)", _unescaped, inner, flags=re.DOTALL)
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    return raw[3:].decode("utf-8", "replace") if raw.startswith(b"\xef\xbb\xbf") else raw.decode("latin-1")


def _unescaped(found: re.Match[bytes]) -> bytes:
    if found[1].isdigit():
        return bytes([int(found[1], 8) & 0xFF])
    return _LITERAL.get(found[1], found[1])
