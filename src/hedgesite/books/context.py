"""A book's view of the site: its links name addresses below the site's root until the whole book is known."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from markupsafe import Markup

from hedgesite.model.image import PublishedImage
from hedgesite.model.text import Block, CitationGroup, Display, Image
from hedgesite.render.display_html import displayed
from hedgesite.render.page_context import PageContext
from hedgesite.render.passage_views import passage_view
from hedgesite.render.raised import after_punctuation
from hedgesite.render.section_renderer import SectionHooks

SITE = "site:"
"""Scheme of links and images whose address is a path below the site's root. No content can have it."""
_WIDEST = 1600
"""Pixels that an image of a book has at most: 240 dots an inch across the text of a sheet."""


class BookContext(PageContext):
    """The view that one part of a book has of the site."""

    def href(self, address: str) -> str:
        return f"{SITE}{address}"


@dataclass(frozen=True, slots=True)
class BookHooks(SectionHooks):
    """Rendering of a section for a book: no panels, downloads or pop-ups."""

    def citation(self, group: CitationGroup) -> str:
        """A citation has an id, so that an index can name the page on which it stands."""
        # `super()` finds no class here, since slots make a new one.
        return f'<span id="{citation_id(self.section.id, group)}">{SectionHooks.citation(self, group)}</span>'

    def display(self, display: Display, html: str) -> str:
        return displayed(display, html)

    def image(self, image: Image, display: Display) -> str:  # noqa: ARG002  (the hook of all texts)
        shown = self.context.site.images.get(image.path)
        return image_html(shown, image) if shown else f"<p>{escape(image.alt, quote=False)}</p>\n"

    def passage(self, block: Block, html: str) -> str:
        site = self.context.site
        view = passage_view(self.context, site.library.passage_by_id[block.id])
        return site.render("books/passage.html", passage=view, html=Markup(after_punctuation(html)))


def citation_id(section: str, group: CitationGroup) -> str:
    """Id of a citation within a text. No id of content has a full stop."""
    return f"cited.{section}.{group.number}"


def image_html(shown: PublishedImage, image: Image) -> str:
    """An image in the width that a sheet needs."""
    fitting = [each for each in shown.renditions if each.width <= _WIDEST]
    file = fitting[-1] if fitting else shown.renditions[0]
    return (
        f'<img src="{SITE}{file.path}" alt="{escape(image.alt)}" width="{shown.full.width}"'
        f' height="{shown.full.height}">\n'
    )
