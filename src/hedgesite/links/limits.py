"""Politeness limits of the link checker: how often it asks a host, and how long it waits."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from hedgesite import __version__


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on requests to other hosts. Times are in seconds."""

    agent: str = f"hedgesite/{__version__} (checks the links of a research companion)"
    connecting: float = 10
    reading: float = 20
    """Timeout of each read from the network."""
    in_all: float = 40
    """Total time for one address with all its redirects, without the time spent waiting for a turn."""
    redirects: int = 10
    pause: float = 1
    """Pause between two requests to one host."""
    patience: float = 60
    """The longest `Retry-After` that is honoured; a longer one ends the visits to the host."""
    hosts_at_once: int = 8


@dataclass(frozen=True, slots=True)
class Clock:
    """The current time, and a way to sleep; tests replace both."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(slots=True)
class HostQueue:
    """The queue of one host."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0
    put_off: float = 0
    """Seconds of a host's `Retry-After`, if they exceed `Limits.patience`; else 0."""


class Hosts:
    """Grants turns: one request at a time to each host, a pause after each, and a bounded number of hosts at once."""

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._turns: defaultdict[str, HostQueue] = defaultdict(HostQueue)
        self._slots = asyncio.Semaphore(limits.hosts_at_once)
        self.without_head: set[str] = set()
        """Hosts that answered GET after refusing HEAD."""

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[HostQueue]:
        turn = self._turns[host]
        async with turn.lock:
            wait = turn.free_at - self._clock.now()
            if wait > 0 and not turn.put_off:
                await self._clock.sleep(wait)
            try:
                async with self._slots:
                    yield turn
            finally:
                turn.free_at = max(turn.free_at, self._clock.now() + self._limits.pause)

    def put_off(self, turn: HostQueue, seconds: float) -> bool:
        """Delay a host's next turn by the time it asked for; False if that is too long for this run."""
        if seconds > self._limits.patience:
            turn.put_off = seconds
            return False
        turn.free_at = self._clock.now() + seconds
        return True
