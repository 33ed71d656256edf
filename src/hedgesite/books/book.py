"""A book before it is written: its parts as trees, with all links settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from xml.etree.ElementTree import Element

from markupsafe import Markup

from hedgesite.books.context import citation_id
from hedgesite.books.links import ids_of, places_of, settle_links
from hedgesite.books.parts import Part, parts_of
from hedgesite.books.tree import TYPE, read_html
from hedgesite.derive import CitationOccurrence
from hedgesite.model.kinds import displays
from hedgesite.render.page_notes import EndnoteView
from hedgesite.render.site import Site
from hedgesite.words import unmarked, with_languages

_KEPT = frozenset(
    {"alt", "aria-label", "class", "colspan", "dir", "height", "href", "id", "lang", "role", "rowspan", "scope", "src"}
    | {"start", "title", "type", "value", "width", TYPE}
)
"""Attributes of HTML that a book keeps; others are for the scripts of pages."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part as a tree: a `section` with the part's id, and its notes, each an `aside`."""

    part: Part
    tree: Element
    notes: tuple[Element, ...]


class Place(NamedTuple):
    """A place in the text: an id, and the passage or section that has it."""

    id: str
    within: str


class Entry(NamedTuple):
    """An entry of an index, with the address of what it is about."""

    name: str
    address: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Book:
    """The parts of a book, and the ids that its links may lead to."""

    site: Site
    parts: tuple[Part, ...]

    @cached_property
    def places(self) -> Mapping[str, str]:
        return places_of(self.site)

    def chapters(self, parts: Iterable[Part] | None = None, ids: Iterable[str] = ()) -> tuple[Chapter, ...]:
        """Parts as trees of their own; `ids` are those that other trees of the book have."""
        made = [_chapter(part) for part in (self.parts if parts is None else parts)]
        known = {id for each in made for tree in (each.tree, *each.notes) for id in ids_of(tree)}.union(ids)
        for each in made:
            for tree in (each.tree, *each.notes):
                settle_links(tree, self.places, known, self.site.site_url)
                _keep_attributes(tree)
        return tuple(made)

    def indexes(self) -> tuple[tuple[str, str, list[Entry]], ...]:
        """The id, the title and the entries of each index."""
        words = self.site.words
        return (
            ("dimension-index", words.gettext("Index of dimensions"), self.dimension_places),
            ("source-index", words.gettext("Index of sources"), self.source_places),
        )

    @property
    def dimension_places(self) -> list[Entry]:
        """Entries of the index of dimensions: the passages that are coded to each."""
        derived, library = self.site.derived, self.site.library
        found = (
            Entry(
                each.name,
                derived.routes["dimension", each.id],
                tuple(Place(id, id) for id in derived.relations.coded.get(("dimension", each.id), ())),
            )
            for each in library.dimensions
        )
        return [entry for entry in found if entry.places]

    @property
    def source_places(self) -> list[Entry]:
        """Entries of the index of sources: where the text and the remarks on its passages cite each."""
        site, found = self.site, list[Entry]()
        for key, reference in site.references.items():
            mentions = site.derived.relations.mentions.get(key, ())
            places = tuple(dict.fromkeys(place for mention in mentions if (place := _place_of(mention))))
            if places:
                name = f"{reference.label} {reference.year}"
                found.append(Entry(name, site.derived.routes["source", key], places))
        return found


_IN_TEXT = frozenset(("passage", *(kind.id for kind in displays())))


def _place_of(mention: CitationOccurrence) -> Place | None:
    """Where a citation stands; None for one in a list of the book, such as the glossary."""
    if mention.section:
        return Place(citation_id(mention.section, mention.group), mention.passage or mention.section)
    if mention.about and mention.about[0] in _IN_TEXT:
        return Place(mention.about[1], mention.about[1])
    return None


def book_of(site: Site) -> Book:
    """The book of a site's companion."""
    return Book(site, parts_of(site))


def rendered_part(site: Site, id: str, title: str, kind: str, **views: object) -> Part:
    """A part that lists places of the others: contents or an index."""
    template = id if id == "contents" else "index"
    html = site.render(f"books/{template}.html", title=title, **views)
    return Part(f"part.{id}", unmarked(title), kind, Markup(with_languages(html, site.direction)))


def _chapter(part: Part) -> Chapter:
    tree = read_html(part.html)
    if len(tree) == 1:
        tree = tree[0]
    tree.tail = None
    tree.set("id", part.id)
    if part.language:
        tree.set("lang", part.language)
    return Chapter(part, tree, tuple(_note(note) for note in part.notes))


def _note(note: EndnoteView) -> Element:
    """A note with its number, which leads back to where it is called first."""
    made = read_html(note.html)
    made.tag = "aside"
    made.attrib = {"id": note.id, "class": "ed-note", "role": "doc-footnote", TYPE: "footnote"}
    number = Element("a", {"class": "ed-note__number", "href": note.calls[0][0] if note.calls else ""})
    number.text = str(note.number)
    first = made[0] if len(made) and made[0].tag == "p" and not (made.text or "").strip() else made
    number.tail = f" {first.text or ''}"
    first.text = None
    first.insert(0, number)
    return made


def _keep_attributes(tree: Element) -> None:
    for element in tree.iter():
        if not element.tag.startswith("{"):
            element.attrib = {key: value for key, value in element.attrib.items() if key in _KEPT}
