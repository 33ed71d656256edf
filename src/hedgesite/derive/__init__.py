"""What follows from the content: addresses, backlinks, counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hedgesite.derive.gaps import Gaps, Support, gaps_of
from hedgesite.derive.matrix import Matrix, matrix_of
from hedgesite.derive.relations import Mention, Relations, passages_by_section, relations_of
from hedgesite.derive.routes import Routes, routes_of
from hedgesite.derive.spectrum import Spot, spectrum_of
from hedgesite.model.library import Library
from hedgesite.model.names import Names

__all__ = [
    "Derived",
    "Gaps",
    "Matrix",
    "Mention",
    "Names",
    "Relations",
    "Routes",
    "Spot",
    "Support",
    "derive",
    "passages_by_section",
]


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that follows from a companion and that pages show."""

    names: Names
    routes: Routes
    relations: Relations
    matrix: Matrix
    gaps: Gaps
    spectrum: Mapping[str, Spot]
    """By dimension id."""


def derive(library: Library) -> Derived:
    """Work out addresses, backlinks and counts of a companion without errors."""
    names = Names.of(library)
    relations = relations_of(library, names)
    matrix = matrix_of(library, relations)
    return Derived(
        names,
        routes_of(library, names),
        relations,
        matrix,
        gaps_of(library, relations, matrix),
        spectrum_of(library.dimensions),
    )
