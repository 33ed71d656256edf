"""What is wrong with a formula, at an offset in its TeX."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault of a formula: what is wrong, and what to do about it."""

    at: int
    """Offset in the TeX as written."""
    problem: str
    remedy: str


class UnreadableError(Exception):
    """Raised while a formula is prepared or written; carries the problem."""

    def __init__(self, at: int, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.problem = Problem(at, problem, remedy)
