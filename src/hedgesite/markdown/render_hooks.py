"""Interface of the renderer: hooks that the caller supplies, and the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from hedgesite.mathml import Formula
from hedgesite.model.dates import Edtf
from hedgesite.model.text import Block, CitationGroup, Display, Heading, Image, Note, TypedLink


def formula_html(formula: Formula) -> str:
    """A formula as pages show it. A displayed one is in a box, which scrolls where the line is too narrow."""
    return f'<span class="hs-formula">{formula.html}</span>' if formula.display else formula.html


class RenderHooks(Protocol):
    """HTML of elements that only the whole library can render. Results of hooks are inserted unescaped."""

    def citation(self, group: CitationGroup) -> str:
        """HTML of a group of citations."""

    def link(self, link: TypedLink, inner: str) -> str:
        """HTML of a typed link; `inner` is rendered HTML, empty if the target's name is wanted."""

    def note_call(self, note: Note, call: int) -> str:
        """HTML of a note call; `call` counts the calls of one note from 1."""

    def display(self, display: Display, html: str) -> str:
        """HTML of a figure, a table or an equation; `html` is what it shows, with its caption."""

    def caption(self, display: Display, html: str) -> str:
        """HTML of a display's caption; `html` is its text, empty if it has only a number."""

    def image(self, image: Image, display: Display) -> str:
        """HTML of an image of a figure."""

    def formula(self, formula: Formula, shown_as: Display | None) -> str:  # noqa: ARG002
        """HTML of a formula; `shown_as` is the equation that it is, if it has an id within a paragraph."""
        return formula_html(formula)

    def date(self, date: Edtf) -> str:
        """HTML of a date in a table."""
        return date.text

    def span(self, names: tuple[str, ...], html: str) -> str:  # noqa: ARG002
        """HTML of words that are marked with these names, the first mark outermost; see `spans`."""
        return html

    def passage(self, block: Block, html: str) -> str:
        """HTML of a block with an id; `html` is the whole element, without the id."""

    def heading(self, heading: Heading, html: str) -> str:
        """HTML of a heading; `html` is the whole element (`<h2>…</h2>`), without the id."""


class PlainHooks(RenderHooks):
    """Hooks for HTML without links: citations and note calls are left out, typed links become their text."""

    def citation(self, group: CitationGroup) -> str:  # noqa: ARG002
        return ""

    def link(self, link: TypedLink, inner: str) -> str:  # noqa: ARG002
        return inner

    def note_call(self, note: Note, call: int) -> str:  # noqa: ARG002
        return ""

    def display(self, display: Display, html: str) -> str:  # noqa: ARG002
        return html

    def caption(self, display: Display, html: str) -> str:  # noqa: ARG002
        return f"<p>{html}</p>\n" if html else ""

    def image(self, image: Image, display: Display) -> str:  # noqa: ARG002
        return ""

    def passage(self, block: Block, html: str) -> str:  # noqa: ARG002
        return html

    def heading(self, heading: Heading, html: str) -> str:  # noqa: ARG002
        return html


@dataclass(frozen=True, slots=True)
class RenderedNote:
    """A note, its HTML (blocks) and its number of calls."""

    note: Note
    html: str
    calls: int


@dataclass(frozen=True, slots=True)
class RenderedBody:
    """HTML of a body, and of its notes by number; the template decides where notes appear."""

    html: str
    notes: tuple[RenderedNote, ...]
