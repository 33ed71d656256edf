"""Everything that depends on a page's location: relative links, rendered Markdown, and required pop-ups."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import TypeVar, cast

from markupsafe import Markup
from markupsafe import escape as escape_markup

from hedgesite.derive import CitationOccurrence
from hedgesite.markdown import (
    RenderedBody,
    RenderHooks,
    formula_html,
    plain_text,
    render_body,
    render_inline,
    render_markup,
)
from hedgesite.mathml import Formula
from hedgesite.model.base import Prose
from hedgesite.model.dates import Edtf
from hedgesite.model.direction import direction_of
from hedgesite.model.kinds import kind_of
from hedgesite.model.library import Passage, Section
from hedgesite.model.text import (
    Block,
    Body,
    Citation,
    CitationGroup,
    Display,
    Heading,
    Image,
    Note,
    TypedLink,
)
from hedgesite.model.translations import in_the_original
from hedgesite.render.dependencies import Dependency, Read
from hedgesite.render.display_html import caption_of, displayed, download_html, image_html
from hedgesite.render.formula_html import equation_number, formula_of
from hedgesite.render.locator_words import spoken
from hedgesite.render.page_notes import PageNotes
from hedgesite.render.raised import settled
from hedgesite.render.readable import readable
from hedgesite.render.site import Site, dir_attribute, isolated
from hedgesite.styles import format_citation
from hedgesite.styles.style import Piece
from hedgesite.words import Words, date_in_words
from hedgesite.words.cldr import own_name

W = TypeVar("W", Body, str, int)
V = TypeVar("V")


class PageContext:
    """One page's view of the site. It collects the pop-ups that the page's text needs."""

    FOR_TEMPLATES = frozenset(("href", "path", "context_objects", "to_original"))
    """What templates of a companion's own may ask it for."""

    def __init__(self, site: Site, path: str) -> None:
        self.site = site
        self.path = path
        self.way_up = "../" * path.count("/")
        """Relative path from the page to the site's root."""
        self.popups: dict[tuple[str, str], None] = {}
        """Kind and id of the things that the page's links show in pop-ups, in order of first mention."""
        self.notes = PageNotes()
        """The notes of the fields that the page shows."""
        self.read: dict[Dependency, Read] = {}
        """The dependencies of the page on the sections' words."""
        self._links, self._views = site.made_alike.on(path)

    @property
    def words(self) -> Words:
        """The words of the companion's language."""
        return self.site.words

    def body_of(self, section: Section) -> Body:
        """The text of a section."""
        self._note(("body", section.id, 0), section.body)
        return section.body

    def text_of(self, passage: Passage) -> str:
        """The plain text of a passage."""
        text = readable(self.site, self._note(("text", passage.id, 0), passage.block.said), passage.section)
        return text if self.site.is_said("passage", passage.id) else in_the_original(text)

    def line_of(self, passage: Passage) -> int:
        """The line of its file on which a passage begins."""
        return self._note(("line", passage.id, 0), passage.origin.line)

    def sentence_of(self, mention: CitationOccurrence) -> str:
        """The sentence that contains a citation."""
        group = mention.group
        said = self.site.sentences.of(mention) if self.site.edition else group.said
        if mention.section and not self.site.edition:
            self._note(("sentence", mention.section, group.number), said)
        return readable(self.site, said, mention.section)

    def _note(self, dependency: Dependency, words: W) -> W:
        self.read[dependency] = words
        return words

    def href(self, address: str) -> str:
        """A link from this page to an address below the site's root: in the page's language, where it has that page."""
        address = self.site.address(address)
        path, _, fragment = address.partition("#")
        return f"#{fragment}" if path == self.path and fragment else f"{self.way_up}{address}" or "./"

    def context_objects(self, keys: Sequence[str]) -> Markup:
        """An empty element for each source, which reference managers read."""
        return self.site.context_objects(keys)

    def to_original(self, address: str) -> str:
        """A link from this page to an address in the companion's own language."""
        return f"{self.way_up}{address}" or "./"

    def languages_of(self, kind: str, id: str) -> tuple[tuple[str, str, str], ...]:
        """Other languages in which a thing can be read: the tag of each, its own name, and the link."""
        path, _, fragment = self.site.derived.routes[kind, id].partition("#")
        others = (each for each in self.site.alternates(path) if each[0] != self.site.language)
        to = f"#{fragment}" if fragment else ""
        return tuple((tag, own_name(tag), f"{self.to_original(found)}{to}") for tag, found in others)

    def once(self, key: Hashable, make: Callable[[], V]) -> V:
        """What `make` gave for a key before, on this page or another one that lies equally deep. It must depend on
        nothing else, and record nothing: no pop-up, no note, no words of sections."""
        if key not in self._views:
            self._views[key] = make()
        return cast("V", self._views[key])

    def to(self, kind: str, id: str) -> str:
        """A link from this page to a thing."""
        key = kind, id
        return self._links.get(key) or self._links.setdefault(key, self.href(self.site.derived.routes[key]))

    def block(self, prose: Prose) -> Markup:
        """A Markdown field as paragraphs."""
        if not prose:
            return Markup("")
        html = Markup(self._rendered(prose).html)
        if self.site.is_said_prose(prose):
            return html
        language = self.site.original_language
        return Markup('<div lang="{}" dir="{}">{}</div>').format(language, direction_of(language), html)

    def inline(self, prose: Prose) -> Markup:
        """A Markdown field within a line."""
        if not prose:
            return Markup("")
        html = self.notes.define(settled(render_inline(self.site.library.prose[prose], TextHooks(self)))).html
        return Markup(html if self.site.is_said_prose(prose) else in_the_original(html))

    def plain(self, prose: Prose) -> str:
        """A Markdown field as plain text."""
        return plain_text(self.site.library.prose[prose]) if prose else ""

    def text(self, body: Body) -> RenderedBody:
        """A text whose notes stand at the foot of the page."""
        return self.notes.define(settled(render_body(body, TextHooks(self))))

    def popup_id(self, kind: str, id: str) -> str:
        """Id of a pop-up's content on the page. Calling this adds the pop-up to the page."""
        self.popups[kind, id] = None
        return popup_id(kind, id, self.site)

    def _rendered(self, prose: Prose) -> RenderedBody:
        return self.text(self.site.library.prose[prose])


def popup_id(kind: str, id: str, site: Site) -> str:
    """Id of the element that holds a pop-up's content."""
    address = site.derived.routes[kind, id].strip("/")
    return "pop-" + re.sub(r"[^a-z0-9-]+", "-", address)


@dataclass(frozen=True, slots=True)
class TextHooks(RenderHooks):
    """Rendering of citations, typed links and notes in any text."""

    context: PageContext

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

    def _unseen(self, citation: Citation) -> str:
        """A link that only the pop-up of its citation shows: `1–4` names two of four sources."""
        key = self.context.site.derived.names.resolve("source", citation.key)
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
        key = self.context.site.derived.names.resolve("source", citation.key)
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
