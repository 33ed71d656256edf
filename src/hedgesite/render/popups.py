"""The content of pop-ups. It is part of the page, so that it opens at once and offline."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from hedgesite.model.kinds import kind_of
from hedgesite.render.display_html import summary_html
from hedgesite.render.page_context import PageContext, popup_id


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


def popup_views(context: PageContext) -> tuple[PopupView, ...]:
    """The pop-ups that a page's text needs. Their own text needs none."""
    return tuple(_popup(context, kind, id) for kind, id in tuple(context.popups))


def _popup(context: PageContext, kind: str, id: str) -> PopupView:
    site = context.site
    mentioned = len(site.derived.relations.passages_of.get((kind, id), ()))
    at, href, label = popup_id(kind, id, site), context.to(kind, id), site.labels[kind, id]
    way = context.words.term(kind_of(kind).popup)
    if kind == "source":
        return PopupView(at, kind, label, Markup(site.references[id].html), href, way, mentioned)
    if shown := site.library.displays.get((kind, id)):
        return PopupView(at, kind, label, summary_html(site, context.href, shown), href, way, mentioned)
    words = Markup("{}").format(context.plain(site.derived.names.by_id[kind, id].about))
    return PopupView(at, kind, label, words, href, way, mentioned)
