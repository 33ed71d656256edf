"""Reads the bytes of a manuscript and of the files it includes: only regular files of limited size."""

from __future__ import annotations

from pathlib import Path

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.model.lines import end_of, not_utf8, with_newlines
from hedgesite.regular_files import MEBIBYTE as MEBIBYTE
from hedgesite.regular_files import RegularFileError, read_regular
from hedgesite.resources import command_for

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

    @property
    def of_part(self) -> str:
        """Why, if the file is a part of a manuscript."""
        return self.finding.problem.replace("the manuscript", "it")


def unreadable(shown: str, problem: str, remedy: str, line: int = 1, column: int = 1) -> UnreadableError:
    """The error with a finding about the whole manuscript, or about one place in it."""
    return UnreadableError(Diagnostic(Rule.IMPORT_MANUSCRIPT, Origin(shown, line, column), problem, remedy))


def without_pandoc(path: Path, shown: str) -> UnreadableError:
    """The error of a file that only Pandoc reads, where it is not installed."""
    remedy = f"install it, or run: {command_for('import')}"
    return unreadable(shown, f"reading '{path.name}' takes Pandoc, which is not installed", remedy)


def refused_by_pandoc(path: Path, shown: str, why: object) -> UnreadableError:
    """The error of a file that Pandoc cannot read; `why` goes on after "it"."""
    remedy = "repair the file, save it again, or convert it to Markdown by hand"
    return unreadable(shown, f"Pandoc cannot read '{path.name}': it {why}", remedy)


def read_bytes(path: Path, shown: str, limit: int) -> bytes:
    """The content of a regular file, without a byte order mark.

    Raises UnreadableError if the file cannot be read, is not a regular file, or exceeds `limit` bytes.
    """
    try:
        return read_regular(path, limit).removeprefix(b"\xef\xbb\xbf")
    except RegularFileError as error:
        raise unreadable(shown, f"the manuscript {error.why}", error.remedy) from None


def why_missing(*, is_outside: bool) -> str:
    """Why a file that a manuscript names is not read."""
    return "it lies outside of the manuscript's folder" if is_outside else "there is no such file"


def decoded(data: bytes, shown: str) -> tuple[str, list[Diagnostic]]:
    """Text with `\\n` as newline. What is not UTF-8 is read as its first bytes tell, or as Windows-1252."""
    encoding = next((name for sign, name in _SIGNS if data.startswith(sign)), "")
    if encoding:
        return with_newlines(data.decode(encoding, "replace").removeprefix("\ufeff")), []
    try:
        return with_newlines(data.decode()), []
    except UnicodeDecodeError as error:
        before = with_newlines(data[: error.start].decode())
        problem = f"{not_utf8(error)}, and the file is read as Windows-1252"
        finding = Diagnostic(Rule.IMPORT_DOUBT, end_of(before, shown), problem, "save the file as UTF-8")
        return with_newlines(data.decode("cp1252", "replace")), [finding]


_SIGNS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def below(folder: Path, name: str) -> Path | None:
    """The regular file of that name in a folder or below it, with links followed first; None if there is none."""
    try:
        base = folder.resolve()
        path = (base / name).resolve()
        return path if path.is_relative_to(base) and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None
