"""The functions that build each kind of page, in one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hedgesite.render.pages.changes import changes_page
from hedgesite.render.pages.common import PageBuilder
from hedgesite.render.pages.dimensions import dimension_pages
from hedgesite.render.pages.displays import display_pages
from hedgesite.render.pages.front import accessibility_page, free_pages, overview_page
from hedgesite.render.pages.reading import reading_pages
from hedgesite.render.pages.side_by_side import side_by_side_pages
from hedgesite.render.pages.sources import source_pages
from hedgesite.render.pages.things import thing_pages
from hedgesite.render.site import Site

PAGE_KINDS: tuple[Callable[[Site], Iterator[PageBuilder]], ...] = (
    overview_page,
    reading_pages,
    side_by_side_pages,
    dimension_pages,
    thing_pages,
    display_pages,
    source_pages,
    free_pages,
    changes_page,
    accessibility_page,
)
"""In the order of the navigation."""
