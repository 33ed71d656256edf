"""The web server of `hedgesite serve`: meant for the writer at this machine, and safe from requests by others."""

from __future__ import annotations

import io
import ipaddress
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from wsgiref.simple_server import ServerHandler, WSGIRequestHandler

from mkdocs.livereload import LiveReloadServer

from hedgesite.publish.mkdocs.watching import Watcher

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment
    from typing_extensions import Buffer

log = logging.getLogger("mkdocs.hedgesite.serve")

CONNECTIONS = 64
"""Most simultaneous requests, each with a thread. A browser opens six to a host."""
_POLLS = 32
"""Most of these that may wait for the next build: one for each visible tab. Others retry after three seconds."""
_PATIENCE = 10.0
"""Seconds that a client has for sending its whole request, and for receiving each piece of the answer."""
_LONGEST_PATH = 4096
"""Longest request path in characters: the longest path on Linux."""
_LONGEST_LINE = 65536
_SHOWN = 200
"""Most characters of a request that the terminal shows."""

_LOCAL = frozenset({"localhost", "127.0.0.1", "::1"})
_LIVE_RELOAD = "/livereload/"


class DraftServer(LiveReloadServer):
    """MkDocs' live-reload server, limited to names of this machine and to a bounded number of connections.

    A page elsewhere could point a name of its own at this machine (DNS rebinding) and so read a draft, but the browser
    then sends that name as `Host`.
    """

    request_queue_size = CONNECTIONS
    """Length of the queue of connections to accept. With the default of five, a browser would retry only after seconds.
    """

    def __init__(self, builder: Callable[[], None], host: str, port: int, root: str, mount_path: str) -> None:
        """`host` is `localhost` or an IP address, `root` the site's folder, `mount_path` its path at the server."""
        super().__init__(builder=builder, host=host, port=port, root=root, mount_path=mount_path)
        if ":" in host:
            self.url = self.url.replace(f"//{host}:", f"//[{host}]:", 1)
        self.observer = Watcher()  # type: ignore[assignment]
        self.RequestHandlerClass = _Handler
        self._host = host
        self._slots = threading.BoundedSemaphore(CONNECTIONS)
        self._polls = threading.BoundedSemaphore(_POLLS)
        self._waiting: dict[socket.socket, None] = {}
        """Connections that have not sent their request yet, oldest first."""
        self._waiting_lock = threading.Lock()

    def answers_to(self, host: str) -> bool:
        """Whether a `Host` header names this server. The port may differ: a tunnel has its own."""
        name = _host_name(host)
        if name in _LOCAL or name == self._host.lower():
            return name != ""
        # When listening on every address, any IP address is accepted: only a name can be rebound.
        return _is_unspecified(self._host) and _is_address(name)

    def build_soon(self) -> None:
        """Build again, as after a change of a file; may be called from any thread."""
        with self._rebuild_cond:
            self._want_rebuild = True
            self._rebuild_cond.notify_all()

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread. If no thread is free, the connection that has been silent longest is closed."""
        if not self._slots.acquire(blocking=False):
            self._drop_oldest_silent()
            if not self._slots.acquire(timeout=1):
                log.debug("too many connections; one was refused")
                self.shutdown_request(request)
                return
        with self._waiting_lock:
            self._waiting[request] = None
        begun = False
        try:
            super().process_request(request, client_address)
            begun = True
        finally:
            if not begun:
                self._release(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._release(request)

    def has_sent(self, connection: socket.socket) -> None:
        """Record that the connection has sent its request and is no longer silent."""
        with self._waiting_lock:
            self._waiting.pop(connection, None)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Ignore connections that ended early: they mean nothing to a writer."""
        log.debug("a connection from %s ended early", client_address, exc_info=True)

    def _release(self, request: socket.socket) -> None:
        self.has_sent(request)
        self._slots.release()

    def _drop_oldest_silent(self) -> None:
        with self._waiting_lock:
            oldest = next(iter(self._waiting), None)
            if oldest is None:
                return
            del self._waiting[oldest]
        try:
            oldest.shutdown(socket.SHUT_RDWR)
        except OSError:
            log.debug("a silent connection ended by itself")

    def _serve_request(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes] | None:
        """Answer a request; None if there is no such page."""
        path = _path_of(environ["PATH_INFO"])
        if path is None:
            return None
        if not path.startswith(_LIVE_RELOAD):
            return super()._serve_request(environ, start_response)
        if not self._polls.acquire(blocking=False):
            start_response("503 Service Unavailable", [("Content-Type", "text/plain"), ("Retry-After", "3")])
            return [b"too many pages wait for the next build\n"]
        try:
            return super()._serve_request(environ, start_response)
        finally:
            self._polls.release()


class _Handler(WSGIRequestHandler):
    """Reads one request and refuses what a writer's browser never sends."""

    server: DraftServer
    timeout = _PATIENCE

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self.rfile = io.BufferedReader(_Patient(self.connection, _PATIENCE))

    def handle(self) -> None:
        self.requestline = self.request_version = self.command = ""
        self.raw_requestline = self.rfile.readline(_LONGEST_LINE + 1)
        if len(self.raw_requestline) > _LONGEST_LINE:
            self.send_error(414, "the address is too long")
        elif self.raw_requestline and self.parse_request():
            self.server.has_sent(self.connection)
            problem = self._problem()
            if problem:
                self._refuse(*problem)
            else:
                app = self.server.get_app()
                assert app is not None
                # Copied behaviour of the base class, whose type annotations are narrower than what it accepts.
                given: Any = self.rfile
                written: Any = self.wfile
                answer = _Answer(given, written, self.get_stderr(), self.get_environ(), multithread=True)
                answer.request_handler = self
                answer.run(app)

    def _problem(self) -> tuple[int, str] | None:
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1:
            return 400, "a request has to say once which host it is for"
        if not self.server.answers_to(hosts[0]):
            return 421, "this server answers only to localhost and to the address that --address names"
        if self.command not in ("GET", "HEAD"):
            return 405, "only GET and HEAD"
        if not self.path.startswith("/"):
            return 400, "an address begins with a slash"
        return (414, "the address is too long") if len(self.path) > _LONGEST_PATH else None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        # A malformed first line has no version, and an HTTP/0.9 answer would have no status line.
        self.request_version = "HTTP/1.0"
        self._refuse(code, message or explain or "this is not a request")

    def _refuse(self, code: int, why: str) -> None:
        body = f"{code}: {why}\n".encode()
        self.close_connection = True
        self.send_response(code)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if code == 405:
            self.send_header("Allow", "GET, HEAD")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        level = logging.DEBUG if str(code) == "200" else logging.WARNING
        logging.getLogger("mkdocs.livereload").log(
            level, f"{time.strftime('[%H:%M:%S]')} {self.requestline[:_SHOWN]!r} code {code}"
        )

    def log_message(self, format: str, *args: Any) -> None:
        log.debug(format, *args)


class _Answer(ServerHandler):
    """Sends an answer, without a body for HEAD requests; broken connections are not reported at the terminal."""

    environ: dict[str, Any]
    headers_sent: bool
    request_handler: WSGIRequestHandler

    def write(self, data: bytes) -> None:
        if self.environ["REQUEST_METHOD"] != "HEAD":
            super().write(data)
        elif not self.headers_sent:
            self.send_headers()

    def log_exception(self, exc_info: Any) -> None:
        log.debug("an answer broke off", exc_info=exc_info)


class _Patient(io.RawIOBase):
    """Reads a socket until a deadline, however slowly the client writes, then raises TimeoutError."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection = connection
        self._patience = seconds
        self._end = time.monotonic() + seconds

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        left = self._end - time.monotonic()
        if left <= 0:
            raise TimeoutError("the request took too long")
        self._connection.settimeout(left)
        try:
            return self._connection.recv_into(buffer)
        finally:
            self._connection.settimeout(self._patience)


def _host_name(host: str) -> str:
    """The name in a `Host` header in lower case, an IPv6 address without brackets; empty if malformed."""
    if host.startswith("["):
        name, closing, port = host[1:].partition("]")
        port = port.removeprefix(":") if port.startswith(":") or not port else "?"
        is_well_formed = bool(closing) and ":" in name
    else:
        name, _, port = host.partition(":")
        is_well_formed = True
    return name.lower() if is_well_formed and (not port or (port.isascii() and port.isdigit())) else ""


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_unspecified(host: str) -> bool:
    return host == "" or (_is_address(host) and ipaddress.ip_address(host).is_unspecified)


def _path_of(raw: str) -> str | None:
    """The path that a request asks for; None if no file of a site could have it.

    `raw` is in WSGI's form: bytes, one a character.
    """
    try:
        path = raw.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None
    segments = path.split("/")
    is_file_name = path.isprintable() and "\\" not in path and "//" not in path
    return path if is_file_name and "." not in segments and ".." not in segments else None
