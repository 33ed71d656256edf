"""The known name that a mistyped one is probably meant to be."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

_MOST_COMPARED = 100


class Known:
    """Names that exist, sorted so that a bounded number of them is compared with each that does not."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = list(names)
        self._by_folded: dict[str, list[str]] = {}
        self._by_beginning: dict[str, list[str]] = {}
        for name in self._names:
            folded = name.casefold()
            self._by_folded.setdefault(folded, []).append(name)
            self._by_beginning.setdefault(folded[:2], []).append(name)

    def suggestion(self, name: str) -> str:
        """` (did you mean 'x'?)`, or nothing."""
        folded = name.casefold()
        if folded in self._by_folded:
            return f" (did you mean '{self._by_folded[folded][0]}'?)"
        alike = self._names if len(self._names) <= _MOST_COMPARED else self._by_beginning.get(folded[:2], [])
        candidates = [other for other in alike[: 10 * _MOST_COMPARED] if abs(len(other) - len(name)) <= 3]
        close = get_close_matches(name, candidates[:_MOST_COMPARED], n=1, cutoff=0.7)
        return f" (did you mean '{close[0]}'?)" if close else ""
