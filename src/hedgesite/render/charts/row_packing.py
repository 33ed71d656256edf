"""Packs intervals into as few rows as a greedy search finds."""

from __future__ import annotations

from collections.abc import Iterable


def packed(extents: Iterable[tuple[float, float]], between: float) -> list[int]:
    """For each interval, the first row in which it keeps its distance from all earlier ones."""
    stretches = [(left, right + between) for left, right in extents]
    places = {end: place for place, end in enumerate(sorted({end for stretch in stretches for end in stretch}))}
    taken = _Taken(len(places))
    rows = []
    for left, right in stretches:
        start, end = places[left], places[right]
        rows.append(_first_free(taken.within(start, end)))
        taken.add(start, end, rows[-1])
    return rows


def _first_free(taken: int) -> int:
    """The lowest bit that is not set."""
    return (~taken & (taken + 1)).bit_length() - 1


class _Taken:
    """Occupied rows between two places, as bits of integers in a segment tree.

    Every node covers the range of its two children, so that a query visits a number of nodes logarithmic in the number
    of places.
    """

    def __init__(self, places: int) -> None:
        self._width = 1 << max(places - 1, 0).bit_length()
        self._throughout = [0] * (2 * self._width)
        """Rows occupied over a node's whole range, recorded only there."""
        self._somewhere = [0] * (2 * self._width)
        """Rows occupied in any part of a node's range."""

    def within(self, start: int, end: int) -> int:
        """The rows occupied anywhere between two places."""
        rows = 0
        for node in self._parts(start, end):
            rows |= self._somewhere[node]
        for node in self._above(start, end):
            rows |= self._throughout[node]
        return rows

    def add(self, start: int, end: int, row: int) -> None:
        """Occupy a row between two places."""
        for node in self._parts(start, end):
            self._throughout[node] |= 1 << row
            self._somewhere[node] |= 1 << row
        for node in self._above(start, end):
            self._somewhere[node] |= 1 << row

    def _parts(self, start: int, end: int) -> Iterable[int]:
        """The largest nodes that together cover the range."""
        left, right = start + self._width, end + self._width
        while left < right:
            if left & 1:
                yield left
                left += 1
            if right & 1:
                right -= 1
                yield right
            left, right = left // 2, right // 2

    def _above(self, start: int, end: int) -> Iterable[int]:
        """The nodes that overlap the range without lying inside it."""
        left, right = (start + self._width) // 2, (end - 1 + self._width) // 2
        while left:
            yield left
            if right != left:
                yield right
            left, right = left // 2, right // 2
