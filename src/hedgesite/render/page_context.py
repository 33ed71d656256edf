"""Everything that depends on a page's location: relative links, rendered Markdown, and required pop-ups."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar, cast

from markupsafe import Markup

from hedgesite.derive import CitationOccurrence
from hedgesite.markdown import (
    RenderedBody,
    plain_text,
    render_body,
    render_inline,
)
from hedgesite.model.base import Prose
from hedgesite.model.direction import direction_of
from hedgesite.model.library import Passage, Section
from hedgesite.model.text import (
    Body,
)
from hedgesite.model.translations import in_the_original
from hedgesite.render.dependencies import Dependency, Read
from hedgesite.render.page_notes import PageNotes
from hedgesite.render.raised import settled
from hedgesite.render.readable import readable
from hedgesite.render.site import Site
from hedgesite.render.text_hooks import TextHooks
from hedgesite.words import Words
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
