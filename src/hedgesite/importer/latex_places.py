"""Finds the lines of LaTeX that blocks of Pandoc's tree come from, by their words, in one pass."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hedgesite.importer.latex_document import document_begin
from hedgesite.importer.tree import Block, Group
from hedgesite.importer.tree_walk import text_of
from hedgesite.model.lines import line_starts

_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+){1,4}")
_WINDOW = 60_000
"""Characters after the last block in which the words of the next are looked for."""


def with_lines(blocks: Iterable[Block], text: str) -> tuple[Block, ...]:
    """The blocks with the lines on which they begin, as far as their words are found."""
    starts = line_starts(text)
    begin = (document_begin(text) or (0,))[0]
    return _Walk(text.replace("\n", " "), starts, begin).blocks(blocks)


class _Walk:
    def __init__(self, text: str, starts: Sequence[int], begin: int) -> None:
        self.text, self.starts = text, starts
        self.at = begin

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        return tuple(self._one(block) for block in blocks)

    def _one(self, block: Block) -> Block:
        if isinstance(block, Group):
            line = self._line()
            return replace(block, blocks=self.blocks(block.blocks), line=line)
        words = _WORDS.search(text_of(block)[:400])
        if words:
            found = self.text.find(words[0], self.at, self.at + _WINDOW)
            self.at = found if found >= 0 else self.at
        return replace(block, line=self._line())

    def _line(self) -> int:
        return bisect_right(self.starts, self.at)
