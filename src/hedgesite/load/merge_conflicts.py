"""Lines that git writes into a file which two changes disagree on."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CONFLICT = re.compile(
    r"^<{7} [^\n]*\n(?:(?!<{7} |>{7} |={7}\n)[^\n]*\n)*={7}\n(?:(?!<{7} )[^\n]*\n)*?>{7} ", re.MULTILINE
)
"""Two versions of some lines, with or without the version that both began from."""
_LEFT = re.compile(r"^(?:<{7}|>{7}) \S[^\n]*$", re.MULTILINE)
"""A line of these that somebody left when the others were removed."""


def merge_conflicts(text: str) -> Iterator[tuple[int, str, str]]:
    """Where git could not join two versions of a text: the offset, what is wrong, and what to do."""
    # Most files have no such line, and searching for one is faster than matching three.
    found = [each.start() for each in _CONFLICT.finditer(text)] if "\n=======\n" in text else []
    for at in found:
        remedy = "keep the words that are right, and remove the lines <<<<<<<, ======= and >>>>>>>"
        yield at, "git left two versions of these lines here, one below the other", remedy
    left = None if found else _LEFT.search(text)
    if left:
        problem = f"the line '{left[0][:20].strip()}' is left of two versions that git did not join"
        yield left.start(), problem, "remove it, and keep of the lines around it those that are right"
