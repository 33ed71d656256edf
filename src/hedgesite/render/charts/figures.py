"""Figures as texts give them: exact, about, over, under, or a range."""

from __future__ import annotations

from typing import NamedTuple

from hedgesite.model.content import Qualifier

_WORDS = {Qualifier.EXACT: "", Qualifier.ABOUT: "about ", Qualifier.OVER: "over ", Qualifier.UNDER: "under "}


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

    @property
    def words(self) -> str:
        """`over 60`, `15–20`."""
        return f"{_WORDS[self.qualifier]}{figure(self.value)}" + (
            f"–{figure(self.upper)}" if self.upper is not None else ""
        )


def figure(value: float) -> str:
    """A number as a reader writes it: thousands set apart, no needless decimals."""
    written = f"{int(value):,}" if value == int(value) else f"{value:,.10g}"
    return written.replace("-", "−")
