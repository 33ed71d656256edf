"""Layout of a content folder: which files are read, their largest size, and the walk that finds them."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePath

from hedgesite.model import evidence_file, image, kinds, looks, static_file, table, version
from hedgesite.model.fields import LANGUAGE_PATTERN

MEBIBYTE = 1024 * 1024
BIBLIOGRAPHY = ".bib"
"""Extension of bibliographies, of which the content folder may have several."""
SOURCE_ALIASES = "source-aliases.yml"
LOOKS = "site.yml"
STYLE = ".csl"
"""Extension of citation styles, which may stand anywhere below the content folder."""
LARGEST = {
    ".md": 1,
    ".yml": 2,
    ".csv": 1,
    BIBLIOGRAPHY: 16,
    STYLE: 0.5,
    **dict.fromkeys(image.FORMATS, image.LARGEST),
}
"""Largest size in MiB by extension. In the worst case, a MiB of Markdown takes a GiB of memory and twenty seconds."""
_OF_LANGUAGE = re.compile(rf"(.+)\.({LANGUAGE_PATTERN.strip('^$')})")
"""A name such as `01-introduction.sr`."""
_LITTER = re.compile(r"\..*|~\$.*|.*~|#.*#|Thumbs\.db|[Dd]esktop\.ini|Icon\r", re.DOTALL)
"""Names of hidden files, and of those that editors, word processors and systems make beside what one writes."""
DEEPEST = 16
"""Deepest folder that the walk enters. The format has one level, but a path can have two thousand."""


class EntryKind(Enum):
    """Kind of a directory entry."""

    FILE = "file"
    LINK = "link"
    OTHER = "other"
    """A pipe, a device or a socket, which might block when read."""
    TOO_DEEP = "too deep"
    """A folder that is not entered."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A directory entry. `place` is its path below the content folder, `size` its size in bytes if it is a file."""

    place: PurePath
    kind: EntryKind
    size: int = 0

    @property
    def is_read(self) -> bool:
        """Whether this is a file of the format and small enough. Other files are never opened."""
        return self.kind is EntryKind.FILE and reads(self.place) and self.size <= largest(self.place) * MEBIBYTE


def single_files() -> frozenset[str]:
    """Names of files that exist once in a companion."""
    return frozenset(
        {
            "article.yml",
            "words.yml",
            LOOKS,
            SOURCE_ALIASES,
            *(kind.file for kind in kinds.KINDS if kind.file and not kind.folder),
        }
    )


def folders() -> Mapping[str, str]:
    """Folders with one file for each thing, with the extension of these files."""
    return {kind.folder: Path(kind.file).suffix for kind in kinds.KINDS if kind.folder}


def reads(place: PurePath) -> bool:
    """Whether the format includes a file with this path below the content folder."""
    if place.as_posix() in single_files() or place.suffix == STYLE or is_bibliography(place):
        return True
    in_folder = len(place.parts) == 2 and folders().get(place.parts[0]) == place.suffix
    is_media = is_image(place) or is_copy(place) or is_look(place)
    return is_media or is_table(place) or is_version(place) or in_folder


def is_bibliography(place: PurePath) -> bool:
    """Whether a path below the content folder is that of a bibliography: `references.bib` or any other name."""
    is_misspelt = place.name.lower() in single_files() and place.name not in single_files()
    return len(place.parts) == 1 and place.suffix == BIBLIOGRAPHY and not is_misspelt


def is_image(place: PurePath) -> bool:
    """Whether a path below the content folder is that of an image."""
    return _is_in(place, image.FOLDER, image.FORMATS)


def is_table(place: PurePath) -> bool:
    """Whether a path below the content folder is that of a table."""
    return _is_in(place, table.FOLDER, table.ENDINGS)


def is_version(place: PurePath) -> bool:
    """Whether a path below the content folder is that of the record of a version."""
    return _is_in(place, version.FOLDER, (".yml",))


def is_copy(place: PurePath) -> bool:
    """Whether a path below the content folder is that of a copy of a source."""
    return _is_in(place, evidence_file.FOLDER, evidence_file.FORMATS)


def is_look(place: PurePath) -> bool:
    """Whether a path below the content folder is that of a logo, an icon or a part of a font."""
    return _is_in(place, looks.FOLDER, looks.FORMATS)


def _is_in(place: PurePath, folder: str, endings: Container[str]) -> bool:
    return len(place.parts) == 2 and place.parts[0] == folder and place.suffix in endings


def with_language(place: PurePath) -> tuple[str, str]:
    """The name of a file without its extension, and the language of a text that has one in its name."""
    found = _OF_LANGUAGE.fullmatch(place.stem) if place.suffix == ".md" else None
    return (found[1], found[2]) if found else (place.stem, "")


def largest(place: PurePath) -> float:
    """Largest size in MiB of a file of the format."""
    if is_look(place):
        return looks.LARGEST
    return evidence_file.LARGEST if is_copy(place) else LARGEST[place.suffix]


def walk(root: Path, unlisted: Callable[[OSError], object]) -> Iterator[Entry]:
    """Yield every entry below a content folder except folders, hidden entries and what programs leave behind.

    They come in no particular order.
    The folder of files that are published as they are has rules of its own and is left out. Nothing is opened, and
    links are not followed. `unlisted` is called for each folder that cannot be listed.
    """
    folders = [root]
    while folders:
        folder = folders.pop()
        try:
            entries = [entry for entry in os.scandir(folder) if not _LITTER.fullmatch(entry.name)]
        except OSError as error:
            unlisted(error)
            continue
        for entry in entries:
            place = Path(entry.path).relative_to(root)
            if entry.is_symlink():
                yield Entry(place, EntryKind.LINK)
            elif not entry.is_dir(follow_symlinks=False):
                yield _entry(place, entry)
            elif len(place.parts) > DEEPEST:
                yield Entry(place, EntryKind.TOO_DEEP)
            elif place.as_posix() == static_file.FOLDER:
                continue
            else:
                folders.append(Path(entry.path))


def _entry(place: PurePath, entry: os.DirEntry[str]) -> Entry:
    try:
        info = entry.stat(follow_symlinks=False)
    except FileNotFoundError:
        # Deleted since the folder was listed; reading it will report that.
        return Entry(place, EntryKind.FILE)
    return Entry(place, EntryKind.FILE if stat.S_ISREG(info.st_mode) else EntryKind.OTHER, info.st_size)
