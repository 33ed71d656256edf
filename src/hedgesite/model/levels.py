"""The two levels of a codebook: dimensions, and the parts that some of them have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.model.content import Dimension


@dataclass(frozen=True, slots=True)
class Levels:
    """Which dimensions are parts of which, by their current ids."""

    parent_of: Mapping[str, str]
    """Parent by part."""
    parts_of: Mapping[str, tuple[str, ...]]
    """Parts by parent, in the codebook's order; dimensions without parts are left out."""

    @classmethod
    def of(cls, dimensions: Iterable[Dimension]) -> Levels:
        """The levels of a codebook. A parent that is unknown, or is a part itself, counts for nothing."""
        listed = tuple(dimensions)
        current = {alias: each.id for each in listed for alias in each.aliases} | {each.id: each.id for each in listed}
        named = {each.id: current.get(each.parent.id) for each in listed if each.parent}
        parents = {id: above for id, above in named.items() if above and above != id and not named.get(above)}
        parts: dict[str, list[str]] = defaultdict(list)
        for id, above in parents.items():
            parts[above].append(id)
        return cls(MappingProxyType(parents), MappingProxyType({above: tuple(ids) for above, ids in parts.items()}))

    def with_parents(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Distinct dimensions, each followed by the one that it is a part of."""
        found = (one for id in ids for one in (id, self.parent_of.get(id)))
        return tuple(dict.fromkeys(one for one in found if one))

    def are_kin(self, one: str, other: str) -> bool:
        """Whether one of two dimensions is a part of the other."""
        return self.parent_of.get(one) == other or self.parent_of.get(other) == one
