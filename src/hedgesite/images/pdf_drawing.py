"""The first page of a PDF as an image, drawn by PDFium in a process of its own with limits."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import NamedTuple

from hedgesite.child_process import ChildError, run_bounded, within_memory
from hedgesite.images.raster import RasterError
from hedgesite.regular_files import MEBIBYTE

SECONDS = 20
_MEMORY = 2048 * MEBIBYTE
"""Address space: PDFium and Pillow reserve more of it than they fill."""
_MOST = 64 * MEBIBYTE


class Drawing(NamedTuple):
    """A page of a PDF."""

    png: bytes
    pages: int
    """Number of pages of the PDF."""


def draws_pdf() -> bool:
    """Whether what draws a PDF is installed."""
    return bool(sys.executable) and find_spec("pypdfium2") is not None


def draw_pdf(data: bytes) -> Drawing:
    """The first page of a PDF; call only if `draws_pdf`. Raises RasterError."""
    command = [sys.executable, "-P", "-m", "hedgesite.images.pdf_page"]
    try:
        status, png, messages = run_bounded(
            within_memory(command, _MEMORY) or command, data, most=_MOST, seconds=SECONDS
        )
    except ChildError as error:
        raise RasterError(f"drawing it {error}") from None
    said = messages.decode("utf-8", "replace").strip().rpartition("\n")[2]
    if status or not said.isdigit():
        raise RasterError(said[:80] or f"drawing it ends with status {status}")
    return Drawing(png, int(said))
