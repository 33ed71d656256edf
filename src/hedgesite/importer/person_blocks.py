"""Authors of whom each stands in lines of their own with their institution and address, as in columns of a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from hedgesite.importer.bylines import MAIL, marked, names_in
from hedgesite.importer.title_pages import INSTITUTION, SUPERVISOR
from hedgesite.importer.tree import Block, Para, Table

_MOST_LINES = 60
_LONGEST = 160
_ORDINAL = re.compile(r"^\s*(?:\d{1,2}(?:st|nd|rd|th)?[.):]?\s+)(?=[^\W\d])")
"""The number before a name in templates of conferences: `1st Ada Heron`."""


def persons_in(block: Block) -> list[tuple[str, list[str]]]:
    """Names with the lines below each; none if a paragraph or table holds anything but such lines."""
    if isinstance(block, Para):
        return _persons(_lines(block))
    cells = [cell for row in (*block.head, *block.body) for cell in row] if isinstance(block, Table) else []
    if not all(isinstance(each, Para) for cell in cells for each in cell.blocks):
        return []
    columns = [[line for each in cell.blocks if isinstance(each, Para) for line in _lines(each)] for cell in cells]
    found = [_persons(column) for column in columns if column]
    return [person for persons in found for person in persons] if all(found) else []


def _lines(block: Para) -> list[str]:
    text = "".join("\n" if piece == "\n" else piece for piece, _ in marked(block.content)).replace("\0", "")
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]


def _persons(lines: Sequence[str]) -> list[tuple[str, list[str]]]:
    if not 1 < len(lines) <= _MOST_LINES or any(len(line) > _LONGEST or SUPERVISOR.search(line) for line in lines):
        return []
    found: list[tuple[str, list[str]]] = []
    has_place = False
    for line, after in pairwise((*lines, "")):
        name = _name(line)
        # The name of a department looks like one of a person: a next author comes after an address, and has one too.
        if name and (not found or (has_place and _is_place(after))):
            found.append((name, []))
            has_place = False
        elif not found:
            return []
        else:
            found[-1][1].append(line)
            has_place = has_place or _is_place(line)
    return found if found and has_place else []


def _name(line: str) -> str:
    names = names_in(_ORDINAL.sub("", line)) if not _is_place(line) else []
    return names[0] if len(names) == 1 else ""


def _is_place(line: str) -> bool:
    return bool(INSTITUTION.search(line) or MAIL.search(line))
