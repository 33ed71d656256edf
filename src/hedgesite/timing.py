"""Time spent in each stage of a build, and its progress in pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

STAGES = ("import", "load", "check", "derive", "export", "books", "render", "audit", "shell", "write")
"""Stages in the order in which they begin. `shell` and `write` alternate, page by page."""


def _no_progress(done: int, pages: int) -> None:
    """No-op callback."""


class Stages:
    """Stopwatch that attributes every moment of a build to one stage."""

    def __init__(self, on_progress: Callable[[int, int], None] = _no_progress, start: float | None = None) -> None:
        """Start the first stage.

        `on_progress` is called during the build with the number of finished pages and of all pages (0 while that is
        unknown); `start` is the time at which the first stage began, by `time.perf_counter`.
        """
        self._on_progress = on_progress
        self._since = time.perf_counter() if start is None else start
        self._stage = STAGES[0]
        self._seconds = dict.fromkeys(STAGES, 0.0)
        self._count = 0, 0

    def enter(self, stage: str) -> None:
        """Begin a stage, one of STAGES. A stage may be entered repeatedly."""
        now = time.perf_counter()
        self._seconds[self._stage] += now - self._since
        self._since, self._stage = now, stage
        self._on_progress(*self._count)

    def count(self, done: int, pages: int) -> None:
        """Record that `done` of `pages` pages are finished."""
        self._count = done, pages
        self._on_progress(done, pages)

    def seconds(self) -> Mapping[str, float]:
        """Seconds spent in each stage so far."""
        self.enter(self._stage)
        return MappingProxyType(dict(self._seconds))
