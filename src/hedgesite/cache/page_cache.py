"""Pages of the last build, each with what it was made from, so that only those are made again that may differ."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Generic, TypeVar

from hedgesite.cache.memo import Latest

T = TypeVar("T")
Made = tuple[T, Mapping[Any, Any]]
"""A page, and what it read: each dependency with what that gave."""


class PageCache(Generic[T]):
    """Keeps the pages of a build for the next one."""

    def __init__(self) -> None:
        self._pages: Latest[dict[str, Made[T]]] = Latest()

    def get_or_make(
        self,
        key: object,
        makers: Iterable[tuple[str, Callable[[], Made[T]]]],
        unchanged: Callable[[Mapping[Any, Any]], bool],
    ) -> tuple[T, ...]:
        """Make the pages, or take those of the last build that would be the same: the very same objects.

        `makers` are paths with what makes the page there. A page is the same where it was made under an equal key, and
        what it read is unchanged. Raises what a maker raises.
        """
        pages = self._pages.get_or_make(key, dict)
        made: dict[str, Made[T]] = {}
        for path, make in makers:
            known = pages.get(path)
            made[path] = known if known is not None and unchanged(known[1]) else make()
        pages.clear()
        pages.update(made)
        return tuple(page for page, _ in made.values())
