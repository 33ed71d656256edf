"""Changes as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.changes.format_common import COVERS, MARKS, counts, excerpt, findings, headed, name_of, unread, where_to
from hedgesite.changes.model import Change, Changes, Difference, Part, Piece
from hedgesite.diagnostics import printable

_BRACKETS = {Part.SAME: ("", ""), Part.LOST: ("[-", "-]"), Part.ADDED: ("{+", "+}")}
_COLOURS = {Part.SAME: ("", ""), Part.LOST: ("\x1b[31;9m", "\x1b[0m"), Part.ADDED: ("\x1b[32m", "\x1b[0m")}


def as_text(changes: Changes, *, colour: bool = False) -> str:
    """All changes in order, with `[-removed-]` and `{+added+}`, or red and green."""
    marks = _COLOURS if colour else _BRACKETS
    lines = [counts(changes), *unread(changes)]
    for heading, found in headed(changes):
        shown = [line for change in found for line in _change(change, marks)]
        lines += ["", heading, *shown] if shown else []
    if changes.addresses:
        lines += ["", "Addresses"]
        lines += [f"  /{it.before} → {where_to(it)}: {COVERS[it.cover]}" for it in changes.addresses]
    for heading, told in findings(changes):
        lines += ["", heading, *(f"  {printable(str(finding))}" for finding in told)] if told else []
    return "\n".join(lines)


def _change(change: Change, marks: dict[Part, tuple[str, str]]) -> Iterator[str]:
    place = f" in {change.section}" if change.section else ""
    former = f", formerly {change.former}" if change.former else ""
    title = f": {change.title}" if change.title else ""
    yield printable(f"  {MARKS[change.status]} {name_of(change)}{former}{place}{title}")
    for difference in change.differences:
        yield f"      {printable(difference.aspect)}: {_pieces(difference, marks)}"


def _pieces(difference: Difference, marks: dict[Part, tuple[str, str]]) -> str:
    def marked(piece: Piece) -> str:
        opening, closing = marks[piece.part]
        return f"{opening}{printable(' '.join(piece.text.split()))}{closing}"

    return (", " if difference.is_list else " ").join(map(marked, excerpt(difference)))
