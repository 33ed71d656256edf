"""Bars for figures that have names, or few dates: lengths from zero, ranges as ranges, open ends where a text says
`over`, `under` or `about`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.model.content import Qualifier
from hedgesite.model.direction import Direction
from hedgesite.render.charts.figures import Amount, figure
from hedgesite.render.charts.scales import Scale, amount_ticks
from hedgesite.render.charts.svg import Shape, bar, drawn, element, group, line, lines_of, number, text, width_of
from hedgesite.words import ENGLISH, Words

WIDTH = 340
_LEFT, _RIGHT = 2, 12
_TEXT = 13.0
_LINE, _BAR, _BELOW = 17, 14, 12
_OPEN = 9
"""Length of the open end of a bar."""


class Bar(NamedTuple):
    """One figure of the diagram."""

    label: str
    amount: Amount
    css: str = ""


def bar_chart(
    bars: Sequence[Bar],
    frame: dict[str, str],
    title: Sequence[Shape],
    direction: Direction = "ltr",
    words: Words = ENGLISH,
) -> Markup:
    """Draw bars one below the other, each under its label and its figure.

    `frame` has the attributes of the outer element, `title` its elements `title` and `desc`.
    """
    values = [value for item in bars for value in (item.amount.low, item.amount.high)]
    ticks = amount_ticks(min(values), max(values), 4)
    scale = Scale(ticks[0], ticks[-1], _LEFT + (_RIGHT if ticks[0] < 0 else 0), WIDTH - _RIGHT)
    shapes: list[Shape] = []
    y = 4.0
    for item in bars:
        amount = item.amount.in_words(words)
        labels = lines_of(item.label, WIDTH - width_of(amount, _TEXT) - 16, _TEXT) or [""]
        shapes += [text(part, _LEFT, y + (n + 0.5) * _LINE, "hs-chart__label") for n, part in enumerate(labels)]
        y += len(labels) * _LINE
        shapes.append(text(amount, WIDTH, y - _LINE / 2, "hs-chart__figure", "end"))
        y += 3
        shapes += _grid(ticks, scale, y)
        shapes.append(_bar(item, scale, y + _BAR / 2))
        y += _BAR + _BELOW
    axis = group({"class": "hs-chart__axis"}, _axis(ticks, scale, y - _BELOW + 4, words))
    height = y + 14
    size = {"viewBox": f"0 0 {WIDTH} {number(height)}"}
    return drawn(element("svg", {**size, **frame}, *title, axis, *shapes), WIDTH, direction)


def _grid(ticks: Sequence[float], scale: Scale, top: float) -> Iterator[Shape]:
    """Lines behind one bar, so that none runs through a label."""
    for tick in ticks:
        css = "hs-chart__zero" if tick == 0 else "hs-chart__grid"
        yield line(scale(tick), top - 2, scale(tick), top + _BAR + 4, css)


def _axis(ticks: Sequence[float], scale: Scale, bottom: float, words: Words) -> Iterator[Shape]:
    taken = -1.0
    for tick in ticks:
        x, label = scale(tick), figure(tick, words)
        half = width_of(label, 12) / 2
        middle = min(max(x, half), WIDTH - half)
        if middle - half > taken:
            yield text(label, middle, bottom + 11, "hs-chart__tick", "middle")
            taken = middle + half + 6


def _bar(item: Bar, scale: Scale, y: float) -> Shape:
    amount, zero = item.amount, scale(0)
    top = y - _BAR / 2
    pieces: list[Shape] = []
    low, high = scale(amount.low), scale(amount.high)
    if amount.upper is not None:
        start, end = low, high
        pieces.append(line(zero, y, low, y, "hs-chart__lead"))
    else:
        start, end = sorted((zero, scale(amount.value)))
    soft = " hs-bar--about" if amount.qualifier is Qualifier.ABOUT else ""
    pieces.append(bar(start, top, max(end - start, 1), _BAR, f"hs-bar{soft}"))
    beyond = amount.value < 0 and amount.upper is None
    if amount.qualifier in {Qualifier.OVER, Qualifier.UNDER}:
        pieces.append(_open_end(start if beyond else end, y, amount.qualifier, -1 if beyond else 1))
    return group({"class": item.css}, pieces)


def _open_end(x: float, y: float, qualifier: Qualifier, way: int) -> Shape:
    """An arrow out of the bar where the figure is more than that, back into it where it is less."""
    top, bottom, side = number(y - _BAR / 2), number(y + _BAR / 2), number(x)
    if qualifier is Qualifier.OVER:
        tip = f"L{number(x + way * _OPEN)} {number(y)}"
        return element("path", {"d": f"M{side} {top}{tip}L{side} {bottom}Z", "class": "hs-bar hs-bar--open"})
    tip, edge = f"L{number(x - way * _OPEN)} {number(y)}", number(x + way)
    outline = f"M{edge} {top}H{side}{tip}L{side} {bottom}H{edge}Z"
    return element("path", {"d": outline, "class": "hs-bar__notch"})
