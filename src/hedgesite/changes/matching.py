"""Which thing of the one revision is which of the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from hedgesite.changes.text_diff import likeness
from hedgesite.model.index import EntityIndex

T = TypeVar("T")
_ALIKE = 0.75
"""From this likeness on, a passage that is gone and one that is new are taken for the same under another id."""


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A thing before and after; None where a revision lacks it."""

    id: str
    """The present one, or the last one of a thing that is gone."""
    before: T | None
    after: T | None
    former: str = ""
    """The id before, where it was another."""


@dataclass(frozen=True, slots=True)
class Naming:
    """Ids of the earlier revision in terms of the later one."""

    before: EntityIndex
    after: EntityIndex
    renamed: Mapping[tuple[str, str], str]
    """Kind and former id to the present one, where no alias says so."""

    def present(self, kind: str, id: str, *, earlier: bool) -> str:
        """The id that a mention means now; the mention itself where nothing is meant."""
        if earlier:
            id = self.before.resolve(kind, id) or id
            id = self.renamed.get((kind, id), id)
        return self.after.resolve(kind, id) or id


def pairs(
    kind: str, before: Mapping[str, T], after: Mapping[str, T], names: EntityIndex, text_of: Callable[[T], str]
) -> list[Pair[T]]:
    """Pair things of one kind by id, by alias, or (where both sides have one over) by what they say.

    The order is that of `after`; what was removed comes last.
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
    """New ids to the ids of what they most resemble, the likest first."""
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
