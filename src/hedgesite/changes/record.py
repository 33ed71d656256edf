"""Writes what a version changes as a file of `versions/`, from which pages and the feed are built."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml

from hedgesite.changes.format_common import excerpt
from hedgesite.changes.model import Change, Changes, Difference, Part, Piece, Status
from hedgesite.messages import shortened
from hedgesite.model.version import MOST_CHANGES

_OF_THE_RELEASE = frozenset({"format", "companion.version", "companion.date"})
"""Fields of the article that say which version this is, and nothing of the research."""
_LONGEST = 400
"""Most characters of a piece of text that are recorded."""
_MOST_PIECES = 40
"""Most pieces of one difference that are recorded."""
_MOST_BYTES = 600_000
"""Most bytes of all changes together: a YAML file of a companion has at most two MiB."""
_PARTS = {Part.SAME: "same", Part.LOST: "lost", Part.ADDED: "added"}


@dataclass(frozen=True, slots=True)
class NewVersion:
    """What a record says of a version besides its changes."""

    date: str
    """A day: `2026-11-27`."""
    content: str
    """Hash of the content."""
    since: str = ""
    """Name of the earlier version; empty for the first one."""
    former_site: str = ""
    summary: str = ""


def version_file(changes: Changes | None, about: NewVersion) -> str:
    """The text of a file for `versions/`. Without changes, it is that of the first version."""
    found = [*_changes(changes)] if changes else []
    kept = list(_within_bounds(found))
    head = {
        "date": about.date,
        "since": about.since,
        "former-site": about.former_site,
        "summary": about.summary,
        "content": about.content,
        "changes": kept,
        "more": len(found) - len(kept),
    }
    given = {name: value for name, value in head.items() if value}
    text: str = yaml.safe_dump(given, allow_unicode=True, sort_keys=False, width=110)
    return f"# yaml-language-server: $schema=../../schemas/version.schema.json\n{text}"


def _changes(changes: Changes) -> Iterator[Change]:
    """The changes that are recorded, each with the differences that are."""
    for change in (*changes.passages, *changes.sources, *changes.others):
        kept = tuple(each for each in change.differences if not _is_release(change, each))
        if kept or change.former or change.status is not Status.CHANGED:
            yield replace(change, differences=kept)


def _within_bounds(found: list[Change]) -> Iterator[dict[str, Any]]:
    """As many changes as a file can hold. Where there is no room for what differs, only the thing is named."""
    size = 0
    for change in found[:MOST_CHANGES]:
        fields = _recorded(change, with_differences=size < _MOST_BYTES)
        size += len(json.dumps(fields, ensure_ascii=False).encode())
        if size > _MOST_BYTES * 3 // 2:
            return
        yield fields


def _recorded(change: Change, *, with_differences: bool) -> dict[str, Any]:
    # What is new is on the site, and what is gone is on that of the earlier version.
    shown = change.differences if with_differences and change.status is Status.CHANGED else ()
    fields = {
        "kind": _line(change.kind),
        "id": _line(change.id),
        "status": change.status.value,
        "title": _line(change.title),
        "former": _line(change.former),
        "section": _line(change.section),
        "differences": [_difference(each) for each in shown],
    }
    return {name: value for name, value in fields.items() if value}


def _is_release(change: Change, difference: Difference) -> bool:
    return change.kind == "article" and difference.aspect in _OF_THE_RELEASE


def _difference(difference: Difference) -> dict[str, Any]:
    pieces = [_piece(piece) for piece in excerpt(difference)[:_MOST_PIECES] if piece.text.strip()]
    return {"aspect": _line(difference.aspect), **({"pieces": pieces} if pieces else {})}


def _piece(piece: Piece) -> dict[str, str]:
    return {_PARTS[piece.part]: _line(piece.text)}


def _line(text: str) -> str:
    """A text on one line, as a plain string without whatever a title knows of its typography."""
    return shortened(" ".join(str(text).split()), _LONGEST)
