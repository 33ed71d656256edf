"""Reading the files that the site publishes as they are. Nothing is read through a link, and no hidden file."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePath

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.load.files import BinaryFile, shown_path
from hedgesite.load.layout import DEEPEST, MEBIBYTE
from hedgesite.load.refusals import IRREGULAR, LINK, LINKED_FOLDER, unreadable
from hedgesite.model.base import DEVICES
from hedgesite.model.static_file import (
    ENDINGS,
    FOLDER,
    MOST_FILES,
    NAMES,
    SHELLS_OWN,
    WELL_KNOWN,
    kind_of_place,
    largest,
)

_NAME = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,98}")
_KINDS = f"{', '.join(sorted(NAMES))}, {WELL_KNOWN}/ and files that end in {', '.join(ENDINGS)}"


def read_static(root: Path) -> tuple[tuple[BinaryFile, ...], Report]:
    """The files of the folder below a content directory, in the order of their paths, and what is refused of them.

    Paths are below the folder.
    """
    folder = root / FOLDER
    if folder.is_symlink():
        return (), Report.of([_finding(folder, *LINKED_FOLDER)])
    reader = _StaticReader(folder)
    return tuple(reader.files()), Report.of(reader.findings)


class _StaticReader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.findings: list[Diagnostic] = []
        self.known: dict[str, str] = {}
        """Paths in lower case, with the paths."""

    def files(self) -> Iterator[BinaryFile]:
        for number, path in enumerate(sorted(self._paths(self.folder, 1))):
            if number == MOST_FILES:
                self._refuse(self.folder, f"there are more than {MOST_FILES} files", "publish them elsewhere")
                return
            place = path.relative_to(self.folder)
            other = self.known.setdefault(place.as_posix().lower(), place.as_posix())
            if SHELLS_OWN & {place.as_posix().lower(), place.parts[0].lower()}:
                self._refuse(path, f"the site itself writes '{place.parts[0]}'", "rename this file, or remove it")
            elif other != place.as_posix():
                self._refuse(path, f"it differs from '{other}' only by case", "rename one of the two")
            elif (data := self._data(path, place)) is not None:
                yield BinaryFile(shown_path(path), place.as_posix(), data)

    def _paths(self, folder: Path, depth: int) -> Iterator[Path]:
        """Every file that is no link and not hidden, with folders that can be addresses."""
        try:
            entries = list(os.scandir(folder))
        except FileNotFoundError:
            return
        except OSError as error:
            self._refuse(folder, *unreadable(error, "folder"))
            return
        for entry in entries:
            path = Path(entry.path)
            is_known = entry.name == WELL_KNOWN and depth == 1
            if entry.is_symlink():
                self._refuse(path, *LINK)
            elif entry.name.startswith(".") and not is_known:
                self._refuse(path, "hidden files are not published", f"remove it; only {WELL_KNOWN}/ may be hidden")
            elif not is_known and (not _NAME.fullmatch(entry.name) or entry.name.split(".")[0].lower() in DEVICES):
                name = os.fsencode(entry.name).decode("utf-8", "backslashreplace")
                self._refuse(path, f"'{name}' is no name for an address", "use letters, digits, hyphens and dots")
            elif entry.is_dir(follow_symlinks=False):
                if depth > DEEPEST:
                    self._refuse(path, f"this folder is more than {DEEPEST} levels deep", "move it up")
                else:
                    yield from self._paths(path, depth + 1)
            elif not entry.is_file(follow_symlinks=False):
                self._refuse(path, *IRREGULAR)
            else:
                yield path

    def _data(self, path: Path, place: PurePath) -> bytes | None:
        kind = kind_of_place(place)
        if not kind:
            self._refuse(path, f"'{place.as_posix()}' is not published from here", f"this folder is for {_KINDS}")
            return None
        try:
            if path.stat().st_size > largest(kind) * MEBIBYTE:
                bound = largest(kind)
                most = f"{bound:.0f} MiB" if bound >= 1 else f"{bound * MEBIBYTE:.0f} bytes"
                self._refuse(path, f"the file has more than {most}", "reduce it, or publish it elsewhere")
                return None
            return path.read_bytes()
        except OSError as error:
            self._refuse(path, *unreadable(error))
            return None

    def _refuse(self, path: Path, problem: str, remedy: str) -> None:
        self.findings.append(_finding(path, problem, remedy))


def _finding(path: Path, problem: str, remedy: str) -> Diagnostic:
    return Diagnostic(Rule.STATIC_FILE, Origin(shown_path(path)), problem, remedy)
