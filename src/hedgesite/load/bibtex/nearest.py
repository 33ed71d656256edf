"""The known name that a mistyped one is probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_COMPARED = 200


def suggestion(name: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)`, or nothing. Compares a bounded number of names, those of like beginning first."""
    folded = name.casefold()
    alike = [other for other in known if abs(len(other) - len(name)) <= 3]
    same = [other for other in alike if other.casefold() == folded and other != name]
    if same:
        return f" (did you mean '{same[0]}'?)"
    alike.sort(key=lambda other: (other[:2].casefold() != folded[:2], abs(len(other) - len(name))))
    close = get_close_matches(name, alike[:_MOST_COMPARED], n=1, cutoff=0.7)
    return f" (did you mean '{close[0]}'?)" if close and close[0] != name else ""
