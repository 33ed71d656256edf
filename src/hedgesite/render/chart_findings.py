"""What a chart or a matrix shows, in one sentence: its title."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from hedgesite.derive.coding import Cooccurrence
from hedgesite.derive.timeline import Timeline
from hedgesite.render.page_context import PageContext
from hedgesite.words import count_in_words, date_in_words

_LISTED = 2
"""Most names or pairs that a title lists where they share the first place."""


def lanes_finding(context: PageContext, timeline: Timeline) -> str:
    """Which dimension has most events; empty where that says nothing, as with one dimension or many equal ones."""
    sizes = {id: len(events) for id, events in timeline.lanes if id is not None}
    most = max(sizes.values(), default=0)
    first = [id for id, size in sizes.items() if size == most]
    if len(sizes) < 2 or len(first) > _LISTED or len(first) == len(sizes):
        return ""
    names = context.words.listed([context.site.labels["dimension", id] for id in first])
    fields = {"names": names, "number": context.words.number(most), "all": context.words.number(len(timeline.events))}
    if len(first) > 1:
        return context.words.gettext("%(names)s have most events: %(number)s of %(all)s each.", **fields)
    return context.words.gettext("%(names)s has most events: %(number)s of %(all)s.", **fields)


def stretch_finding(context: PageContext, timeline: Timeline, dimension: str) -> str:
    """How many events a dimension has, and from when to when; empty without an event."""
    within = [event for event in timeline.events if dimension in timeline.dimensions[event.id]]
    if not within:
        return ""
    events = count_in_words(context.words, len(within), "event")
    first, last = (date_in_words(context.words, event.date) for event in (within[0], within[-1]))
    if first == last:
        return context.words.gettext("%(events)s: %(date)s.", events=events, date=first)
    return context.words.gettext("%(events)s, from %(first)s to %(last)s.", events=events, first=first, last=last)


def pairs_finding(context: PageContext, cooccurrence: Cooccurrence, actors: Sequence[str]) -> str:
    """Which two actors share most passages; empty where none share any."""
    shared = {pair: len(cooccurrence.together(*pair)) for pair in combinations(actors, 2)}
    most = max(shared.values(), default=0)
    if not most:
        return ""
    first = [pair for pair, number in shared.items() if number == most]
    passages = count_in_words(context.words, most, "passage")
    if len(first) > 1:
        pairs = context.words.number(len(first))
        return context.words.gettext(
            "%(pairs)s pairs of actors appear together most often: in %(passages)s each.",
            pairs=pairs,
            passages=passages,
        )
    names = context.words.listed([context.site.labels["actor", actor] for actor in first[0]])
    return context.words.gettext(
        "%(names)s appear together most often: in %(passages)s.", names=names, passages=passages
    )
