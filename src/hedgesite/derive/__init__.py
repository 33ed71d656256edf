"""What follows from the content: addresses, backlinks, counts."""

from __future__ import annotations

from dataclasses import dataclass

from hedgesite.derive.matrix import Matrix, matrix_of
from hedgesite.derive.relations import Mention, Relations, passages_by_section, relations_of
from hedgesite.derive.routes import Routes, routes_of
from hedgesite.model.library import Library
from hedgesite.model.names import Names

__all__ = ["Derived", "Matrix", "Mention", "Names", "Relations", "Routes", "derive", "passages_by_section"]


@dataclass(frozen=True, slots=True)
class Derived:
    """Everything that follows from a companion and that pages show."""

    names: Names
    routes: Routes
    relations: Relations
    matrix: Matrix


def derive(library: Library) -> Derived:
    """Work out addresses, backlinks and counts of a companion without errors."""
    names = Names.of(library)
    relations = relations_of(library, names)
    return Derived(names, routes_of(library, names), relations, matrix_of(library, relations))
