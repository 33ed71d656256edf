"""Tracks which words of the sections each page depends on.

A change of words affects few pages: those that use the changed words. Pages access the words of sections only through
this module, so that each dependency can be recorded and compared with the next build.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hedgesite.model.library import Library
from hedgesite.model.text import Body

Dependency = tuple[Literal["body", "text", "line", "sentence"], str, int]
"""The kind of access, its target (id of a section or passage), and the number of the citation group."""
Read = Body | str | int


@dataclass(frozen=True)
class Dependencies:
    """The words of one build, as pages depend on them."""

    library: Library

    def read(self, dependency: Dependency) -> Read | None:
        """The current value of a dependency; None if its target no longer exists."""
        what, of, number = dependency
        if what in {"body", "sentence"}:
            section = self.library.section_by_id.get(of)
            if section is None:
                return None
            return section.body if what == "body" else self._sentences.get((of, number))
        passage = self.library.passage_by_id.get(of)
        if passage is None:
            return None
        return passage.block.said if what == "text" else passage.origin.line

    def unchanged(self, read: Mapping[Dependency, Read]) -> bool:
        """Whether every dependency has its former value. Bodies are compared by identity."""
        for dependency, before in read.items():
            now = self.read(dependency)
            if now is not before and (isinstance(before, Body) or now != before):
                return False
        return True

    @cached_property
    def _sentences(self) -> Mapping[tuple[str, int], str]:
        return {
            (section.id, group.number): group.said
            for section in self.library.sections
            for group in section.body.citations
        }
