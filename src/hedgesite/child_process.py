"""Runs a program as a child process with limits on memory, time and output."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO

from hedgesite.regular_files import MEBIBYTE

_MOST_MESSAGES = MEBIBYTE


class ChildError(Exception):
    """The program gives no result; the message states the exceeded limit, or why it cannot be started."""


def run_bounded(
    command: Sequence[str], data: bytes, *, most: int, seconds: float, folder: Path | None = None
) -> tuple[int, bytes, bytes]:
    """The exit status of a program that is given `data`, its output of at most `most` bytes, and its messages.

    `folder` is where it runs. Raises ChildError.
    """
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder
        )
    except OSError as error:
        raise ChildError(f"cannot be started: {error.strerror}") from None
    output, messages = _exchange(process, data, most, seconds)
    return process.returncode, output, messages


def within_memory(command: Sequence[str], most: int) -> list[str] | None:
    """The command with a limit of memory in bytes, which the kernel of Linux holds; None on other systems."""
    if sys.platform == "linux" and (shell := shutil.which("sh")):
        # A shell sets the limit, since running code between fork and exec is unsafe in a threaded program.
        return [shell, "-c", f'ulimit -v {most // 1024} && exec "$@"', "sh", *command]
    return None


def _exchange(process: subprocess.Popen[bytes], data: bytes, most: int, seconds: float) -> tuple[bytes, bytes]:
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
        Thread(target=take, args=("output", process.stdout, most), daemon=True),
        Thread(target=take, args=("messages", process.stderr, _MOST_MESSAGES), daemon=True),
    ]
    for thread in threads:
        thread.start()
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        raise ChildError(f"takes longer than {seconds} seconds") from None
    finally:
        process.kill()
        process.wait()
        for thread in threads:
            thread.join()
    if len(taken["output"]) > most:
        raise ChildError(f"makes more than {most // MEBIBYTE} MiB of it")
    if len(taken["messages"]) > _MOST_MESSAGES:
        raise ChildError(f"has more than {_MOST_MESSAGES // MEBIBYTE} MiB to say of it")
    return taken["output"], taken["messages"]


def _feed(pipe: IO[bytes], data: bytes) -> None:
    # A program that ended early reports its reason itself, so the broken pipe is ignored.
    with suppress(OSError), pipe:
        pipe.write(data)
