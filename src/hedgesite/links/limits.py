"""How to ask without being a burden, and for how long to wait."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from hedgesite import __version__


@dataclass(frozen=True, slots=True)
class Manners:
    """Bounds on what is asked of others. Times are in seconds."""

    agent: str = f"hedgesite/{__version__} (checks the links of a research companion)"
    connecting: float = 10
    reading: float = 20
    """For each read from the network."""
    in_all: float = 40
    """For one address with all its redirects, without the time that it waits for its turn."""
    redirects: int = 10
    pause: float = 1
    """Between two requests to one host."""
    patience: float = 60
    """The longest wait that a host is granted when it asks for one."""
    hosts_at_once: int = 8


@dataclass(frozen=True, slots=True)
class Clock:
    """Time, and how to let it pass."""

    now: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep


@dataclass(slots=True)
class HostQueue:
    """A host's queue."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free_at: float = 0
    put_off: float = 0
    """How long the host asked to be left alone, where that is longer than our patience."""


class Hosts:
    """Gives turns: one request at a time to each host, with a pause after it, and to few hosts at once."""

    def __init__(self, manners: Manners, clock: Clock) -> None:
        self._manners = manners
        self._clock = clock
        self._turns: defaultdict[str, HostQueue] = defaultdict(HostQueue)
        self._slots = asyncio.Semaphore(manners.hosts_at_once)
        self.without_head: set[str] = set()
        """Hosts that gave to GET what they refused to HEAD."""

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
                turn.free_at = max(turn.free_at, self._clock.now() + self._manners.pause)

    def put_off(self, turn: HostQueue, seconds: float) -> bool:
        """Leave a host alone for as long as it asks; False where that is too long for this run."""
        if seconds > self._manners.patience:
            turn.put_off = seconds
            return False
        turn.free_at = self._clock.now() + seconds
        return True
