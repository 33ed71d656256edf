"""Results of pure functions, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, Generic, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


class Memo:
    """Remembers what pure functions made of equal arguments, for as long as each build asks for it again.

    A function given to it must depend on its arguments alone, and these must be hashable and compare by content.
    Whoever asks twice gets the same object, so what did not change can be told by identity.
    """

    def __init__(self) -> None:
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns for the arguments."""
        return self.get_or_make((function, args, tuple(kwargs.items())), lambda: function(*args, **kwargs))

    def get_or_make(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under the key before, or else what is made now. The key must determine it."""
        found = self._now.get(key, self._before.get(key, self))
        if found is self:
            found = make()
        self._now[key] = found
        return cast("T", found)

    def next_build(self) -> None:
        """Forget what the last build did not ask for."""
        self._before, self._now = self._now, {}


class Latest(Generic[T]):
    """Remembers one value, for as long as it is asked for under an equal key."""

    def __init__(self) -> None:
        self._kept: tuple[object, T] | None = None

    @property
    def key(self) -> object:
        """The key of the value that is remembered; None where there is none yet."""
        return self._kept[0] if self._kept else None

    def get_or_make(self, key: object, make: Callable[[], T]) -> T:
        """What was made last, where that was under an equal key, or else what is made now."""
        if self._kept is None or self._kept[0] != key:
            self._kept = key, make()
        return self._kept[1]
