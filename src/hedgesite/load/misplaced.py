"""Files in wrong places or under wrong names: what was meant, and where they belong."""

from __future__ import annotations

import re
from pathlib import Path, PurePath

from hedgesite.load.layout import (
    BIBLIOGRAPHY,
    folders,
    is_copy,
    is_image,
    is_look,
    is_table,
    is_version,
    single_files,
    with_language,
)
from hedgesite.model import looks
from hedgesite.model.base import ID_PATTERN
from hedgesite.model.image import FOLDER, FORMATS
from hedgesite.model.slugs import id_of
from hedgesite.model.table import FOLDER as TABLES

FILE_NAME = re.compile(rf"(?:[0-9]+[-_])?({ID_PATTERN})")
"""Name of a file without its ending: perhaps a number, and an id."""


def home_of(place: PurePath) -> str:
    """What to do with a file that is not read where it is."""
    if place.parts[0] == looks.FOLDER and place.suffix in looks.FORMATS:
        return f"move it to {looks.FOLDER}/ itself"
    if place.parts[0] == looks.FOLDER:
        return f"save it as {', '.join(looks.FORMATS)}, or move it out of the content directory"
    if place.suffix in looks.FONTS:
        return f"move it to {looks.FOLDER}/"
    if place.suffix in FORMATS:
        return f"move it to {FOLDER}/"
    if place.suffix == ".csv":
        return f"move it to {TABLES}/"
    if place.suffix == ".md":
        folder = place.parts[0] if place.parts[0] in {"sections", "pages"} else "sections/ or pages"
        return f"move it to {folder}/"
    return "move it out of the content directory"


def meant_place(place: PurePath) -> Path | None:
    """The intended name of a file of which only the extension or the case is wrong; else None."""
    lower = Path(place.as_posix().lower())
    ending = {".yaml": ".yml", ".markdown": ".md", ".bibtex": ".bib"}.get(lower.suffix, lower.suffix)
    meant = lower.with_suffix(ending)
    if meant.as_posix() in single_files():
        return meant
    if ending == BIBLIOGRAPHY and len(meant.parts) == 1:
        return Path(place.stem + ending)
    in_folder = len(meant.parts) == 2 and folders().get(meant.parts[0]) == ending
    if is_image(meant) or is_table(meant) or is_copy(meant) or is_look(meant) or is_version(meant) or in_folder:
        name, _ = with_language(place.with_suffix(ending))
        is_named = FILE_NAME.fullmatch(name) or is_version(meant)
        stem = place.stem if is_named else id_of(place.stem, "an-id")
        return Path(meant.parts[0], stem + ending)
    return None
