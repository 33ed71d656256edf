"""Figures as texts give them: exact, about, over, under, or a range."""

from __future__ import annotations

from typing import NamedTuple

from hedgesite.model.content import Qualifier
from hedgesite.words import ENGLISH, Words
from hedgesite.words.counts import N_

_WORDS = {
    Qualifier.ABOUT: N_("about %(amount)s"),
    Qualifier.OVER: N_("over %(amount)s"),
    Qualifier.UNDER: N_("under %(amount)s"),
}


class Amount(NamedTuple):
    """A figure, or a range of figures."""

    value: float
    upper: float | None = None
    qualifier: Qualifier = Qualifier.EXACT

    @property
    def low(self) -> float:
        return self.value if self.upper is None else min(self.value, self.upper)

    @property
    def high(self) -> float:
        return self.value if self.upper is None else max(self.value, self.upper)

    def in_words(self, words: Words) -> str:
        """`over 60`, `15–20`."""
        amount = figure(self.value, words) + (f"–{figure(self.upper, words)}" if self.upper is not None else "")
        return words.gettext(_WORDS[self.qualifier], amount=amount) if self.qualifier in _WORDS else amount


def figure(value: float, words: Words = ENGLISH) -> str:
    """A number as a reader writes it: thousands set apart, no needless decimals."""
    return words.number(int(value) if value == int(value) else float(f"{value:.10g}"))
