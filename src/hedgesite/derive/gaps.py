"""What the coding leaves open: sections without a code, and coded passages that rest on one source or on none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.derive.matrix import Matrix
from hedgesite.derive.relations import Relations
from hedgesite.model.library import Library
from hedgesite.model.matter import Role


@dataclass(frozen=True, slots=True)
class Support:
    """Coded passages by the number of sources that they cite, in article order."""

    none: tuple[str, ...]
    single: tuple[str, ...]
    several: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gaps:
    """Properties of the coding. None of them is a fault of the article."""

    uncoded_sections: tuple[str, ...]
    """Sections that have passages, none of them coded to a dimension."""
    roles: Mapping[str, Mapping[Role, int]]
    """Section id to what its passages without a dimension do there, most frequent first; every section is there."""
    support: Support
    """Of all coded passages."""
    support_by_dimension: Mapping[str, Support]
    single_source: Mapping[str, tuple[str, ...]]
    """Source key to the coded passages that rest on it alone, the source with the most of them first."""


def gaps_of(library: Library, relations: Relations, matrix: Matrix) -> Gaps:
    """Derive what no passage says of itself."""
    coded = [passage for found in matrix.coded.values() for passage in found]
    cited = {passage: [id for kind, id in relations.things_of[passage] if kind == "source"] for passage in coded}
    by_source: dict[str, list[str]] = {}
    for passage, keys in cited.items():
        if len(keys) == 1:
            by_source.setdefault(keys[0], []).append(passage)
    roles: dict[str, Mapping[Role, int]] = {}
    for section in library.sections:
        uncoded = (passage for passage in section.passages if passage.id not in cited)
        counts = Counter(passage.annotation.role for passage in uncoded)
        roles[section.id] = MappingProxyType(dict(counts.most_common()))
    return Gaps(
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
