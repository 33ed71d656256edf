"""Reads the bytes of a manuscript and of the files it includes: only regular files of limited size."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from hedgesite.diagnostics import Diagnostic, Origin, Rule

MEBIBYTE = 1024 * 1024
MARKDOWN_LIMIT = 4 * MEBIBYTE
"""Limit for Markdown in bytes: at worst, parsing takes a thousand times its size in memory."""
MARKUP_LIMIT = 16 * MEBIBYTE
"""Limit for LaTeX and JATS in bytes, chapters included."""
ARCHIVE_LIMIT = 64 * MEBIBYTE
"""Limit for DOCX and ODT in bytes, which include the images."""


class UnreadableError(Exception):
    """A file gives no manuscript; the exception carries the finding that explains why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(str(finding))
        self.finding = finding


def unreadable(shown: str, problem: str, remedy: str, line: int = 1, column: int = 1) -> UnreadableError:
    """The error with a finding about the whole manuscript, or about one place in it."""
    return UnreadableError(Diagnostic(Rule.IMPORT_MANUSCRIPT, Origin(shown, line, column), problem, remedy))


def read_bytes(path: Path, shown: str, limit: int) -> bytes:
    """The content of a regular file, without a byte order mark.

    Raises UnreadableError if the file cannot be read, is not a regular file, or exceeds `limit` bytes.
    """
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer before its type can be checked.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _irregular(shown)
            data = file.read(limit + 1)
    except IsADirectoryError:
        raise _irregular(shown) from None
    except (OSError, ValueError) as error:
        problem = f"the manuscript cannot be read: {getattr(error, 'strerror', None) or error}"
        raise unreadable(shown, problem, "name a file that exists and that you may read") from None
    if len(data) > limit:
        problem = f"the manuscript has more than {limit // MEBIBYTE} MiB"
        raise unreadable(shown, problem, "split it, or remove the parts that are not text")
    return data.removeprefix(b"\xef\xbb\xbf")


def _irregular(shown: str) -> UnreadableError:
    return unreadable(shown, "the manuscript is not a regular file", "name a file, not a folder, pipe or device")


def decoded(data: bytes, shown: str) -> tuple[str, list[Diagnostic]]:
    """Text with `\\n` as newline. What is not UTF-8 is read as its first bytes tell, or as Windows-1252."""
    encoding = next((name for sign, name in _SIGNS if data.startswith(sign)), "")
    if encoding:
        return _lines(data.decode(encoding, "replace").removeprefix("\ufeff")), []
    try:
        return _lines(data.decode()), []
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        problem = f"the byte 0x{data[error.start]:02x} is not UTF-8, and the file is read as Windows-1252"
        finding = Diagnostic(Rule.IMPORT_DOUBT, Origin(shown, line, column), problem, "save the file as UTF-8")
        return _lines(data.decode("cp1252", "replace")), [finding]


_SIGNS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def below(folder: Path, name: str) -> Path | None:
    """The regular file of that name in a folder or below it, with links followed first; None if there is none."""
    try:
        base = folder.resolve()
        path = (base / name).resolve()
        return path if path.is_relative_to(base) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None
