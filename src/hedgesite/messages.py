"""Words that findings have in common: what they quote, and what was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

_LONGEST_CIRCLE = 8
_MOST_COMPARED = 200
_LONGEST = 200
_ALIKE = 0.75
"""Share of letters that two names have in common: with less, names that merely share an ending would be suggested."""


class Known:
    """Names that exist, sorted so that each unknown one is compared with a bounded number of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._by_folded: dict[str, str] = {}
        self._by_beginning: dict[str, list[str]] = {}
        for name in self.names:
            folded = name.casefold()
            if len(folded) <= _LONGEST and self._by_folded.setdefault(folded, name) is name:
                self._by_beginning.setdefault(folded[:2], []).append(folded)

    def nearest(self, name: str) -> str:
        """The name that comes closest, whatever its case; empty where none comes close."""
        folded = name.casefold()[:_LONGEST]
        if folded in self._by_folded:
            return self._by_folded[folded]
        few = len(self._by_folded) <= _MOST_COMPARED
        alike = list(self._by_folded) if few else self._by_beginning.get(folded[:2], [])
        near = get_close_matches(folded, alike[:_MOST_COMPARED], n=1, cutoff=_ALIKE)
        return self._by_folded[near[0]] if near else ""

    def hint(self, name: str) -> str:
        """` (did you mean 'x'?)`, to be put behind a remedy; or nothing."""
        near = self.nearest(name)
        return f" (did you mean '{near}'?)" if near else ""


def suggestion(name: str, known: Known | Iterable[str], otherwise: str = "remove it") -> str:
    """What to do about an unknown name: the nearest known one, or `otherwise`.

    Where many names are asked for, `Known` is made once for all of them.
    """
    known = known if isinstance(known, Known) else Known(known)
    if near := known.nearest(name):
        return f"did you mean '{near}'?"
    return f"{otherwise}, or use one of: {', '.join(known.names)}" if 0 < len(known.names) <= 12 else otherwise


def shortened(text: str, most: int = 60) -> str:
    """A text in one line, cut where it is too long to be quoted."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def circular(keys: Sequence[str]) -> str:
    """Things that lead to each other, the last to the first; of a long circle its beginning and end."""
    shown = keys if len(keys) < _LONGEST_CIRCLE else (*keys[: _LONGEST_CIRCLE - 2], "…")
    return " → ".join((*shown, keys[0]))
