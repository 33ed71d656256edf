"""Renders the text of a section: passages with margins, and endnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.markdown import RenderedBody, render_body
from hedgesite.model.library import Section
from hedgesite.model.text import Block, Heading, Note
from hedgesite.render.cite_this import passage_citation
from hedgesite.render.page_context import PageContext, TextHooks, with_id
from hedgesite.render.page_notes import EndnoteView, note_call
from hedgesite.render.views import passage_view


class SectionText(NamedTuple):
    """A section's text as a page shows it."""

    html: Markup
    endnotes: tuple[EndnoteView, ...]


def section_text(context: PageContext, section: Section, *, apparatus: bool = True) -> SectionText:
    """Render the body of a section for the page of `context`, with panels for its passages, or links to them."""
    rendered = render_body(context.body_of(section), SectionHooks(context, section, apparatus))
    return SectionText(Markup(rendered.html), _endnotes(context, section, rendered))


def _endnotes(context: PageContext, section: Section, rendered: RenderedBody) -> tuple[EndnoteView, ...]:
    notes = []
    for item in rendered.notes:
        where = context.site.labels["passage", item.note.passage] if item.note.passage else section.short
        calls = tuple(
            (f"#{note_call_id(section, item.note, call)}", where if item.calls == 1 else f"{where} ({call})")
            for call in range(1, item.calls + 1)
        )
        in_article = section.matter.notes.get(item.note.label, 0)
        notes.append(EndnoteView(note_id(section, item.note), item.note.number, Markup(item.html), calls, in_article))
    return tuple(notes)


@dataclass(frozen=True, slots=True)
class SectionHooks(TextHooks):
    """Rendering inside a section, where notes and passages have addresses."""

    section: Section
    apparatus: bool = True
    """Whether passages show their panel; otherwise their numbers link to it."""

    def note_call(self, note: Note, call: int) -> str:
        id, target = note_call_id(self.section, note, call), note_id(self.section, note)
        in_article = self.section.matter.notes.get(note.label)
        name = self.context.words.gettext("Note %(number)s", number=note.number)
        if in_article:
            name = self.context.words.gettext(
                "Note %(number)s, %(other)s in the article", number=note.number, other=in_article
            )
        return note_call(id, target, name, note.number)

    def passage(self, block: Block, html: str) -> str:
        site = self.context.site
        passage = site.library.passage_by_id[block.id]
        view = passage_view(self.context, passage, with_evidence=self.apparatus)
        permalink = site.derived.routes["passage", block.id]
        article = site.library.article
        cited = passage_citation(site.words, article, self.section, passage, permalink) if self.apparatus else None
        return site.render("fragments/passage.html", passage=view, citation=cited, html=Markup(html))

    def heading(self, heading: Heading, html: str) -> str:
        return with_id(html, f"{self.section.id}--{heading.id}")


def note_id(section: Section, note: Note) -> str:
    """Id of an endnote; unique over the whole text."""
    return f"note-{section.id}-{_word(note.label)}"


def note_call_id(section: Section, note: Note, call: int) -> str:
    """Id of the place that calls a note."""
    return f"call-{section.id}-{_word(note.label)}-{call}"


def _word(label: str) -> str:
    """A label as a part of an id; labels that differ remain different."""
    if label.startswith("^"):
        return f"-{label[1:]}"
    return re.sub(r"^-|[^\w.-]", lambda found: f":{ord(found[0]):x}:", label)
