"""Bodies among the names of persons: ministries, universities and societies that stand without braces."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from hedgesite.model.vocabulary import words

_BODIES = words(
    "ministry university institute bank government council committee organization organisation association "
    "centre center agency department commission foundation company parliament embassy corporation"
)
_MORE_BODIES = _BODIES | words(
    "academy authority board bureau college court faculty federation institutes league library office republic "
    "secretariat senate society union universities"
)
"""Words that are names of persons as well, but not before a preposition: `Board of Trade`, `Society for Reeds`."""
_OF = words("of for on")


def may_be_body(name: Sequence[str]) -> bool:
    """Whether the words of a name contain one that names bodies."""
    return len(name) > 1 and not _BODIES.isdisjoint(word.casefold() for word in name)


def is_body(name: Sequence[str]) -> bool:
    """Whether the words of a name can only be those of a body: `University of the Marsh`."""
    return any(word.casefold() in _MORE_BODIES and after in _OF for word, after in pairwise(name))
