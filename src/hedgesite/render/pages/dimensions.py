"""The dimension index and a page for each dimension."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from hedgesite.model.content import Codebook, Dimension
from hedgesite.model.page import Page
from hedgesite.render.chart_findings import stretch_finding
from hedgesite.render.charts.timeline_chart import TimelineChart, timeline_chart
from hedgesite.render.coding_views import (
    counted,
    coverage_view,
    ends_of,
    matrix_rows,
    meetings,
    sources_by_kind,
    triangle,
    weight_views,
)
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import PageBuilder, build_page
from hedgesite.render.passage_views import grouped_passages
from hedgesite.render.site import Site
from hedgesite.render.source_views import source_view
from hedgesite.render.thing_views import event_view
from hedgesite.render.timeline_views import lanes_of
from hedgesite.render.views import DimensionView, LinkView, dimension_view, dimension_views, example_of, link
from hedgesite.words.within import within


def dimension_pages(site: Site) -> Iterator[PageBuilder]:
    """`/dimensions/` and `/dimensions/<id>/`."""
    codebook = site.library.codebook
    if codebook is None:
        return
    group = site.words.gettext("Dimensions")
    yield PageBuilder("dimensions/", partial(_index, codebook=codebook), (group, site.words.gettext("All dimensions")))
    for number, dimension in enumerate(codebook.dimensions, start=1):
        make = partial(_dimension, codebook=codebook, dimension=dimension, number=number)
        yield PageBuilder(f"dimensions/{dimension.id}/", make, (group, dimension.name))


def _index(context: PageContext, codebook: Codebook) -> Page:
    site = context.site
    weights = {d.id: site.derived.matrix.weight(d.id) for d in codebook.dimensions}
    cards = [(dimension_view(context, d), context.block(d.definition), weights[d.id]) for d in codebook.dimensions]
    name = within(codebook.framework.name, site.library.article.language)
    title = context.words.gettext("Dimensions of %(framework)s", framework=name)
    description = context.words.gettext(
        "How the %(number)s dimensions run through the text, passage by passage.", number=len(cards)
    )
    return build_page(
        context,
        "dimensions",
        title,
        description=description,
        origin="dimensions.yml",
        ends=ends_of(context),
        levels=bool(site.library.levels.parts_of),
        has_codings=bool(site.derived.comparisons),
        about=context.block(codebook.framework.description),
        cards=cards,
        dimensions=weight_views(context),
        most=max(site.derived.matrix.of_analysis.values(), default=0),
        rows=matrix_rows(context),
        triangle=triangle(context),
        trade_offs=_trade_offs(context, codebook, None),
        coverage=coverage_view(context),
    )


def _dimension(context: PageContext, codebook: Codebook, dimension: Dimension, number: int) -> Page:
    site = context.site
    names, order = site.derived.names, [d.id for d in codebook.dimensions]
    coded = site.derived.matrix.both(dimension.id, dimension.id)
    defined_by = set(names.meant("source", dimension.sources))
    example = example_of(context, dimension)
    events = [e for e in site.library.events if dimension.id in set(names.meant("dimension", e.dimensions))]
    description = context.plain(dimension.definition)
    return build_page(
        context,
        "dimension",
        dimension.name,
        description=description,
        origin="dimensions.yml",
        dimension=dimension_view(context, dimension),
        number=number,
        of=len(order),
        ends=ends_of(context),
        **_levels(context, dimension.id),
        all=[dimension_view(context, d) for d in codebook.dimensions],
        definition=context.block(dimension.definition),
        applies=context.block(dimension.applies),
        excludes=context.block(dimension.excludes),
        example=link(context, "passage", example) if example else None,
        example_text=context.text_of(site.library.passage_by_id[example]) if example else "",
        defined_by=[source_view(context, key, popup=False) for key in site.references if key in defined_by],
        sections=grouped_passages(context, coded),
        coded=len(coded),
        kinds=sources_by_kind(context, coded),
        actors=counted(context, "actor", coded),
        events=[event_view(context, event) for event in sorted(events, key=lambda e: e.date.sort_key)],
        strip=_strip(context, dimension),
        meetings=meetings(context, dimension.id),
        trade_offs=_trade_offs(context, codebook, dimension.id),
        previous=_neighbour(context, order, number - 2),
        following=_neighbour(context, order, number),
    )


def _levels(context: PageContext, dimension: str) -> dict[str, Any]:
    """A link to what a dimension is a part of, its own parts, and the number of passages that have none of them."""
    levels, matrix = context.site.library.levels, context.site.derived.matrix
    above, parts = levels.parent_of.get(dimension), dimension_views(context, levels.parts_of.get(dimension, ()))
    found = link(context, "dimension", above) if above else None
    return {
        "parent": Markup('<a href="{}">{}</a>').format(found.href, found.label) if found else Markup(),
        "parts": [(view, len(matrix.both(view.id, view.id))) for view in parts],
        "undivided": len(_undivided(context, dimension)),
    }


def _undivided(context: PageContext, dimension: str) -> set[str]:
    """Passages of a dimension with parts that are coded to none of them."""
    matrix, parts = context.site.derived.matrix, context.site.library.levels.parts_of.get(dimension, ())
    of_parts = {id for part in parts for id in matrix.both(part, part)}
    return set(matrix.both(dimension, dimension)) - of_parts if parts else set()


def _strip(context: PageContext, dimension: Dimension) -> TimelineChart | None:
    """The dimension's own lane of the timeline, over the time of its own events."""
    timeline = context.site.derived.timeline
    lanes = [lane for lane in lanes_of(context, timeline) if lane.css == f"hs-dim--{dimension.id}"]
    title = context.words.gettext("Events of %(name)s", name=dimension.name)
    title = ". ".join(filter(None, (title, stretch_finding(context, timeline, dimension.id))))
    return timeline_chart(lanes, title, context.site.direction, context.words) if lanes else None


def _trade_offs(
    context: PageContext, codebook: Codebook, dimension: str | None
) -> list[tuple[tuple[DimensionView, ...], Markup, list[LinkView]]]:
    names = context.site.derived.names
    found = []
    for trade_off in codebook.trade_offs:
        ids = set(names.meant("dimension", trade_off.between))
        if dimension is None or dimension in ids:
            told_in = [link(context, "passage", id) for id in names.meant("passage", trade_off.passages)]
            found.append((dimension_views(context, ids), context.block(trade_off.text), told_in))
    return found


def _neighbour(context: PageContext, order: list[str], index: int) -> LinkView | None:
    return link(context, "dimension", order[index]) if 0 <= index < len(order) else None
