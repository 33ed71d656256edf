"""Timeline: the days that each event covers, and its dimensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from hedgesite.model.content import Event
from hedgesite.model.dates import DatePoint, Edtf
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library


class Extent(StrEnum):
    """Meaning of the length of a stretch of time."""

    DAY = "day"
    WITHIN = "within"
    """At some time within it: the date is a month, a season or a year."""
    THROUGHOUT = "throughout"
    """From beginning to end: the date is an interval."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that a date covers, both included. An open end coincides with the other end."""

    extent: Extent
    first: date
    last: date
    starts_open: bool = False
    ends_open: bool = False
    softened: bool = False
    """Whether the date is approximate or uncertain."""


def stretch_of(edtf: Edtf) -> Stretch:
    """The days that a date covers."""
    known = [point for point in (edtf.start, edtf.end) if point]
    first, last = known[0].first_day, known[-1].last_day
    return Stretch(
        _extent(edtf, known[0]),
        first,
        last,
        starts_open=edtf.start is None,
        ends_open=edtf.end is None,
        softened=any(point.is_qualified for point in known),
    )


def _extent(edtf: Edtf, point: DatePoint) -> Extent:
    if edtf.is_interval:
        return Extent.THROUGHOUT
    return Extent.DAY if point.day is not None else Extent.WITHIN


@dataclass(frozen=True)
class Timeline:
    """Events in chronological order."""

    events: tuple[Event, ...]
    stretches: Mapping[str, Stretch]
    """Stretches by event id."""
    lanes: tuple[tuple[str | None, tuple[str, ...]], ...]
    """Event ids by dimension that has events, in the codebook's order; events without one are last, under None.

    A dimension with parts has the events of its parts, each once.
    """
    actors: Mapping[str, tuple[str, ...]]
    """Current ids of actors by event id."""
    dimensions: Mapping[str, tuple[str, ...]]
    """Current ids of dimensions by event id, in the codebook's order."""

    @cached_property
    def of_actor(self) -> Mapping[str, tuple[Event, ...]]:
        """Events by actor; actors without events are left out."""
        found: dict[str, list[Event]] = defaultdict(list)
        for event in self.events:
            for actor in self.actors[event.id]:
                found[actor].append(event)
        return MappingProxyType({actor: tuple(events) for actor, events in found.items()})


def timeline_of(library: Library, names: EntityIndex, events: Iterable[Event] | None = None) -> Timeline:
    """Lay out all events of a companion, or the given ones."""
    ordered = tuple(sorted(library.events if events is None else events, key=lambda event: event.date.sort_key))
    dimensions = {event.id: _dimensions(library, names, event) for event in ordered}
    within = {event: library.levels.with_parents(ids) for event, ids in dimensions.items()}
    lanes: list[tuple[str | None, tuple[str, ...]]] = [
        (dimension.id, tuple(event.id for event in ordered if dimension.id in within[event.id]))
        for dimension in library.dimensions
    ]
    lanes.append((None, tuple(event.id for event in ordered if not dimensions[event.id])))
    return Timeline(
        ordered,
        MappingProxyType({event.id: stretch_of(event.date) for event in ordered}),
        tuple(lane for lane in lanes if lane[1]),
        MappingProxyType({event.id: names.meant("actor", event.actors) for event in ordered}),
        MappingProxyType(dimensions),
    )


def _dimensions(library: Library, names: EntityIndex, event: Event) -> tuple[str, ...]:
    named = names.meant("dimension", event.dimensions)
    return tuple(dimension.id for dimension in library.dimensions if dimension.id in named)
