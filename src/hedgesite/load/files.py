"""Reading the files of a companion as text, in a fixed order, without following links out of the content directory."""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule, Severity
from hedgesite.load.layout import (
    BIBLIOGRAPHY,
    DEEPEST,
    STYLE,
    Entry,
    EntryKind,
    folders,
    is_bibliography,
    is_copy,
    is_image,
    is_look,
    is_table,
    is_version,
    largest,
    reads,
    single_files,
    walk,
    with_language,
)
from hedgesite.load.merge_conflicts import merge_conflicts
from hedgesite.load.misplaced import FILE_NAME, home_of, home_place, meant_place
from hedgesite.load.refusals import IRREGULAR, LINK, unreadable
from hedgesite.load.section_order import natural
from hedgesite.load.stray_bytes import without_stray_bytes
from hedgesite.model import evidence_file
from hedgesite.model.base import CONTROL_CHARACTER, is_id
from hedgesite.model.lines import end_of, not_text, not_utf8, with_newlines
from hedgesite.model.slugs import id_of

_BINARY = (
    (is_copy, "copies", Rule.EVIDENCE_FILE, "reduce it, or link to an archive"),
    (is_image, "images", Rule.IMAGE_SIZE, "reduce it: save it with fewer pixels"),
    (is_look, "looks", Rule.LOOKS_FILE, "reduce it: save an image with fewer pixels, or a font with fewer letters"),
)
"""Files that are no text: what tells them, where they go, and what is said of one that is too large."""


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file of the companion."""

    shown: str
    """Path as shown in diagnostics."""
    text: str
    id: str
    """File name without number and extension; the id of a section, a free page or a series."""
    language: str = ""
    """Of a text in another language, whose file has it before the extension: `01-introduction.sr.md`."""


@dataclass(frozen=True, slots=True)
class BinaryFile:
    """An image or a copy of a source, as it is."""

    shown: str
    path: str
    """Below the content directory."""
    data: bytes


@dataclass(frozen=True, slots=True)
class ContentFiles:
    """Every file of the companion, by name, or by folder in file-name order."""

    root: str
    single: dict[str, ContentFile]
    """Files at the top, bibliographies among them."""
    folders: dict[str, tuple[ContentFile, ...]]
    unread: frozenset[str] = frozenset()
    """Paths below the root that exist but could not be read."""
    images: tuple[BinaryFile, ...] = ()
    styles: dict[str, str] = field(default_factory=dict)
    """Texts of citation styles, by their path below the root."""
    tables: tuple[ContentFile, ...] = ()
    copies: tuple[BinaryFile, ...] = ()
    """Copies of sources."""
    looks: tuple[BinaryFile, ...] = ()
    """Logo, icon and font."""
    versions: tuple[ContentFile, ...] = ()


def shown_path(path: Path) -> str:
    """A path as the user would type it: relative if it is below the working directory."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow links)
    working = Path.cwd()
    return _shown(absolute.relative_to(working) if absolute.is_relative_to(working) else absolute)


def read_files(root: Path) -> tuple[ContentFiles, Report]:
    """Read the files below `root`; report what is unreadable or out of place."""
    reader = _FileReader(root)
    reader.read()
    folders = {name: tuple(files) for name, files in reader.folders.items()}
    unread, images = frozenset(reader.unread), tuple(reader.binary["images"])
    files = ContentFiles(
        shown_path(root),
        reader.single,
        folders,
        unread,
        images,
        reader.styles,
        tuple(reader.tables),
        tuple(reader.binary["copies"]),
        tuple(reader.binary["looks"]),
        tuple(reader.versions),
    )
    return files, Report.of(reader.findings)


class _FileReader:
    """Collector of the files and findings of one directory."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.single: dict[str, ContentFile] = {}
        self.folders: dict[str, list[ContentFile]] = {name: [] for name in folders()}
        self.binary: dict[str, list[BinaryFile]] = {name: [] for _, name, *_ in _BINARY}
        self.tables: list[ContentFile] = []
        self.versions: list[ContentFile] = []
        self.styles: dict[str, str] = {}
        self.unread: set[str] = set()
        self.findings: list[Diagnostic] = []

    def read(self) -> None:
        for entry in sorted(
            walk(self.root, self._unlisted), key=lambda entry: [natural(part) for part in entry.place.parts]
        ):
            path, place = self.root / entry.place, entry.place
            if entry.kind is EntryKind.LINK:
                self._skip(Rule.FILE_LINK, path, *LINK)
            elif entry.kind is EntryKind.TOO_DEEP:
                problem = f"this folder is more than {DEEPEST} levels deep"
                self._skip(Rule.FILE_NAME, path, problem, "move it out of the content directory")
            elif not reads(place):
                self._misplaced(path, entry)
            elif binary := next((each for each in _BINARY if each[0](place)), None):
                self._binary(path, entry, *binary[1:])
            elif is_version(place):
                if file := self._read(path, entry, place.stem):
                    self.versions.append(file)
            elif is_table(place):
                if file := self._read(path, entry, self._id_of(path)):
                    self.tables.append(file)
            elif place.suffix == STYLE:
                if file := self._read(path, entry, place.stem):
                    self.styles[place.as_posix()] = file.text
            elif place.as_posix() in single_files() or is_bibliography(place):
                if file := self._read(path, entry, place.stem):
                    self.single[place.name] = file
            else:
                stem, language = with_language(place)
                file = self._read(path, entry, self._id_of(path.with_name(f"{stem}{path.suffix}")))
                if file:
                    self.folders[place.parts[0]].append(replace(file, language=language))

    def _bytes(self, path: Path, entry: Entry, size: tuple[Rule, str]) -> bytes | None:
        """The content of a file; `size` is the rule for one that is too large, with the remedy."""
        if entry.kind is not EntryKind.FILE:
            self._skip(Rule.FILE_ENCODING, path, *IRREGULAR)
            return None
        try:
            data = path.read_bytes() if entry.is_read else None
        except OSError as error:
            self._skip(Rule.FILE_ENCODING, path, *unreadable(error))
            return None
        if data is None:
            bound = largest(entry.place)
            most = f"{bound} MiB" if bound >= 1 else f"{bound * 1024:.0f} KiB"
            self._skip(size[0], path, f"the file has more than {most}", size[1])
        return data

    def _binary(self, path: Path, entry: Entry, kind: str, too_large: Rule, remedy: str) -> None:
        data = self._bytes(path, entry, (too_large, remedy))
        self._id_of(path)
        if data is not None:
            self.binary[kind].append(BinaryFile(shown_path(path), entry.place.as_posix(), data))

    def _read(self, path: Path, entry: Entry, id: str) -> ContentFile | None:
        data = self._bytes(path, entry, (Rule.FILE_ENCODING, "split it"))
        if data is None:
            return None
        # Windows editors write a byte order mark, which no parser should see as text.
        data = data.removeprefix(b"\xef\xbb\xbf")
        if path.suffix == BIBLIOGRAPHY:
            data, stray = without_stray_bytes(data, shown_path(path))
            self.findings += stray
        try:
            text = with_newlines(data.decode())
        except UnicodeDecodeError as error:
            place = end_of(with_newlines(data[: error.start].decode()), shown_path(path))
            problem = not_utf8(error)
            self._skip(Rule.FILE_ENCODING, path, problem, "save the file as UTF-8", place)
            return None
        control = CONTROL_CHARACTER.search(text)
        # The YAML reader reports these itself, together with the other faults of the file.
        if control and path.suffix != ".yml":
            problem = not_text(control)
            self._skip(
                Rule.FILE_ENCODING, path, problem, "remove it", end_of(text[: control.start()], shown_path(path))
            )
            return None
        return None if self._is_in_conflict(path, text) else ContentFile(shown_path(path), text, id)

    def _is_in_conflict(self, path: Path, text: str) -> bool:
        """Report the places at which git could not join two versions of a file; nothing else in it means anything."""
        found = list(merge_conflicts(text))
        for at, problem, remedy in found:
            self._skip(Rule.MERGE_CONFLICT, path, problem, remedy, end_of(text[:at], shown_path(path)))
        return bool(found)

    def _id_of(self, path: Path) -> str:
        match = FILE_NAME.fullmatch(path.stem)
        if match and is_id(match[1]):
            return match[1]
        number = path.stem[: match.start(1)] if match else ""
        problem = f"'{_shown(path.name)}' does not make an id or an address"
        remedy = f"use a-z, 0-9 and hyphens, such as '{number}{id_of(path.stem[len(number) :], 'an-id')}{path.suffix}'"
        self.findings.append(Diagnostic(Rule.FILE_NAME, Origin(shown_path(path)), problem, remedy))
        return id_of(path.stem, "an-id")

    def _misplaced(self, path: Path, entry: Entry) -> None:
        place = entry.place
        meant = meant_place(place)
        if meant:
            # References to its contents must not be reported as well.
            self.unread.add(meant.as_posix())
            if len(place.parts) > 1 and meant.parts[1:] == place.parts[1:]:
                self._misnamed_folder(path.parent, meant.parts[0])
                return
            problem = f"'{_shown(place)}' is not read under this name"
            self._skip(Rule.FILE_NAME, path, problem, f"rename it to '{_shown(meant)}'")
            return
        if place.parts[0] == evidence_file.FOLDER:
            is_page = place.suffix.lower() in evidence_file.WEB_PAGES
            what = "is a saved web page" if is_page else "cannot be a copy of a source"
            remedy = evidence_file.NO_WEB_PAGE if is_page else "save it as PDF, PNG, JPEG, WebP or plain text"
            self._skip(Rule.EVIDENCE_FILE, path, f"'{_shown(place)}' {what}", remedy)
            return
        level = None
        home = home_place(place)
        if home and not (self.root / home).exists() and (home.suffix != ".md" or _has_front_matter(path, entry)):
            # What refers to its contents must not be reported as well: this stops the build in its place.
            self.unread.add(home.as_posix())
            level = Severity.ERROR
        problem = f"'{_shown(place)}' does not belong here"
        finding = Diagnostic(Rule.FILE_UNEXPECTED, Origin(shown_path(path)), problem, home_of(place), level)
        self.findings.append(finding)

    def _misnamed_folder(self, folder: Path, meant: str) -> None:
        """Report a folder whose name has letters of the other case, once for all its files."""
        if folder.name not in self.unread:
            problem = f"the folder '{_shown(folder.name)}/' is not read under this name"
            self._skip(Rule.FILE_NAME, folder, problem, f"rename it to '{meant}'")

    def _unlisted(self, error: OSError) -> None:
        path = Path(error.filename)
        # A missing root is reported by its missing files.
        if path == self.root:
            return
        self._skip(Rule.FILE_ENCODING, path, *unreadable(error, "folder"))

    def _skip(self, rule: Rule, path: Path, problem: str, remedy: str, origin: Origin | None = None) -> None:
        """Record that a file or folder is not read, and report why."""
        self.unread.add(path.relative_to(self.root).as_posix())
        self.findings.append(Diagnostic(rule, origin or Origin(shown_path(path)), problem, remedy))


def _has_front_matter(path: Path, entry: Entry) -> bool:
    """Whether a file begins as sections and free pages do; other Markdown may be notes of an author."""
    if entry.kind is not EntryKind.FILE:
        return False
    try:
        with path.open("rb") as file:
            return file.read(7).removeprefix(b"\xef\xbb\xbf").startswith(b"---")
    except OSError:
        return False


def _shown(path: PurePath | str) -> str:
    """Printable form of a path, whose name may contain any bytes."""
    return os.fsencode(path.as_posix() if isinstance(path, PurePath) else path).decode("utf-8", "backslashreplace")
