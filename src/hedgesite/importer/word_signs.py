"""What a file is that bears the name of a DOCX or ODT and is none, and what to do about it."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from zipfile import BadZipFile, ZipFile

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of OLE's compound files: Word 97–2003, and packages that are protected with a password."""
_AS_DOCX = "open it in a word processor, and save it as .docx or .odt"
_SIGNS = (
    (b"{\\rtf", "is Rich Text (RTF)"),
    (b"%PDF", "is a PDF"),
    (b"<!DOCTYPE html", "is a page in HTML"),
    (b"<html", "is a page in HTML"),
    (b"<?xml", "is XML that is not packed"),
)
_BODIES = {".docx": re.compile(r"word/document\d*\.xml"), ".odt": re.compile(r"content\.xml")}
_OTHERS = {
    "is a document of Pages": re.compile(r"Index/Document\.iwa"),
    "is an ODT under another name": _BODIES[".odt"],
    "is a DOCX under another name": _BODIES[".docx"],
}
PROTECTED = ("is protected with a password", "open it in a word processor, take the password off, and save it again")


def told(data: bytes) -> tuple[str, str] | None:
    """What a file is that is no archive, and the remedy; None if it cannot be told."""
    if not data:
        return "is empty", "save it again, or copy it anew"
    if data.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return PROTECTED
        return "is a document of Word 97–2003 (.doc) under another name", _AS_DOCX
    start = data[:512].lstrip()
    return next(((what, _AS_DOCX) for sign, what in _SIGNS if start.lower().startswith(sign.lower())), None)


def kind_of(data: bytes, ending: str) -> str:
    """The ending of a document's kind: that of its name, or of what it holds if that is the text of another kind."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (BadZipFile, NotImplementedError, OSError, ValueError):
        return ending
    has = [kind for kind, body in _BODIES.items() if any(map(body.fullmatch, names))]
    return has[0] if len(has) == 1 and ending in _BODIES else ending


def without_body(ending: str, names: Sequence[str]) -> tuple[str, str] | None:
    """What an archive is that lacks the text of its kind; None if it has it."""

    def has(pattern: re.Pattern[str]) -> bool:
        return any(map(pattern.fullmatch, names))

    if has(_BODIES[ending]):
        return None
    what = next((what for what, pattern in _OTHERS.items() if has(pattern)), "holds no text of its kind")
    return what, "export it as .docx, or give it its own ending"
