"""Key of a build: it stays equal if nothing but the words of sections changes."""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.cache.keys import BuildKey
from hedgesite.model import kinds
from hedgesite.model.base import Value
from hedgesite.model.counterparts import Counterpart
from hedgesite.model.library import FileEntity, Library
from hedgesite.model.text import Body, CitationGroup


def build_key(library: Library, site_url: str) -> BuildKey:
    """Everything in a library except the words of its sections, and the address of its site.

    The library must have been loaded with a memo, which returns the same objects for unchanged files.
    """
    return BuildKey(
        identical=(
            library.article,
            library.codebook,
            library.words,
            *(items for kind, items in library.entities.items() if not kinds.kind_of(kind).folder),
            *(each.value for each in _filed(library)),
            *(part for page in library.pages for part in (page.matter, page.body)),
            *(section.matter for section in library.sections),
            *(part for each in library.counterparts for part in _of_counterpart(each)),
            *(each.value for each in library.versions),
        ),
        equal=(
            site_url,
            library.root,
            tuple(library.styles.items()),
            tuple((each.id, each.file) for each in _filed(library)),
            tuple((page.id, page.file) for page in library.pages),
            tuple((each.name, each.file) for each in library.versions),
            tuple(library.images.values()),
            tuple(library.tables.values()),
            tuple(library.copies.values()),
            tuple((each.id, each.number, each.file, _outline(each.body)) for each in library.sections),
            tuple((it.id, it.language, it.file, _outline(it.body)) for it in library.counterparts),
        ),
    )


def _filed(library: Library) -> Iterator[FileEntity[Value]]:
    return (item for items in library.entities.values() for item in items if isinstance(item, FileEntity))


def _of_counterpart(counterpart: Counterpart) -> tuple[object, ...]:
    """Its front matter; the text of a free page as well, which has no passages that pages could depend on."""
    return (counterpart.matter, counterpart.body) if counterpart.kind == "page" else (counterpart.matter,)


def _outline(body: Body) -> tuple[object, ...]:
    """Structure of a body without its words: its elements, their ids and their order."""
    return (
        tuple((block.id, block.number, block.heading) for block in body.blocks),
        tuple(_cited(group) for group in body.citations),
        tuple((link.kind, link.target, link.passage, link.note) for link in body.links),
        tuple((note.label, note.number, note.passage, note.after) for note in body.notes),
        body.displays,
        tuple((heading.level, heading.id, heading.text) for heading in body.headings),
    )


def _cited(group: CitationGroup) -> tuple[object, ...]:
    return group.number, group.passage, group.note, group.content
