"""The files of a companion: found in a fixed order, read as text, never followed out of the content directory."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.model.base import ID_PATTERN

_LARGEST = 32 * 1024 * 1024
_SINGLE_FILES = {
    "article.yml",
    "references.bib",
    "dimensions.yml",
    "hypotheses.yml",
    "actors.yml",
    "events.yml",
    "glossary.yml",
}
_FOLDERS = {"sections": ".md", "data": ".yml", "pages": ".md"}
_NAME = re.compile(rf"(?:\d+[-_])?({ID_PATTERN})")


@dataclass(frozen=True, slots=True)
class ContentFile:
    """One file of the companion."""

    shown: str
    """Path as diagnostics show it."""
    text: str
    id: str
    """File name without number and ending; the id of a section, a free page or a series."""


@dataclass(frozen=True, slots=True)
class ContentFiles:
    """Every file that has a part in the companion, by name or by folder in file-name order."""

    root: str
    single: dict[str, ContentFile]
    folders: dict[str, tuple[ContentFile, ...]]


def shown_path(path: Path) -> str:
    """A path as its user would type it: relative where it lies below the working directory."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  (resolve() would follow links)
    working = Path.cwd()
    return absolute.relative_to(working).as_posix() if absolute.is_relative_to(working) else absolute.as_posix()


def read_files(root: Path) -> tuple[ContentFiles, Report]:
    """Read what lies below `root`; report what is missing, unreadable or out of place."""
    findings: list[Diagnostic] = []
    single: dict[str, ContentFile] = {}
    folders: dict[str, list[ContentFile]] = {name: [] for name in _FOLDERS}
    for path in _walk(root, findings):
        place = path.relative_to(root)
        folder = place.parts[0] if len(place.parts) == 2 else ""
        if place.as_posix() in _SINGLE_FILES:
            file = _read(path, place.stem, findings)
            if file:
                single[place.name] = file
        elif folder in _FOLDERS and place.suffix == _FOLDERS[folder]:
            file = _read(path, _id_of(path, findings), findings)
            if file:
                folders[folder].append(file)
        else:
            findings.append(_unexpected(path, place))
    return ContentFiles(shown_path(root), single, {k: tuple(v) for k, v in folders.items()}), Report.of(findings)


def _walk(root: Path, findings: list[Diagnostic]) -> list[Path]:
    found = []
    for directory, names, files in os.walk(root):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files) + names:
            path = Path(directory, name)
            if path.is_symlink():
                remedy = "put the file itself here"
                findings.append(Diagnostic(Rule.FILE_LINK, Origin(shown_path(path)), "this is a symbolic link", remedy))
            elif name in files and not name.startswith("."):
                found.append(path)
    return sorted(found, key=lambda path: path.relative_to(root).parts)


def _read(path: Path, id: str, findings: list[Diagnostic]) -> ContentFile | None:
    shown = shown_path(path)
    if path.stat().st_size > _LARGEST:
        size = f"the file has more than {_LARGEST // 1024 // 1024} MiB"
        findings.append(Diagnostic(Rule.FILE_ENCODING, Origin(shown), size, "split it"))
        return None
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        what = f"the byte 0x{data[error.start]:02x} is no UTF-8"
        findings.append(Diagnostic(Rule.FILE_ENCODING, Origin(shown, line, column), what, "save the file as UTF-8"))
        return None
    return ContentFile(shown, text.replace("\r\n", "\n").replace("\r", "\n"), id)


def _id_of(path: Path, findings: list[Diagnostic]) -> str:
    match = _NAME.fullmatch(path.stem)
    if match:
        return match[1]
    problem = f"'{path.name}' makes no id and so no address"
    remedy = "rename the file with a-z, 0-9 and hyphens, after a number and a hyphen if it has an order"
    findings.append(Diagnostic(Rule.FILE_NAME, Origin(shown_path(path)), problem, remedy))
    return re.sub(r"[^a-z0-9-]+", "-", path.stem.casefold()).strip("-") or "unnamed"


def _unexpected(path: Path, place: Path) -> Diagnostic:
    remedy = "move it out of the content directory"
    if place.suffix == ".yaml":
        remedy = f"rename it to {place.with_suffix('.yml').name}"
    elif len(place.parts) == 1 and place.suffix == ".md":
        remedy = "move it to sections/ or pages/"
    return Diagnostic(Rule.FILE_UNEXPECTED, Origin(shown_path(path)), f"'{place.as_posix()}' has no part here", remedy)
