"""Runs Pandoc as a child process with limits on memory, time and output.

Source: Pandoc User's Guide, "Options" and "Exit codes"; GHC User's Guide, "Running a compiled program".
"""

from __future__ import annotations

import importlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import IO

MEBIBYTE = 1024 * 1024
MEMORY = 1024 * MEBIBYTE
SECONDS = 30
_MOST_OUTPUT = MEBIBYTE
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
    try:
        process = subprocess.Popen(
            _bounded([program, "--sandbox", *arguments]),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
        )
    except OSError as error:
        raise PandocError(f"cannot be started: {error.strerror}") from None
    output, messages = _exchange(process, data, most)
    report = messages.decode("utf-8", "replace")
    if process.returncode:
        if (
            process.returncode in _OUT_OF_MEMORY
            or "heap overflow" in report.lower()
            or "out of memory" in report.lower()
        ):
            raise PandocError(f"needs more than {MEMORY // MEBIBYTE} MiB of memory")
        words = " ".join(part for part in report.split("\n") if not part.startswith("[INFO]")).split()
        raise PandocError(f"cannot read it: {' '.join(words)[:1000] or f'exit status {process.returncode}'}")
    try:
        return output.decode(), list(_messages(report))
    except UnicodeDecodeError:
        raise PandocError("gives no text in UTF-8") from None


def _bounded(command: list[str]) -> list[str]:
    """The command with a memory limit: the kernel's on Linux, Pandoc's own runtime's elsewhere."""
    if sys.platform == "linux" and (shell := shutil.which("sh")):
        # A shell sets the limit, since running code between fork and exec is unsafe in a threaded program.
        return [shell, "-c", f'ulimit -v {MEMORY // 1024} && exec "$@"', "sh", *command]
    return [*command, "+RTS", f"-M{MEMORY // MEBIBYTE}m", "-RTS"]


def _exchange(process: subprocess.Popen[bytes], data: bytes, most_output: int) -> tuple[bytes, bytes]:
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    taken: dict[str, bytes] = {}

    def take(name: str, pipe: IO[bytes], most: int) -> None:
        with pipe:
            taken[name] = pipe.read(most + 1)
        if len(taken[name]) > most:
            process.kill()

    threads = [
        Thread(target=_feed, args=(process.stdin, data), daemon=True),
        Thread(target=take, args=("output", process.stdout, most_output), daemon=True),
        Thread(target=take, args=("messages", process.stderr, _MOST_OUTPUT), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        raise PandocError(f"takes longer than {SECONDS} seconds") from None
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()
    if len(taken["output"]) > most_output:
        raise PandocError(f"makes more than {most_output // MEBIBYTE} MiB of it")
    if len(taken["messages"]) > _MOST_OUTPUT:
        raise PandocError(f"has more than {_MOST_OUTPUT // MEBIBYTE} MiB to say of it")
    return taken["output"], taken["messages"]


def _feed(pipe: IO[bytes], data: bytes) -> None:
    # A program that ended early reports its reason itself, so the broken pipe is ignored.
    with suppress(OSError), pipe:
        pipe.write(data)


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
