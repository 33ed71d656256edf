"""What pages read of the sections' words.

A change of words leaves most pages as they were: those that read none of the words that changed. Pages come by the
words of sections here alone, so that each dependency can be noted and held against the words of the next build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hedgesite.model.library import Library
from hedgesite.model.text import Body

Dependency = tuple[Literal["body", "text", "line", "sentence"], str, int]
"""What a page read, of what (id of a section or passage), and the number of the citation group."""
Words = Body | str | int


@dataclass(frozen=True)
class Dependencies:
    """The words of one build, as what pages depend on."""

    library: Library

    def read(self, dependency: Dependency) -> Words | None:
        """What a dependency gives; None where there is nothing of the kind any more."""
        what, of, number = dependency
        if what in {"body", "sentence"}:
            section = self.library.section_by_id.get(of)
            if section is None:
                return None
            return section.body if what == "body" else self._sentences.get((of, number))
        passage = self.library.passage_by_id.get(of)
        if passage is None:
            return None
        return passage.block.text if what == "text" else passage.origin.line

    def unchanged(self, read: Mapping[Dependency, Words]) -> bool:
        """Whether every dependency gives what it gave. Bodies are the same only where they are the very same."""
        for dependency, before in read.items():
            now = self.read(dependency)
            if now is not before and (isinstance(before, Body) or now != before):
                return False
        return True

    @cached_property
    def _sentences(self) -> Mapping[tuple[str, int], str]:
        return {
            (section.id, group.number): group.sentence
            for section in self.library.sections
            for group in section.body.citations
        }
