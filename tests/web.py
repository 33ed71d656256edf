"""A web that is made of stored replies: nothing is asked of any other."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import httpcore2

_REQUEST = re.compile(rb"^(?P<method>[A-Z]+) (?P<path>\S+) HTTP/1\.1\r\n", re.ASCII)
_HOST = re.compile(rb"^Host: (\S+)\r$", re.MULTILINE | re.IGNORECASE)


class StoredWeb(httpcore2.AsyncNetworkBackend):
    """Answers each address with what is stored for it; any other host cannot be connected to."""

    def __init__(self, replies: Mapping[str, str]) -> None:
        """Replies as they are sent, without the empty line that ends them, by address."""
        self.replies = replies
        self.requests: list[bytes] = []

    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        if not any(re.match(rf"https?://{re.escape(host)}(?:[:/]|$)", address) for address in self.replies):
            raise httpcore2.ConnectError(f"{host}:{port}")
        return _Stream(self)


class _Stream(httpcore2.AsyncNetworkStream):
    def __init__(self, web: StoredWeb, scheme: str = "http") -> None:
        self.web = web
        self.scheme = scheme
        self.sent = b""
        self.answered = False

    async def start_tls(self, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        return _Stream(self.web, "https")

    async def write(self, buffer: bytes, *_: Any, **__: Any) -> None:
        self.sent += buffer

    async def read(self, *_: Any, **__: Any) -> bytes:
        if self.answered:
            return b""
        self.answered = True
        self.web.requests.append(self.sent)
        request, host = _REQUEST.match(self.sent), _HOST.search(self.sent)
        assert request
        assert host
        address = f"{self.scheme}://{host[1].decode()}{request['path'].decode()}"
        return "\r\n".join([*self.web.replies[address].splitlines(), "", ""]).encode()

    async def aclose(self) -> None:
        pass

    def get_extra_info(self, *_: Any) -> Any:
        return None
