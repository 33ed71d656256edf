"""Rules on images: what texts show exists, and what exists is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from hedgesite.check.references import bodies
from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.messages import Known, shortened, suggestion
from hedgesite.model.image import FOLDER, FORMATS
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.table import FOLDER as TABLES
from hedgesite.model.table import is_table
from hedgesite.model.text import Display, Image

_AS_IMAGE = f"save it as SVG, PNG or JPEG in {FOLDER}/, and write that name"


def images_exist(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`image-missing`: an image that a text shows is a file in `figures/` that can be shown."""
    known = Known(library.images)
    for image in _images(library):
        if image.path in library.images or names.is_silent(FOLDER, image.path):
            continue
        if is_table(image.target):
            # Such an address among several images, which make a figure.
            remedy = "give it a paragraph of its own"
            what = f"the table '{shortened(image.target)}' is among images"
            yield Diagnostic(Rule.IMAGE_PLACE, image.origin, what, remedy)
            continue
        what = f"there is no image '{shortened(image.target)}'"
        remedy = suggestion(image.path, known, f"put the file into {FOLDER}/ and write {FOLDER}/name.png")
        if PurePath(image.path).suffix and PurePath(image.path).suffix.lower() not in FORMATS:
            what, remedy = f"'{shortened(image.target)}' is no image that pages can show", _AS_IMAGE
        if ":" in image.target or image.target.startswith("//"):
            what = f"the image '{shortened(image.target)}' is not a file of the companion"
            remedy = f"save it in {FOLDER}/, if its licence allows that, or link to it"
        yield Diagnostic(Rule.IMAGE_MISSING, image.origin, what, remedy)


def images_are_used(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`image-unused`: every image is shown by a section or a free page."""
    if not library.is_complete:
        return
    known = Known(library.images)
    meant = {known.nearest(image.path) for image in _images(library) if image.path not in library.images}
    texts = [body.markdown for body in bodies(library)]
    for path, image in library.images.items():
        # An image that is named in a wrong place or way is reported there.
        if path not in library.shown_images and path not in meant and not any(path in text for text in texts):
            remedy = f'show it with ![caption]({path}){{#an-id alt="…"}}, or remove it'
            yield Diagnostic(Rule.IMAGE_UNUSED, Origin(image.shown), f"the image '{path}' is shown nowhere", remedy)


def tables_exist(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`table-missing`: a table that a text shows is a file in `tables/` that can be shown."""
    known = Known(library.tables)
    for display in _table_files(library):
        if display.file not in library.tables and not names.is_silent(TABLES, display.file):
            problem = f"there is no table '{shortened(display.file)}'"
            remedy = suggestion(display.file, known, f"put the file into {TABLES}/, as name.yml or name.csv")
            yield Diagnostic(Rule.TABLE_MISSING, display.file_origin or display.origin, problem, remedy)


def tables_are_used(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`table-unused`: every table in a file is shown by a section or a free page."""
    if not library.is_complete:
        return
    known, texts = Known(library.tables), [body.markdown for body in bodies(library)]
    meant = {known.nearest(display.file) for display in _table_files(library)}
    for path, table in library.tables.items():
        if path not in meant and not any(path in text for text in texts):
            remedy = f"show it with ![caption]({path}){{#an-id}}, or remove it"
            yield Diagnostic(Rule.TABLE_UNUSED, Origin(table.shown), f"the table '{path}' is shown nowhere", remedy)


def _table_files(library: Library) -> Iterator[Display]:
    return (display for body in library.texts for display in body.displays if display.file)


def displays_are_in_texts(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`image-place`: figures stand in sections and free pages, where they have room."""
    for body in library.prose.values():
        for display in body.displays:
            problem = f"a {display.kind} stands in a field"
            remedy = "move it into a section or a free page, and link to it"
            yield Diagnostic(Rule.IMAGE_PLACE, display.origin, problem, remedy)


def _images(library: Library) -> Iterator[Image]:
    displays = (display for body in bodies(library) for display in body.displays)
    return (image for display in displays if not display.is_part for image in display.images)
