"""Stretches of a line in as few rows as come to hand."""

from __future__ import annotations

from collections.abc import Iterable


def packed(extents: Iterable[tuple[float, float]], between: float) -> list[int]:
    """For each stretch of a line the first row in which it keeps its distance from all earlier ones."""
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
    """The rows that are taken between two places, as the bits of a number: a segment tree.

    Every node stands for twice the width of the two below it, so that no question looks at more nodes than the
    logarithm of the number of places.
    """

    def __init__(self, places: int) -> None:
        self._width = 1 << max(places - 1, 0).bit_length()
        self._throughout = [0] * (2 * self._width)
        """Rows that are taken from end to end of a node, and noted there alone."""
        self._somewhere = [0] * (2 * self._width)
        """Rows that are taken in any part of a node."""

    def within(self, start: int, end: int) -> int:
        """The rows that are taken anywhere between two places."""
        rows = 0
        for node in self._parts(start, end):
            rows |= self._somewhere[node]
        for node in self._above(start, end):
            rows |= self._throughout[node]
        return rows

    def add(self, start: int, end: int, row: int) -> None:
        """Take a row between two places."""
        for node in self._parts(start, end):
            self._throughout[node] |= 1 << row
            self._somewhere[node] |= 1 << row
        for node in self._above(start, end):
            self._somewhere[node] |= 1 << row

    def _parts(self, start: int, end: int) -> Iterable[int]:
        """The widest nodes that together are the stretch."""
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
        """The nodes that reach into the stretch and beyond, or hold a part of it."""
        left, right = (start + self._width) // 2, (end - 1 + self._width) // 2
        while left:
            yield left
            if right != left:
                yield right
            left, right = left // 2, right // 2
