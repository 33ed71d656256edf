"""`/<language>/read/<section>/beside/`: a section in its own language and in another, passage by passage."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.model.library import Section
from hedgesite.model.page import Page
from hedgesite.render.edition_paths import SIDE_BY_SIDE
from hedgesite.render.page_context import PageContext
from hedgesite.render.page_notes import EndnoteView
from hedgesite.render.pages.common import PageBuilder, build_page
from hedgesite.render.passage_views import section_view
from hedgesite.render.section_renderer import SectionText, passages_in, section_text
from hedgesite.render.site import Site

_OWN_ID = re.compile(r'( id="| href="#| aria-labelledby="| data-why="| data-pop="(?=note-|cited-))')


class PairView(NamedTuple):
    """A passage in the companion's language and in that of the page."""

    original: Markup
    said: Markup


def side_by_side_pages(site: Site) -> Iterator[PageBuilder]:
    """A page for each section that is in the language of the edition."""
    if site.edition is None:
        return
    for section in site.library.sections:
        if section.original is not None:
            make = partial(_beside, section=section, original=section.original)
            yield PageBuilder(f"read/{section.id}/{SIDE_BY_SIDE}", make)


def _beside(context: PageContext, section: Section, original: Section) -> Page:
    site = context.site
    assert site.original is not None
    first = PageContext(site.original, context.path)
    theirs, ours = section_text(first, original, apparatus=False), section_text(context, section, apparatus=False)
    # What the texts of both languages open is the same, and stands on the page once, in its language.
    context.popups.update(first.popups)
    left, right = passages_in(theirs), passages_in(ours)
    title = context.words.gettext("%(section)s, side by side", section=section.title)
    return build_page(
        context,
        "beside",
        title,
        description=context.plain(section.matter.summary),
        origin=section.file.removeprefix(site.library.root).lstrip("/"),
        section=section_view(context, section),
        of=site.numbered_sections,
        is_appendix=bool(section.letter),
        original=section_view(first, original),
        their_language=site.original_language,
        pairs=[PairView(_apart(left.get(id, Markup())), right.get(id, Markup())) for id in _order(left, right)],
        notes=ours.endnotes,
        other_notes=_notes_apart(theirs),
    )


def _order(left: Mapping[str, Markup], right: Mapping[str, Markup]) -> Iterator[str]:
    return iter(dict.fromkeys((*left, *right)))


def _apart(html: str) -> Markup:
    """The HTML of the original with ids of its own: those of the page are the translation's."""
    return Markup(_OWN_ID.sub(r"\1original-", str(html)))


def _notes_apart(text: SectionText) -> list[EndnoteView]:
    return [
        each._replace(
            id=f"original-{each.id}",
            html=_apart(each.html),
            calls=tuple((f"#original-{href[1:]}", name) for href, name in each.calls),
        )
        for each in text.endnotes
    ]
