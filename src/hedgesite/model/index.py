"""What can be named: every kind of thing, by id and by former id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

from hedgesite.diagnostics import Origin
from hedgesite.messages import Known
from hedgesite.model import kinds
from hedgesite.model.base import Prose, Ref, Value, origin_of
from hedgesite.model.library import FileEntity, FreePage, Library, Passage, Section
from hedgesite.model.source import Source


@dataclass(frozen=True, slots=True)
class Entity:
    """A thing that has an id: where the id is written, and the ids it had before."""

    kind: str
    id: str
    origin: Origin
    aliases: tuple[str, ...] = ()
    label: str = ""
    """What it is called where there is little room. Of a source, its style knows a better one."""
    title: str = ""
    value: Value | None = None
    """What the YAML says of it; None of a source."""
    item: Any = field(default=None, repr=False)
    """The thing itself, as the library holds it."""

    @property
    def dated(self) -> str:
        """Its title, with its date where it has one."""
        date = getattr(self.value, "date", None)
        return f"{self.title} ({date.text})" if date else self.title

    @property
    def about(self) -> Prose:
        """What the files say that it is."""
        prose: Prose = getattr(self.value, kinds.kind_of(self.kind).about, Prose())
        return prose


@dataclass(frozen=True)
class EntityIndex:
    """Everything in a companion that can be mentioned."""

    things: tuple[Entity, ...]
    canonical: Mapping[tuple[str, str], str]
    """Kind and id, or former id, to the id."""
    unreadable: frozenset[tuple[str, str]]

    def resolve(self, kind: str, id: str) -> str | None:
        """The id that a mention means, or None where there is no such thing."""
        return self.canonical.get((kind, id))

    def is_silent(self, kind: str, id: str) -> bool:
        """Whether a mention of an unknown thing follows from a fault that is reported elsewhere."""
        return (kind, id) in self.unreadable or (kind, "*") in self.unreadable

    def meant(self, kind: str, refs: Iterable[Ref]) -> tuple[str, ...]:
        """The ids that mentions mean, each once; those of unknown things are left out."""
        return tuple(dict.fromkeys(id for ref in refs if (id := self.resolve(kind, ref.id))))

    @cached_property
    def by_id(self) -> Mapping[tuple[str, str], Entity]:
        """Things by kind and id. Of two with one id the first is meant."""
        return MappingProxyType({(thing.kind, thing.id): thing for thing in reversed(self.things)})

    @cached_property
    def known(self) -> Mapping[str, Known]:
        """Kind to the ids that an unknown one may be meant to be, those that could not be read among them."""
        unread = sorted(key for key in self.unreadable if key[1] != "*")
        ids = ((kind, [*self.of_kind(kind), *(id for of, id in unread if of == kind)]) for kind in kinds.ids())
        return MappingProxyType({kind: Known(found) for kind, found in ids})

    def of_kind(self, kind: str) -> dict[str, Entity]:
        """The things of a kind by id, in the order of the files."""
        return {thing.id: self.by_id[kind, thing.id] for thing in self.things if thing.kind == kind}

    @classmethod
    def of(cls, library: Library) -> EntityIndex:
        """Collect the names of a companion. Where an id stands twice, the first one is meant."""
        things = tuple(_things(library))
        canonical: dict[tuple[str, str], str] = {}
        for thing in things:
            canonical.setdefault((thing.kind, thing.id), thing.id)
        for thing in things:
            for alias in thing.aliases:
                canonical.setdefault((thing.kind, alias), thing.id)
        return cls(things, MappingProxyType(canonical), library.unreadable)


def _things(library: Library) -> Iterator[Entity]:
    # What has a file or an entry of its own comes first: exports keep this order from version to version.
    for kind in sorted(kinds.KINDS, key=lambda kind: kind.is_yaml and not kind.folder):
        for item in library.entities.get(kind.id, ()):
            yield _named(kind, item)
            if isinstance(item, Section):
                yield from map(_passage, item.passages, [item.short] * len(item.passages))


def _named(kind: kinds.Kind, item: Any) -> Entity:
    if isinstance(item, Source):
        title = item.text("title")
        return Entity(kind.id, item.key, item.origin, item.aliases, item.key, title, item=item)
    is_file = isinstance(item, Section | FreePage | FileEntity)
    value: Any = item.value if is_file else item
    origin = Origin(item.file) if is_file else origin_of(item.id, item.origin)
    names = [getattr(value, name) for name in kind.named_by]
    return Entity(kind.id, item.id, origin, value.aliases, next(filter(None, names), ""), names[-1], value, item)


def _passage(passage: Passage, section: str) -> Entity:
    origin, label = passage.block.id_origin or passage.origin, f"{section}, passage {passage.block.number}"
    annotation, text = passage.annotation, passage.block.text
    return Entity("passage", passage.id, origin, annotation.aliases, label, text, annotation, passage)


def labels_of(names: EntityIndex, sources: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], str]:
    """Kind and id to what a thing is called where a link gives it no text of its own; `sources` are keys and labels."""
    labels = {(thing.kind, thing.id): thing.label for thing in reversed(names.things)}
    return MappingProxyType(labels | {("source", key): label for key, label in sources})
