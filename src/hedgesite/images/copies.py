"""Copies of sources: whether a file is what its ending says, and what the site publishes of it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from functools import partial

from hedgesite.cache.stored_files import StoredFiles
from hedgesite.diagnostics import Rule
from hedgesite.images.inspect import Fault, a, format_of, other_format
from hedgesite.images.pdf import PdfError, names_in_pdf
from hedgesite.images.plain import AS_PLAIN_TEXT, plain_image, plain_text_fault
from hedgesite.images.raster import RasterError, TooLargeError, measure
from hedgesite.images.without_metadata import Part, without_metadata
from hedgesite.model.evidence_file import FORMATS, NO_WEB_PAGE, EvidenceFile
from hedgesite.model.image import COMMON

_WEB_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_MAIL = re.compile(rb"(?:From|MIME-Version|Content-Type):", re.IGNORECASE)
"""The beginning of a saved page of the kind MHTML."""


def inspect_copy(path: str, shown: str, data: bytes) -> EvidenceFile | Fault:
    """Read a copy of a source, all of it, so that a broken one is found before it is published."""
    ending = path[path.rindex(".") :]
    declared = FORMATS[ending]
    if _WEB_PAGE.match(data[:2048]) or (b"multipart/related" in data[:2048] and _MAIL.match(data)):
        return Fault(Rule.EVIDENCE_FILE, "the file is a saved web page, which may hold scripts", NO_WEB_PAGE)
    found = "PDF" if data[:5] == b"%PDF-" else format_of(data)
    if found and found != declared and found in {*COMMON.values(), "PDF"}:
        return other_format(Rule.EVIDENCE_FILE, declared, found, FORMATS)
    try:
        named = _read(declared, data)
    except PdfError as error:
        return Fault(Rule.EVIDENCE_FILE, str(error), error.remedy)
    except TooLargeError as error:
        return Fault(Rule.EVIDENCE_FILE, str(error), "reduce it")
    except RasterError as error:
        return Fault(Rule.EVIDENCE_FILE, f"the file is not {a(declared)} that can be read: {error}", "save it again")
    except ValueError as error:
        return Fault(Rule.EVIDENCE_FILE, str(error), AS_PLAIN_TEXT)
    return EvidenceFile(path, shown, hashlib.sha256(data).hexdigest(), named, data=data)


def _read(kind: str, data: bytes) -> tuple[tuple[str, str], ...]:
    """Decode a file. Raises the error of its decoder, or ValueError for bytes that are no text."""
    if kind == "PDF":
        return names_in_pdf(data)
    if kind in COMMON.values():
        measure(data, kind)
        return ()
    if fault := plain_text_fault(data):
        raise ValueError(fault)
    return ()


def publish_copies(copies: Mapping[str, EvidenceFile], cache: StoredFiles) -> Mapping[str, bytes]:
    """The published files of copies, by their path below the site's root. Images lose their metadata."""
    parts = (
        Part(each.address, each.digest, each.data, partial(_plain, each) if each.format in COMMON.values() else None)
        for each in copies.values()
    )
    return without_metadata("copy", parts, cache)


def _plain(copy: EvidenceFile) -> bytes:
    """An image with nothing but its pixels."""
    return plain_image(copy.data, copy.format)
