"""The style sheet of a PDF: the templates' own, with what depends on the companion filled in."""

from __future__ import annotations

from hedgesite.editions.edition import Edition
from hedgesite.editions.pdf.fonts import FAMILY, font_faces
from hedgesite.editions.style import css_string, dimension_colours, template_text
from hedgesite.words import unmarked


def style_sheet(edition: Edition) -> str:
    """The CSS of sheets. Names in capitals in the template stand for what only the companion knows."""
    article, direction = edition.site.library.article, edition.site.direction
    sides = ("left", "right") if direction == "ltr" else ("right", "left")
    sheet = template_text(edition.site, "text.css") + template_text(edition.site, "pdf.css")
    for name, value in {
        "START": sides[0],
        "END": sides[1],
        "FAMILY": FAMILY,
        '"SHORT"': css_string(article.short or article.title),
    }.items():
        sheet = sheet.replace(name, value)
    draft = _draft(edition) if article.draft else ""
    return f"{font_faces()}\n{sheet}\n{dimension_colours(edition.site.library.dimensions)}{draft}"


def _draft(edition: Edition) -> str:
    """What a draft is called at the head of each sheet."""
    said = css_string(unmarked(edition.site.words.gettext("Draft")))
    return f"@page {{ @top-center {{ content: {said}; font: 700 8.5pt {FAMILY} }} }}\n"
