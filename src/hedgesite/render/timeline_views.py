"""Template views of the timeline: the chart and its filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hedgesite.derive.timeline import Timeline
from hedgesite.model.content import Dimension
from hedgesite.render.charts.timeline_chart import Lane, Moment, TimelineChart, timeline_chart
from hedgesite.render.page_context import PageContext
from hedgesite.render.views import dimension_view
from hedgesite.words import count_in_words, date_in_words

NO_DIMENSION = "-"
"""Filter value of events without a dimension; no id can have this form."""


class Choice(NamedTuple):
    """A filter choice, with the number of its events."""

    id: str
    name: str
    events: int


def chart_of(context: PageContext, timeline: Timeline, title: str) -> TimelineChart:
    """The diagram of a timeline, whose events lead to the list of events."""
    return timeline_chart(lanes_of(context, timeline), title, context.site.direction, context.words)


def lanes_of(context: PageContext, timeline: Timeline) -> tuple[Lane, ...]:
    """A lane for each dimension that has events, and one for events without."""
    by_id = {dimension.id: dimension for dimension in context.site.library.dimensions}
    return tuple(
        _lane(context, by_id.get(id or ""), _moments(context, timeline, events)) for id, events in timeline.lanes
    )


def _lane(context: PageContext, dimension: Dimension | None, moments: tuple[Moment, ...]) -> Lane:
    count = count_in_words(context.words, len(moments), "event")
    if dimension is None:
        return Lane(context.words.gettext("Without a dimension"), "", "", "", count, moments)
    css, href = f"hs-dim--{dimension.id}", context.to("dimension", dimension.id)
    return Lane(dimension_view(context, dimension).title, dimension.mark, css, href, count, moments)


def _moments(context: PageContext, timeline: Timeline, ids: Sequence[str]) -> tuple[Moment, ...]:
    wanted = set(ids)
    return tuple(
        Moment(
            event.id,
            event.name,
            date_in_words(context.words, event.date),
            context.to("event", event.id),
            timeline.stretches[event.id],
        )
        for event in timeline.events
        if event.id in wanted
    )


def actor_choices(context: PageContext, timeline: Timeline) -> tuple[Choice, ...]:
    """The actors that have events, by name."""
    found = Counter(actor for actors in timeline.actors.values() for actor in actors)
    choices = (Choice(id, context.site.labels["actor", id], number) for id, number in found.items())
    return tuple(sorted(choices, key=lambda choice: choice.name.casefold()))


def dimension_choices(context: PageContext, timeline: Timeline) -> tuple[Choice, ...]:
    """The dimensions that have events, in the codebook's order, and last that an event has none."""
    none = context.words.gettext("none")
    titles = {each.id: dimension_view(context, each).title for each in context.site.library.dimensions}
    return tuple(Choice(id or NO_DIMENSION, titles.get(id or "", none), len(events)) for id, events in timeline.lanes)


def filter_words(dimensions: Iterable[str]) -> str:
    """The dimensions of an event as the filter script reads them."""
    return " ".join(dimensions) or NO_DIMENSION
