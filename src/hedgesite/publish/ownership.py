"""Which folders a build may replace: missing or empty ones, and those marked as a site of this companion."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from hedgesite.model.library import Library
from hedgesite.resources import SETTINGS_FILE

MARKER = ".hedgesite"
"""The file in a site's root that tells a later build that it may replace the folder."""

_HEAD = "hedgesite wrote this folder and replaces it at each build: whatever else is put here is deleted.\n"
_ARTICLE, _SECTION = "article: ", "section: "
_LONGEST = 1_000_000
"""Bytes of a marker that are read at most: anybody may have put a large file into the folder."""

_FORMER = ("index.html", "404.html", "sitemap.xml", "assets/hedgesite/hedgesite.css", "downloads/companion.json")
"""Files that every site had before the marker was introduced."""
_FORMER_NAMES = re.compile(r"(?:index|404)\.html|sitemap\.xml(?:\.gz)?|assets|search|downloads")


class NotOursError(Exception):
    """The folder must not be replaced by a site; the message gives the reason and the remedy."""


def marker_of(library: Library) -> bytes:
    """The marker of a companion's site: the same bytes for the same content on every machine."""
    lines = (_ARTICLE + library.article.title, *(_SECTION + section.id for section in library.sections))
    return "".join((_HEAD, *(f"{' '.join(line.split())}\n" for line in lines))).encode()


def mark(site: Path, library: Library) -> None:
    """Write the marker into a site's folder, creating the folder if needed. Raises OSError."""
    site.mkdir(parents=True, exist_ok=True)
    (site / MARKER).write_bytes(marker_of(library))


def resolved(site_dir: str | Path) -> Path:
    """The folder with all symbolic links resolved. Raises NotOursError if they form a loop."""
    try:
        target = Path(os.path.realpath(site_dir))
        if target.is_symlink():
            raise NotOursError("site_dir is a link to itself; remove it")
    except ValueError as error:
        raise NotOursError(f"{str(site_dir)!r}: site_dir is not a path: {error}") from error
    return target


def refuse_place(target: Path, *, config_file: Path | None, content: Path, templates: Path) -> None:
    """Raise NotOursError if a site at `target` would replace, or lie among, files that are not a site.

    `target` is a resolved path. The contents of the folder are not checked; see `refuse_strangers`.
    """
    for kept, what in ((content, "the content"), (templates, "the templates")):
        _refuse_overlap(target, Path(os.path.realpath(kept)), what)
    root = _repository_root(config_file.resolve().parent) if config_file else None
    for folder, name in (
        (Path(target.anchor), "the root of the file system"),
        (_home(), "a home folder"),
        (config_file.resolve() if config_file else None, "the configuration"),
        (root, "the repository"),
    ):
        if folder and folder.is_relative_to(target):
            raise NotOursError(
                f"site_dir {'is' if folder == target else 'holds'} {name}; name a folder for the site alone"
            )
    if ".git" in target.parts:
        raise NotOursError("site_dir lies within .git; name a folder for the site alone")
    _refuse_other_companions(target, config_file.resolve().parent if config_file else None)


def refuse_strangers(target: Path, library: Library | None = None) -> None:
    """Raise NotOursError if the folder `target` holds files that no build of this companion wrote. Raises OSError.

    Hidden files belong to the owner and survive every build, so a folder that holds nothing else counts as empty.
    Without a `library`, a site of any companion is accepted.
    """
    if not target.exists():
        return
    if not target.is_dir():
        raise NotOursError("site_dir is a file; name a folder")
    marker = _marker_in(target)
    if marker is not None:
        _refuse_nested(target)
        if library is not None:
            _refuse_stranger_to(library, marker)
        return
    strange = next((name for name in sorted(path.name for path in target.iterdir()) if not name.startswith(".")), None)
    if strange is not None and not _is_former_site(target):
        raise NotOursError(
            f"site_dir holds '{strange}' and has no {MARKER} in it, so it may not be a site that hedgesite wrote; "
            "name an empty folder, or move away what is in it"
        )


def _refuse_overlap(target: Path, folder: Path, name: str) -> None:
    if target.is_relative_to(folder):
        how = "is" if target == folder else "lies within"
    elif folder.is_relative_to(target):
        how = "holds"
    else:
        return
    raise NotOursError(f"site_dir {how} {name}; name a folder for the site alone")


def _repository_root(folder: Path) -> Path | None:
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def _home() -> Path | None:
    try:
        return Path(os.path.realpath(Path.home()))
    except RuntimeError:
        # In some containers the user has no entry in the system's list, and so no home folder.
        return None


def _refuse_other_companions(target: Path, own: Path | None) -> None:
    for folder in target.parents:
        if (folder / MARKER).is_file():
            raise NotOursError(f"site_dir lies within another site, {folder}; name a folder for the site alone")
    for folder in (target, *target.parents):
        is_own = own is not None and own.is_relative_to(folder)
        if not is_own and _is_companion(folder):
            raise NotOursError(f"site_dir lies in the folder of another companion, {folder}; name a folder elsewhere")


def _is_companion(folder: Path) -> bool:
    try:
        return b"hedgesite" in (folder / SETTINGS_FILE).read_bytes()
    except OSError:
        return False


def _marker_in(folder: Path) -> str | None:
    """The text of the marker; None if there is no marker written by this program."""
    path = folder / MARKER
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        text = file.read(_LONGEST).decode("utf-8", "replace")
    return text if text.startswith(_HEAD) else None


def _refuse_nested(target: Path) -> None:
    for place, _, files in os.walk(target):
        if MARKER in files and Path(place) != target:
            raise NotOursError(f"site_dir holds another site, {place}; name a folder for the site alone")


def _refuse_stranger_to(library: Library, marker: str) -> None:
    """Refuse a site with another title and none of this article's sections: a revision of the same article changes
    less.
    """
    lines = marker.splitlines()
    title = next((line.removeprefix(_ARTICLE) for line in lines if line.startswith(_ARTICLE)), "")
    sections = {line.removeprefix(_SECTION) for line in lines if line.startswith(_SECTION)}
    if title and title != " ".join(library.article.title.split()) and not sections & {it.id for it in library.sections}:
        raise NotOursError(
            f"site_dir holds the site of another companion, '{title}'; name another folder, or move that site away"
        )


def _is_former_site(folder: Path) -> bool:
    """Whether a folder without a marker is exactly a site from before markers were introduced."""
    has_all = all((folder / name).is_file() for name in _FORMER)
    return has_all and all(_is_former(path) for path in _visible(folder))


def _visible(folder: Path) -> Iterator[Path]:
    return (path for path in folder.iterdir() if not path.name.startswith("."))


def _is_former(path: Path) -> bool:
    return bool(_FORMER_NAMES.fullmatch(path.name)) or any(path.glob("**/index.html"))
