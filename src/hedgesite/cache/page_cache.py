"""Cache of pages with their dependencies, so that only pages that may differ are rendered again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from hedgesite.cache.memo import Latest

T = TypeVar("T")
Made = tuple[T, Mapping[Any, Any]]
"""A page, and the value of each dependency that it read."""


class PageCache(Generic[T]):
    """Cache of the pages of the last build."""

    def __init__(self) -> None:
        self._pages: Latest[dict[str, Made[T]]] = Latest()

    def get_or_make(
        self,
        key: object,
        makers: Iterable[tuple[str, Callable[[], Made[T]]]],
        unchanged: Callable[[Mapping[Any, Any]], bool],
    ) -> tuple[T, ...]:
        """Return all pages, reusing those of the last build that would come out the same.

        `makers` are pairs of a path and the function that makes its page. A page is reused, as the same object, if it
        was made under an equal key and its dependencies are unchanged. Exceptions of a maker are passed on.
        """
        pages = self._pages.get_or_make(key, dict)
        made: dict[str, Made[T]] = {}
        for path, make in makers:
            known = pages.get(path)
            made[path] = known if known is not None and unchanged(known[1]) else make()
        # Only after all pages were made: if a maker raises, the pages of the last build remain usable.
        pages.clear()
        pages.update(made)
        return tuple(page for page, _ in made.values())
