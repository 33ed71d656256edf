"""Turns what Pandoc made of a citation into pieces, of which each leads to its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from hedgesite.model.direction import Direction
from hedgesite.model.richtext import Runs, to_html, without_links
from hedgesite.model.text import Citation, CitationGroup, CitationMode
from hedgesite.styles.csl.inlines import Chunk, Inline, chunks
from hedgesite.styles.style import Piece

_CLOSING = "”"
_STOPS = frozenset(".,")
_ENDS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Makes pieces in a companion's direction; `ids` are Pandoc's ids by key."""

    ids: Mapping[str, str]
    direction: Direction
    stops_in_quotes: bool = False
    """Whether full stops and commas stand before closing quotation marks, as in the United States."""

    def of(
        self, group: CitationGroup, inlines: Iterable[Inline], *, alone: bool = False, end: str | None = None
    ) -> tuple[Piece, ...]:
        """The pieces of a group's text; with `alone`, a single narrative citation is one link as a whole.

        `end` stands in place of the full stop at the end of a note.
        """
        found = chunks(inlines)
        if self.stops_in_quotes:
            found = _with_stops_in_quotes(found)
        if end is not None:
            found = _ended(found, end)
        named = [one for one in group.citations if one.key in self.ids]
        if not named:
            return tuple(Piece(self.html(found)) for _ in (1,) if found)
        targets = {chunk.source for chunk in found} - {""}
        wanted = {self.ids[one.key] for one in named}
        if not wanted <= targets or (alone and len(named) == 1):
            return (Piece(self.html(found, linked=True), named[0], tuple(named[1:])),)
        if named[0].mode is CitationMode.NARRATIVE:
            found = _with_author(found)
        return tuple(self._pieces(found, named))

    def html(self, found: Sequence[Chunk], *, linked: bool = False) -> str:
        """HTML of chunks; `linked` if they become a link, which can contain no other."""
        runs = runs_of(found)
        return to_html(without_links(runs) if linked else runs, self.direction)

    def _pieces(self, found: Sequence[Chunk], named: Sequence[Citation]) -> Iterator[Piece]:
        left = list(named)
        for source, group in groupby(found, key=lambda chunk: chunk.source):
            citation = next((one for one in left if self.ids[one.key] == source), None)
            if citation is None and source:
                citation = next((one for one in named if self.ids[one.key] == source), None)
            elif citation is not None:
                left.remove(citation)
            yield Piece(self.html(list(group), linked=citation is not None), citation)


def _ended(found: list[Chunk], end: str) -> list[Chunk]:
    *before, last = found or [Chunk("")]
    return [*before, last._replace(text=last.text.removesuffix(".")), Chunk(end)]


def _with_stops_in_quotes(found: Sequence[Chunk]) -> list[Chunk]:
    """Pandoc does so within a citation, but not at the end of the link that it makes of it."""
    moved = list(found)
    for at, (chunk, following) in enumerate(pairwise(found)):
        stop, rest = following.text[:1], following.text[1:]
        if chunk.text.endswith(_CLOSING) and stop in _STOPS:
            before = "".join(one.text for one in moved[: at + 1])[:-1]
            inner = "" if before.endswith(_ENDS) else stop
            moved[at] = chunk._replace(text=f"{moved[at].text[:-1]}{inner}{chunk.text[-1]}")
            moved[at + 1] = following._replace(text=rest)
    return [chunk for chunk in moved if chunk.text]


def _with_author(found: list[Chunk]) -> list[Chunk]:
    """The name before the first link as a part of it: the name is what a reader points at."""
    first = next(index for index, chunk in enumerate(found) if chunk.source)
    return [chunk._replace(source=found[first].source) for chunk in found[:first]] + found[first:]


def runs_of(found: Iterable[Chunk]) -> Runs:
    return tuple((chunk.text, chunk.marks) for chunk in found)
