"""Views that most templates use: things by name with the link to each, and dimensions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hedgesite.derive import SpectrumPosition
from hedgesite.model.content import Dimension
from hedgesite.model.word_lists import NEUTRAL
from hedgesite.render.page_context import PageContext


class LinkView(NamedTuple):
    """A thing's name and the link to it."""

    id: str
    href: str
    label: str


class DimensionView(NamedTuple):
    """A dimension, as marks, legends and lists show it."""

    id: str
    href: str
    name: str
    short: str
    mark: str
    stance: str
    """Name of its end of the spectrum, or that it is neutral; empty if it has no stance."""
    centre: float
    """Position on the spectrum, in hundredths of its length."""
    room: float
    """Length of the spectrum that no other dimension occupies, in hundredths; 0 if it has no place there."""
    parent: str = ""
    """Name of the dimension that it is a part of."""
    above: str = ""
    """Id of that dimension."""
    parts: int = 0
    """Number of its own parts."""
    aliases: tuple[str, ...] = ()
    """Former ids, which addresses with a choice of dimensions may still use."""

    @property
    def title(self) -> str:
        """Its name, after that of the dimension that it is a part of."""
        return f"{self.parent}: {self.name}" if self.parent else self.name


def link(context: PageContext, kind: str, id: str) -> LinkView:
    """A thing by name."""
    return LinkView(id, context.to(kind, id), context.site.labels[kind, id])


def links(context: PageContext, kind: str, things: Iterable[tuple[str, str]]) -> tuple[LinkView, ...]:
    """The things of one kind among `things`, by name."""
    return tuple(link(context, kind, id) for found, id in things if found == kind)


def dimension_view(context: PageContext, dimension: Dimension) -> DimensionView:
    return context.once(("dimension", dimension.id), lambda: _dimension_view(context, dimension))


def _dimension_view(context: PageContext, dimension: Dimension) -> DimensionView:
    library = context.site.library
    position = context.site.derived.spectrum.get(dimension.id, _OFF_THE_SPECTRUM)
    above = library.levels.parent_of.get(dimension.id, "")
    return DimensionView(
        dimension.id,
        context.to("dimension", dimension.id),
        dimension.name,
        dimension.short,
        dimension.mark,
        _stance(context, dimension),
        round(100 * position.centre, 2),
        round(100 * position.width, 2),
        context.site.labels["dimension", above] if above else "",
        above,
        len(library.levels.parts_of.get(dimension.id, ())),
        dimension.aliases,
    )


_OFF_THE_SPECTRUM = SpectrumPosition(0, 0)


def _stance(context: PageContext, dimension: Dimension) -> str:
    codebook = context.site.library.codebook
    if codebook is None or not dimension.stance:
        return ""
    return context.words.term(NEUTRAL) if dimension.stance == NEUTRAL else codebook.ends.get(dimension.stance, "")


def example_of(context: PageContext, dimension: Dimension) -> str | None:
    """The id of the passage that is an example of a dimension."""
    return context.site.derived.names.resolve("passage", dimension.example.id) if dimension.example else None


def dimension_views(context: PageContext, ids: Iterable[str]) -> tuple[DimensionView, ...]:
    """The dimensions among `ids`, in the codebook's order."""
    wanted = set(ids)
    return tuple(dimension_view(context, d) for d in context.site.library.dimensions if d.id in wanted)
