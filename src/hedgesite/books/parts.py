"""The parts of a book in reading order, each HTML of its own templates made from the views that pages have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from markupsafe import Markup

from hedgesite.books.context import BookContext, BookHooks
from hedgesite.model.content import Dimension
from hedgesite.model.kinds import kind_of
from hedgesite.model.library import Section
from hedgesite.render.cite_this import companion_citation
from hedgesite.render.page_notes import EndnoteView
from hedgesite.render.passage_views import section_view
from hedgesite.render.section_renderer import section_text
from hedgesite.render.series_views import SeriesView, series_view
from hedgesite.render.site import Site
from hedgesite.render.source_views import source_views
from hedgesite.render.text_kind import what_the_text_is
from hedgesite.render.thing_views import (
    EventView,
    HypothesisView,
    actor_view,
    event_view,
    hypothesis_view,
    places,
    term_views,
)
from hedgesite.render.views import dimension_view, example_of, link
from hedgesite.words import unmarked, with_languages


class Part(NamedTuple):
    """A part of a book: a chapter of the text, or a list."""

    id: str
    """Unique among the parts; the name of its file and its id."""
    title: str
    kind: str
    """What it is, in the words of the EPUB Structural Semantics Vocabulary: `chapter`, `glossary`, …"""
    html: Markup
    notes: tuple[EndnoteView, ...] = ()
    language: str = ""
    """Its language, if that is not the article's."""
    mark: str = ""
    """Number of a section or letter of an appendix."""
    depth: int = 0
    """Number of parts above it in the contents."""
    head: str = ""
    """What stands at the head of its pages; the title if empty."""


def parts_of(site: Site) -> tuple[Part, ...]:
    """All parts but the indexes, whose entries depend on where the others stand."""
    sections = (_section(site, section) for section in site.library.sections)
    return (_title(site), _front(site), *sections, *_lists(site), *_sources(site))


def part_of(context: BookContext, kind: str, title: str, html: str, first_note: int = 1, **more: Any) -> Part:
    """A part whose HTML is finished but for the notes of its fields, which are numbered from `first_note`."""
    words, direction = context.words, context.site.direction
    whole, notes = context.notes.number_notes(html, words, title, first_note)
    own = tuple(_of_part(note, context.path, direction) for note in notes)
    notes = (*more.pop("notes", ()), *own)
    html = with_languages(_own_ids(whole, context.path), direction)
    return Part(context.path, unmarked(title), kind, Markup(html), notes, **more)


def _of_part(note: EndnoteView, part: str, direction: str) -> EndnoteView:
    calls = tuple((_own_ids(href, part), name) for href, name in note.calls)
    html = Markup(with_languages(_own_ids(note.html, part), direction))
    return note._replace(id=f"{part}.{note.id}", html=html, calls=calls)


def _own_ids(html: str, part: str) -> str:
    """The notes of fields are numbered in each part anew: their ids get its name."""
    for kind in ("note", "call"):
        html = html.replace(f'id="{kind}:', f'id="{part}.{kind}:').replace(f"#{kind}:", f"#{part}.{kind}:")
    return html


def _title(site: Site) -> Part:
    context, article = BookContext(site, "part.title"), site.library.article
    html = site.render(
        "books/title.html",
        article=article,
        text_is=what_the_text_is(context.words, article),
        address=site.site_url,
    )
    return part_of(context, "titlepage", article.title, html)


def _front(site: Site) -> Part:
    """Abstracts, licences, and how to cite."""
    context, article = BookContext(site, "part.front"), site.library.article
    html = site.render(
        "books/front.html",
        article=article,
        abstract=context.block(article.abstract),
        translations=[(tag, each, context.block(each.abstract)) for tag, each in article.translations.items()],
        statement=context.block(article.companion.statement),
        acknowledgement=context.block(article.acknowledgement),
        supplied=context.inline(article.journal.supplied),
        cited_as=companion_citation(context.words, article, site.site_url),
        address=site.site_url,
    )
    return part_of(context, "abstract", context.words.gettext("Abstract"), html)


def _section(site: Site, section: Section) -> Part:
    context = BookContext(site, f"section.{section.id}")
    view = section_view(context, section)
    text = section_text(context, section, apparatus=False, made_by=BookHooks)
    notes = [note._replace(html=Markup(with_languages(note.html, site.direction))) for note in text.endnotes]
    return part_of(
        context,
        "appendix" if section.letter else "chapter",
        section.title,
        site.render("books/section.html", section=view, is_appendix=bool(section.letter), html=text.html),
        max((note.number for note in notes), default=0) + 1,
        notes=notes,
        language=section.matter.language or "",
        mark=section.mark,
        depth=view.depth,
        head=section.short,
    )


Views = Callable[[BookContext], Sequence[object]]
LISTS: dict[str, Views] = {
    "dimension": lambda context: [_dimension(context, each) for each in context.site.library.dimensions],
    "hypothesis": lambda context: [
        _placed(context, hypothesis_view(context, each)) for each in context.site.library.hypotheses
    ],
    "event": lambda context: [
        _placed(context, event_view(context, each)) for each in context.site.derived.timeline.events
    ],
    "actor": lambda context: [actor_view(context, each) for each in context.site.library.actors],
    "series": lambda context: [_placed(context, series_view(context, each)) for each in context.site.library.series],
    "term": term_views,
}
"""Lists after the text, by the kind of what they hold: its views. Its things have an id of the kind's name, a full stop
and their own id."""


def _lists(site: Site) -> Iterator[Part]:
    for kind, views in LISTS.items():
        # The list is called as the page is that has it on the site.
        name = kind_of(kind).address.partition("/")[0]
        context = BookContext(site, f"part.{name}")
        if listed := views(context):
            title = context.words.term(name.capitalize())
            html = site.render(f"books/{name}.html", title=title, listed=listed)
            yield part_of(context, "glossary" if kind == "term" else "appendix", title, html)


def _placed(context: BookContext, view: EventView | HypothesisView | SeriesView) -> tuple[object, ...]:
    """A thing, and its passages by section."""
    return view, places(context, [passage.id for passage in view.passages])


def _dimension(context: BookContext, dimension: Dimension) -> tuple[object, ...]:
    """A dimension with its definition, when it applies, when it does not, and an example."""
    return (
        dimension_view(context, dimension),
        context.block(dimension.definition),
        context.block(dimension.applies),
        context.block(dimension.excludes),
        link(context, "passage", example) if (example := example_of(context, dimension)) else None,
    )


def _sources(site: Site) -> Iterator[Part]:
    if not site.library.sources:
        return
    context = BookContext(site, "part.sources")
    title = context.words.gettext("Sources")
    cited = source_views(context, site.articles_sources)
    own = source_views(context, site.companions_own)
    html = site.render("books/sources.html", title=title, sources=cited, own=own)
    yield part_of(context, "bibliography", title, html)
