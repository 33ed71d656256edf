"""The text: contents, a page for each section, and everything on one page."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from hedgesite.model.index import sections_above
from hedgesite.model.library import Section
from hedgesite.model.page import Page, TocEntry
from hedgesite.render.cite_this import companion_citation
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import PageBuilder, build_page
from hedgesite.render.passage_views import SectionView, section_view
from hedgesite.render.quoted import nested
from hedgesite.render.readable import readable
from hedgesite.render.section_renderer import section_text
from hedgesite.render.site import Site
from hedgesite.render.source_views import source_view
from hedgesite.render.text_kind import what_the_text_is
from hedgesite.render.views import LinkView, dimension_views, link
from hedgesite.words import Words, file_size

_MOST_TOGETHER = 40
"""Most sections in one group of the navigation."""


def reading_pages(site: Site) -> Iterator[PageBuilder]:
    """`/read/`, `/read/<section>/` and `/read/all/`."""
    if not site.library.sections:
        return
    group, names = site.words.gettext("Read"), site.derived.names
    yield PageBuilder("read/", _contents, (group, site.words.gettext("Contents")))
    for section in site.library.sections:
        nav = (group, *_groups(site, section), section.short)
        depth = len(sections_above(site.library, names, section))
        yield PageBuilder(f"read/{section.id}/", partial(_section, section=section), nav, section.mark, depth)
    yield PageBuilder("read/all/", _everything, (group, site.words.gettext("The whole text")))


def _contents(context: PageContext) -> Page:
    site, _ = context.site, context.words.gettext
    listed = [(s, section_view(context, s), _weights(context, s)) for s in site.library.sections]
    article = site.library.article
    description = context.words.gettext(
        "The sections of the companion to “%(title)s”.", title=nested(context.words, article.title, article.language)
    )
    return build_page(
        context,
        "contents",
        _("Contents"),
        description=description,
        sections=[(view, weights) for section, view, weights in listed if not section.letter],
        appendices=[(view, weights) for section, view, weights in listed if section.letter],
    )


def _section(context: PageContext, section: Section) -> Page:
    site, _ = context.site, context.words.gettext
    text = section_text(context, section)
    view = section_view(context, section)
    toc = tuple(
        TocEntry(f"{section.id}--{h.id}", readable(site, h.text, section.id), h.level)
        for h in context.body_of(section).headings
    )
    description = context.plain(section.matter.summary)
    return build_page(
        context,
        "section",
        section.title,
        description=description,
        origin=_below_root(site, section.file),
        language=section.matter.language or "",
        toc=toc,
        section=view,
        of=site.numbered_sections,
        is_appendix=bool(section.letter),
        parent=_parent(context, section),
        children=_children(context, section),
        dimensions=_weights(context, section),
        html=text.html,
        notes=text.endnotes,
        first_note=max((note.number for note in text.endnotes), default=0) + 1,
        sources=_cited_in(context, section),
        previous=_neighbour(context, section, -1),
        following=_neighbour(context, section, +1),
    )


def _everything(context: PageContext) -> Page:
    site, _ = context.site, context.words.gettext
    sections = site.library.sections
    parts = [
        (section_view(context, section), section_text(context, section, apparatus=False), section)
        for section in sections
    ]
    weights = {d.id: site.derived.matrix.weight(d.id) for d in site.library.dimensions}
    cited = [source_view(context, key) for key in site.articles_sources]
    description = _("The whole text on one page, to read in one go or to print.")
    return build_page(
        context,
        "everything",
        _("The whole text"),
        description=description,
        toc=tuple(TocEntry(f"section-{view.id}", view.short, 2) for view, *_ in parts),
        parts=parts,
        dimensions=[(d, weights[d.id]) for d in dimension_views(context, (id for id, n in weights.items() if n))],
        sources=cited,
        article=site.library.article,
        cited=site.cited,
        statement=context.block(site.library.article.companion.statement),
        address=site.site_url,
        cited_as=companion_citation(context.words, site.cited, site.site_url),
        text_is=what_the_text_is(context.words, site.library.article),
        books=[
            (each.name, context.href(each.path), file_size(context.words, len(each.data)))
            for each in site.downloads.books
        ],
    )


def _groups(site: Site, section: Section) -> tuple[str, ...]:
    if section.letter:
        return (site.words.gettext("Appendices"),)
    return groups_of(site.words, section.number, site.numbered_sections)


def groups_of(words: Words, number: int, of: int) -> tuple[str, ...]:
    """Labels of the groups that contain a section. Short articles have no groups; groups are small, since the
    navigation is part of every page.
    """
    labels: list[str] = []
    size = _MOST_TOGETHER
    while size < of:
        first = (number - 1) // size * size + 1
        last = min(first + size - 1, of)
        labels.append(words.gettext("Sections %(first)s–%(last)s", first=first, last=last))
        size *= _MOST_TOGETHER
    return tuple(reversed(labels))


def _weights(context: PageContext, section: Section) -> list[tuple[object, int]]:
    """The dimensions that a section's passages are coded to, with the number of passages."""
    cells = context.site.derived.matrix.cells
    counts = {d.id: len(cells[d.id, section.id]) for d in context.site.library.dimensions}
    return [(view, counts[view.id]) for view in dimension_views(context, (id for id, n in counts.items() if n))]


def _cited_in(context: PageContext, section: Section) -> list[object]:
    names = context.site.derived.names
    keys = {names.resolve("source", c.key) for group in context.body_of(section).citations for c in group.citations}
    return [
        source_view(context, key) for key in sorted((key for key in keys if key), key=context.site.order.__getitem__)
    ]


def _parent(context: PageContext, section: Section) -> LinkView | None:
    names = context.site.derived.names
    id = names.resolve("section", section.matter.parent.id) if section.matter.parent else None
    return link(context, "section", id) if id else None


def _children(context: PageContext, section: Section) -> list[SectionView]:
    return [section_view(context, below) for below in context.site.derived.sections_below.get(section.id, ())]


def _neighbour(context: PageContext, section: Section, step: int) -> LinkView | None:
    index = section.number - 1 + step
    sections = context.site.library.sections
    return link(context, "section", sections[index].id) if 0 <= index < len(sections) else None


def _below_root(site: Site, file: str) -> str:
    return file.removeprefix(site.library.root).lstrip("/")
