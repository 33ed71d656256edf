"""What a build shows while it runs, and says of itself afterwards."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import click

_PATIENCE = 1.0
"""Seconds after which somebody at a terminal wants to see that something happens."""


class ProgressBar:
    """A bar on a terminal, once a build takes more than a second. Elsewhere nothing."""

    def __init__(self, start: float) -> None:
        """`start` is when the command began, by `time.perf_counter`."""
        self._start = start
        self._is_seen = sys.stderr.isatty()
        self.bar: Any = None
        """The bar on the terminal; None as long as there is none."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.__exit__(kind, error, trace)

    def show(self, done: int, pages: int) -> None:
        """So many pages are done, of so many; 0 as long as that is unknown."""
        if not self._is_seen or time.perf_counter() - self._start < _PATIENCE:
            return
        if self.bar is None:
            self.bar = click.progressbar(length=1, label="Building", file=sys.stderr, show_eta=False)
            self.bar.__enter__()
        if pages:
            self.bar.length, self.bar.show_pos = pages, True
        self.bar.update(done - self.bar.pos)


def timings(seconds: Mapping[str, float]) -> str:
    """A table: each stage with its time and its part of the whole."""
    whole = sum(seconds.values())
    lines = [f"{name:8}{spent:8.3f} s{spent / whole:8.1%}" for name, spent in seconds.items()]
    return "\n".join((*lines, f"{'all':8}{whole:8.3f} s"))
