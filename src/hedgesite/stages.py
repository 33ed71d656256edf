"""Where the time of a build goes, stage by stage."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import MappingProxyType

SHARES: Mapping[str, float] = MappingProxyType(
    {
        "import": 0.20,
        "load": 0.11,
        "check": 0.01,
        "derive": 0.01,
        "export": 0.05,
        "render": 0.25,
        "audit": 0.02,
        "shell": 0.25,
        "write": 0.10,
    }
)
"""The stages in their order, and about which part of a whole build each takes: enough to say how far a build is."""


def _nobody(done: float) -> None:
    """Nobody is told how far the build is."""


class Stages:
    """A watch that says of every moment of a build to which stage it belongs."""

    def __init__(self, tell: Callable[[float], None] = _nobody, start: float | None = None) -> None:
        """`tell` is told now and then how far the build is, from 0 to 1; `start` is when the first stage began, by
        `time.perf_counter`."""
        self._tell = tell
        self._since = time.perf_counter() if start is None else start
        self._stage = next(iter(SHARES))
        self._seconds = dict.fromkeys(SHARES, 0.0)
        self._reached = 0.0

    def enter(self, stage: str) -> None:
        """From now on it is this stage, one of SHARES. A stage may be entered again."""
        now = time.perf_counter()
        self._seconds[self._stage] += now - self._since
        self._since, self._stage = now, stage
        self.advance(0.0)

    def advance(self, part: float) -> None:
        """So much of the present stage is done, from 0 to 1."""
        names = list(SHARES)
        before = sum(SHARES[name] for name in names[: names.index(self._stage)])
        # Shell and disk take turns, page by page: a bar never goes back.
        self._reached = max(self._reached, before + part * SHARES[self._stage])
        self._tell(self._reached)

    def seconds(self) -> Mapping[str, float]:
        """Time spent in each stage so far."""
        self.enter(self._stage)
        return MappingProxyType(dict(self._seconds))
