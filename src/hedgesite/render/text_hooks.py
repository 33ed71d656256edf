"""HTML of what only the companion knows within a text: citations, typed links, calls of notes, figures and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Protocol

from markupsafe import Markup
from markupsafe import escape as escape_markup

from hedgesite.markdown import (
    RenderHooks,
    formula_html,
    render_markup,
)
from hedgesite.mathml import Formula
from hedgesite.model.dates import Edtf
from hedgesite.model.kinds import kind_of
from hedgesite.model.text import (
    Block,
    Citation,
    CitationGroup,
    Display,
    Heading,
    Image,
    Note,
    TypedLink,
)
from hedgesite.render.display_html import caption_of, displayed, download_html, image_html
from hedgesite.render.environment import dir_attribute, isolated
from hedgesite.render.formula_html import equation_number, formula_of
from hedgesite.render.locator_words import spoken
from hedgesite.render.page_notes import PageNotes
from hedgesite.render.site import Site
from hedgesite.styles import format_citation
from hedgesite.styles.style import Piece
from hedgesite.words import Words, date_in_words


class Surroundings(Protocol):
    """What a text needs of the page that it stands on."""

    site: Site
    notes: PageNotes

    @property
    def words(self) -> Words: ...

    def href(self, address: str) -> str: ...

    def to(self, kind: str, id: str) -> str: ...

    def popup_id(self, kind: str, id: str) -> str: ...


@dataclass(frozen=True, slots=True)
class TextHooks(RenderHooks):
    """Rendering of citations, typed links and notes in any text."""

    context: Surroundings

    def citation(self, group: CitationGroup) -> str:
        return self._citation(group, format_citation(group, self.context.site.references, self._markup))

    def _citation(self, group: CitationGroup, pieces: Sequence[Piece]) -> str:
        raised = " hs-noted" if all(piece.html.startswith("<sup>") for piece in pieces) and pieces else ""
        inner = "".join(map(self._piece, pieces))
        return f'<span class="hs-citation{raised}"{self._turned(group, pieces)}>{inner}</span>'

    def _piece(self, piece: Piece) -> str:
        if piece.citation is None:
            return piece.html
        return self._cited(piece.html, piece.citation) + "".join(map(self._unseen, piece.others))

    def _key(self, citation: Citation) -> str | None:
        """The present key of the source that is cited."""
        return self.context.site.derived.names.resolve("source", citation.key)

    def _unseen(self, citation: Citation) -> str:
        """A link that only the pop-up of its citation shows: `1–4` names two of four sources."""
        key = self._key(citation)
        if key is None:
            return ""
        href, popup = self.context.to("source", key), self.context.popup_id("source", key)
        return f'<a hidden href="{href}" data-pop="{popup}"{self._located(citation)}></a>'

    def _located(self, citation: Citation) -> str:
        """The attribute that tells a pop-up which place of the source is cited."""
        if citation.locator is None:
            return ""
        return f' data-locator="{escape(spoken(self.context.words, citation.locator))}"'

    def _markup(self, markdown: str) -> str:
        """HTML of a prefix or suffix, in the article's language."""
        return render_markup(markdown, self.context.site.library.article.language)

    def _turned(self, group: CitationGroup, pieces: Sequence[Piece]) -> str:
        """A citation that is part of the sentence brings its own parentheses: they run as its name does."""
        name = next((piece.html for piece in pieces if piece.citation), "")
        return dir_attribute(Markup(name), self.context.site.direction) if group.is_narrative else ""

    def _cited(self, html: str, citation: Citation) -> str:
        key = self._key(citation)
        if key is None:
            return html
        located = self._located(citation)
        turned = dir_attribute(Markup(html), self.context.site.direction)
        title = self.context.site.library.source_by_key[key].text("title")
        # What is seen is the name; what it leaves out is the description, which is heard after it.
        is_new = title and title.casefold() not in Markup(html).striptags().casefold()
        described = f' aria-description="{escape(title)}"' if is_new else ""
        return (
            f'<a class="hs-cite" role="doc-biblioref" href="{self.context.to("source", key)}"{described}'
            f' data-pop="{self.context.popup_id("source", key)}"{located}{turned}>{html}</a>'
        )

    def link(self, link: TypedLink, inner: str) -> str:
        names = self.context.site.derived.names
        id = names.resolve(link.kind, link.target)
        if id is None:
            return inner
        popup = f' data-pop="{self.context.popup_id(link.kind, id)}"' if kind_of(link.kind).popup else ""
        role = ' role="doc-glossref"' if link.kind == "term" else ""
        label = inner or escape_markup(isolated(self.context.site.labels[link.kind, id], self.context.site.direction))
        return (
            f'<a class="hs-link hs-link--{link.kind}"{role} href="{self.context.to(link.kind, id)}"{popup}>{label}</a>'
        )

    def note_call(self, note: Note, call: int) -> str:
        return self.context.notes.call(note)

    def display(self, display: Display, html: str) -> str:
        return displayed(display, f"{html}{download_html(self.context.site, self.context.href, display)}")

    def date(self, date: Edtf) -> str:
        return escape(date_in_words(self.context.words, date), quote=False)

    def formula(self, formula: Formula, shown_as: Display | None) -> str:
        return formula_of(self.context.site, self.context.href, formula, shown_as)

    def caption(self, display: Display, html: str) -> str:
        if display.kind == "equation":
            return equation_number(self.context.site, self.context.href, display, "figcaption")
        return caption_of(self.context.site, display, html)

    def image(self, image: Image, display: Display) -> str:
        return image_html(self.context.site, self.context.href, image, display)

    def passage(self, block: Block, html: str) -> str:
        return f'<div id="{block.id}">{html}</div>'

    def heading(self, heading: Heading, html: str) -> str:
        return with_id(html, heading.id)


def with_id(html: str, id: str) -> str:
    """The HTML of a heading, with an id."""
    return f'{html[:3]} id="{id}"{html[3:]}'


@dataclass(frozen=True, slots=True)
class ListHooks(TextHooks):
    """Rendering of a display outside its section, where its ids and notes are not."""

    def display(self, display: Display, html: str) -> str:
        download = download_html(self.context.site, self.context.href, display)
        return displayed(replace(display, id=""), f"{html}{download}")

    def formula(self, formula: Formula, shown_as: Display | None) -> str:
        return formula_html(formula)

    def note_call(self, note: Note, call: int) -> str:
        return ""

    def passage(self, block: Block, html: str) -> str:
        return html
