"""Numbers of notes in a style with notes: citations and the authors' own notes count together through the article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.model.text import Body, CitationGroup, Note

Place = tuple[str, int | str]
"""The id of a section, and the number of a citation group in it or the label of a note."""


@dataclass(frozen=True, slots=True)
class NoteNumbers:
    """The number of each note in reading order, from 1."""

    by_place: Mapping[Place, int]

    @classmethod
    def of(cls, bodies: Mapping[str, Body]) -> NoteNumbers:
        """Number the notes of sections, by their ids in article order."""
        numbers: dict[Place, int] = {}
        for section, body in bodies.items():
            for noted in _in_reading_order(body):
                place = noted.label if isinstance(noted, Note) else noted.number
                numbers[section, place] = len(numbers) + 1
        return cls(MappingProxyType(numbers))

    def of_group(self, section: str, group: CitationGroup) -> int:
        """The number of the note that a group becomes or stands in."""
        return self.by_place[section, group.number if group.note is None else group.note]


def _in_reading_order(body: Body) -> Iterator[CitationGroup | Note]:
    """Citations outside notes, and notes where they are first called."""
    notes = list(body.notes)
    for group in body.citations:
        while notes and notes[0].after < group.number:
            yield notes.pop(0)
        if group.note is None:
            yield group
    yield from notes
