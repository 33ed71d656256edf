"""What can be named: every kind of thing, by id and by former id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.diagnostics import Origin
from hedgesite.model.base import origin_of
from hedgesite.model.library import Library

KINDS = ("section", "passage", "dimension", "hypothesis", "actor", "event", "term", "source", "series", "page")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that has an id: where the id is written, and the ids it had before."""

    kind: str
    id: str
    origin: Origin
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Everything in a companion that can be mentioned."""

    things: tuple[Named, ...]
    canonical: Mapping[tuple[str, str], str]
    """Kind and id, or former id, to the id."""
    unreadable: frozenset[tuple[str, str]]

    def resolve(self, kind: str, id: str) -> str | None:
        """The id that a mention means, or None where there is no such thing."""
        return self.canonical.get((kind, id))

    def is_silent(self, kind: str, id: str) -> bool:
        """Whether a mention of an unknown thing follows from a fault that is reported elsewhere."""
        return (kind, id) in self.unreadable or (kind, "*") in self.unreadable

    def ids(self, kind: str) -> list[str]:
        """The ids of a kind, in the order of the files."""
        return [thing.id for thing in self.things if thing.kind == kind]

    @classmethod
    def of(cls, library: Library) -> Names:
        """Collect the names of a companion. Where an id stands twice, the first one is meant."""
        things = tuple(_things(library))
        canonical: dict[tuple[str, str], str] = {}
        for thing in things:
            canonical.setdefault((thing.kind, thing.id), thing.id)
        for thing in things:
            for alias in thing.aliases:
                canonical.setdefault((thing.kind, alias), thing.id)
        return cls(things, MappingProxyType(canonical), library.unreadable)


def _things(library: Library) -> Iterable[Named]:
    for section in library.sections:
        yield Named("section", section.id, Origin(section.file), section.matter.aliases)
        for passage in section.passages:
            written = passage.block.id_origin or passage.origin
            yield Named("passage", passage.id, written, passage.annotation.aliases)
    for source in library.sources:
        yield Named("source", source.key, source.origin, source.aliases)
    for series in library.series:
        yield Named("series", series.id, Origin(series.file), series.series.aliases)
    for page in library.pages:
        yield Named("page", page.id, Origin(page.file), page.matter.aliases)
    for kind, items in (
        ("dimension", library.dimensions),
        ("hypothesis", library.hypotheses),
        ("actor", library.actors),
        ("event", library.events),
        ("term", library.terms),
    ):
        for item in items:
            yield Named(kind, item.id, origin_of(item.id, item.origin), item.aliases)
