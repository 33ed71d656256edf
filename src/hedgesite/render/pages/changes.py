"""`/changes/`: what each version changed, from the records alone."""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.model.page import Page
from hedgesite.model.version import FEED
from hedgesite.render.metadata import feed_link
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import PageBuilder, build_page
from hedgesite.render.site import Site
from hedgesite.render.version_views import version_views


def changes_page(site: Site) -> Iterator[PageBuilder]:
    """The page, if a version is recorded."""
    if site.library.versions:
        nav = site.words.gettext("About"), site.words.gettext("Changes")
        yield PageBuilder("changes/", _changes, nav)


def _changes(context: PageContext) -> Page:
    title = context.words.gettext("Changes")
    lede = context.words.gettext("What each version of the companion changed, in the terms of the research.")
    return build_page(
        context,
        "changes",
        title,
        description=lede,
        head=feed_link(context, title),
        lede=lede,
        versions=version_views(context),
        feed=context.href(FEED),
    )
