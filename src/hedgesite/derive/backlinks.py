"""Backlinks: from every thing to the passages that refer to it. Each relation is derived once, in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from types import MappingProxyType

from hedgesite.model import kinds
from hedgesite.model.base import Prose
from hedgesite.model.front_matter import Annotation
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import FreePage, Library, Passage, Section
from hedgesite.model.text import Body, Citation, CitationGroup

Thing = tuple[str, str]
"""Kind and canonical id."""


@dataclass(frozen=True, slots=True)
class CitationOccurrence:
    """One citation of a source and its place: a passage, or the description of another thing."""

    source: str
    group: CitationGroup
    citation: Citation
    passage: str | None = None
    section: str | None = None
    about: Thing | None = None
    """The thing whose description contains the citation, or the passage whose annotation does."""


@dataclass(frozen=True)
class Relations:
    """Relations between passages and things, and all citations."""

    passages_of: Mapping[Thing, tuple[str, ...]]
    """Distinct passages that annotate, link to or cite a thing (of a dimension, or of its parts), in article order."""
    coded: Mapping[Thing, tuple[str, ...]]
    """Passages whose annotation refers to a thing: the coding in the strict sense.

    What is coded to a part of a dimension is coded to the dimension too, and counts there once.
    """
    things_of: Mapping[str, tuple[Thing, ...]]
    """Things that a passage annotates, links to or cites: the exact inverse of `passages_of`."""
    mentions: Mapping[str, tuple[CitationOccurrence, ...]]
    """Every citation of a source, in reading order."""

    @cached_property
    def codes_of(self) -> Mapping[str, tuple[str, ...]]:
        """Dimensions by passage; uncoded passages are left out."""
        found: dict[str, list[str]] = defaultdict(list)
        for (kind, id), passages in self.coded.items():
            for passage in passages if kind == "dimension" else ():
                found[passage].append(id)
        return MappingProxyType({passage: tuple(ids) for passage, ids in found.items()})


def relations_of(library: Library, names: EntityIndex) -> Relations:
    """Derive all relations between passages and things, and all citations of sources."""
    things: dict[str, dict[Thing, None]] = {}
    coded: dict[Thing, dict[str, None]] = defaultdict(dict)
    mentions: dict[str, list[CitationOccurrence]] = defaultdict(list)
    for section in library.sections:
        for id, group, citation in _cited(section.body, names):
            mentions[id].append(CitationOccurrence(id, group, citation, passage=group.passage, section=section.id))
        linked = _linked(section, names)
        for passage in section.passages:
            found = things.setdefault(passage.id, {})
            for thing in _with_parents(annotated(passage.annotation, names), library):
                found[thing] = None
                coded[thing][passage.id] = None
            found.update(dict.fromkeys(_with_parents(linked.get(passage.id, ()), library)))
    for thing, body in _bodies_about(library, names):
        for id, group, citation in _cited(body, names):
            mentions[id].append(CitationOccurrence(id, group, citation, about=thing))
    passages_of: dict[Thing, list[str]] = defaultdict(list)
    for passage_id, found in things.items():
        for thing in found:
            passages_of[thing].append(passage_id)
    return Relations(
        MappingProxyType({thing: tuple(ids) for thing, ids in passages_of.items()}),
        MappingProxyType({thing: tuple(ids) for thing, ids in coded.items()}),
        MappingProxyType({passage: tuple(found) for passage, found in things.items()}),
        MappingProxyType({source: tuple(found) for source, found in mentions.items()}),
    )


def annotated(annotation: Annotation, names: EntityIndex) -> Iterator[Thing]:
    """Things that an annotation refers to, with former ids resolved."""
    for field, kind in kinds.references_of(Annotation).items():
        yield from ((kind, id) for id in names.meant(kind, annotation.refs(field)))


def _with_parents(things: Iterable[Thing], library: Library) -> Iterator[Thing]:
    """Things, and after each part of a dimension the dimension."""
    for thing in things:
        yield thing
        if thing[0] == "dimension" and (above := library.levels.parent_of.get(thing[1])):
            yield "dimension", above


def _linked(section: Section, names: EntityIndex) -> dict[str, list[Thing]]:
    found: dict[str, list[Thing]] = defaultdict(list)
    for link in section.body.links:
        id = names.resolve(link.kind, link.target)
        if link.passage and id:
            found[link.passage].append((link.kind, id))
    for id, group, _ in _cited(section.body, names):
        if group.passage:
            found[group.passage].append(("source", id))
    return found


def _cited(body: Body, names: EntityIndex) -> Iterator[tuple[str, CitationGroup, Citation]]:
    for group in body.citations:
        for citation in group.citations:
            if id := names.resolve("source", citation.key):
                yield id, group, citation


def _bodies_about(library: Library, names: EntityIndex) -> Iterator[tuple[Thing, Body]]:
    """Bodies about each thing, outside the sections' text."""
    for kind in kinds.KINDS:
        fields = kind.prose
        for thing in (thing for thing in names.things if thing.kind == kind.id):
            prose = [getattr(thing.value, field) for field in fields]
            if isinstance(thing.value, Annotation):
                prose += [
                    text for _, text in kinds.leaves(thing.value) if isinstance(text, Prose) and text not in prose
                ]
            bodies = [library.prose[text] for text in prose if text]
            of_page = [thing.item.body] if isinstance(thing.item, FreePage) else []
            yield from (((kind.id, thing.id), body) for body in (*bodies, *of_page))


def passages_by_section(library: Library, ids: Iterable[str]) -> Iterator[tuple[Section, tuple[Passage, ...]]]:
    """Group passages by their section, both in article order; sections without one are left out."""
    order = library.place_of
    passages = (library.passages[place] for place in sorted({order[id] for id in ids if id in order}))
    for section, found in groupby(passages, key=lambda passage: passage.section):
        yield library.section_by_id[section], tuple(found)
