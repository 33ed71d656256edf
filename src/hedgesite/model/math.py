"""What `article.yml` says about formulas."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from hedgesite.mathml import Macros, problem_of_macro
from hedgesite.model.base import Value
from hedgesite.model.fields import LocatedText


class Math(Value):
    """Settings of formulas."""

    macros: dict[str, LocatedText] = Field(default_factory=dict)
    """Commands for formulas by name, without backslash: `E: '\\mathbb{E}\\left[#1\\right]'`."""

    @property
    def problems(self) -> Iterator[tuple[str, str]]:
        """Names of macros that cannot be used, and why."""
        macros = tuple((name, str(body)) for name, body in self.macros.items())
        for name, body in macros:
            if problem := problem_of_macro(name, body, macros):
                yield name, problem

    @property
    def usable(self) -> Macros:
        """Macros without those that cannot be used."""
        wrong = {name for name, _ in self.problems}
        return tuple((name, str(body)) for name, body in sorted(self.macros.items()) if name not in wrong)
