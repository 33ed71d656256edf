"""`/timeline/`: events on a scale, and all of them in a list."""

from __future__ import annotations

from hedgesite.model.page import Page
from hedgesite.render.pages.common import finished, page_entry, place_entry
from hedgesite.render.scope import Scope
from hedgesite.render.site import count_in_words
from hedgesite.render.thing_views import event_view, places
from hedgesite.render.timeline_views import actor_choices, chart_of, dimension_choices, filter_words


def timeline_page(scope: Scope) -> Page:
    """Events with their diagram, the filters of both, and the way to the passages."""
    site = scope.site
    timeline = site.derived.timeline
    entries = tuple(place_entry(e.id, e.name, scope.plain(e.description)) for e in timeline.events)
    description = "The events that the article speaks of, in their order."
    passages_of = site.derived.relations.passages_of
    return finished(
        scope,
        "timeline",
        "Timeline",
        description=description,
        origin="events.yml",
        nav=("Index", "Timeline"),
        search=(page_entry("Timeline", description), *entries),
        lede=description,
        chart=chart_of(scope, timeline, "Events by dimension"),
        actors=actor_choices(scope, timeline),
        dimensions=dimension_choices(scope, timeline),
        counted=count_in_words(len(timeline.events), "event"),
        events=[
            (
                event_view(scope, event),
                " ".join(timeline.actors[event.id]),
                filter_words(timeline.dimensions[event.id]),
                places(scope, passages_of.get(("event", event.id), ())),
            )
            for event in timeline.events
        ],
    )
