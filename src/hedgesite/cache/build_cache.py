"""State that one build hands to the next in the same process."""

from __future__ import annotations

from typing import Any

from hedgesite.cache.keys import BuildKey
from hedgesite.cache.later import Later
from hedgesite.cache.memo import Latest, Memo
from hedgesite.cache.page_cache import PageCache
from hedgesite.cache.stored_files import StoredFiles


class BuildCache:
    """Results of earlier builds, keyed by content: by the text of files, or by everything that a page was made from.

    A build with the cache therefore gives the same result as a build without it.
    """

    def __init__(self) -> None:
        self.files = Memo()
        """Parsed files, by their text."""
        self.images = StoredFiles()
        """Published images, by the content of their files."""
        self.templates: Latest[Any] = Latest()
        """Environment of the page templates, by the state of their folder."""
        self.keyed = Memo()
        """Results that stay valid while only the words of sections change."""
        self.pages: PageCache[Any] = PageCache()
        """Pages with the dependencies that each read; valid as long as `keyed` is."""
        self.references: Later[Any] = Later()
        """Formatted references and citations, by the build key."""
        self.library: Latest[Any] = Latest()
        """Of an edition: the companion in its language, by the build key and all texts."""
        self.built: Latest[Any] = Latest()
        """Of an edition: all that was built, by the same, the references and the templates."""
        self._editions: dict[str, BuildCache] = {}
        self._latest: Latest[tuple[Memo, PageCache[Any]]] = Latest()

    def invalidate(self, key: BuildKey) -> None:
        """Drop results that were made under a different key."""
        self.keyed, self.pages = self._latest.get_or_make(key, lambda: (Memo(), PageCache()))

    def edition(self, language: str) -> BuildCache:
        """The cache of another language's pages, templates and references. Files and images are those of this one."""
        found = self._editions.setdefault(language, BuildCache())
        found.references.patience, found.references.ready = self.references.patience, self.references.ready
        return found

    def next_build(self) -> None:
        """Drop results that the last build did not use."""
        self.files.next_build()
        self.images.next_build()
        self.keyed.next_build()
