"""The style sheet of a PDF: the templates' own, with what depends on the companion filled in."""

from __future__ import annotations

from hedgesite.books.book import Book
from hedgesite.books.pdf.fonts import FAMILY, font_faces
from hedgesite.books.style import css_string, dimension_colours, template_text
from hedgesite.words import unmarked


def style_sheet(book: Book) -> str:
    """The CSS of sheets. Names in capitals in the template stand for what only the companion knows."""
    article, direction = book.site.library.article, book.site.direction
    sides = ("left", "right") if direction == "ltr" else ("right", "left")
    sheet = template_text(book.site, "text.css") + template_text(book.site, "pdf.css")
    for name, value in {
        "START": sides[0],
        "END": sides[1],
        "FAMILY": FAMILY,
        '"SHORT"': css_string(article.short or article.title),
    }.items():
        sheet = sheet.replace(name, value)
    draft = _draft(book) if article.draft else ""
    return f"{font_faces()}\n{sheet}\n{dimension_colours(book.site.library.dimensions)}{draft}"


def _draft(book: Book) -> str:
    """What a draft is called at the head of each sheet."""
    said = css_string(unmarked(book.site.words.gettext("Draft")))
    return f"@page {{ @top-center {{ content: {said}; font: 700 8.5pt {FAMILY} }} }}\n"
