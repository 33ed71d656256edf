"""Places notes: called in the text, printed at the end of a page or of the text, defined in the section that calls
them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.importer.blocks import Piece
from hedgesite.importer.citations import Citations
from hedgesite.importer.text import Manuscript, Span, Stretch
from hedgesite.messages import shortened
from hedgesite.model.slugs import numbered

_CALL = re.compile(r"<sup>\s*(?P<a>\d{1,3})\s*</sup>|(?<!\s)\^(?P<b>\d{1,3})\^|\[\^(?P<c>[^\s\[\]]+)\]")
# A raised number after a unit is a power (km²) or part of a formula (CO²), not a call.
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcm]?m|ha|CO|R|χ)$")


@dataclass(slots=True)
class Notes:
    """Assigns a note to each call, in reading order."""

    manuscript: Manuscript
    pieces: Sequence[Piece]
    citations: Citations
    findings: list[Diagnostic] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Offsets of notes that have been called."""
    by_label: dict[tuple[str, bool], list[Piece]] = field(default_factory=dict)
    """Notes by label and by whether they are printed, in the order of the text."""
    beyond: dict[int, int] = field(default_factory=dict)
    """For the offset of a used note, the index in its list from which to search for an unused one."""
    has_printed: bool = False
    """Whether raised numbers are calls here; otherwise they are powers, or units of area."""

    def placed(self, blocks: Sequence[tuple[str, Piece]]) -> tuple[list[str], list[str]]:
        """The texts of a section's blocks with Pandoc's calls, and the definitions to put below them."""
        own: dict[str, Piece] = {}
        written: dict[int, str] = {}
        definitions: list[str] = []
        taken: set[str] = set()
        numbers: dict[str, int] = {}
        searched = 0

        def call(found: re.Match[str]) -> str:
            nonlocal searched
            label = next(filter(None, found.groups()))
            if not found["c"] and _UNIT.search(found.string, max(0, found.start() - 3), found.start()):
                return found[0]
            note = self._note(label, block.start, is_printed=not found["c"]) or own.get(label)
            if note is None:
                if found["c"] or self.has_printed:
                    searched = self._undefined(found[0], block, searched)
                return found[0]
            if note.start not in self.used:
                own[label] = note
                self.used.add(note.start)
                written[note.start] = numbered(label, taken, numbers)
                taken.add(written[note.start])
                definitions.append(self._definition(note, written[note.start]))
            return f"[^{written[note.start]}]"

        texts = []
        for text, each in blocks:
            block = each
            texts.append(_CALL.sub(call, text))
        return texts, definitions

    def uncalled(self) -> list[tuple[Piece, str]]:
        """Notes without a call. They are reported, and still defined in the section that contained them."""
        left = [piece for piece in self.pieces if piece.start not in self.used]
        for piece in left:
            words = self.manuscript.text[piece.body_start : piece.spans[-1].end]
            problem = f"nothing calls the note '{shortened(words)}'"
            remedy = f"put [^{piece.label}] where it belongs; it is defined in the section in which it stood"
            self.findings.append(self.manuscript.finding(Rule.IMPORT_TEXT, piece.start, problem, remedy))
        return [(piece, self._definition(piece, piece.label)) for piece in left]

    def __post_init__(self) -> None:
        for piece in self.pieces:
            self.by_label.setdefault((piece.label, piece.is_printed), []).append(piece)
        self.has_printed = any(piece.is_printed for piece in self.pieces)

    def _note(self, label: str, start: int, *, is_printed: bool) -> Piece | None:
        """The first unused note of that label below its call; if there is none, above it."""
        known = self.by_label.get((label, is_printed), [])
        below = self._unused(known, bisect_right(known, start, key=lambda piece: piece.start))
        return below or self._unused(known, 0)

    def _unused(self, known: Sequence[Piece], index: int) -> Piece | None:
        """The first unused note from an index on. Skipped notes are recorded, so that none is checked twice."""
        passed = []
        while index < len(known) and known[index].start in self.used:
            passed.append(known[index].start)
            index = self.beyond.get(known[index].start, index + 1)
        self.beyond.update(dict.fromkeys(passed, index))
        return known[index] if index < len(known) else None

    def _definition(self, note: Piece, label: str) -> str:
        body = replace(note, spans=(Span(note.body_start, note.spans[0].end), *note.spans[1:]))
        text = self.citations.rewrite(Stretch.of(self.manuscript, body.spans))
        first, *more = [line.strip() for line in text.split("\n")]
        return "\n".join([f"[^{label}]: {first}", *(f"    {line}" if line else "" for line in more)])

    def _undefined(self, call: str, block: Piece, searched: int) -> int:
        """Report a call without a note. Returns its end, after which the next is searched for."""
        problem = f"the note call '{call}' has no note"
        remedy = "define the note in the section, or take the call out"
        end = block.spans[-1].end
        begin = max(searched, block.start)
        at = max(self.manuscript.text.find(call, begin, end), begin)
        self.findings.append(self.manuscript.finding(Rule.IMPORT_TEXT, at, problem, remedy))
        return at + 1
