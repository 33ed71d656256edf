"""Where each dimension stands between acceptance and rejection."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.model.content import Dimension, Stance


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the spectrum, in parts of its length."""

    centre: float
    width: float
    """Of the room that no other dimension claims; the same for all."""


def spectrum_of(dimensions: Sequence[Dimension]) -> Mapping[str, Spot]:
    """Give every dimension its spot: by stance, and within a stance in the codebook's order.

    Both ends get the same length, so that neutral dimensions stand around the middle however many lean to one side.
    """
    by_stance = {stance: [d.id for d in dimensions if d.stance is stance] for stance in Stance}
    end = max(len(by_stance[Stance.ACCEPTANCE]), len(by_stance[Stance.REJECTION]), 1)
    middle = max(len(by_stance[Stance.NEUTRAL]), 1)
    length = 2 * end + middle
    zones = {Stance.ACCEPTANCE: (0, end), Stance.NEUTRAL: (end, middle), Stance.REJECTION: (end + middle, end)}
    spots: dict[str, Spot] = {}
    for stance, (start, size) in zones.items():
        share = size / max(len(by_stance[stance]), 1)
        for index, id in enumerate(by_stance[stance]):
            spots[id] = Spot((start + (index + 0.5) * share) / length, 1 / length)
    return MappingProxyType({d.id: spots[d.id] for d in dimensions})
