"""The content of pop-ups. It is part of the page, so that it opens at once and offline."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from hedgesite.derive import CitationOccurrence
from hedgesite.model.kinds import kind_of
from hedgesite.render.display_html import summary_html
from hedgesite.render.page_context import PageContext, popup_id
from hedgesite.render.source_views import MentionView, mention_view


class PopupView(NamedTuple):
    """The content that a link shows on hover."""

    id: str
    kind: str
    title: str
    html: Markup
    href: str
    way: str
    """Text of the link at the bottom."""
    cited: int
    """Number of passages that mention the thing."""
    mentions: tuple[MentionView, ...] = ()
    """Of a source: citations in different passages, one more than a pop-up shows, which leaves out its own."""


_MOST_OTHERS = 3
"""Other passages that a pop-up of a source names; its card has all."""


def popup_views(context: PageContext, *, sentences: bool) -> tuple[PopupView, ...]:
    """The pop-ups that a page's text needs, those of sources with the `sentences` of other passages that cite them.

    Their own text needs no pop-ups.
    """
    return tuple(_popup(context, kind, id, sentences=sentences) for kind, id in tuple(context.popups))


def _popup(context: PageContext, kind: str, id: str, *, sentences: bool) -> PopupView:
    site = context.site
    mentioned = len(site.derived.relations.passages_of.get((kind, id), ()))
    at, href, label = popup_id(kind, id, site), context.to(kind, id), site.labels[kind, id]
    way = context.words.term(kind_of(kind).popup)
    if kind == "source":
        others = _mentions(context, id) if sentences else ()
        return PopupView(at, kind, label, Markup(site.references[id].html), href, way, mentioned, others)
    if shown := site.library.displays.get((kind, id)):
        return PopupView(at, kind, label, summary_html(site, context.href, shown), href, way, mentioned)
    words = Markup("{}").format(context.plain(site.derived.names.by_id[kind, id].about))
    return PopupView(at, kind, label, words, href, way, mentioned)


def _mentions(context: PageContext, key: str) -> tuple[MentionView, ...]:
    """The first citations of a source in as many different passages as its pop-up may need."""
    first: dict[str, CitationOccurrence] = {}
    for mention in context.site.derived.relations.mentions.get(key, ()):
        if mention.passage:
            first.setdefault(mention.passage, mention)
    # A single passage is the one in which the pop-up stands.
    places = sorted(first, key=context.site.library.place_of.__getitem__) if len(first) > 1 else []
    return tuple(mention_view(context, first[id]) for id in places[: _MOST_OTHERS + 1])
