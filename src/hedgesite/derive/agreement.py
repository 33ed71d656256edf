"""How far two coders agree: figures of passages that both have coded, each with any number of codes.

Sources: J. Cohen, "A Coefficient of Agreement for Nominal Scales", 1960; H. De Vries and others, "Using Pooled Kappa to
Summarize Interrater Agreement across Many Items", 2008; K. Krippendorff, "Content Analysis", 4th edition, 2019, chapter
12; R. Passonneau, "Measuring Agreement on Set-valued Items (MASI) for Semantic and Pragmatic Annotation", 2006.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import product
from random import Random
from types import MappingProxyType

Codes = frozenset[str]
Pair = tuple[Codes, Codes]
"""The codes that each of two coders gave to a passage."""
_NOTHING: Mapping[str, str] = MappingProxyType({})
_RESAMPLES = 1000
_SEED = 20200101
"""Any number would do. It stays the same, so that a build gives the same bytes as the last one."""
_TAIL = 0.025
_FEW = 5
"""Fewest passages that must have a code, or lack it, for either coder, for its kappa not to hang on single passages."""


@dataclass(frozen=True, slots=True)
class Cells:
    """What two coders did with one code, in numbers of passages."""

    both: int
    first: int
    """Coded by the first alone."""
    second: int
    neither: int

    @property
    def passages(self) -> int:
        return self.both + self.first + self.second + self.neither


class Doubt(StrEnum):
    """Why a kappa has no meaning, or little."""

    NEVER = "never"
    """Neither coder used the code."""
    ALWAYS = "always"
    """Both coders used the code in every passage."""
    ONE_NEVER = "one-never"
    """Only one of the coders used the code at all, so that kappa is 0, however many passages agree."""
    RARE = "rare"
    """The code stands in few passages for either coder, so that each of them weighs much."""
    COMMON = "common"
    """The code is missing from few passages."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure from -1 to 1, with the interval in which 95 of 100 resamples lie; None where it has no meaning."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class CodeAgreement:
    """Agreement on one code."""

    code: str
    cells: Cells
    percent: Figure
    kappa: Figure
    doubt: Doubt | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Agreement on all codes."""

    passages: int
    same: int
    """Passages with the same codes from both."""
    codes: tuple[CodeAgreement, ...]
    pooled: Figure
    """Cohen's kappa, pooled over the codes."""
    alpha: Figure
    """Krippendorff's alpha over sets of codes, with MASI distance."""


def cells_of(pairs: Mapping[Pair, int], codes: Codes) -> Cells:
    """Count the passages by who gave them any of some codes. `pairs` has the number of passages of each pair."""
    counts = Counter[tuple[bool, bool]]()
    for (first, second), number in pairs.items():
        counts[bool(codes & first), bool(codes & second)] += number
    return Cells(counts[True, True], counts[True, False], counts[False, True], counts[False, False])


def percent(cells: Cells) -> float | None:
    """Share of the passages on which the coders agree; None if there are no passages."""
    return (cells.both + cells.neither) / cells.passages if cells.passages else None


def _by_chance(cells: Cells) -> float:
    """Share of agreement to be expected if both coded as often as they do, but at random."""
    first, second, n = cells.both + cells.first, cells.both + cells.second, cells.passages
    return (first * second + (n - first) * (n - second)) / n**2


def kappa(cells: Cells) -> float | None:
    """Cohen's kappa; None where chance alone would give full agreement."""
    return pooled_kappa((cells,))


def pooled_kappa(tables: Sequence[Cells]) -> float | None:
    """Kappa of the mean observed and the mean expected agreement; None where chance alone would give full agreement."""
    if not tables or not tables[0].passages:
        return None
    observed = sum(percent(cells) or 0.0 for cells in tables) / len(tables)
    expected = sum(map(_by_chance, tables)) / len(tables)
    # A share of 1 is exact in floating point: both coders are constant in the same way, in every table.
    return None if expected == 1 else (observed - expected) / (1 - expected)


def masi_distance(one: Codes, other: Codes) -> float:
    """From 0 for equal sets to 1 for sets without a common code. Two empty sets are equal."""
    if one == other:
        return 0.0
    shared = one & other
    likeness = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - likeness * len(shared) / len(one | other)


def alpha(pairs: Mapping[Pair, int], distance: Callable[[Codes, Codes], float] = masi_distance) -> float | None:
    """Krippendorff's alpha of two coders who have both coded every passage; None if all sets are the same."""
    passages = sum(pairs.values())
    values = Counter[Codes]()
    for (first, second), number in pairs.items():
        values[first] += number
        values[second] += number
    if len(values) < 2:
        return None
    observed = sum(number * distance(*pair) for pair, number in pairs.items()) / passages
    given = 2 * passages
    apart = sum(values[one] * values[other] * distance(one, other) for one, other in product(values, repeat=2))
    return 1 - observed * given * (given - 1) / apart


def agreement_of(passages: Iterable[Pair], codes: Sequence[str], whole: Mapping[str, str] = _NOTHING) -> Agreement:
    """Compare two coders' codes, passage by passage, code by code and set by set.

    `whole` has what a code is a part of: a code with parts is in every passage that has one of them. The figures over
    all codes take each passage's codes as they were given, so that nothing counts twice.
    """
    return _agreement_of(tuple(passages), tuple(codes), tuple(whole.items()))


@lru_cache(maxsize=8)
def _agreement_of(listed: tuple[Pair, ...], codes: tuple[str, ...], parts: tuple[tuple[str, str], ...]) -> Agreement:
    """The same. It is kept, since a thousand resamples take a tenth of a second, and codings change seldom."""
    whole = dict(parts)
    pairs = Counter(listed)
    resamples = tuple(_resamples(listed))

    def figure(of: Callable[[Mapping[Pair, int]], float | None]) -> Figure:
        found = sorted(value for each in resamples if (value := of(each)) is not None)
        if of(pairs) is None or not found:
            return Figure(of(pairs))
        # Resamples in which the figure has no meaning are left out: there is no number to put in their place.
        low, high = (found[round(share * (len(found) - 1))] for share in (_TAIL, 1 - _TAIL))
        return Figure(of(pairs), low, high)

    def agreement(code: str) -> CodeAgreement:
        inside = frozenset({code, *(part for part in whole if whole[part] == code)})
        cells = cells_of(pairs, inside)
        return CodeAgreement(
            code,
            cells,
            figure(lambda of: percent(cells_of(of, inside))),
            figure(lambda of: kappa(cells_of(of, inside))),
            doubt_about(cells),
        )

    return Agreement(
        len(listed),
        sum(number for (first, second), number in pairs.items() if first == second),
        tuple(map(agreement, codes)),
        figure(lambda of: pooled_kappa([cells_of(of, frozenset({code})) for code in codes])),
        figure(alpha),
    )


def doubt_about(cells: Cells) -> Doubt | None:
    """Why the kappa of a code has no meaning, or little; None if it can be read as it is."""
    first, second, n = cells.both + cells.first, cells.both + cells.second, cells.passages
    if not first and not second:
        return Doubt.NEVER
    if first == second == n:
        return Doubt.ALWAYS
    if not first or not second:
        return Doubt.ONE_NEVER
    if min(first, second) < _FEW:
        return Doubt.RARE
    return Doubt.COMMON if n - max(first, second) < _FEW else None


def _resamples(passages: Sequence[Pair]) -> Iterable[Mapping[Pair, int]]:
    """As many passages again, drawn with replacement, a thousand times; the same ones in every build."""
    random, number = Random(_SEED), len(passages)
    for _ in range(_RESAMPLES if passages else 0):
        yield MappingProxyType(Counter(passages[int(random.random() * number)] for _ in range(number)))
