"""Template views of the coding: matrix, co-occurring dimensions, kinds of source, coverage."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hedgesite.model.index import sections_above
from hedgesite.model.library import Section
from hedgesite.render.page_context import PageContext
from hedgesite.render.passage_views import SectionView, grouped_passages, section_view
from hedgesite.render.source_views import SourceView, source_view
from hedgesite.render.views import DimensionView, LinkView, dimension_view, link
from hedgesite.words import count_in_words

_SHADES = 5


@dataclass(frozen=True, slots=True)
class CellView:
    """A number in a table, with a link to its passages."""

    dimension: DimensionView
    count: int
    href: str
    words: str
    """`A dimension in Introduction: 3 passages`."""
    shade: int
    """From 1 to 5, relative to the largest number in the table; 0 for no passages."""
    is_kin: bool = False
    """Whether the table crosses a dimension with its own part, where a number says nothing."""


class WeightView(NamedTuple):
    """A dimension with the number of its passages; analysis passages are counted separately."""

    dimension: DimensionView
    analysis: int
    others: int
    """Passages of theory, method, context or conclusion."""


class RowView(NamedTuple):
    """A section's row of the matrix; that of a section with parts counts those in, too."""

    section: SectionView
    cells: tuple[CellView, ...]
    coded: int
    """Number of passages coded to any dimension, each counted once."""
    passages: int
    is_sum: bool
    """Whether the section has parts."""


class MeetingView(NamedTuple):
    """Two dimensions with common passages; `dimension` is the other one."""

    dimension: DimensionView
    passages: tuple[LinkView, ...]


class KindView(NamedTuple):
    """The sources of one kind, each with the number of given passages that cite it, most cited first."""

    name: str
    sources: tuple[tuple[SourceView, int], ...]


class SupportView(NamedTuple):
    """Number of passages that cite no source, one, or several; `dimension` is None in the row of totals."""

    dimension: DimensionView | None
    none: int
    single: int
    several: int


class CoverageView(NamedTuple):
    """Gaps in the coding."""

    coded: int
    passages: int
    roles: tuple[str, ...]
    """Roles of the passages without a dimension, in words."""
    sections: tuple[tuple[SectionView, tuple[str, ...]], ...]
    """Sections without a coded passage, with the roles of their passages."""
    support: tuple[SupportView, ...]
    unsourced: tuple[SectionView, ...]
    single: tuple[tuple[LinkView, tuple[LinkView, ...]], ...]
    """Sources, each with the passages that cite no other source."""


def ends_of(context: PageContext) -> tuple[str, str]:
    """Names of the ends of the theory's spectrum; empty where it has none."""
    codebook = context.site.library.codebook
    near, far = (*codebook.ends.values(), "", "")[:2] if codebook else ("", "")
    return near, far


def weight_views(context: PageContext) -> tuple[WeightView, ...]:
    """The number of passages of each dimension, in the codebook's order."""
    matrix = context.site.derived.matrix
    return tuple(
        WeightView(
            dimension_view(context, dimension),
            matrix.of_analysis[dimension.id],
            matrix.weight(dimension.id) - matrix.of_analysis[dimension.id],
        )
        for dimension in context.site.library.dimensions
    )


def matrix_rows(context: PageContext) -> tuple[RowView, ...]:
    """The matrix of dimensions and sections, a row for each section."""
    matrix, sections = context.site.derived.matrix, context.site.library.sections
    most = max((len(found) for found in matrix.cells.values()), default=0)
    views = [dimension_view(context, dimension) for dimension in context.site.library.dimensions]
    above = {
        section.id: sections_above(context.site.library, context.site.derived.names, section) for section in sections
    }

    def row(section: Section) -> RowView:
        parts = [each for each in sections if each is section or section.id in above[each.id]]
        return RowView(
            section_view(context, section),
            tuple(_matrix_cell(context, view, parts, most) for view in views),
            sum(len(matrix.coded[part.id]) for part in parts),
            sum(len(part.passages) for part in parts),
            len(parts) > 1,
        )

    return tuple(map(row, sections))


def _matrix_cell(context: PageContext, view: DimensionView, parts: Sequence[Section], most: int) -> CellView:
    """A dimension in a section, the first of `parts`, and in those below it. The link leads to the first passages."""
    counts = {part.id: len(context.site.derived.matrix.cells[view.id, part.id]) for part in parts}
    count, name = sum(counts.values()), parts[0].short
    passages = count_in_words(context.words, count, "passage")
    if len(parts) > 1:
        words = context.words.gettext(
            "%(dimension)s in %(section)s with its parts: %(passages)s",
            dimension=view.name,
            section=name,
            passages=passages,
        )
    else:
        words = context.words.gettext(
            "%(dimension)s in %(section)s: %(passages)s", dimension=view.name, section=name, passages=passages
        )
    first = next((id for id, number in counts.items() if number), parts[0].id)
    return CellView(view, count, f"{view.href}#in-{first}", words, min(_shade(count, most), _SHADES))


def triangle(context: PageContext) -> tuple[tuple[CellView, ...], ...]:
    """For each dimension, the passages it shares with those before it, and last all its own passages."""
    matrix, dimensions = context.site.derived.matrix, context.site.library.dimensions
    most = max((len(found) for found in matrix.pairs.values()), default=0)
    views = [dimension_view(context, dimension) for dimension in dimensions]

    def cell(one: DimensionView, other: DimensionView) -> CellView:
        count = len(matrix.both(one.id, other.id))
        passages = count_in_words(context.words, count, "passage")
        if one is other:
            words = context.words.gettext("%(dimension)s, in all: %(passages)s", dimension=one.name, passages=passages)
            return CellView(one, count, f"{one.href}#passages", words, 0)
        words = context.words.gettext(
            "%(one)s with %(other)s: %(passages)s", one=one.name, other=other.name, passages=passages
        )
        is_kin = context.site.library.levels.are_kin(one.id, other.id)
        return CellView(other, count, f"{one.href}#with-{other.id}", words, _shade(count, most), is_kin)

    return tuple(tuple(cell(one, other) for other in views[: index + 1]) for index, one in enumerate(views))


def _shade(count: int, most: int) -> int:
    return math.ceil(_SHADES * count / most) if most else 0


def meetings(context: PageContext, dimension: str) -> tuple[MeetingView, ...]:
    """The dimensions that share passages with the given one, most passages first."""
    matrix = context.site.derived.matrix
    found = [
        MeetingView(dimension_view(context, other), tuple(link(context, "passage", id) for id in shared))
        for other in context.site.library.dimensions
        if other.id != dimension and (shared := matrix.both(dimension, other.id))
    ]
    return tuple(sorted(found, key=lambda meeting: -len(meeting.passages)))


def counted(context: PageContext, kind: str, passages: Iterable[str]) -> tuple[tuple[LinkView, int], ...]:
    """The things of a kind that passages mention, with the number of passages, most first."""
    things = context.site.derived.relations.things_of
    counts = Counter(id for passage in passages for found, id in things[passage] if found == kind)
    return tuple((link(context, kind, id), number) for id, number in counts.most_common())


def sources_by_kind(context: PageContext, passages: Sequence[str]) -> tuple[KindView, ...]:
    """The sources that passages cite, by kind, the kind with most works first."""
    counts = {view.id: number for view, number in counted(context, "source", passages)}
    kinds: dict[str, list[tuple[SourceView, int]]] = {}
    for key in context.site.references:
        if key in counts:
            view = source_view(context, key, popup=False)
            kinds.setdefault(view.kind, []).append((view, counts[key]))
    views = [KindView(name, tuple(sorted(found, key=lambda item: -item[1]))) for name, found in kinds.items()]
    return tuple(sorted(views, key=lambda kind: (-len(kind.sources), kind.name)))


def coverage_view(context: PageContext) -> CoverageView:
    """Gaps in the coding, with links to the passages."""
    library, matrix, coverage = context.site.library, context.site.derived.matrix, context.site.derived.coverage
    roles = Counter({role: 0 for counts in coverage.roles.values() for role in counts})
    for counts in coverage.roles.values():
        roles.update(counts)
    rows = [(dimension_view(context, d), coverage.support_by_dimension[d.id]) for d in library.dimensions]
    support = [SupportView(view, len(s.none), len(s.single), len(s.several)) for view, s in rows]
    everywhere = coverage.support
    support.append(SupportView(None, len(everywhere.none), len(everywhere.single), len(everywhere.several)))
    return CoverageView(
        sum(len(found) for found in matrix.coded.values()),
        len(library.passages),
        _roles_in_words(context, dict(roles.most_common())),
        tuple(
            (section_view(context, library.section_by_id[id]), _roles_in_words(context, coverage.roles[id]))
            for id in coverage.uncoded_sections
        ),
        tuple(support),
        grouped_passages(context, coverage.support.none),
        tuple(
            (link(context, "source", key), tuple(link(context, "passage", id) for id in ids))
            for key, ids in coverage.single_source.items()
        ),
    )


def _roles_in_words(context: PageContext, counts: Mapping[str, int]) -> tuple[str, ...]:
    return tuple(f"{context.site.kind_name('roles', role)} ({number})" for role, number in counts.items())
