"""A timeline with a lane for each group of events: with names on wide screens, marks only on narrow ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive.timeline import Stretch
from hedgesite.model.direction import Direction
from hedgesite.render.charts.marks import Span, key, span_mark, span_of
from hedgesite.render.charts.row_packing import packed
from hedgesite.render.charts.scales import Scale, time_scale, time_ticks
from hedgesite.render.charts.svg import (
    Attributes,
    Shape,
    bar,
    drawn,
    element,
    group,
    line,
    number,
    shortened,
    text,
    width_of,
)
from hedgesite.words import ENGLISH, Words

WIDE, NARROW = 1140, 288
_FROM_MARK = 7
_BETWEEN = 14
_YEAR = 12.0
_EDGE = 6
"""Room that a lane's edge takes at its start, and half of it at its end."""


class _Measure(NamedTuple):
    """Sizes of a diagram, in pixels where it is as wide as it is drawn."""

    width: float
    margin: float
    row: float
    """Of an event: no lower than a finger needs."""
    head: float
    gap: float
    axis: float
    name: float
    ticks: int
    mark: float
    space: float
    """Least room between two events in a row."""


_ON_A_DESK = _Measure(WIDE, 14, 26, 30, 12, 26, 14, 17, 10, _BETWEEN)
_ON_A_PHONE = _Measure(NARROW, 12, 24, 28, 8, 24, 12, 4, 8, 6)


class Moment(NamedTuple):
    """An event to be drawn."""

    id: str
    name: str
    when: str
    href: str
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Lane:
    """Events that share a lane."""

    name: str
    mark: str
    """Up to three letters, or nothing."""
    css: str
    """Class that sets the lane's colour."""
    href: str
    count: str
    """`4 events`."""
    moments: tuple[Moment, ...]


class TimelineChart(NamedTuple):
    """The chart in both widths, of which a page shows one, and the meanings of its marks."""

    wide: Markup
    narrow: Markup
    key: tuple[tuple[str, Markup], ...]


def timeline_chart(
    lanes: Sequence[Lane], title: str, direction: Direction = "ltr", words: Words = ENGLISH
) -> TimelineChart:
    """Draw lanes over one axis of time, as a group of links."""
    scales = {size: _axis(lanes, size) for size in (_ON_A_DESK, _ON_A_PHONE)}
    spans = [span_of(moment.stretch, scales[_ON_A_DESK], 0) for lane in lanes for moment in lane.moments]
    wide, narrow = (
        drawn(_diagram(lanes, scale, title, words, size), size.width, direction) for size, scale in scales.items()
    )
    return TimelineChart(wide, narrow, key(spans, direction, words))


def _axis(lanes: Sequence[Lane], size: _Measure) -> Scale:
    start, end = size.margin, size.width - size.margin
    stretches = [moment.stretch for lane in lanes for moment in lane.moments]
    days = [day for s in stretches for day in (s.first, s.last)]
    scale = time_scale(min(days), max(days), start, end)
    room = (scale.high - scale.low) * 0.06
    low = scale.low - room if any(s.starts_open for s in stretches) else scale.low
    high = scale.high + room if any(s.ends_open for s in stretches) else scale.high
    return Scale(low, high, start, end)


def _diagram(lanes: Sequence[Lane], scale: Scale, title: str, words: Words, size: _Measure) -> Shape:
    """Lanes below one another. What a script needs in order to close them up stands in `data-*`."""
    shapes: list[Shape] = []
    y = size.axis
    for lane in lanes:
        rows = packed([_extent(moment, scale, size) for moment in lane.moments], size.space)
        tall = size.head + size.row * (max(rows, default=0) + 1) + 6
        shapes.append(_lane(lane, rows, scale, size, y, tall))
        y += tall + size.gap
    bottom = y - size.gap
    height = bottom + size.axis
    frame: Attributes = {
        "viewBox": f"0 0 {number(size.width)} {number(height)}",
        "width": size.width,
        "height": height,
        "class": "hs-lanes" if size is _ON_A_DESK else "hs-lanes hs-lanes--narrow",
        "role": "group",
        "aria-label": title,
        "data-row": size.row,
        "data-gap": size.gap,
    }
    return element("svg", frame, *_ticks(scale, bottom, words, size), *shapes)


def _ticks(scale: Scale, bottom: float, words: Words, size: _Measure) -> tuple[Shape, ...]:
    """The lines of the years, and their names above and below."""
    lines, above, below = [], [], []
    for x, label in time_ticks(scale, size.ticks, words):
        lines.append(line(x, size.axis - 4, x, bottom + 4, "hs-lanes__tick"))
        at = _inside(label, x, size.width)
        above.append(text(label, at, size.axis - 14, "hs-lanes__year", "middle"))
        below.append(text(label, at, bottom + 14, "hs-lanes__year", "middle"))
    hidden = {"aria-hidden": "true"}
    return group(hidden, [*lines, *above]), group({**hidden, "class": "hs-lanes__foot"}, below)


def _inside(label: str, x: float, width: float) -> float:
    """The middle of a year's label: at its place, or as near to it as the edge of the diagram allows."""
    half = width_of(label, _YEAR) * 0.6
    return min(max(x, half), width - half)


def _lane(lane: Lane, rows: Sequence[int], scale: Scale, size: _Measure, y: float, height: float) -> Shape:
    items = (
        _item(moment, row, scale, size, y + size.head + (row + 0.5) * size.row)
        for moment, row in zip(lane.moments, rows, strict=True)
    )
    return group(
        {"class": f"hs-lane {lane.css}".strip(), "data-rows": max(rows, default=0) + 1},
        (
            bar(0, y, size.width, height, "hs-lane__ground"),
            bar(0, y, 3, height, "hs-lane__edge"),
            _lane_head(lane, y + size.head / 2 + 1, size),
            group({"role": "list", "aria-label": f"{lane.name}: {lane.count}"}, items),
        ),
    )


def _lane_head(lane: Lane, y: float, size: _Measure) -> Shape:
    x = size.margin
    # The whole height of a finger leads to the lane's dimension.
    head = [bar(0, y - 12, size.width, 24, "hs-lane__reach")] if lane.href else []
    if lane.mark:
        width = width_of(lane.mark, 12) + 10
        head += [
            bar(x, y - 9, width, 18, "hs-lane__chip", 3),
            text(lane.mark, x + width / 2, y, "hs-lane__mark", "middle"),
        ]
        x += width + 8
    head.append(text(shortened(lane.name, size.width - x, size.name + 2), x, y, "hs-lane__name"))
    label = group({}, head)
    return element("a", {"href": lane.href, "aria-label": lane.name}, label) if lane.href else label


def _item(moment: Moment, row: int, scale: Scale, size: _Measure, y: float) -> Shape:
    span = span_of(moment.stretch, scale, size.mark)
    left, right = _extent(moment, scale, size)
    before = left < span.start - _FROM_MARK
    shown = _shown(moment, span, size)
    words = (
        text(shown, span.start - _FROM_MARK, y, "hs-lane__event", "end")
        if before
        else text(shown, span.end + _FROM_MARK, y, "hs-lane__event")
    )
    # A background behind mark and name makes the event's whole row clickable.
    ground = bar(left, y - size.row / 2, right - left, size.row, "hs-lane__reach")
    name = f"{moment.name}, {moment.when}"
    link = element("a", {"href": moment.href, "aria-label": name}, ground, span_mark(span, y, size.mark), words)
    attributes: Attributes = {
        "role": "listitem",
        "class": "hs-lane__item",
        "data-event": moment.id,
        "data-row": row,
    }
    return group(attributes, (link,))


def _shown(moment: Moment, span: Span, size: _Measure) -> str:
    """As much of a name as the larger side of its mark has room for."""
    room = max(span.start - _EDGE, size.width - _EDGE / 2 - span.end) - _FROM_MARK
    return shortened(moment.name, room, size.name)


def _extent(moment: Moment, scale: Scale, size: _Measure) -> tuple[float, float]:
    """The extent of mark and name. The name follows the mark if there is room, else it precedes it."""
    span = span_of(moment.stretch, scale, size.mark)
    room = width_of(_shown(moment, span, size), size.name) + _FROM_MARK
    # What can be hit is as wide as a row is high.
    if span.end + room <= size.width - _EDGE / 2 or span.start - room < _EDGE:
        return span.start, max(span.end + room, span.start + size.row)
    return span.start - room, max(span.end, span.start - room + size.row)
