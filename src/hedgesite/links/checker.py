"""Asks each address once and follows its redirects."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import httpcore2
import httpx2

from hedgesite.links.http_client import (
    BROKEN_OFF,
    TROUBLE,
    HttpClient,
    Reply,
    host_of,
    of_trouble,
    readable_host,
    trusted_authorities,
)
from hedgesite.links.limits import Clock, HostQueue, Hosts, Limits
from hedgesite.links.public_web import PublicWeb
from hedgesite.links.result import Answer, Verdict, dead, of_status, unsure

Store = Callable[[str, Answer], None]

_LONGEST_SHOWN = 120
_HOST = re.compile(rb"[A-Za-z0-9._-]+|[0-9A-Fa-f:.]+")
_LONGEST_HOST = 254
"""Longest DNS name, with a final dot (RFC 1035, section 2.3.4)."""
_AUTHORITY = re.compile(r"[^:/?#]*://([^/?#]*)")
_LAST_PORT = 65535
_TRIES = 2
_REGISTRIES = {"doi.org", "dx.doi.org", "hdl.handle.net"}
"""Resolvers of persistent identifiers. Their redirect proves that the work exists, so its publisher is not asked."""


@dataclass(frozen=True, slots=True)
class LinkChecker:
    """Asks addresses within the given limits, over the given network."""

    limits: Limits = field(default_factory=Limits)
    network: httpcore2.AsyncNetworkBackend = field(default_factory=PublicWeb)
    clock: Clock = field(default_factory=Clock)
    tls: ssl.SSLContext = field(default_factory=trusted_authorities)

    def ask_each(self, addresses: Iterable[str], store: Store) -> None:
        """Synchronous form of `ask_all`; it runs in a thread if an event loop is already running."""
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            asyncio.run(self.ask_all(addresses, store))
        else:
            with ThreadPoolExecutor(1) as thread:
                thread.submit(lambda: asyncio.run(self.ask_all(addresses, store))).result()

    async def ask_all(self, addresses: Iterable[str], store: Store) -> None:
        """Ask all addresses and pass on each answer as it arrives."""
        hosts = Hosts(self.limits, self.clock)
        client = HttpClient(self.network, self.tls, self.limits)

        async def ask(of_host: Iterable[str]) -> None:
            for address in of_host:
                store(address, await _answer(_AddressCheck(self.limits, self.clock, hosts, client), address))

        async with asyncio.TaskGroup() as tasks:
            for of_host in _by_host(addresses).values():
                tasks.create_task(ask(of_host))


async def _answer(check: _AddressCheck, address: str) -> Answer:
    """The answer for one address. Unexpected errors become answers too."""
    try:
        return await check.run(address)
    except Exception as error:
        # The only boundary around an address. Errors that the libraries document have been handled before. Their bugs
        # are unknown, and strangers choose the input: without this, one address would end the run and lose the answers
        # about all others. Ctrl+C and cancellation are not `Exception`, and end the run.
        message = _shortened(" ".join(f"{type(error).__name__}: {error}".split()))
        return unsure(f"cannot be checked ({message.removesuffix(': ')})", heard=False)


class _PutOffError(Exception):
    """A host asks for a longer wait than the limits allow."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"asks for a pause of {seconds:.0f} seconds")


class _AddressCheck:
    """Follows one address through its redirects."""

    def __init__(self, limits: Limits, clock: Clock, hosts: Hosts, client: HttpClient) -> None:
        self._limits = limits
        self._clock = clock
        self._hosts = hosts
        self._wire = client
        self._left = limits.in_all
        self._way: list[httpx2.URL] = []

    async def run(self, address: str) -> Answer:
        url = web_url(address)
        if url is None:
            return dead("is not a web address")
        moved, for_good = url, True
        while len(self._way) <= self._limits.redirects:
            self._way.append(url)
            try:
                reply = await self._reply(url)
            except TROUBLE as error:
                return self._reworded(of_trouble(error, url))
            except _PutOffError as put_off:
                return self._reworded(unsure(str(put_off)))
            if not reply.leads_on:
                answer = self._reworded(of_status(reply.status))
                return self._arrived(moved) if answer.verdict is Verdict.GOOD else answer
            target = web_url(reply.location, url)
            if target is None:
                return dead(f"leads to '{_shortened(reply.location)}', which is not a web address")
            if host_of(url) in _REGISTRIES and host_of(target) not in _REGISTRIES:
                return self._arrived(moved)
            if target in self._way:
                return unsure("redirects in a circle, at least without cookies")
            for_good = for_good and reply.leads_on_for_good
            url, moved = target, target if for_good else moved
        return unsure(f"redirects more than {self._limits.redirects} times")

    def _arrived(self, moved: httpx2.URL) -> Answer:
        start, end = self._way[0], self._way[-1]
        if end.raw_path == b"/" != start.raw_path:
            return unsure(f"leads to the front page of {readable_host(end)}, as pages that were taken down often do")
        return Answer(Verdict.GOOD, moved_to=str(moved) if moved != start else "")

    def _reworded(self, answer: Answer) -> Answer:
        """The answer of the last host, reworded as the answer for the original address."""
        if len(self._way) < 2 or not answer.reason:
            return answer
        return replace(answer, reason=f"leads to '{_shortened(str(self._way[-1]))}', which {answer.reason}")

    async def _reply(self, url: httpx2.URL) -> Reply:
        """Ask with HEAD, then with GET unless the answer is good, since many servers handle only GET properly."""
        if host_of(url) not in self._hosts.without_head:
            try:
                reply = await self._polite_reply("HEAD", url)
            except BROKEN_OFF:
                return await self._polite_reply("GET", url)
            if reply.is_good or reply.leads_on or reply.wait:
                return reply
        reply = await self._polite_reply("GET", url)
        if reply.is_good:
            self._hosts.without_head.add(host_of(url))
        return reply

    async def _polite_reply(self, method: str, url: httpx2.URL) -> Reply:
        """A reply within the host's turn; one retry if the host asks for a short wait."""
        for _ in range(_TRIES):
            async with self._hosts.turn(host_of(url)) as turn:
                reply = await self._timed(method, url, turn)
                if not reply.wait:
                    break
                if not self._hosts.put_off(turn, reply.wait):
                    raise _PutOffError(reply.wait)
        return reply

    async def _timed(self, method: str, url: httpx2.URL, turn: HostQueue) -> Reply:
        if turn.put_off:
            raise _PutOffError(turn.put_off)
        start = self._clock.now()
        try:
            return await self._wire.reply(method, url, self._left)
        finally:
            self._left -= self._clock.now() - start


def _by_host(addresses: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Addresses grouped by host, to be asked in sequence. Grouping uses the text only, so it cannot fail.

    A host written in two ways forms two groups; its turns still allow one request at a time.
    """
    grouped: dict[str, list[str]] = {}
    for address in addresses:
        written = _AUTHORITY.match(address)
        grouped.setdefault(written[1].lower() if written else "", []).append(address)
    return grouped


def _shortened(address: str) -> str:
    return address if len(address) <= _LONGEST_SHOWN else f"{address[: _LONGEST_SHOWN - 1]}…"


def web_url(written: str, base: httpx2.URL | None = None) -> httpx2.URL | None:
    """An address that can be asked, without fragment, user and password; None if it is not a web address."""
    try:
        url = base.join(written) if base else httpx2.URL(written)
        if url.scheme not in ("http", "https") or not 0 <= (url.port or 0) <= _LAST_PORT:
            return None
        if not _HOST.fullmatch(url.raw_host) or len(url.raw_host) > _LONGEST_HOST:
            return None
        return url.copy_with(fragment=None, userinfo=b"")
    except (httpx2.InvalidURL, ValueError):
        return None
