"""`/data/`: the figures of the article, dimension by dimension."""

from __future__ import annotations

from hedgesite.model.content import Series
from hedgesite.model.kinds import kind_of
from hedgesite.model.library import FileEntity
from hedgesite.model.page import Page
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import index_page
from hedgesite.render.series_views import series_view
from hedgesite.render.views import DimensionView, dimension_view


def data_page(context: PageContext) -> Page:
    """Each series as a diagram with its table, or as a figure, with its unit, sources and passages."""
    return index_page(
        context,
        kind_of("series"),
        context.words.gettext("The figures that the article gives, each with its unit, source and passage."),
        groups=[
            (dimension, [series_view(context, item) for item in series]) for dimension, series in _grouped(context)
        ],
    )


def _grouped(context: PageContext) -> list[tuple[DimensionView | None, list[FileEntity[Series]]]]:
    """Series grouped under the first of their dimensions, in the codebook's order; those without come last. In each
    group, charts come first, so that single figures stand together.
    """
    names, library = context.site.derived.names, context.site.library
    order = [dimension.id for dimension in library.dimensions]

    def first(item: FileEntity[Series]) -> str | None:
        named = set(names.meant("dimension", item.value.dimensions))
        return next((id for id in order if id in named), None)

    views: list[DimensionView | None] = [*(dimension_view(context, d) for d in library.dimensions), None]
    ordered = sorted(library.series, key=lambda item: len(item.value.rows) == 1)
    grouped = [(view, [item for item in ordered if first(item) == (view.id if view else None)]) for view in views]
    return [(view, series) for view, series in grouped if series]
