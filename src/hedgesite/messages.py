"""Wording that findings share: shortened quotations, lists of cycles, and suggestions for misspelt names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

_LONGEST_CIRCLE = 8
_MOST_COMPARED = 200
_LONGEST = 200
_ALIKE = 0.75
"""Smallest similarity (0 to 1) of a suggestion: below it, names that merely share an ending would be suggested."""


class Known:
    """Known names, indexed so that an unknown name is compared with a bounded number of them."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        self._by_folded: dict[str, str] = {}
        self._by_beginning: dict[str, list[str]] = {}
        for name in self.names:
            folded = name.casefold()
            # Names beyond any sensible length are never suggested, so that comparing stays cheap.
            if len(folded) <= _LONGEST and self._by_folded.setdefault(folded, name) is name:
                self._by_beginning.setdefault(folded[:2], []).append(folded)

    def nearest(self, name: str) -> str:
        """The most similar known name, ignoring case; empty if none is similar enough."""
        folded = name.casefold()[:_LONGEST]
        if folded in self._by_folded:
            return self._by_folded[folded]
        # Comparing is quadratic: a large set is narrowed to names with the same first two letters, then cut off.
        few = len(self._by_folded) <= _MOST_COMPARED
        alike = list(self._by_folded) if few else self._by_beginning.get(folded[:2], [])
        near = get_close_matches(folded, alike[:_MOST_COMPARED], n=1, cutoff=_ALIKE)
        return self._by_folded[near[0]] if near else ""

    def hint(self, name: str) -> str:
        """A suffix for a remedy, ` (did you mean 'x'?)`; empty if no known name is similar enough."""
        near = self.nearest(name)
        return f" (did you mean '{near}'?)" if near else ""


def suggestion(name: str, known: Known | Iterable[str], otherwise: str = "remove it") -> str:
    """The remedy for an unknown name: the most similar known one, or `otherwise`.

    Callers that ask for many names should build one `Known` and pass it each time.
    """
    known = known if isinstance(known, Known) else Known(known)
    if near := known.nearest(name):
        return f"did you mean '{near}'?"
    return f"{otherwise}, or use one of: {', '.join(known.names)}" if 0 < len(known.names) <= 12 else otherwise


def one_of(names: Sequence[str]) -> str:
    """The remedy that offers a few names: `did you mean 'a', 'b' or 'c'?`; empty if there are none."""
    quoted = [f"'{name}'" for name in names]
    several = [", ".join(quoted[:-1])] if quoted[1:] else []
    return f"did you mean {' or '.join((*several, quoted[-1]))}?" if quoted else ""


def shortened(text: str, most: int = 60) -> str:
    """A text on one line, cut to `most` characters so that it can be quoted."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def circular(keys: Sequence[str]) -> str:
    """A cycle as `a → b → a`; the middle of a long cycle is left out."""
    shown = keys if len(keys) < _LONGEST_CIRCLE else (*keys[: _LONGEST_CIRCLE - 2], "…")
    return " → ".join((*shown, keys[0]))


def counted(number: int, noun: str) -> str:
    """A number with its noun, in the plural unless it is one."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
