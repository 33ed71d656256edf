"""Environments of LaTeX whose content is no LaTeX: program code, and what is commented out.

Source: LaTeX2e unofficial reference manual, "verbatim"; the packages fancyvrb, listings, minted, comment, alltt and
filecontents.
"""

from __future__ import annotations

import re
from collections.abc import Callable

ENVIRONMENT = r"(?:[vVB]?[vV]erbatim|lstlisting|minted|comment|alltt|filecontents)\*?"
"""Pattern of their names."""
LITERAL = (
    rf"\\begin\s*\{{(?P<literal>{ENVIRONMENT})\}}|\\verb\*?(?P<mark>[^a-zA-Z\s*{{\[])[^\n]*?(?P=mark)|(?<!\\)%[^\n]*"
)
"""Where what follows is no LaTeX: the beginning of such an environment, code within a line, and a comment."""
_BEGIN = re.compile(rf"\\begin\s*\{{(?P<name>{ENVIRONMENT})\}}")


def outside(text: str, change: Callable[[str], str]) -> str:
    """The text, changed but for these environments."""
    ends, parts, at = Ends(text), list[str](), 0
    for begin in _BEGIN.finditer(text):
        end = ends.after(begin["name"], begin.end()) if begin.start() >= at else None
        if end is not None:
            parts += [change(text[at : begin.start()]), text[begin.start() : end]]
            at = end
    return "".join([*parts, change(text[at:])])


class Ends:
    """Where such environments end in a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._missing: set[str] = set()
        """Names that end nowhere in the rest: without them, many beginnings would take quadratic time."""

    def after(self, name: str, at: int) -> int | None:
        """The offset after the end of an environment that begins before `at`; None if nothing closes it.

        Call with rising offsets.
        """
        closing = f"\\end{{{name}}}"
        found = -1 if name in self._missing else self._text.find(closing, at)
        if found < 0:
            self._missing.add(name)
            return None
        return found + len(closing)
