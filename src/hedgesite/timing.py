"""Where the time of a build goes, stage by stage, and how many of its pages are done."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

STAGES = ("import", "load", "check", "derive", "export", "render", "audit", "shell", "write")
"""In their order. The shell and the disk take turns, page by page."""


def _untold(done: int, pages: int) -> None:
    """No-op callback."""


class Stages:
    """A watch that says of every moment of a build to which stage it belongs."""

    def __init__(self, tell: Callable[[int, int], None] = _untold, start: float | None = None) -> None:
        """`tell` is called as the build goes on, with how many pages of the site are done, of how many (0 as long as
        that is unknown); `start` is when the first stage began, by `time.perf_counter`."""
        self._tell = tell
        self._since = time.perf_counter() if start is None else start
        self._stage = STAGES[0]
        self._seconds = dict.fromkeys(STAGES, 0.0)
        self._count = 0, 0

    def enter(self, stage: str) -> None:
        """From now on it is this stage, one of STAGES. A stage may be entered again."""
        now = time.perf_counter()
        self._seconds[self._stage] += now - self._since
        self._since, self._stage = now, stage
        self._tell(*self._count)

    def count(self, done: int, pages: int) -> None:
        """So many pages are done, of so many."""
        self._count = done, pages
        self._tell(done, pages)

    def seconds(self) -> Mapping[str, float]:
        """Time spent in each stage so far."""
        self.enter(self._stage)
        return MappingProxyType(dict(self._seconds))
