"""What programs keep in the note of an item of CSL: Zotero's field `Extra`, and what Juris-M and Better BibTeX add."""

from __future__ import annotations

import re
from typing import Any

_COUNTED = re.compile(r"mlzsync\d*:(\d{1,5})(?=\{)")
"""Juris-M's fields, with the number of their characters."""
_LONGEST = 4_000
"""Characters in which the end of such fields is looked for."""
_LINE = re.compile(r"^(?:select|tex\.[\w.-]+|_eprint|bibtex\S*|collection\s+key)\s*:.*$", re.IGNORECASE | re.MULTILINE)


def without_fields_of_programs(item: dict[str, Any]) -> dict[str, Any]:
    """The item, whose note has no more than its author wrote; the rest is `unread`."""
    note = item.get("note")
    if not isinstance(note, str) or not (_COUNTED.search(note) or _LINE.search(note)):
        return item
    kept, unread = _cut(note)
    unread += [found.strip() for found in _LINE.findall(kept)]
    text = re.sub(r"\n{2,}", "\n", _LINE.sub("", kept)).strip()
    return {**item, "note": text, "unread": [*item.get("unread", ()), *(f"note: {line}" for line in unread)]}


def _cut(note: str) -> tuple[str, list[str]]:
    """The note without Juris-M's fields, and these."""
    kept: list[str] = []
    cut: list[str] = []
    at = 0
    for found in _COUNTED.finditer(note):
        if found.start() >= at:
            # Merged records have remains of other fields behind them.
            line = note[found.end() : found.end() + _LONGEST].partition("\n")[0]
            end = found.end() + max(int(found[1]), line.rfind("}}") + 2)
            kept.append(note[at : found.start()])
            cut.append(note[found.start() : end])
            at = end
    return "\n".join([*kept, note[at:]]), cut
