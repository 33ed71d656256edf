"""A value that takes long to make, with the former one to show in the meantime."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

T = TypeVar("T")


class Later(Generic[T]):
    """Cache of one value, replaced when the key changes; a server need not wait for the next."""

    def __init__(self) -> None:
        self.patience: float | None = None
        """Seconds to wait for a value if there is a former one; None to wait until it is made."""
        self.ready: Callable[[], None] = lambda: None
        """Called when a value is ready after `get_or_make` has returned the former one."""
        self._asked: tuple[object, Future[T]] | None = None
        self._good: T | None = None
        self._turn = threading.Lock()

    def get_or_make(self, key: object, make: Callable[[], T], meanwhile: Callable[[T], T]) -> T:
        """Return the value under an equal key, or make it; if that takes too long, what `meanwhile` makes of the former
        one. What `make` raises is passed on.
        """
        asked = self._asked if self._asked and self._asked[0] == key else self._ask(key, make)
        former = self._good
        try:
            return asked[1].result(None if former is None else self.patience)
        except TimeoutError:
            assert former is not None
            shown = meanwhile(former)
        asked[1].add_done_callback(lambda _: self.ready())
        return shown

    def _ask(self, key: object, make: Callable[[], T]) -> tuple[object, Future[T]]:
        self._asked = asked = (key, Future[T]())
        if self.patience is None:
            self._make(asked, make)
        else:
            threading.Thread(target=self._make, args=(asked, make), daemon=True).start()
        return asked

    def _make(self, asked: tuple[object, Future[T]], make: Callable[[], T]) -> None:
        future = asked[1]
        with self._turn:
            # A newer key was asked for while this thread waited for the lock.
            if asked is not self._asked:
                future.cancel()
                return
            try:
                value = make()
            except Exception as error:
                future.set_exception(error)
                return
            self._good = value
        future.set_result(value)
