"""Progress bar during a build, and the table of its timings."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Any, Self

import click

_PATIENCE = 1.0
"""Seconds before a bar is shown: a quicker build needs none."""


class ProgressBar:
    """A bar on a terminal once a build takes more than a second; invisible elsewhere."""

    def __init__(self, start: float) -> None:
        """`start` is when the command began, by `time.perf_counter`."""
        self._start = start
        self._is_seen = sys.stderr.isatty()
        self.bar: Any = None
        """The bar on the terminal; None until it is shown."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.bar is not None:
            self.bar.__exit__(kind, error, trace)

    def show(self, done: int, pages: int) -> None:
        """Show the number of finished pages; `pages` is 0 while the total is unknown."""
        if not self._is_seen or time.perf_counter() - self._start < _PATIENCE:
            return
        if self.bar is not None and done < self.bar.pos:
            # Sheets of a book are counted first, then pages of the site.
            self.bar.__exit__(None, None, None)
            self.bar = None
        if self.bar is None:
            self.bar = click.progressbar(length=1, label="Building", file=sys.stderr, show_eta=False)
            self.bar.__enter__()
        if pages:
            self.bar.length, self.bar.show_pos = pages, True
        self.bar.update(done - self.bar.pos)


def timings(seconds: Mapping[str, float]) -> str:
    """A table of stages with their times and their shares of the total."""
    whole = sum(seconds.values())
    lines = [f"{name:8}{spent:8.3f} s{spent / whole:8.1%}" for name, spent in seconds.items()]
    return "\n".join((*lines, f"{'all':8}{whole:8.3f} s"))
