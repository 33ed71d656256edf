"""Logo, icon, font and licence of a site: whether a file is what its ending says, and what the site publishes of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial

from hedgesite.cache.stored_files import StoredFiles
from hedgesite.diagnostics import Rule
from hedgesite.images.inspect import Fault, inspect_image
from hedgesite.images.plain import AS_PLAIN_TEXT, plain_image, plain_text_fault
from hedgesite.images.without_metadata import Part, without_metadata
from hedgesite.images.woff2 import FontError, check_woff2
from hedgesite.model.looks import FONTS, FORMATS, IMAGES, LookFile

_WIDEST = 960
"""Width in pixels of a published logo; it is shown no higher than a line of the header."""


def inspect_look(path: str, shown: str, data: bytes) -> LookFile | Fault:
    """Read a file of `looks/`, all of it, so that a broken one is found before it is published."""
    ending = path[path.rindex(".") :]
    digest = hashlib.sha256(data).hexdigest()
    if ending in IMAGES:
        image = inspect_image(path, shown, data)
        if isinstance(image, Fault):
            return Fault(Rule.LOOKS_FILE, image.problem, image.remedy)
        if image.frames > 1:
            return Fault(Rule.LOOKS_FILE, "the image moves", "save one frame of it")
        return LookFile(path, shown, digest, image.width, image.height, data=data)
    if ending in FONTS:
        try:
            check_woff2(data)
        except FontError as error:
            return Fault(Rule.LOOKS_FILE, str(error), "convert the font to WOFF2, for example with 'fonttools ttLib'")
    elif fault := plain_text_fault(data):
        return Fault(Rule.LOOKS_FILE, fault, AS_PLAIN_TEXT)
    return LookFile(path, shown, digest, data=data)


def publish_looks(files: Mapping[str, LookFile], cache: StoredFiles) -> Mapping[str, bytes]:
    """The published files by their path below the site's root. Images lose their metadata."""
    parts = (
        Part(each.address, each.digest, each.data, partial(_plain, each) if each.ending in IMAGES else None)
        for each in files.values()
    )
    return without_metadata("look", parts, cache)


def _plain(file: LookFile) -> bytes:
    return plain_image(file.data, FORMATS[file.ending], widest=_WIDEST)
