"""Notes at the foot of the sheet: each is moved to the place that calls it, from where the layout takes it down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from hedgesite.books.pdf.tags import NOTE
from hedgesite.books.tree import parents_of

_BLANKS = re.compile(r"[ \t\n]+")
_AS_WRITTEN = frozenset({"pre", "code"})


def place_notes(tree: Element, notes: Iterable[Element]) -> None:
    """Put each note after its first call. One that a note calls follows that note."""
    by_id = {f"#{note.get('id')}": _on_one_line(note) for note in notes}
    parents = parents_of(tree)
    for call in [*tree.iter("a")]:
        if call.get("role") == "doc-noteref":
            _place(call, parents, by_id)


def _on_one_line(note: Element) -> Element:
    """The note as the tag that it becomes, without line breaks of its source, which WeasyPrint keeps in notes."""
    note.tag = NOTE
    for element in note.iter():
        if element.tag not in _AS_WRITTEN:
            element.text = _BLANKS.sub(" ", element.text or "")
        if element is not note:
            element.tail = _BLANKS.sub(" ", element.tail or "")
    return note


def _place(call: Element, parents: Mapping[Element, Element], waiting: dict[str, Element]) -> None:
    """Take the called note out of those that wait, and put it behind the call with all that it calls itself."""
    raised = parents[call]
    at, around = list(parents[raised]).index(raised) + 1, parents[raised]
    for note in _with_inner(call.get("href", ""), waiting):
        # The text behind the call comes behind its note.
        note.tail, before = around[at - 1].tail, around[at - 1]
        before.tail = None
        around.insert(at, note)
        at += 1


def _with_inner(target: str, waiting: dict[str, Element]) -> list[Element]:
    note = waiting.pop(target, None)
    if note is None:
        return []
    inner = (each.get("href", "") for each in note.iter("a") if each.get("role") == "doc-noteref")
    return [note, *(found for href in list(inner) for found in _with_inner(href, waiting))]
