"""Runs Pandoc as a child process with limits on memory, time and output.

Source: Pandoc User's Guide, "Options" and "Exit codes"; GHC User's Guide, "Running a compiled program".
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from hedgesite.child_process import ChildError, run_bounded, within_memory
from hedgesite.regular_files import MEBIBYTE

MEMORY = 1024 * MEBIBYTE
SECONDS = 30
_OUT_OF_MEMORY = frozenset({251})
"""Exit code of a Haskell program whose heap is exhausted."""
_MESSAGE = re.compile(r"^\[(?P<level>INFO|WARNING)\] (?P<text>.*(?:\n(?!\[(?:INFO|WARNING)\] ).*)*)", re.MULTILINE)
_PLACE = re.compile(r"\s+at (?:(?:stdin|-) )?line (?P<line>\d+) column (?P<column>\d+)\s*$")


class PandocError(Exception):
    """Pandoc gives no text; the message states the exceeded limit or Pandoc's own error."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message of Pandoc about its input."""

    text: str
    is_warning: bool
    line: int = 0
    """Line from 1; 0 if the message names none."""
    column: int = 0


def pandoc() -> str | None:
    """Path of Pandoc: from the search path, or from the wheel `pypandoc-binary`."""
    found = shutil.which("pandoc")
    if found:
        return found
    try:
        return str(importlib.import_module("pypandoc").get_pandoc_path())
    except (ImportError, OSError):
        return None


def convert(
    program: str, arguments: Sequence[str], data: bytes, *, most: int, folder: Path | None = None
) -> tuple[str, list[Message]]:
    """Pandoc's conversion of `data`, which may have `most` bytes, and its messages; `folder` is where it runs.

    Pandoc opens no file that its arguments do not name, and contacts no host. Raises PandocError.
    """
    command = _bounded([program, "--sandbox", *arguments])
    try:
        status, output, messages = run_bounded(command, data, most=most, seconds=SECONDS, folder=folder)
    except ChildError as error:
        raise PandocError(str(error)) from None
    report = messages.decode("utf-8", "replace")
    if status:
        if status in _OUT_OF_MEMORY or re.search("heap overflow|out of memory", report, re.IGNORECASE):
            raise PandocError(f"needs more than {MEMORY // MEBIBYTE} MiB of memory")
        words = " ".join(part for part in report.split("\n") if not part.startswith("[INFO]")).split()
        raise PandocError(f"cannot read it: {' '.join(words)[:1000] or f'exit status {status}'}")
    try:
        return output.decode(), list(_messages(report))
    except UnicodeDecodeError:
        raise PandocError("gives no text in UTF-8") from None


def _bounded(command: list[str]) -> list[str]:
    """The command with a memory limit: the kernel's on Linux, Pandoc's own runtime's elsewhere."""
    return within_memory(command, MEMORY) or [*command, "+RTS", f"-M{MEMORY // MEBIBYTE}m", "-RTS"]


def _messages(report: str) -> Iterator[Message]:
    for found in _MESSAGE.finditer(report.replace(os.linesep, "\n")):
        text = found["text"]
        place = _PLACE.search(text)
        words = " ".join((text[: place.start()] if place else text).split())
        is_warning = found["level"] == "WARNING"
        if place:
            yield Message(words, is_warning, int(place["line"]), int(place["column"]))
        else:
            yield Message(words, is_warning)
