"""Notes: called in the text, printed at the end of a page or of all, defined in the section that calls them."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.manuscript.blocks import Piece
from hedgesite.manuscript.citations import Citations
from hedgesite.manuscript.text import Manuscript, Span, Stretch, shown

_CALL = re.compile(r"<sup>\s*(?P<a>\d{1,3})\s*</sup>|(?<!\s)\^(?P<b>\d{1,3})\^|\[\^(?P<c>[^\s\[\]]+)\]")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kcm]?m|ha|CO|R|χ)$")


@dataclass(slots=True)
class Notes:
    """Gives each call the note that it means, in reading order."""

    manuscript: Manuscript
    pieces: Sequence[Piece]
    citations: Citations
    findings: list[Diagnostic] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    """Offsets of notes that have been called."""

    def placed(self, blocks: Sequence[tuple[str, Piece]]) -> tuple[list[str], list[str]]:
        """The texts of a section's blocks with Pandoc's calls, and the definitions that belong below them."""
        own: dict[str, Piece] = {}
        written: dict[int, str] = {}
        definitions: list[str] = []

        def call(found: re.Match[str]) -> str:
            label = next(filter(None, found.groups()))
            if not found["c"] and _UNIT.search(found.string, 0, found.start()):
                return found[0]
            note = self._note(label, block.start, is_printed=not found["c"]) or own.get(label)
            if note is None:
                if found["c"] or self.has_printed:
                    self._undefined(found[0], block)
                return found[0]
            if note.start not in self.used:
                own[label] = note
                self.used.add(note.start)
                written[note.start] = _free(label, written.values())
                definitions.append(self._definition(note, written[note.start]))
            return f"[^{written[note.start]}]"

        texts = []
        for text, each in blocks:
            block = each
            texts.append(_CALL.sub(call, text))
        return texts, definitions

    def uncalled(self) -> list[tuple[Piece, str]]:
        """Notes that nothing calls: reported, and still defined where they stood."""
        left = [piece for piece in self.pieces if piece.start not in self.used]
        for piece in left:
            problem = f"no call leads to the note '{shown(self._words(piece))}'"
            remedy = f"put [^{piece.label}] where it belongs; it is defined in the section in which it stood"
            self.findings.append(self.manuscript.say(Rule.IMPORT_TEXT, piece.start, problem, remedy))
        return [(piece, self._definition(piece, piece.label)) for piece in left]

    @property
    def has_printed(self) -> bool:
        """Whether raised numbers call notes here; otherwise they are powers, or units of area."""
        return any(piece.is_printed for piece in self.pieces)

    def _note(self, label: str, start: int, *, is_printed: bool) -> Piece | None:
        """The first note of that label below its call; above it, where there is none below."""
        known = [piece for piece in self.pieces if piece.label == label and piece.is_printed is is_printed]
        fitting = [piece for piece in known if piece.start not in self.used]
        return next((piece for piece in fitting if piece.start > start), fitting[0] if fitting else None)

    def _definition(self, note: Piece, label: str) -> str:
        body = replace(note, spans=(Span(note.body_start, note.spans[0].end), *note.spans[1:]))
        text = self.citations.rewrite(Stretch.of(self.manuscript, body.spans))
        first, *more = [line.strip() for line in text.split("\n")]
        return "\n".join([f"[^{label}]: {first}", *(f"    {line}" if line else "" for line in more)])

    def _words(self, note: Piece) -> str:
        return self.manuscript.text[note.body_start : note.spans[-1].end]

    def _undefined(self, call: str, block: Piece) -> None:
        problem = f"the note call '{call}' has no note"
        remedy = "define the note in the section, or take the call out"
        end = block.spans[-1].end
        at = self.manuscript.text.find(call, block.start, end)
        self.findings.append(self.manuscript.say(Rule.IMPORT_TEXT, max(at, block.start), problem, remedy))


def _free(label: str, taken: Collection[str]) -> str:
    """The label, with a number where a section has two notes of that label."""
    candidate, number = label, 1
    while candidate in taken:
        number += 1
        candidate = f"{label}-{number}"
    return candidate
