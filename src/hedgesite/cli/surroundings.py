"""Turns every error outside the content into one line and an exit status: 1 is for the content, 2 for the rest."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import IO, Any

import click

from hedgesite.resources import SETTINGS_FILE

CONTENT, SURROUNDINGS, INTERRUPTED = 1, 2, 130
"""Exit statuses of a command; the last is the one that shells use after Ctrl+C."""


class ReaderGone(click.ClickException):
    """The reader of the output has stopped reading, as `head` does, and needs no message."""

    def __init__(self) -> None:
        super().__init__("")

    def show(self, file: IO[Any] | None = None) -> None:
        """Show nothing."""


@contextmanager
def reader_may_go() -> Iterator[None]:
    """Raises ReaderGone if a pipe is closed. Otherwise click would exit with the status reserved for the content."""
    try:
        yield
    except BrokenPipeError:
        raise ReaderGone from None


def status_of(work: Callable[[], object]) -> int:
    """Run a command, flush its output, and return its exit status. Raises nothing."""
    try:
        # Otherwise a file opened later could receive the number of a closed standard stream, and be written to.
        _fill_descriptors()
        _require_streams()
        status = _completed(work)
        click.echo(nl=False)
    except click.ClickException as error:
        return _print(error.show)
    except (KeyboardInterrupt, click.Abort):
        _print(lambda: click.echo("Stopped", err=True))
        return INTERRUPTED
    except BrokenPipeError:
        return _print(ReaderGone().show)
    except OSError as error:
        return _line(_message(error))
    except RecursionError:
        return _line(f"something is nested too deeply to be read, such as lists in {SETTINGS_FILE} or hidden folders")
    except MemoryError:
        return _line("out of memory; close other programs, or look for very large files")
    except Exception:
        # Python's default status would be 1, which means faults in the content.
        trace = traceback.format_exc()
        return _line(f"this is a fault of hedgesite itself, please report it:\n{trace}")
    return status


def require_build_time() -> None:
    """Raises click.UsageError if SOURCE_DATE_EPOCH is set to a value that is not a valid build time."""
    written = os.environ.get("SOURCE_DATE_EPOCH")
    if written is None:
        return
    try:
        datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        problem = f"SOURCE_DATE_EPOCH is '{written}': give the seconds since 1970 as a number, or unset it"
        raise click.UsageError(problem) from None


def require_working_directory() -> None:
    """Raises click.UsageError if the working directory was deleted."""
    try:
        os.getcwd()  # noqa: PTH109
    except OSError:
        raise click.UsageError("the working directory no longer exists: change to another one") from None


def _completed(work: Callable[[], object]) -> int:
    try:
        status = work()
    except SystemExit as end:
        status = end.code
        if isinstance(status, str):
            raise click.UsageError(status) from None
    except click.exceptions.Exit as end:
        status = end.exit_code
    return status if isinstance(status, int) else 0


def _fill_descriptors() -> None:
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def _require_streams() -> None:
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        raise click.UsageError("standard output is closed: send it to a file, or to /dev/null")
    for stream in (sys.stdout, sys.stderr):
        # If the terminal cannot show a letter, its code point is printed instead of raising an error.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _message(error: OSError) -> str:
    """The message of a system error, with the path it concerns."""
    why = error.strerror or str(error)
    if isinstance(error.filename, str | bytes):
        return f"{os.fsdecode(error.filename)}: {why}"
    # Write errors name no file; all printing goes through click, so its frames identify standard output.
    printed = any(
        frame.f_globals.get("__name__") == "click.utils" for frame, _ in traceback.walk_tb(error.__traceback__)
    )
    return f"standard output cannot be written to: {why}" if printed else why


def _line(message: str) -> int:
    return _print(click.ClickException(message).show)


def _print(show: Callable[[], object]) -> int:
    """Print a message if possible. Returns the status for errors outside the content."""
    try:
        show()
        sys.stdout.flush()
    except OSError:
        _give_up_output()
    return SURROUNDINGS


def _give_up_output() -> None:
    """Redirect broken streams to the null device, so that Python does not fail again when it flushes them at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
