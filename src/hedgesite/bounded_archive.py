"""The one reader of ZIP archives from elsewhere: within bounds of members and of unpacked bytes, and never to disk."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from zipfile import BadZipFile, ZipFile, ZipInfo

from hedgesite.regular_files import MEBIBYTE

MOST_MEMBERS = 10_000
"""Most files in an archive, directories included."""


class ArchiveError(Exception):
    """The archive is not read; `why` continues "the file …"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def members_of(data: bytes, largest_of: Callable[[str], int], together: int) -> Iterator[tuple[str, bytes]]:
    """Names and contents of an archive's files in their order; of two with one name, the last.

    `largest_of` gives the bound of a file's size in bytes by its name: 0 leaves it out. `together` is the bound of all
    files that are read. Raises ArchiveError if the archive is damaged, encrypted, or exceeds a bound.
    """
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            yield from _read(archive, largest_of, together)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise ArchiveError(f"cannot be unpacked: {error}") from None


def _read(archive: ZipFile, largest_of: Callable[[str], int], together: int) -> Iterator[tuple[str, bytes]]:
    infos = archive.infolist()
    if len(infos) > MOST_MEMBERS:
        raise ArchiveError(f"has more than {MOST_MEMBERS} members")
    wanted = {info.filename: info for info in infos if largest_of(info.filename)}
    left = together
    if sum(info.file_size for info in wanted.values()) > left:
        raise _too_large(together)
    for name, info in wanted.items():
        largest = largest_of(name)
        content = _content(archive, info, min(largest, left) + 1)
        if len(content) > largest:
            raise ArchiveError(f"has more than {largest // MEBIBYTE} MiB in '{name}'")
        left -= len(content)
        if left < 0:
            raise _too_large(together)
        yield name, content


def _content(archive: ZipFile, info: ZipInfo, most: int) -> bytes:
    # The size that an archive states is not believed: no more than the bound is unpacked.
    with archive.open(info) as opened:
        return opened.read(most)


def _too_large(together: int) -> ArchiveError:
    return ArchiveError(f"has more than {together // MEBIBYTE} MiB unpacked")
