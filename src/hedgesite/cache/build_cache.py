"""All that one build in a process hands to the next."""

from __future__ import annotations

from typing import Any

from hedgesite.cache.keys import BuildKey
from hedgesite.cache.memo import Latest, Memo
from hedgesite.cache.page_cache import PageCache


class BuildCache:
    """What the last builds made, found by content: by what was in the files, or by all that a page was made from.

    So a build with it gives what a build without it would.
    """

    def __init__(self) -> None:
        self.files = Memo()
        """What was read, by the text it was read from."""
        self.templates: Latest[Any] = Latest()
        """The environment of the page templates, by the state of their folder."""
        self.keyed = Memo()
        """What holds as long as nothing but the words of sections changes."""
        self.pages: PageCache[Any] = PageCache()
        """Pages with the words that each read; they hold as long as `keyed` does."""
        self._latest: Latest[tuple[Memo, PageCache[Any]]] = Latest()

    def invalidate(self, key: BuildKey) -> None:
        """Drop what was made under another key."""
        self.keyed, self.pages = self._latest.get_or_make(key, lambda: (Memo(), PageCache()))

    def next_build(self) -> None:
        """Drop what the last build did not use."""
        self.files.next_build()
        self.keyed.next_build()
