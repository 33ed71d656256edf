"""`/timeline/`: events on a scale, and all of them in a list."""

from __future__ import annotations

from hedgesite.model.kinds import kind_of
from hedgesite.model.page import Page
from hedgesite.render.chart_findings import lanes_finding
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import index_page
from hedgesite.render.thing_views import event_view, places
from hedgesite.render.timeline_views import actor_choices, chart_of, dimension_choices, filter_words
from hedgesite.words import count_in_words


def timeline_page(context: PageContext) -> Page:
    """Events with their diagram, the filters of both, and the way to the passages."""
    site = context.site
    timeline = site.derived.timeline
    finding, subject = lanes_finding(context, timeline), context.words.gettext("Events by dimension")
    passages_of = site.derived.relations.passages_of
    return index_page(
        context,
        kind_of("event"),
        context.words.gettext("The events that the article speaks of, in their order."),
        chart=chart_of(context, timeline, ". ".join(filter(None, (subject, finding)))),
        finding=finding,
        actors=actor_choices(context, timeline),
        dimensions=dimension_choices(context, timeline),
        counted=count_in_words(context.words, len(timeline.events), "event"),
        events=[
            (
                event_view(context, event),
                " ".join(timeline.actors[event.id]),
                filter_words(site.library.levels.with_parents(timeline.dimensions[event.id])),
                places(context, passages_of.get(("event", event.id), ())),
            )
            for event in timeline.events
        ],
    )
