"""Shapes of marks on a time axis: a dot, an outlined or filled bar, fading ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive.timeline import Extent, Stretch
from hedgesite.model.direction import Direction
from hedgesite.render.charts.scales import Scale
from hedgesite.render.charts.svg import Attributes, Shape, bar, drawn, element, group
from hedgesite.words import Words
from hedgesite.words.counts import N_

_STEPS_OF_A_FADE = 16


class Span(NamedTuple):
    """A period as placed on the axis."""

    form: str
    """`day`, `within` or `throughout`."""
    start: float
    end: float
    fades_in: bool = False
    fades_out: bool = False
    softened: bool = False

    @property
    def forms(self) -> Iterator[str]:
        """The features of the mark that a key must explain."""
        yield self.form
        if self.fades_in or self.fades_out:
            yield "open"
        if self.softened:
            yield "softened"


def span_of(stretch: Stretch, scale: Scale, least: float) -> Span:
    """Where a stretch lies, at least `least` wide. An open end runs to the end of the axis."""
    start = scale.start if stretch.starts_open else scale(stretch.first.toordinal())
    end = scale.end if stretch.ends_open else scale(stretch.last.toordinal() + 1)
    if stretch.extent is Extent.DAY or end - start < least:
        middle = (start + end) / 2
        start, end = middle - least / 2, middle + least / 2
    return Span(stretch.extent.value, start, end, stretch.starts_open, stretch.ends_open, stretch.softened)


def span_mark(span: Span, y: float, height: float) -> Shape:
    """The mark of a span, centred on the height `y`."""
    softened = " hs-span--softened" if span.softened else ""
    css = f"hs-span hs-span--{span.form}{softened}"
    if span.form == Extent.DAY.value:
        return element("circle", {"cx": (span.start + span.end) / 2, "cy": y, "r": height / 2, "class": css})
    if not (span.fades_in or span.fades_out):
        return bar(span.start, y - height / 2, span.end - span.start, height, css, radius=height / 3)
    return group({"class": css}, _fading(span, y - height / 2, height))


def _fading(span: Span, top: float, height: float) -> Iterator[Shape]:
    """Slices in place of a gradient, which would need an id that is unique on its page."""
    fade = min((span.end - span.start) / 2, height * 9)
    start = span.start + fade if span.fades_in else span.start
    end = span.end - fade if span.fades_out else span.end
    width = fade / _STEPS_OF_A_FADE
    yield bar(start, top, end - start, height, "")
    for step in range(_STEPS_OF_A_FADE):
        opacity = {"fill-opacity": 0.8 * (1 - (step + 1) / (_STEPS_OF_A_FADE + 1))}
        if span.fades_out:
            yield element("rect", {"x": end + step * width, "y": top, "width": width, "height": height, **opacity})
        if span.fades_in:
            yield element(
                "rect", {"x": start - (step + 1) * width, "y": top, "width": width, "height": height, **opacity}
            )


FORMS = {
    "day": (N_("a day"), Span("day", 10, 18)),
    "within": (N_("some time in a month or a year"), Span("within", 3, 25)),
    "throughout": (N_("from one date to another"), Span("throughout", 3, 25)),
    "open": (N_("an open end"), Span("throughout", 3, 27, fades_out=True)),
    "softened": (N_("approximate or uncertain"), Span("within", 3, 25, softened=True)),
}
"""Meanings of the shapes of marks, in the order of a key, each with a specimen."""


def key(spans: Iterable[Span], direction: Direction, words: Words) -> tuple[tuple[str, Markup], ...]:
    """The meaning of each form that occurs, with a specimen."""
    occurring = {form for span in spans for form in span.forms}
    found = (of for form, of in FORMS.items() if form in occurring)
    return tuple((words.gettext(meaning), _specimen(span, direction)) for meaning, span in found)


def _specimen(span: Span, direction: Direction) -> Markup:
    outer: Attributes = {
        "viewBox": "0 0 28 16",
        "width": 28,
        "height": 16,
        "class": "hs-specimen",
        "aria-hidden": "true",
    }
    return drawn(element("svg", outer, span_mark(span, 8, 9)), 28, direction)
