"""Bounds of a formula, and commands that are refused.

The converter is recursive and written in Rust: a formula that nests deeper than its stack would end the process. So the
nesting is measured before, from above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hedgesite.mathml.problem import UnreadableError

LONGEST = 4000
"""Characters of a formula."""
DEEPEST = 40
"""Groups, environments and \\left…\\right inside each other."""
LONGEST_CHAIN = 200
"""Commands in a row, each of which might be the argument of the one before it."""
MOST_SWITCHES = 50
"""Commands such as \\displaystyle, which hold to the end of their group."""

_SWITCH = re.compile(
    r"\\(?:(?:display|text|script|scriptscript)style|rm|bf|it|sf|tt|cal|over|choose|atop|brack|brace)(?![A-Za-z])"
)
_NUMBERED = "a formula gets its number from its id: write {#an-id} after the closing $$, and link to it with equation:"
_DEFINED = "define it in article.yml, under math: macros:"
_COLOUR = "remove it: a colour cannot be seen by everybody, nor on dark paper"
REFUSED = {
    **dict.fromkeys(("label", "tag", "ref", "eqref"), _NUMBERED),
    **dict.fromkeys(("def", "gdef", "edef", "let", "global", "newcommand", "renewcommand", "providecommand"), _DEFINED),
    **dict.fromkeys(("DeclareMathOperator", "newenvironment", "require", "usepackage"), _DEFINED),
    **dict.fromkeys(("color", "textcolor", "colorbox", "fcolorbox", "definecolor"), _COLOUR),
}
"""Commands that are not for formulas here, each with what to do instead."""


@dataclass(slots=True)
class Depth:
    """How deeply a formula may be nested, measured while its commands are read."""

    deepest: int = DEEPEST
    opened: int = 0
    chain: int = 0
    switches: int = 0

    def open(self, at: int) -> None:
        self.opened += 1
        if self.opened > self.deepest:
            raise UnreadableError(at, f"a formula is nested more than {self.deepest} deep", "divide it into several")

    def close(self) -> None:
        self.opened = max(0, self.opened - 1)
        self.chain = 0

    def pause(self) -> None:
        """Pass a sign that ends a chain of commands."""
        self.chain = 0

    def command(self, at: int, written: str) -> None:
        self.chain += 1
        self.switches += bool(_SWITCH.match(written))
        if self.chain > LONGEST_CHAIN or self.switches > MOST_SWITCHES:
            raise UnreadableError(at, "a formula has too many commands in a row", "divide it into several")


def check_command(at: int, name: str) -> None:
    """Raise UnreadableError for a command that is refused; `name` has no backslash."""
    if name in REFUSED:
        raise UnreadableError(at, f"'\\{name}' is not used in formulas here", REFUSED[name])
