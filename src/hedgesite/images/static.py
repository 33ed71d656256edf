"""Files at the root of a site: whether one is what its name says and harmless there, and what is published of it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import PurePath
from typing import NamedTuple

from hedgesite.cache.stored_files import StoredFiles
from hedgesite.diagnostics import Rule
from hedgesite.images.inspect import Fault
from hedgesite.images.pdf import PdfError, names_in_pdf
from hedgesite.images.plain import AS_PLAIN_TEXT, plain_image, plain_text_fault
from hedgesite.images.raster import RasterError, TooLargeError, icon, measure
from hedgesite.images.without_metadata import Part, without_metadata
from hedgesite.model.static_file import StaticFile, kind_of_place

_HOST = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.I)
_HEADER = re.compile(
    r"content-security-policy|access-control|(?:^|!)\s*(?:content-type|link|refresh|location|report-to|nel|set-cookie"
    r"|reporting-endpoints|x-content-type-options|sourcemap)\b",
    re.IGNORECASE,
)
"""Headers that decide what pages may load, who may read them, or what a file is: those are decided by hedgesite."""


class Line(NamedTuple):
    """A fault of one line."""

    number: int
    fault: Fault
    column: int = 1


def inspect_static(path: str, shown: str, data: bytes) -> StaticFile | tuple[Line, ...]:
    """Read a file, all of it; its faults if it cannot be published."""
    kind = kind_of_place(PurePath(path))
    try:
        named = _read(path, kind, data)
    except PdfError as error:
        return (_line(str(error), error.remedy),)
    except TooLargeError as error:
        return (_line(str(error), "reduce it"),)
    except RasterError as error:
        return (_line(f"the file is not a {kind} that can be read: {error}", "save it again"),)
    except _UnfitError as error:
        return error.lines
    return StaticFile(path, shown, hashlib.sha256(data).hexdigest(), kind, named, data=data)


class _UnfitError(Exception):
    def __init__(self, lines: Iterable[Line]) -> None:
        super().__init__()
        self.lines = tuple(lines)


def _line(problem: str, remedy: str, number: int = 1) -> Line:
    return Line(number, Fault(Rule.STATIC_FILE, problem, remedy))


def _read(path: str, kind: str, data: bytes) -> tuple[tuple[str, str], ...]:
    if kind == "PDF":
        return names_in_pdf(data)
    if kind in ("PNG", "ICO"):
        measure(data, kind)
        return ()
    if fault := plain_text_fault(data):
        raise _UnfitError([_line(fault, AS_PLAIN_TEXT)])
    lines = tuple(_faults_of_text(path, kind, data.decode("utf-8-sig")))
    if lines:
        raise _UnfitError(lines)
    return ()


def _faults_of_text(path: str, kind: str, text: str) -> Iterable[Line]:
    if path == "_headers":
        for number, line in enumerate(text.splitlines(), 1):
            if found := _HEADER.search(line.strip()):
                problem = f"the line is about '{found[0].lstrip('! ')}', which hedgesite or the host decides"
                column = len(line) - len(line.lstrip()) + 1
                yield _line(problem, "remove the line", number)._replace(column=column)
    elif path == "CNAME" and not _HOST.fullmatch(text.strip()):
        yield _line("the file is not the name of one host", "write a name such as companion.example.org")
    elif kind == "HTML" and ("<" in text or len(text.strip().splitlines()) != 1):
        problem = "the file is more than one line of text without '<'"
        yield _line(problem, "write a page as Markdown in pages/; this folder takes the proof of a domain alone")
    elif kind == "JSON":
        try:
            json.loads(text)
        except (ValueError, RecursionError) as error:
            number = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            yield _line("the file is not JSON", "correct it", number)


def publish_static(files: Mapping[str, StaticFile], cache: StoredFiles) -> Mapping[str, bytes]:
    """The published files by their path below the site's root. Images lose their metadata."""
    parts = (
        Part(path, each.digest, each.data, partial(_plain, each) if each.kind in ("PNG", "ICO") else None)
        for path, each in files.items()
    )
    return without_metadata("static", parts, cache)


def _plain(file: StaticFile) -> bytes:
    return icon(file.data) if file.kind == "ICO" else plain_image(file.data, file.kind)
