"""The list of sources and a card for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import quote

from markupsafe import Markup

from hedgesite.model.download import Download
from hedgesite.model.fields import is_web_address
from hedgesite.model.page import Page
from hedgesite.model.source import Source
from hedgesite.render.evidence_views import evidence_about
from hedgesite.render.facets import facets_of, grouped_by_kind
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages.common import PageBuilder, build_page
from hedgesite.render.site import Site
from hedgesite.render.source_views import (
    SourceView,
    coded_dimensions,
    mentions_by_locator,
    other_mentions,
    source_view,
    source_views,
)
from hedgesite.render.views import LinkView, dimension_views, link
from hedgesite.words import count_in_words

_MOST_SIBLINGS = 40
"""Most works by the same author on a card: for a thousand works, all cards together would have a million lines."""
_UNESCAPED = "/:;?@!$()*+,="
"""Characters that a `data:` address may contain unescaped besides letters, digits and `-._~`: URL code points (URL
Standard) without meaning in HTML.
"""


class TakeawayView(NamedTuple):
    """A source in one format, within its page."""

    name: str
    file: str
    """File name that the browser suggests."""
    href: str
    """A `data:` address with the content, so that no separate file is needed."""
    text: str


def source_pages(site: Site) -> Iterator[PageBuilder]:
    """`/sources/` and `/sources/<key>/`."""
    if not site.library.sources:
        return
    yield PageBuilder("sources/", _list, (site.words.gettext("Sources"),))
    by_key = {source.key: source for source in site.library.sources}
    for key in site.references:
        yield PageBuilder(site.derived.routes["source", key], partial(_card, source=by_key[key]))


def _list(context: PageContext) -> Page:
    site = context.site
    views = source_views(context, site.articles_sources)
    description = context.words.gettext(
        "The %(sources)s of the article, and where the companion cites each.",
        sources=count_in_words(context.words, len(views), "source"),
    )
    return build_page(
        context,
        "sources",
        context.words.gettext("Sources"),
        description=description,
        origin=PurePath(site.library.bibliography.files[0][0]).name,
        groups=grouped_by_kind(views),
        facets=facets_of(context, views),
        number=len(views),
        own=source_views(context, site.companions_own),
        downloads=[(each.list_name, context.href(each.path)) for each in site.downloads.files if each.list_name],
    )


def _card(context: PageContext, source: Source) -> Page:
    site = context.site
    view = source_view(context, source.key, popup=False)
    reference = site.references[source.key]
    passages = site.derived.relations.passages_of.get(("source", source.key), ())
    weights = coded_dimensions(context, passages)
    note = source.fields.get("editorialnote")
    title = f"{view.label} {view.year}"
    return build_page(
        context,
        "source",
        title,
        description=reference.text,
        origin=source.file,
        source=view,
        work=source.text("title"),
        written_in=view.language_name,
        is_companions_own=source.key in site.library.companions_own,
        doi=source.text("doi"),
        url=source.text("url"),
        abstract=source.text("abstract") or source.text("annotation"),
        editorial=Markup("{}").format(note.text) if note else "",
        dimensions=[(d, weights[d.id]) for d in dimension_views(context, weights)],
        locators=mentions_by_locator(context, source.key),
        shows=evidence_about(context, source.key),
        elsewhere=other_mentions(context, source.key),
        related=_related_works(context, source),
        siblings=_works_by_same_author(context, source),
        archived=_archived_copy(source),
        previous=_neighbour(context, source.key, -1),
        following=_neighbour(context, source.key, +1),
        takeaways=[_takeaway(each) for each in site.downloads.of_source(source.key)],
    )


def _neighbour(context: PageContext, key: str, step: int) -> LinkView | None:
    keys = context.site.keys
    place = context.site.order[key] + step
    return link(context, "source", keys[place]) if 0 <= place < len(keys) else None


def _archived_copy(source: Source) -> str:
    """The address of an archived copy. The reader validates only `url`, so anything that is not a web address is
    omitted.
    """
    address = source.text("archive-url") or source.text("archiveurl")
    return address if is_web_address(address) else ""


def _takeaway(download: Download) -> TakeawayView:
    """One format of a source for its card."""
    address = f"data:{download.media_type};charset=utf-8,{quote(download.data, _UNESCAPED)}"
    text = download.data.decode().replace("\r\n", "\n").strip()
    return TakeawayView(download.name, download.path, address, text)


def _related_works(context: PageContext, source: Source) -> list[tuple[str, list[SourceView]]]:
    """Editions, translations, reviews and other works that belong to a source, by what they are to it."""
    groups: dict[str, list[SourceView]] = {}
    works = context.site.derived.related.get(source.key, ())
    for work in works:
        how = work.how if work.is_own_words else context.words.gettext(work.how)
        if len(groups.setdefault(how, [])) < _MOST_SIBLINGS:
            groups[how].append(source_view(context, work.key, popup=False))
    return list(groups.items())


def _works_by_same_author(context: PageContext, source: Source) -> list[SourceView]:
    people = source.people
    works = context.site.library.works_of
    shown = {source.key, *(work.key for work in context.site.derived.related.get(source.key, ()))}
    own = {key for person in people for key in works.get(person, ()) if key not in shown}
    nearest = sorted(own, key=lambda key: abs(context.site.order[key] - context.site.order[source.key]))[
        :_MOST_SIBLINGS
    ]
    return source_views(context, sorted(nearest, key=context.site.order.__getitem__))
