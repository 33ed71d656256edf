"""Rules on images: what texts show exists, and what exists is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hedgesite.check.references import bodies
from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.messages import Known, shortened, suggestion
from hedgesite.model.image import FOLDER
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.text import Image


def images_exist(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`image-missing`: an image that a text shows is a file in `figures/` that can be shown."""
    known = Known(library.images)
    for image in _images(library):
        if image.path in library.images or names.is_silent(FOLDER, image.path):
            continue
        what = f"there is no image '{shortened(image.target)}'"
        remedy = suggestion(image.path, known, f"put the file into {FOLDER}/ and write {FOLDER}/name.png")
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
