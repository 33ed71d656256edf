"""Results of pure functions, kept from one build to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, ParamSpec, TypeVar, cast

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
        return self.once((function, args, tuple(kwargs.items())), lambda: function(*args, **kwargs))

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What was made under the key before, or else what is made now. The key must determine it."""
        found = self._now.get(key, self._before.get(key, self))
        if found is self:
            found = make()
        self._now[key] = found
        return cast("T", found)

    def next_build(self) -> None:
        """Forget what the last build did not ask for."""
        self._before, self._now = self._now, {}
