"""Chart of a series with at least three dates: dots over a time axis, at heights from zero, joined by a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive.timeline import Extent, Stretch
from hedgesite.model.content import Qualifier
from hedgesite.model.direction import Direction
from hedgesite.render.charts.figures import Amount, figure
from hedgesite.render.charts.scales import Scale, amount_ticks, time_scale, time_ticks
from hedgesite.render.charts.svg import Shape, bar, drawn, element, group, line, number, text, width_of
from hedgesite.words import ENGLISH, Words

WIDTH, _HEIGHT = 340, 210
_TOP, _BOTTOM, _RIGHT = 24, 26, 12
_TEXT, _TICK = 12.5, 12.0
_OPEN = 14
_LABELLED = 9
"""Most dots that are all labelled; beyond it, only the first, last, highest and lowest are."""


class Dot(NamedTuple):
    """One figure of the diagram."""

    stretch: Stretch
    amount: Amount
    joined: bool = True
    """Whether a line to the previous dot may be drawn."""


def dot_chart(
    dots: Sequence[Dot],
    frame: dict[str, str],
    title: Sequence[Shape],
    direction: Direction = "ltr",
    words: Words = ENGLISH,
) -> Markup:
    """Draw dots, given in the order of time. `frame` and `title` as for `bar_chart`."""
    values = [value for dot in dots for value in (dot.amount.low, dot.amount.high)]
    ticks = amount_ticks(min(values), max(values), 5)
    amounts = Scale(ticks[0], ticks[-1], _HEIGHT - _BOTTOM, _TOP)
    left = max(width_of(figure(tick, words), _TICK) for tick in ticks) + 8
    days = [day for dot in dots for day in (dot.stretch.first, dot.stretch.last)]
    times = time_scale(min(days), max(days), left + 6, WIDTH - _RIGHT)
    places = [(_middle(dot.stretch, times), amounts((dot.amount.low + dot.amount.high) / 2)) for dot in dots]
    drawing = element(
        "svg",
        {"viewBox": f"0 0 {WIDTH} {_HEIGHT}", **frame},
        *title,
        group({"class": "hs-chart__axis"}, _axes(ticks, amounts, times, left, words)),
        _line(dots, places),
        group({}, (_dot(dot, place, times, amounts) for dot, place in zip(dots, places, strict=True))),
        group({}, _labels(dots, places, left, words)),
    )
    return drawn(drawing, WIDTH, direction)


def _middle(stretch: Stretch, times: Scale) -> float:
    return times((stretch.first.toordinal() + stretch.last.toordinal() + 1) / 2)


def _axes(ticks: Sequence[float], amounts: Scale, times: Scale, left: float, words: Words) -> Iterator[Shape]:
    for tick in ticks:
        y = amounts(tick)
        yield line(left, y, WIDTH, y, "hs-chart__zero" if tick == 0 else "hs-chart__grid")
        yield text(figure(tick, words), left - 6, y, "hs-chart__tick", "end")
    for x, label in time_ticks(times, 6, words):
        half = width_of(label, _TICK) / 2
        yield line(x, amounts.start, x, amounts.start + 4, "hs-chart__grid")
        yield text(label, min(x, WIDTH - half), _HEIGHT - _BOTTOM + 14, "hs-chart__tick", "middle")


def _line(dots: Sequence[Dot], places: Sequence[tuple[float, float]]) -> Shape:
    steps = (
        f"{'L' if dot.joined and index else 'M'}{number(x)} {number(y)}"
        for index, (dot, (x, y)) in enumerate(zip(dots, places, strict=True))
    )
    return element("path", {"d": "".join(steps), "class": "hs-chart__line"})


def _dot(dot: Dot, place: tuple[float, float], times: Scale, amounts: Scale) -> Shape:
    (x, y), amount = place, dot.amount
    start, end = times(dot.stretch.first.toordinal()), times(dot.stretch.last.toordinal() + 1)
    pieces = [line(start, y, end, y, "hs-dot__reach")] if dot.stretch.extent is Extent.THROUGHOUT else []
    about = amount.qualifier is Qualifier.ABOUT
    if amount.upper is not None:
        css = "hs-bar hs-bar--about" if about else "hs-bar"
        pieces.append(bar(x - 4, amounts(amount.high), 8, max(y - amounts(amount.high), 1) * 2, css, 3))
        return group({}, pieces)
    if amount.qualifier in {Qualifier.OVER, Qualifier.UNDER}:
        away = -1 if amount.qualifier is Qualifier.OVER else 1
        arrow = f"M{number(x)} {number(y)}v{away * _OPEN}m-3.5 {-away * 4}l3.5 {away * 4}l3.5 {-away * 4}"
        pieces.append(element("path", {"d": arrow, "class": "hs-dot__open"}))
    css = "hs-dot hs-dot--about" if about else "hs-dot"
    pieces.append(element("circle", {"cx": x, "cy": y, "r": 4.5, "class": css}))
    return group({}, pieces)


def _labels(dots: Sequence[Dot], places: Sequence[tuple[float, float]], left: float, words: Words) -> Iterator[Shape]:
    """Figures above their dots, as far as none meets another."""
    taken: list[tuple[float, float, float]] = []
    for index in _by_weight(dots):
        dot, (x, y) = dots[index], places[index]
        amount = dot.amount.in_words(words)
        half = width_of(amount, _TEXT) / 2
        above = 22 if dot.amount.qualifier is Qualifier.OVER else 12
        top = y - above
        middle = min(max(x, left + half), WIDTH - half)
        if all(middle - half > end or start > middle + half or abs(top - at) > 15 for start, end, at in taken):
            taken.append((middle - half, middle + half, top))
            yield text(amount, middle, max(top, 8), "hs-chart__figure", "middle")


def _by_weight(dots: Sequence[Dot]) -> list[int]:
    """The dots ordered by how much they need a label."""
    order = sorted(range(len(dots)), key=lambda index: dots[index].amount.high)
    first = list(dict.fromkeys((len(dots) - 1, 0, order[-1], order[0])))
    rest = [index for index in range(len(dots)) if index not in first]
    return first + rest if len(dots) <= _LABELLED else first
