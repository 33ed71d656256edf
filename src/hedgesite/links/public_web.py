"""Network connections restricted to the public web.

Content comes from strangers: a link, a redirect or a host name must not make this machine connect to itself, its
neighbours or its provider's internal services. The check therefore applies to the IP address that is connected to, not
to the name: resolving a name twice may give two results.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore2

from hedgesite.links.special_addresses import is_public

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Resolves a name and port to IP addresses, best first. Raises socket.gaierror."""

_TRIES = 3
"""Most addresses of one host that are tried."""


class NotPublicError(Exception):
    """A host that is not on the public web; the error's text is its IP address."""


class NoSuchHostError(Exception):
    """A host name that does not resolve."""


async def resolve(name: str, port: int) -> Sequence[str]:
    found = await asyncio.get_running_loop().getaddrinfo(name, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class PublicWeb(httpcore2.AsyncNetworkBackend):
    """Resolves names, checks the IP addresses, and connects only to a checked one."""

    def __init__(
        self,
        network: httpcore2.AsyncNetworkBackend | None = None,
        resolve: Resolve = resolve,
        allows: Callable[[str], bool] = is_public,
    ) -> None:
        self._network = network or httpcore2.AnyIOBackend()
        self._resolve = resolve
        self._allows = allows

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Raises NotPublicError, NoSuchHostError, and httpcore2's own errors."""
        failed: Exception | None = None
        for address in (await self._allowed(host, port))[:_TRIES]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        assert failed is not None
        raise failed

    async def _allowed(self, host: str, port: int) -> list[str]:
        try:
            found = await self._resolve(host, port)
        except socket.gaierror as error:
            if error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)):
                raise NoSuchHostError(host) from error
            raise httpcore2.ConnectError(f"{host} cannot be resolved now") from error
        except UnicodeError as error:
            raise NoSuchHostError(host) from error
        allowed = [address for address in found if self._allows(address)]
        if not allowed:
            raise NotPublicError(next(iter(found), host))
        return allowed

    async def sleep(self, seconds: float) -> None:
        await self._network.sleep(seconds)
