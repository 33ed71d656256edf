"""What bears on a hypothesis: dimension by dimension, passage by passage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.derive.relations import Relations
from hedgesite.model.library import Library
from hedgesite.model.names import Names


@dataclass(frozen=True, slots=True)
class Bearing:
    """The passages that bear on a hypothesis. One that is coded to two dimensions stands under both."""

    passages: tuple[str, ...]
    """Each once, in article order."""
    branches: Mapping[str | None, tuple[str, ...]]
    """Dimension to passages, in the codebook's order: the dimensions that the hypothesis names, though no passage may
    be coded so, and those that its passages are coded to; last, under None, the passages that are coded to none."""


def bearing_of(library: Library, names: Names, relations: Relations) -> Mapping[str, Bearing]:
    """Derive what bears on each hypothesis."""
    coded = {d.id: set(relations.coded.get(("dimension", d.id), ())) for d in library.dimensions}
    found = {}
    for hypothesis in library.hypotheses:
        passages = relations.passages_of.get(("hypothesis", hypothesis.id), ())
        named = {names.resolve("dimension", ref.id) for ref in hypothesis.dimensions}
        branches: dict[str | None, tuple[str, ...]] = {}
        for dimension, all_coded in coded.items():
            bearing = tuple(passage for passage in passages if passage in all_coded)
            if bearing or dimension in named:
                branches[dimension] = bearing
        uncoded = tuple(
            passage for passage in passages if not any(passage in all_coded for all_coded in coded.values())
        )
        if uncoded:
            branches[None] = uncoded
        found[hypothesis.id] = Bearing(passages, MappingProxyType(branches))
    return MappingProxyType(found)
