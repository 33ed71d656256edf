"""Runs Pandoc's citeproc, and keeps what it answered."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hedgesite.cache.kept_results import KeptResults
from hedgesite.pandoc import PandocError, convert, pandoc
from hedgesite.regular_files import MEBIBYTE
from hedgesite.styles.csl.bibliography import BREAK
from hedgesite.styles.csl.document import Document
from hedgesite.styles.csl.inlines import Inline
from hedgesite.styles.csl.package import INSTALL
from hedgesite.styles.style_error import StyleError

_MOST_OUTPUT = 64 * MEBIBYTE
_ARGUMENTS = ("--from=json", "--to=json", "--citeproc", "--bibliography=sources.json", "--csl=style.csl")


@dataclass(frozen=True, slots=True)
class Answer:
    """What Pandoc made of a document."""

    paragraphs: list[list[Inline]]
    """The elements of each block, by its number in the document."""
    entries: dict[str, list[Inline]]
    """The elements of each entry of the list, in its order, by Pandoc's id."""


def ask(document: Document, sources: bytes, style: str, language: str) -> Answer:
    """Format the citations and the list. Raises StyleError if Pandoc is missing, fails or reaches a limit."""
    program = pandoc()
    if program is None:
        raise StyleError("the style needs Pandoc, which is not installed", f"run: {INSTALL}")
    data = document.json(language)
    kept = KeptResults("citations")
    key = hashlib.sha256(b"\0".join((_identity(program), data, sources, style.encode()))).hexdigest()
    text = kept.get(key)
    if text is None:
        text = _run(program, data, sources, style)
        kept.put(key, text)
    blocks = json.loads(text)["blocks"]
    return Answer([_inlines(block) for block in blocks[: len(document.blocks)]], _entries(blocks))


def _identity(program: str) -> bytes:
    state = Path(program).stat()
    return f"{program} {state.st_size} {state.st_mtime_ns}".encode()


def _run(program: str, data: bytes, sources: bytes, style: str) -> str:
    with tempfile.TemporaryDirectory(prefix="hedgesite-") as name:
        folder = Path(name)
        (folder / "sources.json").write_bytes(sources)
        (folder / "style.csl").write_text(style, "utf-8")
        try:
            text, _ = convert(program, _ARGUMENTS, data, most=_MOST_OUTPUT, folder=folder)
        except PandocError as error:
            raise StyleError(
                f"Pandoc cannot format the citations in this style: it {error}",
                "name another style, or report the problem to the style's authors",
            ) from None
    return text


def _inlines(block: dict[str, Any]) -> list[Inline]:
    """The elements of a paragraph; those of a note that is all of it."""
    inlines: list[Inline] = block["c"] if block["t"] == "Para" else []
    if len(inlines) == 1 and inlines[0]["t"] == "Note":
        return [inline for inner in inlines[0]["c"] for inline in _inlines(inner)]
    return inlines


def _entries(blocks: list[dict[str, Any]]) -> dict[str, list[Inline]]:
    found: dict[str, list[Inline]] = {}
    for block in blocks:
        if block["t"] == "Div" and block["c"][0][0] == "refs":
            for (id, *_), inner in (entry["c"] for entry in block["c"][1] if entry["t"] == "Div"):
                source = id.removeprefix("ref-")
                if source != BREAK:
                    found[source] = [inline for part in inner for inline in _inlines(part)]
    return found
