"""The PDF: the text is laid out first, then the indexes and the contents, which name its sheets."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from hedgesite.books.book import Book, Chapter, Place, rendered_part
from hedgesite.books.context import SITE
from hedgesite.books.identity import GENERATOR, date_of
from hedgesite.books.links import ids_of
from hedgesite.books.parts import Part
from hedgesite.books.pdf.fonts import font_files
from hedgesite.books.pdf.formulas import draw_formulas
from hedgesite.books.pdf.images import set_decorations_aside
from hedgesite.books.pdf.layout import Layout
from hedgesite.books.pdf.notes import place_notes
from hedgesite.books.pdf.style import style_sheet
from hedgesite.books.pdf.tags import complete_tags, number_sheets
from hedgesite.export.xml_files import add, add_text
from hedgesite.words import unmarked

_LETTERS_OF_SHEET = 2600
"""Letters of HTML on an average sheet, to tell how many sheets there will be."""
_AT_THE_FRONT = 2
"""Parts before the contents: cover and abstracts."""
_LONG_TABLE = 25
"""Rows of a table that may be broken between sheets."""
_WIDE_TABLE = 6
"""Columns that fit on a sheet in the usual size."""


def make_pdf(book: Book, on_progress: Callable[[int, int], None] = lambda *_: None) -> tuple[bytes, str]:
    """Return the PDF, and the letters that none of the fonts has.

    `on_progress` gets the number of sheets laid out so far, and an estimate of how many there will be.
    """
    return _Pdf(book, on_progress).make()


class _Pdf:
    def __init__(self, book: Book, on_progress: Callable[[int, int], None]) -> None:
        self.book, self.site, self.on_progress = book, book.site, on_progress
        self.chapters = book.chapters()
        self.known = {id for each in self.chapters for tree in (each.tree, *each.notes) for id in ids_of(tree)}
        self.expected = sum(len(chapter.part.html) for chapter in self.chapters) // _LETTERS_OF_SHEET
        self.done = 0
        self.files: dict[str, bytes] = {**font_files(), **_images(book)}
        self.layout = Layout(style_sheet(book), self.files, self._on_sheet)

    def _on_sheet(self) -> None:
        self.done += 1
        self.on_progress(self.done, max(self.done, self.expected))

    def make(self) -> tuple[bytes, str]:
        text = self.chapters[_AT_THE_FRONT:]
        documents = [self.layout.sheets(self._document(text))]
        sheet_of = _sheets_by_id(documents[0].pages, 1)
        indexes = self.book.chapters(self._indexes(sheet_of), self.known)
        if indexes:
            number = len(documents[0].pages) + 1
            documents.append(self.layout.sheets(self._document(indexes), number))
            sheet_of |= _sheets_by_id(documents[-1].pages, number)
        contents = self._contents((*text, *indexes), sheet_of)
        front = self.layout.sheets(self._document((*self.chapters[:_AT_THE_FRONT], *contents), "ed-before"))
        sheets = [sheet for document in (front, *documents) for sheet in document.pages]
        return self._written(front.copy(sheets), len(front.pages))

    def _contents(self, chapters: Iterable[Chapter], sheet_of: Mapping[str, int]) -> tuple[Chapter, ...]:
        entries = [_entry(each.part, sheet_of) for each in chapters]
        title = self.site.words.gettext("Contents")
        made = rendered_part(self.site, "contents", title, "toc", entries=entries)
        return self.book.chapters([made], {*self.known, *sheet_of})

    def _indexes(self, sheet_of: Mapping[str, int]) -> Iterator[Part]:
        for id, title, entries in self.book.indexes():
            shown = [(each.name, f"{SITE}{each.address}", ranges(each.places, sheet_of)) for each in entries]
            if shown:
                yield rendered_part(self.site, id, title, "index", entries=shown, about="")

    def _document(self, chapters: Iterable[Chapter], kind: str = "ed-main") -> Element:
        """A document of its own with some chapters."""
        article = self.site.library.article
        html = Element("html", {"lang": article.language, "dir": self.site.direction})
        head, body = SubElement(html, "head"), SubElement(html, "body", {"class": kind})
        # They become metadata in XML.
        add_text(head, "title", article.full_title)
        for author in article.authors:
            add(head, "meta", name="author", content=author.name)
        description = unmarked(self.site.words.gettext("A research companion"))
        for name, content in (
            ("description", description),
            ("keywords", ", ".join(article.keywords)),
            ("generator", GENERATOR),
            ("dcterms.created", date_of(article)),
            ("dcterms.modified", date_of(article)),
        ):
            add(head, "meta", name=name, content=content)
        body.extend(self._prepared(chapter) for chapter in chapters)
        return html

    def _prepared(self, chapter: Chapter) -> Element:
        """A chapter for sheets: notes where they are called, formulas drawn, long tables allowed to break."""
        tree, part = chapter.tree, chapter.part
        tree.set("class", f"ed-part {tree.get('class', '')}")
        for heading in tree.iter("h1"):
            heading.set("data-head", part.head or part.title)
        place_notes(tree, chapter.notes)
        draw_formulas(tree, self.files.__setitem__)
        set_decorations_aside(tree)
        for table in tree.iter("table"):
            _mark_large(table)
        return tree

    def _written(self, document: Any, before: int) -> tuple[bytes, str]:
        digest = hashlib.sha256()
        for chapter in self.chapters:
            digest.update(chapter.part.html.encode())

        def complete(_: object, pdf: Any) -> None:
            complete_tags(pdf)
            number_sheets(pdf, before)

        data = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=digest.digest()[:16], finisher=complete)
        missing = {code for font in document.fonts.values() for code in font.missing}
        return data, "".join(map(chr, sorted(missing)))


def _mark_large(table: Element) -> None:
    """Let a long table be broken between sheets, and set a wide one small."""
    rows = [len(row) for row in table.iter("tr")]
    for name, applies in (("ed-long", len(rows) > _LONG_TABLE), ("ed-wide", max(rows, default=0) > _WIDE_TABLE)):
        if applies:
            table.set("class", f"{name} {table.get('class', '')}")


def _images(book: Book) -> dict[str, bytes]:
    return {f"{SITE}{path}": data for image in book.site.images.values() for path, data in image.files}


def _sheets_by_id(sheets: Iterable[Any], first: int) -> dict[str, int]:
    """The number of the sheet on which what has an id begins."""
    found: dict[str, int] = {}
    for number, sheet in enumerate(sheets, first):
        for id in sheet.anchors:
            found.setdefault(id, number)
    return found


def _entry(part: Part, sheet_of: Mapping[str, int]) -> tuple[str, str, str, str, int]:
    return part.mark, part.title, f"#{part.id}", str(sheet_of.get(part.id, "")), part.depth


def ranges(places: Iterable[Place], sheet_of: Mapping[str, int]) -> list[tuple[str, str]]:
    """Numbers of sheets, those that follow each other as `3–5`, each with a link to its first place."""
    first_on: dict[int, str] = {}
    for place in places:
        if place.id in sheet_of:
            first_on.setdefault(sheet_of[place.id], place.id)
    found: list[tuple[int, int]] = []
    for sheet in sorted(first_on):
        if found and sheet == found[-1][1] + 1:
            found[-1] = found[-1][0], sheet
        else:
            found.append((sheet, sheet))
    return [(f"{one}–{other}" if other > one else str(one), f"#{first_on[one]}") for one, other in found]
