"""Reading files that a person names on the command line: only regular files of limited size."""

from __future__ import annotations

import os
import stat
from pathlib import Path

MEBIBYTE = 1024 * 1024


class RegularFileError(Exception):
    """The file cannot be read; `why` continues "the file …", and `remedy` says what to do."""

    def __init__(self, why: str, remedy: str) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy


def read_regular(path: Path, limit: int) -> bytes:
    """The content of a regular file.

    Raises RegularFileError if the file cannot be read, is not a regular file, or exceeds `limit` bytes.
    """
    try:
        # Without O_NONBLOCK, opening a pipe would wait for a writer before its type can be checked.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise _irregular()
            data = file.read(limit + 1)
    except IsADirectoryError:
        raise _irregular() from None
    except (OSError, ValueError) as error:
        why = f"cannot be read: {getattr(error, 'strerror', None) or error}"
        raise RegularFileError(why, "name a file that exists and that you may read") from None
    if len(data) > limit:
        raise RegularFileError(
            f"has more than {limit // MEBIBYTE} MiB", "split it, or remove the parts that are not text"
        )
    return data


def _irregular() -> RegularFileError:
    return RegularFileError("is not a regular file", "name a file, not a folder, pipe or device")
