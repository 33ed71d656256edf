"""Turns what Pandoc made of a citation into pieces, of which each leads to its source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from hedgesite.model.direction import Direction
from hedgesite.model.richtext import Runs, to_html, without_links
from hedgesite.model.text import Citation, CitationGroup, CitationMode
from hedgesite.styles.csl.inlines import Chunk, Inline, chunks
from hedgesite.styles.style import Piece, Reference

_CLOSING = "”"
_UNSPACED = re.compile(r"^[,;](?=[^\W\d_])")
_ENCLOSED = re.compile(r"^\((.*)\)$|^\[([^\[\]]*)\]$")
_RETRIEVED = re.compile(
    r"(?<=[.)\]] )(?:Retrieved|Abgerufen|Consulté|Geraadpleegd|Hentet|Hämtad|Obtido|Pobrano|Recuperado|Recuperato) $"
)
"""The word before the date of a visit, in languages whose styles print it without a date as well."""
_NAMED = re.compile(r"(?!n\.d\.)[^\d\s]{2,}\s")
"""The beginning of a citation that names its source: what follows an author's other work is a year."""
_VOLUME = ", vol. "
_VOLUME_TWICE = re.compile(r"(, vol\. (\d{1,9})(?!\d)(?:[^,]|, (?!vol\. )){0,300}), vol\. \2(?:\.(?=,)|(?=\.))")
"""The number of a volume that a style prints with the book, and again with the series: IEEE's does."""
_STOPS = frozenset(".,")
_ENDS = (".", "?", "!")


@dataclass(frozen=True, slots=True)
class Pieces:
    """Makes pieces in a companion's direction; `ids` are Pandoc's ids by key."""

    ids: Mapping[str, str]
    direction: Direction
    stops_in_quotes: bool = False
    """Whether full stops and commas stand before closing quotation marks, as in the United States."""
    delimiter: str = ""
    """What stands between the citations of a group."""

    def of(
        self,
        group: CitationGroup,
        inlines: Iterable[Inline],
        *,
        alone: bool = False,
        end: str | None = None,
        year: str = "",
    ) -> tuple[Piece, ...]:
        """The pieces of a group's text; with `alone`, a single narrative citation is one link as a whole.

        `end` stands in place of the full stop at the end of a note. `year` is that of a narrative citation.
        """
        found = _parted(joined(chunks(inlines)), self.delimiter)
        if year:
            found = _spoken(found, year)
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


def joined(found: Iterable[Chunk]) -> list[Chunk]:
    """Chunks, of which neighbours with the same marks and source are one."""
    groups = groupby(found, key=lambda chunk: (chunk.marks, chunk.source))
    return [Chunk("".join(chunk.text for chunk in group), *kind) for kind, group in groups]


def _parted(found: Sequence[Chunk], delimiter: str) -> list[Chunk]:
    """Chunks with a blank between a comma and the prefix behind it, and with the style's delimiter between works
    without authors: Pandoc takes them for works of one author, whose years it joins by commas.
    """
    parted = list(found)
    for at, (before, between, after) in enumerate(zip(found, found[1:], found[2:], strict=False), start=1):
        joins = before.source and after.source and not between.source
        if joins and between.text == ", " and ";" in delimiter and _NAMED.match(after.text):
            parted[at] = between._replace(text=delimiter)
        elif before.source:
            parted[at] = between._replace(text=_UNSPACED.sub(r"\g<0> ", between.text))
    return parted


def _spoken(found: list[Chunk], year: str) -> list[Chunk]:
    """A narrative citation of a work without an author: `Title (1954)` in place of Pandoc's `(Title, 1954)`."""
    if not found or not found[0].text.startswith("("):
        return found
    before_year = re.compile(rf",?\s(?={re.escape(year)}(?!\w))")
    first = next((chunk.source for chunk in found if chunk.source), "")
    for at, chunk in enumerate(found):
        *_, cut = (None, *before_year.finditer(chunk.text if chunk.source in {"", first} else ""))
        if cut is not None:
            opened = [found[0]._replace(text=found[0].text[1:]), *found[1:at]] if at else []
            title = chunk.text[: cut.start()] if at else chunk.text[1 : cut.start()]
            dated = [chunk._replace(text=title), Chunk(" ("), chunk._replace(text=chunk.text[cut.end() :])]
            return [one for one in (*opened, *dated, *found[at + 1 :]) if one.text]
    return found


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


def as_listed(found: Sequence[Chunk]) -> list[Chunk]:
    """An entry of the list, without the `Retrieved` of a date that it does not have, and without the volume of a series
    that it prints as that of the book.
    """
    shown = [
        chunk._replace(text=_VOLUME_TWICE.sub(r"\1", chunk.text)) if chunk.text.count(_VOLUME) > 1 else chunk
        for chunk in joined(found)
    ]
    for at, (before, address) in enumerate(pairwise(shown)):
        if address.text.startswith("http") and _RETRIEVED.search(before.text):
            shown[at] = before._replace(text=_RETRIEVED.sub("", before.text))
    return shown


def runs_of(found: Iterable[Chunk]) -> Runs:
    return tuple((chunk.text, chunk.marks) for chunk in found)


def labelled(reference: Reference, author_and_year: str, year: str, title: str) -> Reference:
    """The reference named as its citation does: `Archer (2019a)` and `(2019a)` say that the author is `Archer`."""
    if not year or not author_and_year.endswith(year):
        return reference
    label, shown = (
        author_and_year.removesuffix(year).strip(),
        _ENCLOSED.sub(r"\1\2", _ENCLOSED.sub(r"\1\2", year.strip())),
    )
    if not label or not shown:
        return reference
    name = f"{label} {shown}" + (f", {title}" if title and title not in label else "")
    html = to_html(((label, ()),))
    return replace(reference, label=label, year=shown, name=name, label_html=html, narrative_html=html)
