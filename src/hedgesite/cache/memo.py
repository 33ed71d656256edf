"""Caches for results of pure functions across builds."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


class Memo:
    """Cache of function results that keeps a result for as long as each build uses it.

    Functions must depend only on their arguments, which must be hashable and compare by content. Equal calls return the
    same object, so unchanged results can be recognised by identity.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call the function with the arguments, or return the cached result."""
        return self.get_or_make((function, args, tuple(kwargs.items())), lambda: function(*args, **kwargs))

    def get_or_make(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the value cached under the key, or make it. The key must determine the value."""
        # `self` is the sentinel for a miss, since None may be a cached result.
        found = self._now.get(key, self._before.get(key, self))
        if found is self:
            found = make()
        self._now[key] = found
        return cast("T", found)

    def next_build(self) -> None:
        """Drop results that the last build did not use."""
        self._before, self._now = self._now, {}


class Latest(Generic[T]):
    """Cache of a single value, replaced when the key changes."""

    def __init__(self) -> None:
        self._stored: tuple[object, T] | None = None

    @property
    def key(self) -> object:
        """Key of the cached value; None if there is none yet."""
        return self._stored[0] if self._stored else None

    def get_or_make(self, key: object, make: Callable[[], T]) -> T:
        """Return the cached value if its key is equal, or make it."""
        if self._stored is None or self._stored[0] != key:
            self._stored = key, make()
        return self._stored[1]
