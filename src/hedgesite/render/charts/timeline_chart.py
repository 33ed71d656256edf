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

WIDE, NARROW = 1140, 340
_MARGIN, _ROW, _HEAD, _GAP, _AXIS = 14, 26, 30, 12, 26
_NAME = 13.0
_BETWEEN = 14
_LONGEST = 700
"""Most width that a name may take."""
_SMALL_ROW, _SMALL_GAP, _SMALL_HEAD, _SMALL_TEXT = 10, 8, 22, 12.5
_FROM_MARK = 7


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
    """The chart in both widths, and the meanings of its marks."""

    wide: Markup
    narrow: Markup
    key: tuple[tuple[str, Markup], ...]


def timeline_chart(
    lanes: Sequence[Lane], title: str, direction: Direction = "ltr", words: Words = ENGLISH
) -> TimelineChart:
    """Draw lanes over one axis of time. The wide diagram is a group of links; the narrow one is hidden from readers who
    listen, since a list of the same events stands beside it."""
    wide, narrow = _axis(lanes, _MARGIN, WIDE - _MARGIN), _axis(lanes, 12, NARROW - 8)
    spans = [span_of(moment.stretch, wide, 0) for lane in lanes for moment in lane.moments]
    return TimelineChart(
        drawn(_wide(lanes, wide, title, words), WIDE, direction),
        drawn(_narrow(lanes, narrow, words), NARROW, direction),
        key(spans, direction, words),
    )


def _axis(lanes: Sequence[Lane], start: float, end: float) -> Scale:
    stretches = [moment.stretch for lane in lanes for moment in lane.moments]
    days = [day for s in stretches for day in (s.first, s.last)]
    scale = time_scale(min(days), max(days), start, end)
    room = (scale.high - scale.low) * 0.06
    low = scale.low - room if any(s.starts_open for s in stretches) else scale.low
    high = scale.high + room if any(s.ends_open for s in stretches) else scale.high
    return Scale(low, high, start, end)


def _wide(lanes: Sequence[Lane], scale: Scale, title: str, words: Words) -> Shape:
    shapes: list[Shape] = []
    y = float(_AXIS)
    for lane in lanes:
        rows = packed([_extent(moment, scale) for moment in lane.moments], _BETWEEN)
        tall = _HEAD + _ROW * (max(rows, default=0) + 1) + 6
        shapes.append(_wide_lane(lane, rows, scale, y, tall))
        y += tall + _GAP
    bottom = y - _GAP
    height = bottom + _AXIS
    frame: Attributes = {
        "viewBox": f"0 0 {WIDE} {number(height)}",
        "width": WIDE,
        "height": height,
        "class": "hs-lanes",
        "role": "group",
        "aria-label": title,
    }
    return element("svg", frame, _ticks(scale, _AXIS, bottom, words), *shapes)


def _ticks(scale: Scale, top: float, bottom: float, words: Words) -> Shape:
    children = []
    for x, label in time_ticks(scale, 17, words):
        children.append(line(x, top - 4, x, bottom + 4, "hs-lanes__tick"))
        at = _inside(label, x, WIDE)
        children.append(text(label, at, top - 14, "hs-lanes__year", "middle"))
        children.append(text(label, at, bottom + 14, "hs-lanes__year", "middle"))
    return group({"aria-hidden": "true"}, children)


def _wide_lane(lane: Lane, rows: Sequence[int], scale: Scale, y: float, height: float) -> Shape:
    items = (
        _item(moment, scale, y + _HEAD + (row + 0.5) * _ROW) for moment, row in zip(lane.moments, rows, strict=True)
    )
    return group(
        {"class": f"hs-lane {lane.css}".strip()},
        (
            bar(0, y, WIDE, height, "hs-lane__ground"),
            bar(0, y, 3, height, "hs-lane__edge"),
            _lane_head(lane, y + _HEAD / 2 + 1),
            group({"role": "list", "aria-label": f"{lane.name}: {lane.count}"}, items),
        ),
    )


def _lane_head(lane: Lane, y: float) -> Shape:
    x: float = _MARGIN
    head = []
    if lane.mark:
        width = width_of(lane.mark, 11) + 10
        head += [
            bar(x, y - 9, width, 18, "hs-lane__chip", 3),
            text(lane.mark, x + width / 2, y, "hs-lane__mark", "middle"),
        ]
        x += width + 8
    head.append(text(lane.name, x, y, "hs-lane__name"))
    label = group({}, head)
    return element("a", {"href": lane.href, "aria-label": lane.name}, label) if lane.href else label


def _item(moment: Moment, scale: Scale, y: float) -> Shape:
    span = span_of(moment.stretch, scale, 10)
    left, right = _extent(moment, scale)
    before = left < span.start - _FROM_MARK
    shown = shortened(moment.name, _LONGEST, _NAME)
    words = (
        text(shown, span.start - _FROM_MARK, y, "hs-lane__event", "end")
        if before
        else text(shown, span.end + _FROM_MARK, y, "hs-lane__event")
    )
    # A background behind mark and name makes the event's whole row clickable.
    ground = bar(left, y - _ROW / 2, right - left, _ROW, "hs-lane__reach")
    name = f"{moment.name}, {moment.when}"
    link = element("a", {"href": moment.href, "aria-label": name}, ground, span_mark(span, y, 10), words)
    return group({"role": "listitem", "class": "hs-lane__item", "data-event": moment.id}, (link,))


def _extent(moment: Moment, scale: Scale) -> tuple[float, float]:
    """The extent of mark and name. The name follows the mark if there is room, else it precedes it."""
    span = span_of(moment.stretch, scale, 10)
    room = width_of(shortened(moment.name, _LONGEST, _NAME), _NAME) + _FROM_MARK
    if span.end + room <= scale.end + _MARGIN or span.start - room < 0:
        return span.start, span.end + room
    return span.start - room, span.end


def _narrow(lanes: Sequence[Lane], scale: Scale, words: Words) -> Shape:
    shapes: list[Shape] = []
    y = 6.0
    for lane in lanes:
        spans = [span_of(moment.stretch, scale, 7) for moment in lane.moments]
        rows = packed([(span.start, span.end) for span in spans], between=1)
        height = _SMALL_HEAD + _SMALL_ROW * (max(rows, default=0) + 1) + 6
        shapes.append(_narrow_lane(lane, spans, rows, y, height))
        y += height + _SMALL_GAP
    bottom = y - _SMALL_GAP
    ticks = [
        shape
        for x, label in time_ticks(scale, 5, words)
        for shape in (
            line(x, 2, x, bottom + 4, "hs-lanes__tick"),
            text(label, _inside(label, x, NARROW), bottom + 15, "hs-lanes__year", "middle"),
        )
    ]
    frame = {"viewBox": f"0 0 {NARROW} {number(bottom + 26)}", "class": "hs-lanes hs-lanes--narrow"}
    return element("svg", {**frame, "aria-hidden": "true"}, *ticks, *shapes)


def _narrow_lane(lane: Lane, spans: Sequence[Span], rows: Sequence[int], y: float, height: float) -> Shape:
    names = [text(lane.mark, 12, y + 13, "hs-lane__mark")] if lane.mark else []
    start = 12 + (width_of(lane.mark, 12) + 9 if lane.mark else 0)
    names.append(text(shortened(lane.name, NARROW - start, 12), start, y + 13, "hs-lane__small"))
    marks = (
        group(
            {"data-event": moment.id, "class": "hs-lane__item"},
            (span_mark(span, y + _SMALL_HEAD + 2 + (row + 0.5) * _SMALL_ROW, 7),),
        )
        for moment, span, row in zip(lane.moments, spans, rows, strict=True)
    )
    edges = (bar(0, y, NARROW, height, "hs-lane__ground"), bar(0, y, 3, height, "hs-lane__edge"))
    return group({"class": f"hs-lane {lane.css}".strip()}, (*edges, *names, *marks))


def _inside(label: str, x: float, width: float) -> float:
    """The middle of a year's label: at its place, or as near to it as the edge of the diagram allows."""
    # Digits of one width are wider than letters on average.
    half = width_of(label, _SMALL_TEXT) * 0.6
    return min(max(x, half), width - half)
