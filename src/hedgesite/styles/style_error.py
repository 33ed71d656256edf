"""The reason why a style cannot be used."""

from __future__ import annotations


class StyleError(Exception):
    """A style cannot be used: what is wrong, and what to do."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy
