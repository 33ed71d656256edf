"""`/figures/`: all figures and tables, with the passages that refer to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from hedgesite.markdown import render_display
from hedgesite.model.kinds import displays
from hedgesite.model.library import NumberedDisplay
from hedgesite.model.page import Page
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import PageBuilder, build_page
from hedgesite.render.site import Site
from hedgesite.render.text_hooks import ListHooks
from hedgesite.render.thing_views import passages_about
from hedgesite.render.views import LinkView, link


class DisplayView(NamedTuple):
    """A figure or a table in the list."""

    id: str
    href: str
    name: str
    section: LinkView
    html: Markup
    passages: tuple[LinkView, ...]


def display_pages(site: Site) -> Iterator[PageBuilder]:
    """The page, if there is anything to list."""
    if any(_listed(each) for each in site.library.displays.values()):
        words = site.words
        yield PageBuilder("figures/", _list, (words.gettext("Index"), words.gettext("Figures and tables")))


def _listed(each: NumberedDisplay) -> bool:
    return each.kind != "equation" and not each.display.is_part


def _list(context: PageContext) -> Page:
    words, listed = context.words, [each for each in context.site.library.displays.values() if _listed(each)]
    title = words.gettext("Figures and tables")
    description = words.gettext("The figures and tables of the text, and where it refers to them.")
    groups = [
        (
            kind.id,
            words.term(kind.plural.capitalize()),
            [_view(context, each) for each in listed if each.kind == kind.id],
        )
        for kind in displays()
    ]
    return build_page(
        context,
        "figures",
        title,
        description=description,
        lede=description,
        groups=[group for group in groups if group[-1]],
    )


def _view(context: PageContext, each: NumberedDisplay) -> DisplayView:
    body = context.body_of(context.site.library.section_by_id[each.section])
    return DisplayView(
        each.id,
        context.to(each.kind, each.id),
        context.site.labels[each.kind, each.id],
        link(context, "section", each.section),
        Markup(render_display(body, each.display, ListHooks(context))),
        passages_about(context, each.kind, each.id),
    )
