"""The order of files and sections: by the numbers in their names, and appendices last."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hedgesite.model.library import Section

_NUMBER = re.compile(r"([0-9]+)")


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sort key of a file name in which 2 comes before 10."""
    parts = (part for part in _NUMBER.split(name) if part)
    return tuple((0, int(part[:_LONGEST]), part) if part[0] in "0123456789" else (1, 0, part) for part in parts)


_LONGEST = 300
"""Most digits that are compared as a number; file names have at most 255 bytes."""


def in_order(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Number the sections, given in the order of their files. Appendices, and the sections below them, come last."""
    given = tuple(sections)
    appendices = _appendices(given)
    text = [section for section in given if section.id not in appendices]
    after = [section for section in given if section.id in appendices]
    numbered = [replace(section, number=number) for number, section in enumerate(text, 1)]
    lettered = [
        replace(section, number=len(text) + place, letter=letters(place)) for place, section in enumerate(after, 1)
    ]
    return (*numbered, *lettered)


def letters(place: int) -> str:
    """A, B, … Z, AA, AB, …"""
    found = ""
    while place:
        place, rest = divmod(place - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _appendices(sections: Sequence[Section]) -> set[str]:
    """Ids of the sections that are appendices, or below one."""
    by_id = {name: section for section in sections for name in (section.id, *section.matter.aliases)}
    known = {section.id: True for section in sections if section.matter.appendix}
    for section in sections:
        way: dict[str, None] = {}
        above: Section | None = section
        while above and above.id not in known and above.id not in way:
            way[above.id] = None
            above = by_id.get(above.matter.parent.id) if above.matter.parent else None
        known |= dict.fromkeys(way, above is not None and known.get(above.id, False))
    return {id for id, is_appendix in known.items() if is_appendix}
