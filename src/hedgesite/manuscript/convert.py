"""A manuscript's file into Markdown: read as it is, or through Pandoc where it is no Markdown.

Source: Pandoc User's Guide, "Extensions" and "Reader options".
"""

from __future__ import annotations

import importlib
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.manuscript.jats import in_words, with_authors
from hedgesite.manuscript.text import Manuscript

MARKDOWN = frozenset({".md", ".markdown", ".txt", ".text"})
CONVERTED = {".docx": "docx", ".odt": "odt", ".tex": "latex", ".latex": "latex", ".xml": "jats", ".jats": "jats"}
"""What Pandoc calls the format, by the ending of the file's name."""

COPY = ".manuscript.md"
"""Name of the Markdown that diagnostics about a converted manuscript point into; hidden, so no part of the content."""

_TO = (
    "markdown_strict-raw_html+footnotes+pipe_tables+definition_lists"
    "+yaml_metadata_block+fenced_code_blocks+superscript+citations"
)
_LONGEST = 120
_INTERNAL_LINK = re.compile(r"(?<![!\\])\[((?:[^\[\]\\]|\\.)*)\]\(#[^()\s]*\)")
_EMPTY_ANCHOR = re.compile(r"<span[^<>]*>|</span>|(?<!\\)\[\]\{[^{}]*\}")


class UnreadableError(Exception):
    """Raised where a file gives no manuscript; carries the finding that says why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(str(finding))
        self.finding = finding


def read_manuscript(path: Path, shown: str, copy: str) -> tuple[Manuscript, bool]:
    """The manuscript in a file, and whether it had to be converted; if so, its findings point into `copy`.

    Raises UnreadableError where the file cannot be read, is of no known kind, or Pandoc is missing or refuses it.
    """
    kind = path.suffix.lower()
    if kind in MARKDOWN:
        return Manuscript(shown, _lines(_decoded(_bytes_of(path, shown), shown))), False
    if kind not in CONVERTED:
        known = ", ".join(sorted(MARKDOWN | set(CONVERTED)))
        raise _unreadable(shown, f"'{path.name}' is of no kind that is read", f"save it as one of {known}")
    data, authors = _bytes_of(path, shown), list[str]()
    if CONVERTED[kind] == "jats":
        data, authors = _jats(path, shown, data)
    text = with_authors(_lines(_converted(path, shown, CONVERTED[kind], data)), authors)
    return Manuscript(copy, _without_anchors(text)), True


def pandoc() -> str | None:
    """Where Pandoc is: on the path, or in the wheel `pypandoc-binary`."""
    found = shutil.which("pandoc")
    if found:
        return found
    try:
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        return None


def _jats(path: Path, shown: str, data: bytes) -> tuple[bytes, list[str]]:
    try:
        return in_words(data)
    except ElementTree.ParseError as error:
        line, column = error.position
        finding = Diagnostic(
            Rule.IMPORT_MANUSCRIPT,
            Origin(shown, line, column + 1),
            f"'{path.name}' is no XML: {error}",
            "mend the file",
        )
        raise UnreadableError(finding) from None


def _converted(path: Path, shown: str, kind: str, data: bytes) -> str:
    program = pandoc()
    if program is None:
        remedy = "install it, or: pip install 'hedgesite[import]'"
        raise _unreadable(shown, f"reading '{path.name}' takes Pandoc, which is not installed", remedy)
    command = [program, "--sandbox", "--standalone", "--wrap=none", f"--from={kind}", f"--to={_TO}"]
    try:
        run = subprocess.run(command, input=data, capture_output=True, timeout=_LONGEST, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        problem = f"Pandoc does not finish with '{path.name}': {type(error).__name__}"
        raise _unreadable(shown, problem, "convert it to Markdown by hand") from None
    if run.returncode:
        said = " ".join(run.stderr.decode("utf-8", "replace").split())
        raise _unreadable(shown, f"Pandoc cannot read '{path.name}': {said}", "mend the file, or save it anew")
    return run.stdout.decode("utf-8")


def _without_anchors(text: str) -> str:
    """Links from one place of a document to another mean nothing once it is split into sections; their words stay."""
    return _INTERNAL_LINK.sub(r"\1", _EMPTY_ANCHOR.sub("", text))


def _bytes_of(path: Path, shown: str) -> bytes:
    try:
        return path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    except OSError as error:
        problem = f"the manuscript cannot be read: {error.strerror}"
        raise _unreadable(shown, problem, "name a file that exists and that you may read") from None


def _decoded(data: bytes, shown: str) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = _lines(data[: error.start].decode())
        origin = Origin(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))
        problem = f"the byte 0x{data[error.start]:02x} is no UTF-8"
        finding = Diagnostic(Rule.IMPORT_MANUSCRIPT, origin, problem, "save the file as UTF-8")
        raise UnreadableError(finding) from None


def _unreadable(shown: str, problem: str, remedy: str) -> UnreadableError:
    return UnreadableError(Diagnostic(Rule.IMPORT_MANUSCRIPT, Origin(shown), problem, remedy))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
