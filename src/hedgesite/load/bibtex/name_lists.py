"""Lists of names that are not parted by `and`: between semicolons, or as references print them."""

from __future__ import annotations

import re

from hedgesite.load.bibtex.name_splitter import split_outside_braces
from hedgesite.load.latex_tokens import ENTITY

_ONE_PRINTED = r"(?![^\W\d_]\.)[^\W\d_][^\d,;&]*+, (?:[^\W\d_]\.[ -]?+)++"
_BETWEEN = r",?+ ?+(?:(?:\\?&|e|y|i|et|und|og|och|en) )?+"
_PRINTED_NAME = re.compile(rf"({_ONE_PRINTED}){_BETWEEN}")
_PRINTED_LIST = re.compile(rf"{_ONE_PRINTED}(?:{_BETWEEN}{_ONE_PRINTED})++")
_INITIAL_IN_NAME = re.compile(r"\b[^\W\d_]\.")
_TWO_NAMES = 2
"""So many commas have two names in a list at least."""


def between_semicolons(name: str) -> list[tuple[str, int]]:
    """The names between semicolons, but for those that end a character of HTML."""
    masked = ENTITY.sub(lambda found: f"{found[0][:-1]}:", name)
    return [(name[at : at + len(part)], at) for part, at in split_outside_braces(masked, ";")]


def listed_names(name: str) -> list[tuple[str, int]]:
    """The names in a list as it is printed: `Ash, A. B., Elm, C. & Oak, D.`, or `C. Ash & D. Elm`."""
    if "{" in name or ("&" not in name and name.count(",") < _TWO_NAMES):
        return []
    if _PRINTED_LIST.fullmatch(name):
        return [(found[1], found.start(1)) for found in _PRINTED_NAME.finditer(name)]
    parts = [(part.rstrip("\\ "), at) for part, at in split_outside_braces(name, "&")]
    return parts if "," not in name and all(_INITIAL_IN_NAME.search(part) for part, _ in parts) else []
