"""Rules on the codebook: it has two levels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.model.index import EntityIndex
from hedgesite.model.library import Library


def dimensions_have_two_levels(library: Library, names: EntityIndex) -> Iterable[Diagnostic]:
    """`dimension-level`: the parent of a dimension has no parent of its own."""
    parents = {each.id: each.parent for each in library.dimensions if each.parent}
    found = ((id, names.resolve("dimension", parent.id)) for id, parent in parents.items())
    above = {id: upper for id, upper in found if upper}
    for id, upper in above.items():
        if upper in above and not _is_in_cycle(upper, above):
            problem = f"'{parents[id]}', the parent of '{id}', is itself a part of '{above[upper]}'"
            remedy = f"write 'parent: {above[upper]}', or remove the parent of '{upper}': a codebook has two levels"
            yield Diagnostic(Rule.DIMENSION_LEVEL, parents[id].origin, problem, remedy)


def _is_in_cycle(id: str, above: Mapping[str, str]) -> bool:
    """Whether the way up from a dimension has no end; that is reported as `parent-cycle`."""
    seen: set[str] = set()
    at: str | None = id
    while at and at not in seen:
        seen.add(at)
        at = above.get(at)
    return at is not None
