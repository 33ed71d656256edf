"""Reads a manuscript's file by its kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hedgesite.importer.document import Document
from hedgesite.importer.read_jats import read_jats
from hedgesite.importer.read_latex import read_latex
from hedgesite.importer.read_markdown import read_jupyter, read_markdown
from hedgesite.importer.read_word import read_word
from hedgesite.importer.reading import ARCHIVE_LIMIT, MARKDOWN_LIMIT, MARKUP_LIMIT, read_bytes, unreadable
from hedgesite.load.misplaced import NOTEBOOK, OF_JATS, OF_LATEX, OF_WORD

Reader = Callable[[Path, str, bytes], Document]
_READERS: dict[str, tuple[Reader, int]] = {
    **dict.fromkeys(
        (".md", ".markdown", ".txt", ".text", ".rmd", ".qmd", ".py", ".r", ".jl"), (read_markdown, MARKDOWN_LIMIT)
    ),
    NOTEBOOK: (read_jupyter, ARCHIVE_LIMIT),
    **dict.fromkeys(OF_WORD, (read_word, ARCHIVE_LIMIT)),
    **dict.fromkeys(OF_LATEX, (read_latex, MARKUP_LIMIT)),
    **dict.fromkeys(OF_JATS, (read_jats, MARKUP_LIMIT)),
}
KINDS = tuple(_READERS)
"""File extensions of the kinds that are read."""


def read_manuscript(path: Path, shown: str) -> Document:
    """The manuscript in a file.

    Raises UnreadableError if the file cannot be read or is of an unknown kind, or if Pandoc is missing, fails, or
    exceeds a limit.
    """
    found = _READERS.get(path.suffix.lower())
    if found is None:
        remedy = f"save it as one of {', '.join(sorted(KINDS))}"
        raise unreadable(shown, f"'{path.name}' is of no kind that is read", remedy)
    reader, limit = found
    return reader(path, shown, read_bytes(path, shown, limit))
