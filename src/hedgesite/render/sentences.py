"""The sentence around a citation in another language: the one that cites the same source in the same place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from hedgesite.derive import CitationOccurrence
from hedgesite.model.library import Library
from hedgesite.model.text import CitationGroup
from hedgesite.model.translations import in_the_original

_Place = tuple[str, str]
"""A passage, and the key that it cites."""


class Sentences:
    """The sentences of an edition, for citations that were found in the original."""

    def __init__(self, library: Library) -> None:
        self.library = library

    def of(self, mention: CitationOccurrence) -> str:
        """The sentence in the language; that of the original, marked so, if the language has none."""
        number = self._numbers.get((mention.passage or "", mention.group.number, mention.source), 0)
        said = self._said.get((mention.passage or "", mention.source), ())
        if mention.section is None or not said:
            return in_the_original(mention.group.said)
        return said[min(number, len(said) - 1)]

    @cached_property
    def _said(self) -> Mapping[_Place, list[str]]:
        found: dict[_Place, list[str]] = defaultdict(list)
        for section in self.library.sections:
            if section.original is not None:
                for passage, key, group in self._cited(section.body.citations):
                    found[passage, key].append(group.said)
        return found

    @cached_property
    def _numbers(self) -> Mapping[tuple[str, int, str], int]:
        """How many citations of a source in a passage of the original come before one in a group."""
        found: dict[tuple[str, int, str], int] = {}
        counts: dict[_Place, int] = defaultdict(int)
        for section in self.library.sections:
            for passage, key, group in self._cited((section.original or section).body.citations):
                found.setdefault((passage, group.number, key), counts[passage, key])
                counts[passage, key] += 1
        return found

    def _cited(self, groups: Iterable[CitationGroup]) -> Iterable[tuple[str, str, CitationGroup]]:
        """Passage and key of each citation, with its group."""
        known = self.library.source_by_key
        for group in groups:
            for citation in group.citations:
                if citation.key in known:
                    yield group.passage or "", known[citation.key].key, group
