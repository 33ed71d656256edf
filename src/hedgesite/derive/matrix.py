"""How the dimensions run through the sections, counted once for every page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.derive.relations import Relations
from hedgesite.model.library import Library


@dataclass(frozen=True, slots=True)
class Matrix:
    """Coded passages by dimension and section, and by pair of dimensions."""

    cells: Mapping[tuple[str, str], tuple[str, ...]]
    """Dimension id and section id to the passages coded so; every pair is there."""
    pairs: Mapping[tuple[str, str], tuple[str, ...]]
    """Two dimension ids, in the codebook's order, to the passages coded to both."""

    def weight(self, dimension: str) -> int:
        """Number of passages coded to a dimension."""
        return sum(len(passages) for (id, _), passages in self.cells.items() if id == dimension)


def matrix_of(library: Library, relations: Relations) -> Matrix:
    """Count the codings. The cells of a dimension add up to its coded passages."""
    order = [dimension.id for dimension in library.dimensions]
    coded = {id: set(relations.coded.get(("dimension", id), ())) for id in order}
    cells = {
        (id, section.id): tuple(passage.id for passage in section.passages if passage.id in coded[id])
        for id in order
        for section in library.sections
    }
    pairs = {
        (one, other): tuple(passage.id for passage in library.passages if passage.id in coded[one] & coded[other])
        for index, one in enumerate(order)
        for other in order[index + 1 :]
    }
    return Matrix(MappingProxyType(cells), MappingProxyType(pairs))
