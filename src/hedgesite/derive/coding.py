"""Evaluation of the coding: matrix, coverage, spectrum, passages by hypothesis, and co-occurrence of actors."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from hedgesite.derive.backlinks import Relations
from hedgesite.model.content import Codebook
from hedgesite.model.index import EntityIndex
from hedgesite.model.levels import Levels
from hedgesite.model.library import Library
from hedgesite.model.word_lists import ANALYSIS, NEUTRAL


@dataclass(frozen=True, slots=True)
class Matrix:
    """Coded passages by dimension and section, and by pair of dimensions. All lists are in article order."""

    cells: Mapping[tuple[str, str], tuple[str, ...]]
    """Coded passages by dimension id and section id; every pair is present."""
    pairs: Mapping[tuple[str, str], tuple[str, ...]]
    """Passages coded to both of two dimensions, by their ids in the codebook's order.

    There are none for a dimension and its own part, where it would only say that one is a part of the other.
    """
    coded: Mapping[str, tuple[str, ...]]
    """Distinct coded passages by section id; every section is present."""
    of_analysis: Mapping[str, int]
    """Number of coded passages of analysis by dimension id; every dimension is present."""

    def weight(self, dimension: str) -> int:
        """Number of passages of any role coded to a dimension."""
        return sum(len(passages) for (id, _), passages in self.cells.items() if id == dimension)

    def both(self, one: str, other: str) -> tuple[str, ...]:
        """Passages coded to both dimensions, in either order; for a dimension with itself, all its passages."""
        if one == other:
            return tuple(passage for (id, _), found in self.cells.items() if id == one for passage in found)
        return self.pairs[one, other] if (one, other) in self.pairs else self.pairs[other, one]


def matrix_of(library: Library, relations: Relations) -> Matrix:
    """Count the codings. The cells of a dimension add up to its coded passages."""
    by_dimension = _coded(library, relations)
    anyhow = set().union(*by_dimension.values())
    cells = {
        (id, section.id): tuple(passage.id for passage in section.passages if passage.id in by_dimension[id])
        for id in by_dimension
        for section in library.sections
    }
    both = {
        (one, other): set() if library.levels.are_kin(one, other) else by_dimension[one] & by_dimension[other]
        for one, other in combinations(by_dimension, 2)
    }
    pairs = {pair: tuple(sorted(shared, key=library.place_of.__getitem__)) for pair, shared in both.items()}
    coded = {s.id: tuple(passage.id for passage in s.passages if passage.id in anyhow) for s in library.sections}
    analysis = {passage.id for passage in library.passages if passage.annotation.role == ANALYSIS}
    of_analysis = {id: len(passages & analysis) for id, passages in by_dimension.items()}
    return Matrix(
        MappingProxyType(cells), MappingProxyType(pairs), MappingProxyType(coded), MappingProxyType(of_analysis)
    )


@dataclass(frozen=True, slots=True)
class Support:
    """Coded passages by their number of cited sources, in article order."""

    none: tuple[str, ...]
    single: tuple[str, ...]
    several: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of the coding. Gaps are not faults of the article."""

    uncoded_sections: tuple[str, ...]
    """Sections that have passages, but no coded ones."""
    roles: Mapping[str, Mapping[str, int]]
    """Number of uncoded passages by section id and role, most frequent first; every section is present."""
    support: Support
    """Support of all coded passages."""
    support_by_dimension: Mapping[str, Support]
    single_source: Mapping[str, tuple[str, ...]]
    """Coded passages that cite a single source, by its key, in descending number of passages."""


def coverage_of(library: Library, relations: Relations, matrix: Matrix) -> Coverage:
    """Derive the coverage of the coding."""
    coded = [passage for found in matrix.coded.values() for passage in found]
    cited = {passage: [id for kind, id in relations.things_of[passage] if kind == "source"] for passage in coded}
    by_source: dict[str, list[str]] = {}
    for passage, keys in cited.items():
        if len(keys) == 1:
            by_source.setdefault(keys[0], []).append(passage)
    roles: dict[str, Mapping[str, int]] = {}
    for section in library.sections:
        uncoded = (passage for passage in section.passages if passage.id not in cited)
        counts = Counter(passage.annotation.role for passage in uncoded)
        roles[section.id] = MappingProxyType(dict(counts.most_common()))
    return Coverage(
        tuple(section.id for section in library.sections if section.passages and not matrix.coded[section.id]),
        MappingProxyType(roles),
        _support(coded, cited),
        MappingProxyType({d.id: _support(matrix.both(d.id, d.id), cited) for d in library.dimensions}),
        MappingProxyType({key: tuple(found) for key, found in sorted(by_source.items(), key=lambda kv: -len(kv[1]))}),
    )


def _support(passages: list[str] | tuple[str, ...], cited: Mapping[str, list[str]]) -> Support:
    return Support(
        tuple(passage for passage in passages if not cited[passage]),
        tuple(passage for passage in passages if len(cited[passage]) == 1),
        tuple(passage for passage in passages if len(cited[passage]) > 1),
    )


@dataclass(frozen=True, slots=True)
class SpectrumPosition:
    """Position on the spectrum, as a share of its length."""

    centre: float
    width: float
    """Width reserved for the dimension; the same for all."""


def spectrum_of(codebook: Codebook | None, levels: Levels) -> Mapping[str, SpectrumPosition]:
    """Position every dimension that has a stance by its stance, and within a stance in the codebook's order.

    Both ends have the same length, so that neutral dimensions are centred even if more dimensions lean to one side. The
    parts of a dimension that have a stance stand in its place. Empty if the theory has no spectrum.
    """
    if codebook is None or not codebook.ends:
        return MappingProxyType({})
    placed = {each.id: each.stance for each in codebook.dimensions if each.stance}
    dimensions = [id for id in placed if not any(part in placed for part in levels.parts_of.get(id, ()))]
    near, far = (*codebook.ends, "", "")[:2]
    by_stance = {stance: [id for id in dimensions if placed[id] == stance] for stance in (near, NEUTRAL, far)}
    end = max(len(by_stance[near]), len(by_stance[far]), 1)
    middle = max(len(by_stance[NEUTRAL]), 1)
    length = 2 * end + middle
    zones = {near: (0, end), NEUTRAL: (end, middle), far: (end + middle, end)}
    positions: dict[str, SpectrumPosition] = {}
    for stance, (start, size) in zones.items():
        share = size / max(len(by_stance[stance]), 1)
        for index, id in enumerate(by_stance[stance]):
            positions[id] = SpectrumPosition((start + (index + 0.5) * share) / length, 1 / length)
    return MappingProxyType({id: positions[id] for id in dimensions if id in positions})


@dataclass(frozen=True, slots=True)
class HypothesisSupport:
    """Passages that bear on a hypothesis. A passage coded to two dimensions is listed under both."""

    passages: tuple[str, ...]
    """Distinct passages in article order."""
    branches: Mapping[str | None, tuple[str, ...]]
    """Passages by dimension, in the codebook's order; uncoded passages are last, under None.

    Included are the dimensions that the hypothesis names, even without passages, and those of its passages.
    """


def support_by_hypothesis(
    library: Library, names: EntityIndex, relations: Relations
) -> Mapping[str, HypothesisSupport]:
    """Derive the passages that bear on each hypothesis. A passage of a part is listed at the part and its parent."""
    coded = _coded(library, relations)
    found = {}
    for hypothesis in library.hypotheses:
        passages = relations.passages_of.get(("hypothesis", hypothesis.id), ())
        named = set(names.meant("dimension", hypothesis.dimensions))
        branches: dict[str | None, tuple[str, ...]] = {}
        for dimension, all_coded in coded.items():
            supporting = tuple(passage for passage in passages if passage in all_coded)
            if supporting or dimension in named:
                branches[dimension] = supporting
        uncoded = tuple(
            passage for passage in passages if not any(passage in all_coded for all_coded in coded.values())
        )
        if uncoded:
            branches[None] = uncoded
        found[hypothesis.id] = HypothesisSupport(passages, MappingProxyType(branches))
    return MappingProxyType(found)


@dataclass(frozen=True, slots=True)
class Cooccurrence:
    """Co-occurrence of actors in passages, in both directions."""

    shared: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Shared passages in article order, by actor and other actor, those with the most passages first."""
    coded: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Passages by actor and by dimension to which they are coded, in the codebook's order."""

    def together(self, one: str, other: str) -> tuple[str, ...]:
        """The passages that two actors share."""
        return self.shared.get(one, {}).get(other, ())


def cooccurrence_of(library: Library, relations: Relations) -> Cooccurrence:
    """Derive which actors appear together."""
    present = {actor.id: relations.passages_of.get(("actor", actor.id), ()) for actor in library.actors}
    shared: dict[str, dict[str, list[str]]] = {id: defaultdict(list) for id in present}
    for passage in library.passages:
        actors = [id for kind, id in relations.things_of[passage.id] if kind == "actor"]
        for one in actors:
            for other in actors:
                if one != other:
                    shared[one][other].append(passage.id)
    coded = _coded(library, relations)
    return Cooccurrence(
        MappingProxyType({id: _most_first(others) for id, others in shared.items()}),
        MappingProxyType(
            {
                id: MappingProxyType(
                    {d: found for d, all in coded.items() if (found := tuple(p for p in passages if p in all))}
                )
                for id, passages in present.items()
            }
        ),
    )


def _most_first(others: Mapping[str, list[str]]) -> Mapping[str, tuple[str, ...]]:
    ordered = sorted(others.items(), key=lambda item: -len(item[1]))
    return MappingProxyType({id: tuple(passages) for id, passages in ordered})


def _coded(library: Library, relations: Relations) -> dict[str, set[str]]:
    """Coded passages by dimension id, in the codebook's order."""
    return {d.id: set(relations.coded.get(("dimension", d.id), ())) for d in library.dimensions}
