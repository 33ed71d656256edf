"""Text as a value of BibTeX: characters that LaTeX takes for commands, as commands that show them."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"[&%$#_{}~^\\]")
_NAMED = {
    "\\": r"\textbackslash{}",
    # BibTeX counts a brace even after a backslash.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def escaped(text: str, kept: str = "") -> str:
    """The text with these characters escaped, save those to be kept."""
    return _SPECIAL.sub(lambda found: found[0] if found[0] in kept else _NAMED.get(found[0], f"\\{found[0]}"), text)
