"""The images of a manuscript as files of the companion: upright, without metadata, from its own folder alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from hedgesite.images.inspect import format_of
from hedgesite.images.pdf_drawing import draw_pdf, draws_pdf
from hedgesite.images.raster import RasterError, TooLargeError, encoded, still
from hedgesite.images.svg import SvgError, clean_svg
from hedgesite.importer.docx_charts import CHART, DIAGRAM
from hedgesite.importer.reading import UnreadableError, read_bytes, why_missing
from hedgesite.importer.tree import Picture
from hedgesite.messages import shortened
from hedgesite.model.slugs import id_of, numbered
from hedgesite.resources import command_for

NAMELESS = "an image without a name"
"""The name of images for which the manuscript has none."""
_LIMIT = 20 * 1024 * 1024
_MOST = 1000
_ENDINGS = ("", ".png", ".jpg", ".jpeg", ".svg", ".gif", ".webp", ".tif", ".tiff", ".pdf", ".eps")
_POSTSCRIPT = frozenset({".eps", ".ps", ".epsi", ".epsf"})
_SIGNS = (b"%!PS", b"\xc5\xd0\xd3\xc6")
"""What PostScript begins with, by itself and after a preview for other systems."""
_OLD = {b"II*\0": "TIFF", b"MM\0*": "TIFF", b"BM": "BMP"}
_NOT_SHOWN = {
    CHART: "it is a chart that only the word processor draws; its data stands below, unless it has too many points",
    DIAGRAM: "it is a diagram that only the word processor draws; its words stand below",
    b"%PDF": f"it is a PDF, and what draws it is not installed ({command_for('import')})",
    **dict.fromkeys(_SIGNS, "it is PostScript, which no browser shows; save it as PDF beside it, and import again"),
}
_LONGEST_ALT = 250
_MISSING = """<svg xmlns="http://www.w3.org/2000/svg" width="640" height="240" viewBox="0 0 640 240">
<rect x="1" y="1" width="638" height="238" fill="#f4f1ea" stroke="#8a8377" stroke-width="2" stroke-dasharray="8 6"/>
<text x="320" y="126" font-family="sans-serif" font-size="20" text-anchor="middle" fill="#4a463e">{name}</text>
</svg>
"""


@dataclass(slots=True)
class Images:
    """Takes images from `packed`, the members of a document, or from below `folder`."""

    folder: Path | None = None
    packed: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}))
    files: dict[str, bytes] = field(default_factory=dict)
    """Images to be written, by path below the content directory."""
    missing: dict[str, str] = field(default_factory=dict)
    """Why an image could not be taken, by its name in the manuscript."""
    in_part: dict[str, int] = field(default_factory=dict)
    """Number of pages of each image that has several, of which the first is taken; by its name in the manuscript."""
    taken: int = 0
    _known: dict[str, str] = field(default_factory=dict)
    _numbers: dict[str, int] = field(default_factory=dict)
    _ids: set[str] = field(default_factory=set)

    def place(self, picture: Picture, caption: str) -> tuple[str, str]:
        """The path of an image in the companion, and its alternative text.

        Of an image that cannot be taken, the path is that of a placeholder that says so.
        """
        alt = " ".join((picture.alt or caption).split())
        alt = shortened(alt, _LONGEST_ALT) if alt else PurePosixPath(picture.path).stem or "Figure"
        if picture.path not in self._known or not picture.path:
            self._known[picture.path] = self._taken(picture.path)
        return self._known[picture.path], alt

    def _taken(self, path: str) -> str:
        name = PurePosixPath(unquote(path).replace("\\", "/")).name
        result = self._converted(path)
        if isinstance(result, str):
            self.missing[path or NAMELESS] = result
            ending, data = ".svg", _placeholder(name)
        else:
            ending, data = result
            self.taken += 1
        stem = PurePosixPath(name).stem if PurePosixPath(name).suffix.lower() in _ENDINGS else name
        id = numbered(id_of(stem, "figure")[:48].strip("-") or "figure", self._ids, self._numbers)
        self._ids.add(id)
        self.files[f"figures/{id}{ending}"] = data
        return f"figures/{id}{ending}"

    def _converted(self, path: str) -> tuple[str, bytes] | str:
        data = self._data(path)
        if PurePosixPath(path).suffix.lower() in _POSTSCRIPT and (isinstance(data, str) or data.startswith(_SIGNS)):
            data = self._beside(path) or data
        if isinstance(data, str):
            return data
        kind = format_of(data) or next((name for sign, name in _OLD.items() if data.startswith(sign)), "")
        try:
            if kind == "SVG":
                clean_svg(data)
                return ".svg", data
            if kind in {"PNG", "JPEG", "GIF", "WEBP", "AVIF", "TIFF", "BMP"}:
                image = still(data, kind)
                target = "JPEG" if kind == "JPEG" else "PNG"
                return (".jpg" if target == "JPEG" else ".png"), encoded(image, target)
            if data.startswith(b"%PDF") and draws_pdf():
                return ".png", self._drawn(path, data)
        except (RasterError, TooLargeError, SvgError) as error:
            return f"it cannot be shown: {error}"
        return next((what for sign, what in _NOT_SHOWN.items() if data.startswith(sign)), "no browser shows its format")

    def _beside(self, path: str) -> bytes | None:
        """The image of the same name in a format that can be shown, which many manuscripts have beside PostScript."""
        stem = path[: -len(PurePosixPath(path).suffix)]
        for name in (*(f"{stem}{ending}" for ending in _ENDINGS[1:-1]), f"{stem}-eps-converted-to.pdf"):
            found = self._data(name)
            if not isinstance(found, str):
                return found
        return None

    def _drawn(self, path: str, data: bytes) -> bytes:
        drawing = draw_pdf(data)
        if drawing.pages > 1:
            self.in_part[path] = drawing.pages
        return drawing.png

    def _data(self, path: str) -> bytes | str:
        if not path:
            return "the manuscript names no file"
        if path in self.packed:
            data = self.packed[path]
            return data if len(data) <= _LIMIT else f"it has more than {_LIMIT >> 20} MiB"
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:|//", path):
            return "it lies elsewhere, and nothing is fetched"
        if self.folder is None or len(self._known) > _MOST:
            return "there is no such file"
        return self._from_folder(unquote(path))

    def _from_folder(self, path: str) -> bytes | str:
        assert self.folder is not None
        base = self.folder.resolve()
        outside = False
        # LaTeX holds a name together with braces or quotation marks, which are no part of it.
        name = re.sub(r'[{}"]', "", path).replace("\\", "/").lstrip("/")
        for folder in (
            base,
            *(base / each for each in ("figures", "figs", "images", "img", "media", "graphics", "Figures")),
        ):
            for ending in _ENDINGS:
                try:
                    # Links are followed before the place is looked at, so that none leads out of the folder.
                    file = (folder / f"{name}{ending}").resolve()
                    if not file.is_relative_to(base):
                        outside = True
                    elif file.is_file():
                        return read_bytes(file, path, _LIMIT)
                except UnreadableError as error:
                    return error.of_part
                except (OSError, ValueError, RuntimeError):
                    continue
        return why_missing(is_outside=outside)


def _placeholder(name: str) -> bytes:
    words = f"Missing image: {shortened(name, 50)}" if name else "Missing image"
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    printable = "".join(letter for letter in escaped if letter.isprintable())
    return _MISSING.format(name=printable).encode()
