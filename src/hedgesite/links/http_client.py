"""Sends one request and reads the head of its reply. Bodies are never read, so their size does not matter.

httpx2 only parses addresses here. Its client cannot be used: its transport accepts no network backend that checks IP
addresses, it stores cookies of strangers, and it prepares the next request of a redirect even when told not to follow
any, which fails for host names that are invalid in IDNA. Hiding Location and cookies from the client in a transport of
our own would leave it nothing to do.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self

import certifi
import httpcore2
import httpx2

from hedgesite.links.limits import Limits
from hedgesite.links.public_web import NoSuchHostError, NotPublicError
from hedgesite.links.result import Answer, Verdict, unsure

_LEADS_ON = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_COME_BACK_LATER = {429, 503}


def trusted_authorities() -> ssl.SSLContext:
    """Trusted certificates: the machine's and Mozilla's.

    On Windows and macOS httpcore2 would leave the check to the system, which fetches addresses that a certificate
    names: a stranger could make this machine ask an unchecked address.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def host_of(url: httpx2.URL) -> str:
    """The host as sent to the network. `URL.host` decodes it, and raises for names that are invalid in IDNA."""
    return url.raw_host.decode("ascii")


BROKEN_OFF = (httpcore2.ReadError, httpcore2.ReadTimeout, httpcore2.WriteError, httpcore2.RemoteProtocolError)
"""Errors of a connection that had been established."""
TROUBLE = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    NoSuchHostError,
    NotPublicError,
    OSError,
)
"""Every error between a request and its reply; `TimeoutError` is an `OSError`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The parts of a reply's head that matter here."""

    status: int
    location: str = ""
    wait: float = 0
    """Seconds until the next request, if the reply states them; else 0."""

    @property
    def leads_on(self) -> bool:
        return self.status in _LEADS_ON and bool(self.location)

    @property
    def leads_on_for_good(self) -> bool:
        return self.leads_on and self.status in _FOR_GOOD

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


class HttpClient:
    """Sends requests without cookies, passwords or information about this machine."""

    def __init__(self, network: httpcore2.AsyncNetworkBackend, tls: ssl.SSLContext, limits: Limits) -> None:
        self._network = network
        self._tls = tls
        self._limits = limits

    async def reply(self, method: str, url: httpx2.URL, seconds: float) -> Reply:
        """Send a request. Raises one of TROUBLE."""
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        times = {"connect": self._limits.connecting, "read": self._limits.reading, "write": self._limits.reading}
        async with asyncio.timeout(max(0, seconds)), _OneConnection(self._network) as network:
            connection = httpcore2.AsyncHTTPConnection(target.origin, self._tls, network_backend=network)
            sending = connection.stream(method, target, headers=self._headers(method), extensions={"timeout": times})
            async with sending as response:
                return _reply(response)

    def _headers(self, method: str) -> list[tuple[str, str]]:
        always = [
            ("User-Agent", self._limits.agent),
            ("Accept", "*/*"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        ]
        return [*always, ("Range", "bytes=0-0")] if method == "GET" else always


class _OneConnection(httpcore2.AsyncNetworkBackend):
    """A network backend that closes its connection even if the time runs out during the TLS handshake."""

    def __init__(self, network: httpcore2.AsyncNetworkBackend) -> None:
        self._network = network
        self._stream: httpcore2.AsyncNetworkStream | None = None

    async def connect_tcp(self, *given: Any, **named: Any) -> httpcore2.AsyncNetworkStream:
        self._stream = await self._network.connect_tcp(*given, **named)
        return self._stream

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._stream:
            await self._stream.aclose()


def _reply(response: httpcore2.Response) -> Reply:
    headers: dict[bytes, bytes] = {}
    for name, value in response.headers:
        headers.setdefault(name.lower(), value)
    wait = _seconds(headers.get(b"retry-after", b"")) if response.status in _COME_BACK_LATER else 0
    return Reply(response.status, _text(headers.get(b"location", b"")).strip(), wait)


def _text(value: bytes) -> str:
    """Text of a header. It should be ASCII, but browsers accept UTF-8, and so servers send it."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _seconds(retry_after: bytes) -> float:
    """Seconds of a `Retry-After`, given as a number or a date (RFC 9110, section 10.2.3); 0 if it is neither."""
    text = _text(retry_after).strip()
    if text.isdecimal() and text.isascii():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
        return max(0, (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return 0


def of_trouble(error: BaseException, url: httpx2.URL) -> Answer:
    """The answer for a request that failed: unsure, unless the host does not exist."""
    if isinstance(error, NoSuchHostError):
        return Answer(Verdict.DEAD, f"names the host {readable_host(url)}, which does not exist", heard=False)
    if isinstance(error, NotPublicError):
        return unsure(f"names a host that is not on the public web ({error}), and was not asked", heard=False)
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return unsure(f"shows a certificate that is not trusted ({cause.verify_message})")
    if isinstance(error, httpcore2.TimeoutException | TimeoutError):
        return unsure("does not answer in time", heard=False)
    if isinstance(error, httpcore2.RemoteProtocolError):
        return unsure("sends an answer that cannot be read")
    return unsure("cannot be reached", heard=False)


def readable_host(url: httpx2.URL) -> str:
    try:
        return url.host
    except UnicodeError:
        return host_of(url)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: Sequence[BaseException] = ()
    while error is not None and error not in seen:
        yield error
        seen = (*seen, error)
        error = error.__cause__ or error.__context__
