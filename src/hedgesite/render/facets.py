"""The source base: sources counted by kind, time, language and dimension."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hedgesite.render.page_context import PageContext
from hedgesite.render.source_views import UNDATED, SourceView
from hedgesite.words import Words


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One bar: how many sources have the value."""

    value: str
    label: str
    count: int
    dimension: str = ""
    """Id of the dimension that the value stands for, which sets its colour."""


class Facet(NamedTuple):
    """One way to divide the sources."""

    id: str
    title: str
    values: tuple[FacetValue, ...]
    most: int


def facets_of(context: PageContext, sources: Sequence[SourceView]) -> tuple[Facet, ...]:
    """The facets with at least two values; a single value carries no information."""
    _ = context.words.gettext
    dimensions = Counter(dimension.id for source in sources for dimension in source.dimensions)
    facets = (
        _named("kind", _("Kind"), ((source.kind, source.kind_name) for source in sources)),
        _periods(context.words, _("Published"), sorted(Counter(source.period for source in sources).items())),
        _named("language", _("Language"), ((source.language, source.language_name) for source in sources)),
        Facet(
            "dimension",
            _("Dimension"),
            tuple(
                FacetValue(item.id, item.name, dimensions[item.id], item.id) for item in context.site.library.dimensions
            ),
            max(dimensions.values(), default=0),
        ),
    )
    return tuple(facet for facet in facets if len(facet.values) > 1)


def _named(id: str, title: str, named: Iterable[tuple[str, str]]) -> Facet:
    """A facet of values and what they are called, the most frequent first."""
    counts = Counter(named).most_common()
    values = tuple(FacetValue(value, name, count) for (value, name), count in counts)
    return Facet(id, title, values, max((value.count for value in values), default=0))


def _periods(words: Words, title: str, counts: Iterable[tuple[str, int]]) -> Facet:
    # Periods are in words already; only sources without one have a term.
    values = tuple(FacetValue(each, words.term(each) if each == UNDATED else each, count) for each, count in counts)
    return Facet("period", title, values, max((value.count for value in values), default=0))


def grouped_by_kind(sources: Sequence[SourceView]) -> list[tuple[str, list[SourceView]]]:
    """The sources by kind in words, the most frequent kind first; within a kind in the order of the list."""
    kinds = Counter(source.kind_name for source in sources)
    return [(kind, [source for source in sources if source.kind_name == kind]) for kind, _ in kinds.most_common()]
