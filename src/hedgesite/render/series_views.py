"""Template views of series of figures: a chart with its table, or a single figure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive.timeline import stretch_of
from hedgesite.model.content import Qualifier, Row, Series
from hedgesite.model.direction import Direction
from hedgesite.model.library import FileEntity
from hedgesite.render.charts.bars import Bar, bar_chart
from hedgesite.render.charts.dots import Dot, dot_chart
from hedgesite.render.charts.figures import Amount
from hedgesite.render.charts.svg import element
from hedgesite.render.page_context import PageContext
from hedgesite.render.thing_views import named, passages_about
from hedgesite.render.views import DimensionView, LinkView, dimension_views, link
from hedgesite.words import Words, date_in_words

_FEWEST_DATES = 3
"""Fewest figures that make a time series; fewer become bars."""


class RowView(NamedTuple):
    """One figure of a series."""

    label: str
    value: str
    note: str
    sources: tuple[LinkView, ...]
    """Sources of this figure only; those of the series apply to every row."""


class SeriesView(NamedTuple):
    """A series with its rows, and its diagram where it has more than one."""

    id: str
    title: str
    unit: str
    description: Markup
    rows: tuple[RowView, ...]
    chart: Markup
    sources: tuple[LinkView, ...]
    passages: tuple[LinkView, ...]
    dimensions: tuple[DimensionView, ...]
    aliases: tuple[str, ...]
    finding: str
    """What the diagram shows, in a sentence; empty where its figures cannot be compared."""
    are_bars: bool
    """Whether the diagram has every figure with its label."""

    @property
    def has_notes(self) -> bool:
        return any(row.note for row in self.rows)

    @property
    def has_sources_by_row(self) -> bool:
        return any(row.sources for row in self.rows)


def series_view(context: PageContext, item: FileEntity[Series]) -> SeriesView:
    """A series with its figures, as a table and as a chart."""
    series, names = item.value, context.site.derived.names
    passages = dict.fromkeys(view.id for view in named(context, "passage", series.passages))
    passages.update(dict.fromkeys(view.id for view in passages_about(context, "series", item.id)))
    dimensions = dimension_views(context, names.meant("dimension", series.dimensions))
    return SeriesView(
        item.id,
        series.title,
        series.unit,
        context.block(series.description),
        tuple(_row_view(context, row) for row in series.rows),
        chart_of(
            context.words,
            item.id,
            series,
            f"hs-dim--{dimensions[0].id}" if len(dimensions) == 1 else "",
            context.site.direction,
        ),
        named(context, "source", series.sources),
        tuple(link(context, "passage", id) for id in passages),
        dimensions,
        series.aliases,
        finding_of(context.words, series),
        len(series.rows) > 1 and not is_in_time(series),
    )


def _row_view(context: PageContext, row: Row) -> RowView:
    sources = named(context, "source", row.sources)
    return RowView(row_label(context.words, row), amount_of(row).in_words(context.words), row.note, sources)


def row_label(words: Words, row: Row) -> str:
    """The label of a figure: its name, its date, or both."""
    return ", ".join(part for part in (row.label, date_in_words(words, row.date) if row.date else "") if part)


def amount_of(row: Row) -> Amount:
    """The figure of a row."""
    return Amount(row.value, row.upper, row.qualifier)


def chart_of(words: Words, id: str, series: Series, css: str, direction: Direction) -> Markup:
    """The diagram of a series: none of a single figure, dots in time of three dates and more, else bars."""
    if len(series.rows) == 1:
        return Markup("")
    frame = {
        "class": f"hs-chart {css}".strip(),
        "role": "img",
        "aria-labelledby": f"{id}-chart-title {id}-chart-desc",
    }
    title = element(
        "title", {"id": f"{id}-chart-title"}, ". ".join(filter(None, (series.title, finding_of(words, series))))
    )
    description = element("desc", {"id": f"{id}-chart-desc"}, in_words(words, series))
    if is_in_time(series):
        return dot_chart(_dots(series.rows), frame, (title, description), direction, words)
    bars = [Bar(row_label(words, row), amount_of(row)) for row in series.rows]
    return bar_chart(bars, frame, (title, description), direction, words)


def finding_of(words: Words, series: Series) -> str:
    """What figures show side by side: how they went from the first date to the last, else the highest and lowest."""
    rows = series.rows
    if len({row.value for row in rows}) == 1:
        return ""
    dated = sorted((row for row in rows if row.date), key=lambda row: row.date.sort_key if row.date else ())
    if len(dated) == len(rows) and len({row.label for row in rows}) == 1:
        return _change(words, dated[0], dated[-1])
    most, least = max(rows, key=lambda row: row.value), min(rows, key=lambda row: row.value)
    one, other = row_label(words, most), row_label(words, least)
    if not one or not other:
        return ""
    return words.gettext(
        "Highest: %(one)s, %(most)s. Lowest: %(other)s, %(least)s.",
        one=one,
        most=_figure(words, most),
        other=other,
        least=_figure(words, least),
    )


def _change(words: Words, first: Row, last: Row) -> str:
    """Up or down only where both figures are exact: more than 2 may be more than 3, too."""
    fields = {
        "one": _figure(words, first),
        "when": date_in_words(words, first.date) if first.date else "",
        "other": _figure(words, last),
        "then": date_in_words(words, last.date) if last.date else "",
    }
    is_exact = all(row.qualifier is Qualifier.EXACT and row.upper is None for row in (first, last))
    if not is_exact or first.value == last.value:
        return words.gettext("From %(one)s (%(when)s) to %(other)s (%(then)s).", **fields)
    if first.value < last.value:
        return words.gettext("Up from %(one)s (%(when)s) to %(other)s (%(then)s).", **fields)
    return words.gettext("Down from %(one)s (%(when)s) to %(other)s (%(then)s).", **fields)


def _figure(words: Words, row: Row) -> str:
    return amount_of(row).in_words(words)


def is_in_time(series: Series) -> bool:
    """Whether all figures are of one thing at different dates, and there are enough of them."""
    dates = {row.date.text for row in series.rows if row.date}
    return len(dates) == len(series.rows) >= _FEWEST_DATES and len({row.label for row in series.rows}) == 1


def _dots(rows: Iterable[Row]) -> list[Dot]:
    dated = sorted(((row.date, row) for row in rows if row.date), key=lambda pair: pair[0].sort_key)
    return [Dot(stretch_of(date), amount_of(row), joined=row.upper is None) for date, row in dated]


def in_words(words: Words, series: Series) -> str:
    """A description of the chart in words."""
    description = (
        ": ".join(filter(None, (row_label(words, row), amount_of(row).in_words(words)))) for row in series.rows
    )
    return words.gettext("In %(unit)s. %(figures)s.", unit=series.unit, figures="; ".join(description))
