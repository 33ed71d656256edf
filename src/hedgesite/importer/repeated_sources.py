"""Lines of a list of references that repeat sources which the manuscript also has as fields."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from hedgesite.importer.author_year_matcher import fold
from hedgesite.importer.sources import Entry

_WORD = re.compile(r"\w+")
_LETTERED = re.compile(r"\b(\d{4})[a-z]\b")
_SHORT = 3
_SHARE = 0.6
"""Styles shorten titles and change their case; translations and other works by the same author share fewer words."""


class KnownSources:
    """Sources by the words of their titles."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_word: dict[str, dict[tuple[frozenset[str], str], Entry]] = defaultdict(dict)
        self._met: set[str] = set()
        for entry in entries:
            words = _words(entry.fields.get("title", "") or entry.plain)
            if words:
                told = frozenset(words), f"{_family(entry)} {entry.year}" if len(words) == 1 else ""
                # The longest word is seldom one that other titles have.
                self._by_word[max(words, key=len)].setdefault(told, entry)

    def repeated(self, line: str) -> Entry | None:
        """The source that a line of the list is; None if it is none of them, or one that a line before was."""
        # A letter after the year tells works of one year apart.
        words = frozenset(_WORD.findall(_LETTERED.sub(r"\g<0> \1", fold(line))))
        for word in words & self._by_word.keys():
            for (title, also), entry in self._by_word[word].items():
                is_titled = len(title & words) >= _SHARE * len(title)
                if is_titled and entry.key not in self._met and words.issuperset(_WORD.findall(fold(also))):
                    self._met.add(entry.key)
                    return entry
        return None


def _words(title: str) -> list[str]:
    words = _WORD.findall(fold(title))
    return [word for word in words if len(word) > _SHORT] or words


def _family(entry: Entry) -> str:
    first = next(iter(entry.persons), None)
    return first.family or first.literal if first else ""
