"""Changes as Markdown for a pull request. Text from the content is escaped, never interpreted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hedgesite.changes.format_common import COVERS, counts, excerpt, findings, headed, name_of, unread, where_to
from hedgesite.changes.model import Change, Changes, Difference, Moved, Part, Piece, Status
from hedgesite.diagnostics import Diagnostic, printable

_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&:$^=]")
_MENTION = "@<!-- -->"
"""A bare `@`: hosts notify the person whose name follows it. Source: GitHub's documentation of HTML comments."""
_VERBS = {Status.ADDED: "added", Status.REMOVED: "removed", Status.CHANGED: "changed"}


def as_markdown(changes: Changes) -> str:
    """A heading for each kind of thing, an item for each thing; removed and added words as `<del>` and `<ins>`."""
    lines = ["## What this change means", "", counts(changes)]
    for sentence in unread(changes):
        lines += ["", f"> {sentence}"]
    for heading, found in headed(changes):
        shown = [line for change in found for line in _change(change)]
        lines += ["", f"### {heading}", "", *shown] if shown else []
    if changes.addresses:
        lines += ["", "### Addresses", "", "| before | after | a link to the old one |", "|---|---|---|"]
        lines += map(_address, changes.addresses)
    for heading, told in findings(changes):
        lines += ["", f"### {heading}", "", *map(_finding, told)] if told else []
    return "\n".join(lines) + "\n"


def _address(moved: Moved) -> str:
    after = _code(where_to(moved)) if moved.after is not None else where_to(moved)
    return f"| {_code(f'/{moved.before}')} | {after} | {COVERS[moved.cover]} |"


def _change(change: Change) -> Iterator[str]:
    former = f", formerly {_code(change.former)}" if change.former else ""
    place = f" in {_code(change.section)}" if change.section else ""
    title = f": {_shown(change.title)}" if change.title else ""
    yield f"- {_code(name_of(change))} {_VERBS[change.status]}{former}{place}{title}"
    for difference in change.differences:
        yield f"  - {_shown(difference.aspect)}: {_pieces(difference)}"


def _pieces(difference: Difference) -> str:
    def marked(piece: Piece) -> str:
        text = _code(piece.text) if difference.is_list and len(piece.text.split()) <= 3 else _shown(piece.text)
        opening, closing = {Part.SAME: ("", ""), Part.LOST: ("<del>", "</del>"), Part.ADDED: ("<ins>", "</ins>")}[
            piece.part
        ]
        return f"{opening}{text}{closing}"

    return (", " if difference.is_list else " ").join(map(marked, excerpt(difference)))


def _finding(finding: Diagnostic) -> str:
    return (
        f"- {_code(str(finding.origin))} {finding.severity} {_code(finding.rule.id)}: "
        f"{_shown(finding.problem)}; {_shown(finding.remedy)}"
    )


def _shown(text: str) -> str:
    """Text escaped for Markdown and for the host."""
    plain = _SPECIAL.sub(r"\\\g<0>", printable(" ".join(text.split())))
    return plain.replace("@", _MENTION)


def _code(text: str) -> str:
    """A code span with a fence long enough for its text."""
    plain = printable(" ".join(text.split())).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall(r"`+", plain)), default=0) + 1)
    return f"{fence} {plain} {fence}" if "`" in plain else f"{fence}{plain}{fence}"
