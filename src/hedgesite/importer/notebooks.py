"""Jupyter notebooks as Markdown: cells of text as they stand, cells of code as chunks, and the images that they drew.

Source: nbformat 4, "The Notebook file format".
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from hedgesite.diagnostics import Origin
from hedgesite.importer.reading import unreadable

_IMAGES = {"image/svg+xml": "svg", "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/webp": "webp"}
"""Kinds of images in the order in which the best one is taken."""
_CAPTION = re.compile(r"""^#\|\s*fig-cap:\s*["']?(?P<caption>.*?)["']?\s*$""", re.MULTILINE)
_REMEDY = "open it in Jupyter, and save it again"


@dataclass(slots=True)
class Notebook:
    """The Markdown of a notebook."""

    shown: str
    lines: list[str] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    """The line of the file for each line of the Markdown."""
    images: dict[str, bytes] = field(default_factory=dict)
    """Images by the name that the Markdown gives them."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def origin(self, line: int, column: int) -> Origin:
        """The place in the file of a line and column of the Markdown, both from 1."""
        return Origin(self.shown, self.rows[min(line, len(self.rows)) - 1] if self.rows else 1, column)


def read_notebook(data: bytes, shown: str) -> Notebook:
    """The notebook in a file. Raises UnreadableError if it is none of format 4."""
    try:
        text = data.decode()
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise unreadable(shown, f"'{PurePosixPath(shown).name}' is not JSON in UTF-8", _REMEDY) from None
    cells = found.get("cells") if isinstance(found, Mapping) else None
    if not isinstance(cells, list):
        raise unreadable(shown, f"'{PurePosixPath(shown).name}' is no notebook of format 4", _REMEDY)
    notebook = Notebook(shown)
    places = _Places(text)
    language = _language(found.get("metadata"))
    for number, cell in enumerate((each for each in cells if isinstance(each, Mapping)), 1):
        source = _joined(cell.get("source"))
        for line in _of_cell(cell, source, number, language, notebook):
            notebook.lines.append(line)
            notebook.rows.append(places.of(line))
    return notebook


class _Places:
    """Finds the lines of sources in the file, one after the other."""

    def __init__(self, text: str) -> None:
        self.text, self.at, self.row = text, 0, 1

    def of(self, line: str) -> int:
        # The file holds text with or without escapes for letters beyond ASCII.
        for written in {json.dumps(line)[1:-1], json.dumps(line, ensure_ascii=False)[1:-1]} if line.strip() else ():
            found = self.text.find(written, self.at)
            if found >= 0:
                self.row += self.text.count("\n", self.at, found)
                self.at = found
                break
        return self.row


def _of_cell(cell: Mapping[str, Any], source: str, number: int, language: str, notebook: Notebook) -> Iterator[str]:
    kind = cell.get("cell_type")
    if kind == "markdown":
        yield from ("", *_with_attachments(cell, source, number, notebook).split("\n"), "")
    elif kind == "raw" and number == 1 and source.startswith("---"):
        # Quarto and MyST keep the header in the first cell.
        yield from (*source.split("\n"), "")
    elif source.strip():
        # A fence may stand in the code itself.
        fence = "`" * max(3, *(len(run) + 1 for run in re.findall("`+", source)), 0)
        yield from ("", f"{fence}{{{language if kind == 'code' else 'raw'}}}", *source.split("\n"), fence, "")
        yield from _drawn(cell, source, number, notebook)


def _drawn(cell: Mapping[str, Any], source: str, number: int, notebook: Notebook) -> Iterator[str]:
    """A figure for each image that a cell of code has put out."""
    captions = [found["caption"] for found in _CAPTION.finditer(source)]
    outputs = [each.get("data") for each in cell.get("outputs") or () if isinstance(each, Mapping)]
    for at, bundle in enumerate(each for each in outputs if isinstance(each, Mapping)):
        if name := _kept(bundle, f"cell-{number}-{at + 1}", notebook):
            caption = captions[min(at, len(captions) - 1)] if captions else ""
            yield from (f"![{caption}]({name})", "")


def _with_attachments(cell: Mapping[str, Any], source: str, number: int, notebook: Notebook) -> str:
    attached = cell.get("attachments")
    for name, bundle in attached.items() if isinstance(attached, Mapping) else ():
        kept = _kept(
            bundle, f"cell-{number}-{re.sub(r'[^A-Za-z0-9]+', '-', name.rpartition('.')[0] or name)}", notebook
        )
        source = source.replace(f"attachment:{name}", kept or "missing")
    return source


def _kept(bundle: Any, stem: str, notebook: Notebook) -> str:
    """The name of the image in a bundle of one output in several kinds; empty if it has none."""
    kind = next((kind for kind in _IMAGES if isinstance(bundle, Mapping) and kind in bundle), "")
    if not kind:
        return ""
    written = _joined(bundle[kind])
    name = f"{stem}.{_IMAGES[kind]}"
    try:
        notebook.images[name] = written.encode() if kind == "image/svg+xml" else base64.b64decode(written)
    except (binascii.Error, ValueError):
        # Its place shows that the image is missing.
        notebook.images[name] = b""
    return name


def _joined(source: Any) -> str:
    parts = source if isinstance(source, list) else [source]
    return "".join(part for part in parts if isinstance(part, str)).replace("\r\n", "\n")


def _language(metadata: Any) -> str:
    for name, key in (("kernelspec", "language"), ("language_info", "name")):
        part = metadata.get(name) if isinstance(metadata, Mapping) else None
        found = part.get(key) if isinstance(part, Mapping) else None
        if isinstance(found, str) and re.fullmatch(r"[\w+-]+", found):
            return found
    return "python"
