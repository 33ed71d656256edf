"""Notes of fields and free pages: numbered in the order in which a page shows them, and listed at its foot."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import escape
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.markdown import RenderedBody
from hedgesite.model.text import Note
from hedgesite.words import Words

_CALL = re.compile("\x02([0-9]+)\x03")
"""Stands for a call until the page is whole. No text of a content file may contain these control characters."""


class EndnoteView(NamedTuple):
    """A note below the text, with a link back to each of its calls."""

    id: str
    number: int
    html: Markup
    calls: tuple[tuple[str, str], ...]
    """Link and name of each call."""
    in_article: int = 0
    """The note's number in the article; 0 if unknown."""


class PageNotes:
    """The notes that the fields of one page call.

    A template decides which fields a page shows, and where. So a call gets its number only when the page is whole.
    """

    def __init__(self) -> None:
        self._indices: dict[Note, int] = {}
        self._html: dict[int, str] = {}

    def call(self, note: Note) -> str:
        """What stands for a call of a note in the HTML of a field."""
        return f"\x02{self._indices.setdefault(note, len(self._indices))}\x03"

    def define(self, rendered: RenderedBody) -> RenderedBody:
        """Take over the notes of a field."""
        for item in rendered.notes:
            self._html[self._indices.setdefault(item.note, len(self._indices))] = item.html
        return rendered

    def number_notes(self, html: str, words: Words, place: str, first: int) -> tuple[str, tuple[EndnoteView, ...]]:
        """Number the calls on a page that is otherwise whole, from `first`; return it, and the notes for its foot.

        `place` names the page in the links back.
        """
        if not self._html:
            return html, ()
        numbers = {index: number for number, index in enumerate(self._order(html), first)}
        counts: Counter[int] = Counter()
        calls = _linked(numbers, counts, words)
        html = _CALL.sub(calls, html)
        inner = {index: _CALL.sub(calls, self._html[index]) for index in numbers}
        notes = (
            EndnoteView(_note_id(number), number, Markup(inner[index]), _ways_back(number, counts[index], place))
            for index, number in numbers.items()
        )
        return html, tuple(notes)

    def _order(self, html: str) -> Iterator[int]:
        """The notes in reading order: those that a note calls follow it."""
        seen: set[int] = set()
        stack = [_CALL.finditer(html)]
        while stack:
            found = next(stack[-1], None)
            if found is None:
                stack.pop()
                continue
            index = int(found[1])
            if index in self._html and index not in seen:
                seen.add(index)
                yield index
                stack.append(_CALL.finditer(self._html[index]))


def _linked(numbers: dict[int, int], counts: Counter[int], words: Words) -> Callable[[re.Match[str]], str]:
    def link(found: re.Match[str]) -> str:
        number = numbers.get(int(found[1]))
        if number is None:
            return ""
        counts[int(found[1])] += 1
        name = words.gettext("Note %(number)s", number=number)
        return note_call(_call_id(number, counts[int(found[1])]), _note_id(number), name, number)

    return link


def note_call(id: str, target: str, name: str, number: int, popped: str | None = None) -> str:
    """HTML of a call: a raised number that leads to the note, and shows it in a pop-up, or what `popped` says: the
    attributes of another.
    """
    popped = f' data-pop="{target}"' if popped is None else popped
    return (
        f'<sup class="hs-note-call"><a id="{id}" role="doc-noteref" href="#{target}"'
        f' aria-label="{escape(name)}"{popped}>{number}</a></sup>'
    )


def _ways_back(number: int, calls: int, place: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"#{_call_id(number, call)}", place if calls == 1 else f"{place} ({call})") for call in range(1, calls + 1)
    )


def _note_id(number: int) -> str:
    """No id of a heading or a passage contains a colon."""
    return f"note:{number}"


def _call_id(number: int, call: int) -> str:
    return f"call:{number}:{call}"
