"""Who appears with whom, and in which dimensions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.derive.relations import Relations
from hedgesite.model.library import Library


@dataclass(frozen=True, slots=True)
class Company:
    """Actors by the passages that they share, each relation both ways."""

    shared: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Actor to every other actor that shares a passage with it, most passages first, with these passages in article
    order."""
    coded: Mapping[str, Mapping[str, tuple[str, ...]]]
    """Actor to the dimensions that its passages are coded to, in the codebook's order, with these passages."""

    def together(self, one: str, other: str) -> tuple[str, ...]:
        """The passages that two actors share."""
        return self.shared.get(one, {}).get(other, ())


def company_of(library: Library, relations: Relations) -> Company:
    """Derive who appears with whom."""
    present = {actor.id: relations.passages_of.get(("actor", actor.id), ()) for actor in library.actors}
    shared: dict[str, dict[str, list[str]]] = {id: defaultdict(list) for id in present}
    for passage in library.passages:
        actors = [id for kind, id in relations.things_of[passage.id] if kind == "actor"]
        for one in actors:
            for other in actors:
                if one != other:
                    shared[one][other].append(passage.id)
    coded = {d.id: set(relations.coded.get(("dimension", d.id), ())) for d in library.dimensions}
    return Company(
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
