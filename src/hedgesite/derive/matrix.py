"""How the dimensions run through the sections, counted once for every page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

from hedgesite.derive.relations import Relations
from hedgesite.model.library import Library
from hedgesite.model.matter import Role


@dataclass(frozen=True, slots=True)
class Matrix:
    """Coded passages by dimension and section, and by pair of dimensions. All lists are in article order."""

    cells: Mapping[tuple[str, str], tuple[str, ...]]
    """Dimension id and section id to the passages coded so; every pair is there."""
    pairs: Mapping[tuple[str, str], tuple[str, ...]]
    """Two dimension ids, in the codebook's order, to the passages coded to both."""
    coded: Mapping[str, tuple[str, ...]]
    """Section id to its passages that are coded to any dimension, each once; every section is there."""
    of_analysis: Mapping[str, int]
    """Dimension id to the number of its passages whose role is analysis; every dimension is there."""

    def weight(self, dimension: str) -> int:
        """Number of passages coded to a dimension, whatever their role."""
        return sum(len(passages) for (id, _), passages in self.cells.items() if id == dimension)

    def both(self, one: str, other: str) -> tuple[str, ...]:
        """The passages coded to two dimensions, whichever is named first; of a dimension with itself, all of its."""
        if one == other:
            return tuple(passage for (id, _), found in self.cells.items() if id == one for passage in found)
        return self.pairs[one, other] if (one, other) in self.pairs else self.pairs[other, one]


def matrix_of(library: Library, relations: Relations) -> Matrix:
    """Count the codings. The cells of a dimension add up to its coded passages."""
    order = [dimension.id for dimension in library.dimensions]
    by_dimension = {id: set(relations.coded.get(("dimension", id), ())) for id in order}
    anyhow = set().union(*by_dimension.values())
    cells = {
        (id, section.id): tuple(passage.id for passage in section.passages if passage.id in by_dimension[id])
        for id in order
        for section in library.sections
    }
    both = {pair: by_dimension[pair[0]] & by_dimension[pair[1]] for pair in combinations(order, 2)}
    pairs = {pair: tuple(sorted(shared, key=library.place_of.__getitem__)) for pair, shared in both.items()}
    coded = {s.id: tuple(passage.id for passage in s.passages if passage.id in anyhow) for s in library.sections}
    analysis = {passage.id for passage in library.passages if passage.annotation.role is Role.ANALYSIS}
    of_analysis = {id: len(passages & analysis) for id, passages in by_dimension.items()}
    return Matrix(
        MappingProxyType(cells), MappingProxyType(pairs), MappingProxyType(coded), MappingProxyType(of_analysis)
    )
