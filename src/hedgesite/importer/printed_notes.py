"""Notes as print has them: a paragraph that begins with its raised number, called by the same raised number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from hedgesite.diagnostics import Diagnostic
from hedgesite.diagnostics import Rule as Finding
from hedgesite.importer.bylines import is_byline
from hedgesite.importer.places import Places
from hedgesite.importer.tree import Block, Call, Inline, Para, Rule, Style, Styled, Text
from hedgesite.importer.tree_map import flat, mapped
from hedgesite.importer.tree_walk import text_of, words_of
from hedgesite.messages import shortened

_NUMBER = re.compile(r"\s*(\d{1,3})\s*")
_LONGEST_HEAD = 12
"""Blocks among which names of authors stand."""
_LONGEST_LINE = 300
_UNIT = re.compile(r"(?:\b[kcmd]?m|\d)$")


@dataclass(slots=True)
class _Printed:
    number: str
    at: int
    block: Para
    is_called: bool = False


@dataclass(slots=True)
class _Calling:
    notes: dict[str, list[_Printed]] = field(default_factory=dict)
    at: int = 0
    before: str = ""

    def change(self, content: tuple[Inline, ...], _line: int) -> tuple[Inline, ...]:
        result: list[Inline] = []
        for each in content:
            note = self._called(each, result)
            result.append(Call((note.block,), note.number) if note else each)
        return tuple(result)

    def _called(self, each: Inline, before: Sequence[Inline]) -> _Printed | None:
        if not isinstance(each, Styled):
            return None
        found = _NUMBER.fullmatch(flat(each.content)) if each.style is Style.RAISED else None
        if not found or _UNIT.search(words_of(before[-1:])[-4:]):
            return None
        known = [note for note in self.notes.get(found[1], ()) if not note.is_called]
        note = next((note for note in known if note.at > self.at), known[0] if known else None)
        if note:
            note.is_called = True
        return note


def with_printed_notes(blocks: Iterable[Block], places: Places, findings: list[Diagnostic]) -> tuple[Block, ...]:
    """Blocks in which printed notes stand where they are called. One that nothing calls stays, and is reported."""
    own = list(blocks)
    calling = _Calling()
    places_of_authors = _below_names(own)
    for at, block in enumerate(own):
        note = None if at in places_of_authors else _note(block, at)
        if note:
            calling.notes.setdefault(note.number, []).append(note)
    if not calling.notes:
        return tuple(own)
    is_note = {note.at for notes in calling.notes.values() for note in notes}
    changed: dict[int, Block] = {}
    for at, block in enumerate(own):
        if at not in is_note:
            calling.at = at
            (changed[at],) = mapped((block,), calling.change)
    for notes in calling.notes.values():
        for note in notes:
            if not note.is_called:
                changed[note.at] = own[note.at]
                words = flat(note.block.content)
                problem = f"nothing calls the note '{shortened(words)}'"
                remedy = f"put [^{note.number}] where it belongs; it stands where it stood"
                findings.append(places.finding(Finding.IMPORT_TEXT, note.block.line, words, problem, remedy))
    # A rule above notes parts them from the text on a printed page, and goes with them.
    return tuple(
        changed[at]
        for at in sorted(changed)
        if not (isinstance(changed[at], Rule) and at + 1 < len(own) and at + 1 not in changed)
    )


def _below_names(blocks: Sequence[Block]) -> range:
    """Indexes of the lines below a byline, whose raised numbers mark institutions."""
    begin = next((at for at, block in enumerate(blocks[:_LONGEST_HEAD]) if is_byline(block)), 0)
    end = begin
    while end < len(blocks) and isinstance(blocks[end], Para) and len(text_of(blocks[end])) < _LONGEST_LINE:
        end += 1
    return range(begin + 1, end)


def _note(block: Block, at: int) -> _Printed | None:
    if not isinstance(block, Para) or len(block.content) < 2:
        return None
    first, second = block.content[0], block.content[1]
    if not isinstance(first, Styled) or first.style is not Style.RAISED:
        return None
    found = _NUMBER.fullmatch(flat(first.content))
    if not found:
        return None
    rest = (Text(second.text.lstrip()), *block.content[2:]) if isinstance(second, Text) else block.content[1:]
    return _Printed(found[1], at, replace(block, content=rest))
