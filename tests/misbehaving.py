"""A web server on this machine that does everything a web server should not do."""

from __future__ import annotations

import gzip
import socket
import socketserver
import ssl
import struct
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Request:
    """What a client sent."""

    method: str
    path: str
    headers: Mapping[str, str]
    """By name in lower case."""


@dataclass(slots=True)
class Server:
    """The server, and what it was asked."""

    port: int
    requests: list[Request] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)
    seen: threading.Lock = field(default_factory=threading.Lock)

    @property
    def root(self) -> str:
        return f"http://site.example:{self.port}"

    @property
    def asked(self) -> list[str]:
        return [f"{request.method} {request.path}" for request in self.requests]


Behaviour = Callable[[Server, Request, socket.socket], None]


def reply(status: str, *headers: str, body: bytes = b"") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode("utf-8") + body


def say(status: str, *headers: str, body: bytes = b"") -> Behaviour:
    """A behaviour that says just this."""
    return lambda _, __, connection: connection.sendall(reply(status, *headers, body=body))


def lead(to: str, status: str = "302 Found") -> Behaviour:
    return say(status, f"Location: {to}", "Content-Length: 0")


def by_method(head: Behaviour, get: Behaviour) -> Behaviour:
    return lambda server, request, connection: (head if request.method == "HEAD" else get)(server, request, connection)


def in_turn(*behaviours: Behaviour) -> Behaviour:
    """One after the other, the last for ever; counted for each path and method together."""
    left = list(behaviours)
    return lambda *given: (left.pop(0) if len(left) > 1 else left[0])(*given)


def drip(start: bytes, drop: bytes) -> Behaviour:
    """Sends a little again and again, and never comes to an end."""

    def behave(server: Server, _: Request, connection: socket.socket) -> None:
        connection.sendall(start)
        while not server.stopped.wait(_STEP):
            connection.sendall(drop)

    return behave


def silence(server: Server, _: Request, __: socket.socket) -> None:
    server.stopped.wait(5)


def reset(_: Server, __: Request, connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def bomb() -> bytes:
    """A hundred megabytes, packed."""
    return gzip.compress(b"\0" * 1_000_000) * 100


def _read_request(connection: socket.socket) -> Request | None:
    received = b""
    while b"\r\n\r\n" not in received:
        part = connection.recv(65536)
        if not part:
            return None
        received += part
    first, *lines = received.partition(b"\r\n\r\n")[0].decode("utf-8").split("\r\n")
    method, path, _ = first.split(" ")
    headers = (line.partition(": ") for line in lines)
    return Request(method, path, {name.lower(): value for name, _, value in headers})


@contextmanager
def misbehaving(behaviours: Mapping[str, Behaviour], tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server that behaves as it is told for each path, until the end of the context."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            try:
                if tls:
                    self.request = tls.wrap_socket(self.request, server_side=True)
                request = _read_request(self.request)
                if request:
                    with server.seen:
                        server.requests.append(request)
                    behaviours[request.path](server, request, self.request)
            except OSError:
                pass
            finally:
                self.request.close()

    class Listener(socketserver.ThreadingTCPServer):
        allow_reuse_address = True
        request_queue_size = 64
        daemon_threads = False
        block_on_close = True

    with Listener(("127.0.0.1", 0), Handler) as listener:
        server = Server(listener.server_address[1])
        thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": _STEP})
        thread.start()
        try:
            yield server
        finally:
            server.stopped.set()
            listener.shutdown()
            thread.join()
