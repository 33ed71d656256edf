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
    reads,
    single_files,
    with_language,
)
from hedgesite.model import looks
from hedgesite.model.base import ID_PATTERN
from hedgesite.model.image import FOLDER, FORMATS
from hedgesite.model.slugs import id_of
from hedgesite.model.table import FOLDER as TABLES

OF_WORD = (".docx", ".odt", ".fodt")
OF_LATEX = (".tex", ".latex", ".ltx")
OF_JATS = (".xml", ".jats", ".nxml")
NOTEBOOK = ".ipynb"
_MANUSCRIPTS = (*OF_WORD, *OF_LATEX, ".rmd", ".qmd", NOTEBOOK, *OF_JATS)
_NOT_SHOWN = (".pdf", ".eps", ".tif", ".tiff", ".bmp", ".heic", ".emf")
_SPREADSHEETS = (".xlsx", ".xls", ".ods")
AS_IMAGE = f"save it as SVG, PNG or JPEG, in {FOLDER}/"
AS_TABLE = f"save the sheet as CSV, in {TABLES}/"
_BY_ENDING = {
    **dict.fromkeys(looks.FONTS, f"move it to {looks.FOLDER}/"),
    **dict.fromkeys(FORMATS, f"move it to {FOLDER}/"),
    ".csv": f"move it to {TABLES}/",
    **dict.fromkeys(_NOT_SHOWN, f"if it is an image to show, {AS_IMAGE}; else move it out of the content directory"),
    **dict.fromkeys(_SPREADSHEETS, AS_TABLE),
    **dict.fromkeys(
        _MANUSCRIPTS,
        "move it out of the content directory; 'hedgesite import' makes sections of a manuscript",
    ),
}
"""What to do with files that authors have at hand, by ending in small letters."""

FILE_NAME = re.compile(rf"(?:[0-9]+[-_])?({ID_PATTERN})")
"""Name of a file without its ending: perhaps a number, and an id."""


def home_of(place: PurePath) -> str:
    """What to do with a file that is not read where it is."""
    if place.parts[0] == looks.FOLDER and place.suffix in looks.FORMATS:
        return f"move it to {looks.FOLDER}/ itself"
    if place.parts[0] == looks.FOLDER:
        return f"save it as {', '.join(looks.FORMATS)}, or move it out of the content directory"
    if place.name in single_files() or place.suffix == BIBLIOGRAPHY:
        return "move it to the content directory itself, beside article.yml"
    if place.suffix == ".md":
        folder = place.parts[0] if place.parts[0] in {"sections", "pages"} else "sections/ or pages"
        return f"move it to {folder}/"
    return _BY_ENDING.get(place.suffix.lower()) or "move it out of the content directory"


def home_place(place: PurePath) -> PurePath | None:
    """Where a file belongs that has its right name in a wrong folder; None if that cannot be told."""
    if place.name in single_files() or place.suffix == BIBLIOGRAPHY:
        return PurePath(place.name)
    if place.suffix == ".md" and FILE_NAME.fullmatch(with_language(PurePath(place.name))[0]):
        return PurePath("pages" if place.parts[0] == "pages" else "sections", place.name)
    return None


def meant_place(place: PurePath) -> Path | None:
    """The intended name of a file of which only the extension or the case is wrong; else None."""
    # Windows adds this ending and hides it: 'dimensions.yml' becomes 'dimensions.yml.txt'.
    if place.suffix.lower() == ".txt" and Path(place.stem).suffix:
        place = place.with_suffix("")
        return Path(place) if reads(place) else meant_place(place)
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
