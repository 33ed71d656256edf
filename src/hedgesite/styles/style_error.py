"""The reason why a style cannot be used."""

from __future__ import annotations


class StyleError(Exception):
    """A style cannot be used: what is wrong, what to do, and the field of article.yml that asks for it."""

    def __init__(self, problem: str, remedy: str, field: str = "style") -> None:
        super().__init__(f"{problem}; {remedy}")
        self.problem = problem
        self.remedy = remedy
        self.field = field
