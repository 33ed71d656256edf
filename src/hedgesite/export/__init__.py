"""Exports the companion to other formats, one per module. Each is a function of the companion alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from hedgesite.cache.memo import Memo
from hedgesite.derive import Derived
from hedgesite.export.context import Context
from hedgesite.export.export import EXPORTS, SOURCE_EXPORTS
from hedgesite.export.feed import change_feed
from hedgesite.export.search_index import INDEX_FILE, index_file, search_index
from hedgesite.export.tables import table_downloads
from hedgesite.model.download import DOWNLOADS, Download, Downloads
from hedgesite.model.editions import Edition
from hedgesite.model.library import Library
from hedgesite.model.page import Page
from hedgesite.styles import References
from hedgesite.words import ENGLISH, Words

__all__ = ["export_downloads", "export_edition_search", "export_feed", "export_search", "export_tables"]

_FOLDER = f"{DOWNLOADS}/"


def export_downloads(
    library: Library,
    derived: Derived,
    references: References,
    site_url: str = "",
    memo: Memo | None = None,
    media: Mapping[str, bytes] = MappingProxyType({}),
    templates: Mapping[str, str] = MappingProxyType({}),
) -> Downloads:
    """All downloads. The same companion gives the same bytes.

    `site_url` is where the site is published; without it, addresses in the files are paths below the site's root.

    The companion must be free of errors. Files without content, such as a missing codebook, are omitted.

    A memo may hold results for a companion that differs at most in the words of sections. `media` are figures,
    copies of sources and files of the looks and of the root as the site publishes them, by their path below the content
    directory; `templates` are the companion's own, by name.
    """
    context = Context(library, derived, references, site_url, memo or Memo(), media, templates)
    return Downloads(tuple(_files(context)), lambda key: tuple(_of_source(context, key)))


def export_search(
    library: Library,
    derived: Derived,
    references: References,
    pages: Sequence[Page],
    memo: Memo | None = None,
    words: Words = ENGLISH,
) -> Mapping[str, bytes]:
    """The index of the search, by its path below the site's root; `pages` are all pages of the site.

    The companion must be free of errors. A memo may hold what was made for one that differs in words of sections.
    """
    return {INDEX_FILE: search_index(Context(library, derived, references, memo=memo or Memo()), pages, words)}


def export_edition_search(
    edition: Edition,
    derived: Derived,
    references: References,
    pages: Sequence[Page],
    paths: Collection[str],
    words: Words,
) -> Mapping[str, bytes]:
    """The index of the search in an edition, by its path below the site's root; `pages` are the edition's.

    `derived` and `references` are those of the edition, and `paths` are the pages that it has, without its folder.
    """
    context = Context(edition.library, derived, references)
    # Pages that stand for no thing are named without the folder of the language, like the addresses of things.
    named = [
        replace(page, path=page.path.removeprefix(f"{edition.language}/"), language="")
        for page in pages
        if page.kind != "beside"
    ]
    return {index_file(edition.language): search_index(context, named, words, edition, paths)}


def export_feed(
    library: Library, derived: Derived, references: References, site_url: str = "", words: Words = ENGLISH
) -> Mapping[str, bytes]:
    """The feed of changes, by its path below the site's root, if a version is recorded."""
    return change_feed(Context(library, derived, references, site_url), words)


def export_tables(
    library: Library, derived: Derived, references: References, memo: Memo | None = None
) -> Mapping[str, bytes]:
    """Tables with files of their own as CSV, by their path below the site's root."""
    return table_downloads(Context(library, derived, references, memo=memo or Memo()))


def _files(context: Context) -> Iterator[Download]:
    for each in EXPORTS:
        if each.needs(context.library):
            yield Download(each.name, each.about, each.address, each.media_type, each.make(context))
    for format in SOURCE_EXPORTS:
        if make := format.make_list:
            data = context.memo.get_or_make(("list", format.ending), partial(make, context))
            path = f"{_FOLDER}references.{format.ending}"
            yield Download("Sources", f"as {format.name}", path, format.media_type, data, list_name=format.name)


def _of_source(context: Context, key: str) -> Iterator[Download]:
    name = context.derived.routes["source", key].removeprefix("sources/").strip("/")
    for each in SOURCE_EXPORTS:
        yield Download(each.name, "", f"{name}.{each.ending}", each.media_type, each.make(context, key))
