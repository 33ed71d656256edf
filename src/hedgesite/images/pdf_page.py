"""Draws the first page of a PDF: the program that `pdf_drawing` runs as a process of its own.

The PDF comes in on standard input. The drawing goes to standard output as PNG, and the number of pages to standard
error.
"""

from __future__ import annotations

import io
import sys

import pypdfium2

_WIDTH = 1600
"""Pixels across, which is twice the width of a section's text."""
_LONGEST = 4000
_LARGEST_SCALE = 6.0
"""Pixels a point: more would show small drawings larger than they are meant."""


def draw(data: bytes) -> tuple[bytes, int]:
    """The first page as PNG on white paper, and the number of pages. Raises pypdfium2.PdfiumError and ValueError."""
    with pypdfium2.PdfDocument(data) as document:
        pages = len(document)
        if not pages:
            raise ValueError("it has no page")
        page = document[0]
        width, height = page.get_size()
        scale = min(_WIDTH / max(width, 1), _LONGEST / max(width, height, 1), _LARGEST_SCALE)
        drawn = page.render(scale=scale, fill_color=(255, 255, 255, 255)).to_pil().convert("RGB")
    written = io.BytesIO()
    drawn.save(written, "PNG", optimize=True)
    return written.getvalue(), pages


def main() -> None:
    """Draw what standard input holds; the last line of standard error is the number of pages, or what is wrong."""
    try:
        drawn, pages = draw(sys.stdin.buffer.read())
    except (pypdfium2.PdfiumError, ValueError, MemoryError) as error:
        sys.exit(str(error) or type(error).__name__)
    sys.stdout.buffer.write(drawn)
    sys.stderr.write(f"{pages}\n")


if __name__ == "__main__":
    main()
