"""Renders the text of a section: passages with margins, and endnotes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.markdown import RenderedBody, render_body, with_spans
from hedgesite.model.clauses import number_of, passage_of, span_name
from hedgesite.model.library import Section
from hedgesite.model.text import Block, Body, Citation, CitationGroup, Heading, Note
from hedgesite.render.agreement_views import second_views
from hedgesite.render.cite_this import passage_citation
from hedgesite.render.page_context import PageContext
from hedgesite.render.page_notes import EndnoteView, note_call
from hedgesite.render.passage_views import passage_view, span_id
from hedgesite.render.raised import after_punctuation
from hedgesite.render.text_hooks import TextHooks, with_id
from hedgesite.styles import Piece, format_in_text
from hedgesite.words.cldr import own_name

_BEGINNING = re.compile(r'<div class="hs-passage" id="([^"]+)"')
_DIV = re.compile(r"</?div(?=[\s>])")


class SectionText(NamedTuple):
    """A section's text as a page shows it."""

    html: Markup
    endnotes: tuple[EndnoteView, ...]


def section_text(
    context: PageContext, section: Section, *, apparatus: bool = True, made_by: type[SectionHooks] | None = None
) -> SectionText:
    """Render the body of a section for the page of `context`, with panels for its passages, or links to them.

    `made_by` are hooks that render it otherwise than pages do.
    """
    hooks = (made_by or SectionHooks)(context, section, apparatus)
    rendered = render_body(_marked(context, section) if apparatus else context.body_of(section), hooks)
    notes = sorted((*_endnotes(hooks, rendered), *hooks.cited), key=attrgetter("number"))
    present = {block.id for block in context.body_of(section).blocks}
    lacking = (hooks.passage(each.block, "") for each in section.missing if each.id not in present)
    return SectionText(Markup("\n".join((rendered.html, *lacking)) if section.missing else rendered.html), tuple(notes))


def passages_in(text: SectionText) -> Mapping[str, Markup]:
    """The passages of a text by id, each after the headings before it. A passage within another is part of that."""
    html, end, found = str(text.html), 0, dict[str, Markup]()
    for beginning in _BEGINNING.finditer(html):
        if beginning.start() >= end:
            before, end = end, _end_of(html, beginning.start())
            found[beginning[1]] = Markup(html[before:end])
    return found


def _end_of(html: str, start: int) -> int:
    """The end of the `div` that begins at a place."""
    depth = 0
    for tag in _DIV.finditer(html, start):
        depth += 1 if tag[0] == "<div" else -1
        if depth == 0:
            return html.index(">", tag.end()) + 1
    return len(html)


def _marked(context: PageContext, section: Section) -> Body:
    """The text with its coded words marked. Those that rest on a source are named in the panel alone."""
    if section.original is not None:
        # The words that are coded are those of the original.
        return context.body_of(section)
    wanted = {
        passage.id: [(span_name(passage.id, number), span) for number, span in enumerate(passage.annotation.spans, 1)]
        for passage in section.passages
        if passage.annotation.spans
    }
    return with_spans(context.body_of(section), wanted)


def _endnotes(hooks: SectionHooks, rendered: RenderedBody) -> list[EndnoteView]:
    context, section, notes = hooks.context, hooks.section, list[EndnoteView]()
    for item in rendered.notes:
        where = context.site.labels["passage", item.note.passage] if item.note.passage else section.short
        calls = tuple(
            (f"#{note_call_id(section, item.note, call)}", where if item.calls == 1 else f"{where} ({call})")
            for call in range(1, item.calls + 1)
        )
        in_article = section.matter.notes.get(item.note.label, 0)
        number = hooks.number_of(item.note)
        html = Markup(after_punctuation(item.html))
        notes.append(EndnoteView(note_id(section, item.note), number, html, calls, in_article))
    return notes


@dataclass(frozen=True, slots=True)
class SectionHooks(TextHooks):
    """Rendering inside a section, where notes and passages have addresses."""

    context: PageContext
    section: Section
    apparatus: bool = True
    """Whether passages show their panel; otherwise their numbers link to it."""
    cited: list[EndnoteView] = field(default_factory=list)
    """Notes that citations became, in a style with notes."""

    def citation(self, group: CitationGroup) -> str:
        shown = format_in_text(group, self.context.site.references, self._markup)
        if not shown.note:
            return self._citation(group, shown.text)
        number = self.context.site.library.note_numbers.of_group(self.section.id, group)
        note = self._cited_note(group, number, shown.note)
        self.cited.append(note)
        name = self.context.words.gettext("Note %(number)s", number=number)
        first, *others = group.citations
        call = note_call(note.calls[0][0][1:], note.id, name, number, self._popped(first))
        said = "".join(piece.html for piece in shown.text)
        return f'{said}<span class="hs-citation hs-noted">{call}{"".join(map(self._unseen, others))}</span>'

    def _cited_note(self, group: CitationGroup, number: int, pieces: Sequence[Piece]) -> EndnoteView:
        id = f"{self.section.id}-{group.number}"
        where = self.context.site.labels["passage", group.passage] if group.passage else self.section.short
        html = Markup(f"<p>{''.join(map(self._piece, pieces))}</p>")
        return EndnoteView(f"cited-{id}", number, html, ((f"#call-cited-{id}", where),), 0)

    def _popped(self, citation: Citation) -> str:
        """The attributes of a call's pop-up: the whole reference, whatever the note says."""
        key = self._key(citation)
        popup = f' data-pop="{self.context.popup_id("source", key)}"' if key else ""
        return f"{popup}{self._located(citation)}"

    def number_of(self, note: Note) -> int:
        """The number of a note of the authors: in a style with notes it counts citations as well."""
        site = self.context.site
        has_notes = site.references.style is not None and site.references.style.has_notes
        return site.library.note_numbers.by_place[self.section.id, note.label] if has_notes else note.number

    def note_call(self, note: Note, call: int) -> str:
        id, target = note_call_id(self.section, note, call), note_id(self.section, note)
        in_article = self.section.matter.notes.get(note.label)
        number = self.number_of(note)
        name = self.context.words.gettext("Note %(number)s", number=number)
        if in_article:
            name = self.context.words.gettext(
                "Note %(number)s, %(other)s in the article", number=number, other=in_article
            )
        return note_call(id, target, name, number)

    def span(self, names: tuple[str, ...], html: str) -> str:
        """Words that are coded, an element in another for each code."""
        index = self.context.site.derived.names
        for name in names:
            annotation = self.section.matter.passages[passage_of(name)]
            for id in index.meant("dimension", [annotation.spans[number_of(name) - 1].code]):
                html = f'<span class="hs-span hs-dim--{id}" data-why="{span_id(name)}">{html}</span>'
        return html

    def passage(self, block: Block, html: str) -> str:
        site = self.context.site
        passage = site.library.passage_by_id[block.id]
        view = passage_view(self.context, passage, in_text=True, panel=self.apparatus)
        permalink = site.address(site.derived.routes["passage", block.id])
        cited = None
        if self.apparatus:
            cited = passage_citation(site.words, site.cited, self.section, passage, permalink, site.cited_parts)
        seconds = second_views(self.context, passage) if self.apparatus else ()
        return site.render(
            "fragments/passage.html",
            passage=view,
            citation=cited,
            seconds=seconds,
            html=self._untranslated(block.id) if self.section.lacks(block.id) else Markup(after_punctuation(html)),
            languages=self.context.languages_of("passage", block.id) if self.apparatus else (),
        )

    def _untranslated(self, id: str) -> Markup:
        """What stands in the place of a passage that has no text in the language of the page."""
        context, language = self.context, self.context.site.original_language
        href = context.to_original(context.site.derived.routes["passage", id])
        return context.site.render("fragments/untranslated.html", href=href, language=language, name=own_name(language))

    def heading(self, heading: Heading, html: str) -> str:
        return with_id(after_punctuation(html), f"{self.section.id}--{heading.id}")


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
