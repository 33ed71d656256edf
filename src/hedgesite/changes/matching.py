"""Pairs the things of one revision with those of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from hedgesite.changes.text_diff import likeness
from hedgesite.model.index import EntityIndex

T = TypeVar("T")
_ALIKE = 0.75
"""Lowest similarity at which a removed and a new passage are taken for the same one with a new id."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A thing before and after; None where a revision lacks it."""

    id: str
    """The present id, or the last one of a removed thing."""
    before: T | None
    after: T | None
    former: str = ""
    """The former id, if it differs."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Maps ids of the earlier revision to ids of the later one."""

    before: EntityIndex
    after: EntityIndex
    renamed: Mapping[tuple[str, str], str]
    """Kind and former id to the present id, for things without an alias."""

    def present(self, kind: str, id: str, *, earlier: bool) -> str:
        """The present id of a reference; the reference itself if its target is unknown."""
        if earlier:
            id = self.before.resolve(kind, id) or id
            id = self.renamed.get((kind, id), id)
        return self.after.resolve(kind, id) or id


def pairs(
    kind: str, before: Mapping[str, T], after: Mapping[str, T], names: EntityIndex, text_of: Callable[[T], str]
) -> list[Pair[T]]:
    """Pair things of one kind by id, by alias, or (for unpaired things on both sides) by text.

    The order is that of `after`; removed things come last.
    """
    known = {id: resolved for id in before if id not in after and (resolved := names.resolve(kind, id)) in after}
    left = {id: thing for id, thing in before.items() if id not in after and id not in known}
    met = {resolved for resolved in known.values() if resolved}
    new = {id: thing for id, thing in after.items() if id not in before and id not in met}
    former_of = {new_id: old_id for old_id, new_id in known.items() if new_id and new_id not in before}
    former_of |= _by_likeness(left, new, text_of)
    paired: list[Pair[T]] = []
    for id, thing in after.items():
        paired.append(Pair(id, before.get(former_of.get(id, id)), thing, former_of.get(id, "")))
    for id, thing in before.items():
        if id not in after and id not in former_of.values():
            paired.append(Pair(id, thing, None))
    return paired


def _by_likeness(left: Mapping[str, T], new: Mapping[str, T], text_of: Callable[[T], str]) -> dict[str, str]:
    """New ids to the ids of the most similar removed things, most similar first."""
    scored = sorted(_scores(left, new, text_of), key=lambda found: -found[0])
    found: dict[str, str] = {}
    for _, old_id, new_id in scored:
        if new_id not in found and old_id not in found.values():
            found[new_id] = old_id
    return found


def _scores(
    left: Mapping[str, T], new: Mapping[str, T], text_of: Callable[[T], str]
) -> Iterable[tuple[float, str, str]]:
    for old_id, old in left.items():
        for new_id, thing in new.items():
            score = likeness(text_of(old), text_of(thing))
            if score >= _ALIKE:
                yield score, old_id, new_id
