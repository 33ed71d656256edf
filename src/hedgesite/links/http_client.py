"""One request and the head of its reply. No body is read: whatever is in it costs nothing.

httpx2 reads addresses here, and its client sends nothing: its transport takes no network that judges what it connects
to, and the client reads what strangers answer. It keeps their cookies, and makes the next request of a redirect even
where it is to follow none, which fails on names that IDNA does not know. A transport of our own below it that kept
Location and cookies from it would leave it nothing to do.
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

from hedgesite.links.limits import Manners
from hedgesite.links.public_web import NoSuchHostError, NotPublicError
from hedgesite.links.result import Answer, Verdict, unsure

_LEADS_ON = {301, 302, 303, 307, 308}
_FOR_GOOD = {301, 308}
_COME_BACK_LATER = {429, 503}


def trusted_authorities() -> ssl.SSLContext:
    """Those of the machine and Mozilla's.

    httpcore2 would leave the judgement to the system where that is Windows or macOS. Those fetch what a certificate
    names: an address that a stranger chose would be asked without being judged.
    """
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def host_of(url: httpx2.URL) -> str:
    """The host as the network knows it. `URL.host` would decode it, and fails where it is no name of IDNA."""
    return url.raw_host.decode("ascii")


BROKEN_OFF = (httpcore2.ReadError, httpcore2.ReadTimeout, httpcore2.WriteError, httpcore2.RemoteProtocolError)
"""What happens on a connection that stood."""
TROUBLE = (
    httpcore2.NetworkError,
    httpcore2.TimeoutException,
    httpcore2.ProtocolError,
    NoSuchHostError,
    NotPublicError,
    OSError,
)
"""Everything that can go wrong between a request and its reply; `TimeoutError` is an `OSError`."""


@dataclass(frozen=True, slots=True)
class Reply:
    """The head of a reply, as far as it matters here."""

    status: int
    location: str = ""
    wait: float = 0
    """Seconds until it may be asked again, where it says so."""

    @property
    def leads_on(self) -> bool:
        return self.status in _LEADS_ON and bool(self.location)

    @property
    def leads_on_for_good(self) -> bool:
        return self.leads_on and self.status in _FOR_GOOD

    @property
    def is_good(self) -> bool:
        return 200 <= self.status < 300


class Wire:
    """Sends requests that carry no cookie, no password and nothing of the machine that sends them."""

    def __init__(self, network: httpcore2.AsyncNetworkBackend, tls: ssl.SSLContext, manners: Manners) -> None:
        self._network = network
        self._tls = tls
        self._manners = manners

    async def reply(self, method: str, url: httpx2.URL, seconds: float) -> Reply:
        """Raises one of TROUBLE."""
        target = httpcore2.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        times = {"connect": self._manners.connecting, "read": self._manners.reading, "write": self._manners.reading}
        async with asyncio.timeout(max(0, seconds)), _OneConnection(self._network) as network:
            connection = httpcore2.AsyncHTTPConnection(target.origin, self._tls, network_backend=network)
            sending = connection.stream(method, target, headers=self._headers(method), extensions={"timeout": times})
            async with sending as response:
                return _reply(response)

    def _headers(self, method: str) -> list[tuple[str, str]]:
        always = [
            ("User-Agent", self._manners.agent),
            ("Accept", "*/*"),
            ("Accept-Encoding", "identity"),
            ("Connection", "close"),
        ]
        return [*always, ("Range", "bytes=0-0")] if method == "GET" else always


class _OneConnection(httpcore2.AsyncNetworkBackend):
    """A network whose connection is closed at the end, even where the time runs out while TLS begins."""

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
    """Browsers read UTF-8 in a header that should be ASCII."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _seconds(retry_after: bytes) -> float:
    """Seconds or a date (RFC 9110, section 10.2.3); 0 where it is neither."""
    text = _text(retry_after).strip()
    if text.isdecimal() and text.isascii():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
        return max(0, (date.replace(tzinfo=date.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
    except (ValueError, OverflowError):
        return 0


def of_trouble(error: BaseException, url: httpx2.URL) -> Answer:
    """What is known of an address that could not be asked: little, unless its host does not exist."""
    if isinstance(error, NoSuchHostError):
        return Answer(Verdict.DEAD, f"names the host {readable_host(url)}, which does not exist", heard=False)
    if isinstance(error, NotPublicError):
        return unsure(f"names a host that is not on the public web ({error}), and was not asked", heard=False)
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            return unsure(f"shows a certificate that is not to be trusted ({cause.verify_message})")
    if isinstance(error, httpcore2.TimeoutException | TimeoutError):
        return unsure("does not answer in time", heard=False)
    if isinstance(error, httpcore2.RemoteProtocolError):
        return unsure("answers with nothing that can be read")
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
