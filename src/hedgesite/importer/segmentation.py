"""Divides a manuscript's blocks into its head, its text, its list of references, and what follows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hedgesite.importer.blocks import Kind, Piece, title_of
from hedgesite.importer.text import Manuscript, plain

REFERENCES = frozenset(
    {
        "references", "reference list", "list of references", "bibliography", "works cited", "literature cited",
        "cited literature", "literature", "sources", "sources and literature", "references and sources",
        "literatur", "literaturverzeichnis", "bibliographie", "références", "referencias", "bibliografía",
        "bibliografia", "riferimenti bibliografici", "literatura", "izvori i literatura", "reference", "библиография",
        "литература", "список литературы", "референце", "извори и литература",
    }
)  # fmt: skip
"""Titles of lists of references, in lower case."""

NOTES = frozenset({"notes", "footnotes", "endnotes", "anmerkungen", "napomene", "fusnote", "примечания", "напомене"})

HEAD = frozenset(
    {
        "abstract", "summary", "keywords", "key words", "article history", "article info", "zusammenfassung",
        "schlüsselwörter", "résumé", "mots-clés", "resumen", "palabras clave", "apstrakt", "sažetak", "ključne reči",
        "апстракт", "сажетак", "кључне речи", "аннотация", "ключевые слова", "authors", "author",
    }
)  # fmt: skip
"""Titles of blocks in an article's head, in lower case."""

OPENINGS = frozenset({"introduction", "introductory remarks", "einleitung", "uvod", "увод", "введение"})
"""Titles that first sections have, but articles never do."""

NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?|[IVX]+\.)\s+")
"""The number before a section's title."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A manuscript's blocks by part."""

    title: Piece | None
    head: tuple[Piece, ...]
    body: tuple[Piece, ...]
    references: tuple[Piece, ...]
    """The list's blocks without its heading."""
    references_start: int | None
    """Offset of the list's heading; None if there is no list."""


def lay_out(manuscript: Manuscript, pieces: Iterable[Piece], *, titled: bool) -> Layout:
    """Sort blocks into parts. With `titled` the title is known, and no heading is taken for it."""
    blocks = list(pieces)
    first, last = _references(manuscript, blocks)
    text, listed = [*blocks[:first], *blocks[last:]], blocks[first + 1 : last]
    title = None if titled else _title(manuscript, text)
    begin = text.index(title) + 1 if title else 0
    end = _end_of_head(manuscript, text, begin, blocks[first].start if listed else None)
    body = tuple(piece for piece in text[end:] if not _is_notes_heading(manuscript, piece))
    start = blocks[first].start if first < len(blocks) else None
    return Layout(title, tuple(text[begin:end]), body, tuple(listed), start)


def name_of(manuscript: Manuscript, piece: Piece) -> str:
    """The words of a heading, or of a bold paragraph that serves as one, in lower case and without its number."""
    if piece.kind is Kind.HEADING:
        words = title_of(manuscript, piece)
    elif piece.kind is Kind.PARAGRAPH:
        text = manuscript.text[piece.start : piece.spans[-1].end].strip()
        # Headings are short; a longer bold paragraph is emphasised text.
        words = plain(text) if len(text) < 60 and (text.startswith(("**", "__")) or _is_word(text)) else ""
    else:
        words = ""
    return NUMBERING.sub("", words).rstrip(".: ").casefold()


def _is_word(text: str) -> bool:
    """Whether a paragraph consists of a known title only, as word processors without heading styles produce it."""
    return text.rstrip(".:").casefold() in REFERENCES | HEAD | NOTES


def _references(manuscript: Manuscript, pieces: list[Piece]) -> tuple[int, int]:
    """Index of the list's heading and the index of its end; both are the number of blocks if there is no list."""
    named = [index for index, piece in enumerate(pieces) if name_of(manuscript, piece) in REFERENCES]
    if not named:
        return len(pieces), len(pieces)
    # The last one counts: earlier sections may be called "Sources" too.
    first = named[-1]
    level = pieces[first].level or 6
    for index in range(first + 1, len(pieces)):
        if pieces[index].kind is Kind.HEADING and pieces[index].level <= level:
            return first, index
    return first, len(pieces)


def _title(manuscript: Manuscript, pieces: list[Piece]) -> Piece | None:
    for piece in pieces:
        if piece.kind is Kind.HEADING:
            return None if name_of(manuscript, piece) in HEAD | OPENINGS | REFERENCES else piece
        if name_of(manuscript, piece) in HEAD:
            return None
    return None


def _end_of_head(manuscript: Manuscript, pieces: list[Piece], begin: int, limit: int | None) -> int:
    """Index of the first heading that does not belong to the head; the index of its beginning if there is none."""
    for index in range(begin, len(pieces)):
        piece = pieces[index]
        if limit is not None and piece.start > limit:
            break
        if piece.kind is Kind.HEADING and name_of(manuscript, piece) not in HEAD:
            return index
    return begin


def _is_notes_heading(manuscript: Manuscript, piece: Piece) -> bool:
    return piece.kind is Kind.HEADING and name_of(manuscript, piece) in NOTES
