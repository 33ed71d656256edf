"""Fonts: whether a file is WOFF2, from its header and its table directory. Nothing is unpacked.

Source: WOFF File Format 2.0, https://www.w3.org/TR/WOFF2/.
"""

from __future__ import annotations

import re
import struct

_HEADER = struct.Struct(">4s4sLHHLLHHLLLLL")
_KNOWN_TAGS = tuple(
    re.findall(
        r"\S+",
        "cmap head hhea hmtx maxp name OS/2 post cvt_ fpgm glyf loca prep CFF_ VORG EBDT EBLC gasp hdmx kern LTSH PCLT"
        " VDMX vhea vmtx BASE GDEF GPOS GSUB EBSC JSTF MATH CBDT CBLC COLR CPAL SVG_ sbix acnt avar bdat bloc bsln cvar"
        " fdsc feat fmtx fvar gvar hsty just lcar mort morx opbd prop trak Zapf Silf Glat Gloc Feat Sill",
    )
)
"""Tags that a directory names by a number, in the order of section 5.2; a blank is written as _."""
_FLAVOURS = (b"\0\1\0\0", b"OTTO", b"true")
_OTHERS = (
    (b"wOFF", "WOFF, the older format"),
    (b"\0\1\0\0", "TrueType"),
    (b"true", "TrueType"),
    (b"OTTO", "OpenType"),
    (b"ttcf", "a collection of fonts"),
)
"""Beginnings of files in other formats."""
_MOST_UNPACKED = 32 * 1024 * 1024


class FontError(Exception):
    """A file is no font that can be published; the message says why."""


def check_woff2(data: bytes) -> None:
    """Raises FontError unless the bytes are one font in WOFF2."""
    if data[:4] != b"wOF2":
        raise FontError(_instead(data))
    if len(data) < _HEADER.size:
        raise FontError("the file ends within its header")
    _, flavour, length, number, reserved, unpacked, packed, *_, private, private_length = _HEADER.unpack_from(data)
    if flavour == b"ttcf":
        raise FontError("the file is a collection of fonts")
    if flavour not in _FLAVOURS or reserved:
        raise FontError("its header is not that of a font")
    if length != len(data):
        raise FontError(f"its header says {length} bytes, and the file has {len(data)}")
    if unpacked > _MOST_UNPACKED:
        raise FontError(f"unpacked it has more than {_MOST_UNPACKED // 2**20} MiB")
    if private or private_length:
        raise FontError("it holds private data of its maker")
    tags, end = _directory(data, number)
    lacking = {"cmap", "head", "hhea", "hmtx", "maxp"} - set(tags)
    if lacking or not {"glyf", "CFF_", "CFF2"} & set(tags):
        raise FontError("it lacks tables that every font has")
    if end + packed > len(data):
        raise FontError("the file ends within its tables")


def _directory(data: bytes, number: int) -> tuple[list[str], int]:
    """The tags of a font's tables, and where the directory ends."""
    reader = _Reader(data, _HEADER.size)
    tags = [reader.entry() for _ in range(number)]
    return tags, reader.at


class _Reader:
    def __init__(self, data: bytes, at: int) -> None:
        self.data = data
        self.at = at

    def bytes_of(self, number: int) -> bytes:
        found = self.data[self.at : self.at + number]
        if len(found) < number:
            raise FontError("the file ends within its directory")
        self.at += number
        return found

    def number(self) -> int:
        """A number of one to five bytes, of which each but the last has its highest bit set."""
        value = 0
        for _ in range(5):
            byte = self.bytes_of(1)[0]
            value = value << 7 | byte & 0x7F
            if not byte & 0x80:
                return value
        raise FontError("its directory holds a number that is too large")

    def entry(self) -> str:
        """The tag of the next table."""
        flags = self.bytes_of(1)[0]
        index, version = flags & 0x3F, flags >> 6
        tag = self.bytes_of(4).decode("latin-1") if index == 0x3F else _KNOWN_TAGS[min(index, len(_KNOWN_TAGS) - 1)]
        self.number()
        # Only of these two tables, the version 3 stands for bytes as they are; of others, the version 0.
        is_transformed = version != 3 if tag in ("glyf", "loca") else version != 0
        if is_transformed:
            self.number()
        return tag


def _instead(data: bytes) -> str:
    kind = next((name for sign, name in _OTHERS if data.startswith(sign)), "")
    return f"the file is not WOFF2 but {kind}" if kind else "the file is not WOFF2"
