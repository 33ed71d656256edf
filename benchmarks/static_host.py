"""A folder served from loopback as a host of static sites would serve it."""

from __future__ import annotations

import functools
import gzip
import hashlib
import http.server
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TYPES = {
    "": "application/octet-stream",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/vnd.microsoft.icon",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".xml": "application/xml",
}


class StaticHost(http.server.SimpleHTTPRequestHandler):
    """What GitHub Pages sends: gzip where it helps, ten minutes of cache, an ETag, UTF-8, the site's own 404 page.

    It differs in speaking HTTP/1.1 without TLS (six connections rather than one that is shared), which flatters nobody:
    Lighthouse simulates the network from what it saw, so GitHub's HTTP/2 would fare no worse.
    """

    protocol_version = "HTTP/1.1"
    extensions_map = TYPES
    _compressed = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.is_dir() and not self.path.split("?")[0].endswith("/"):
            self._answer(301, b"", "text/html", {"Location": self.path + "/"})
            return
        file = path / "index.html" if path.is_dir() else path
        status = 200 if file.is_file() else 404
        if status == 404:
            file = Path(self.directory) / self.path.split("/")[1] / "404.html"
        body = file.read_bytes() if file.is_file() else b"404"
        self._answer(status, body, self.guess_type(str(file)))

    def _answer(self, status: int, body: bytes, kind: str, more: dict[str, str] | None = None) -> None:
        headers = {"Content-Type": kind, "Cache-Control": "max-age=600", "Vary": "Accept-Encoding", **(more or {})}
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if kind.startswith(self._compressed) and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            body = compressed(body)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes a connection early is none of the host's business."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


@functools.lru_cache(maxsize=512)
def compressed(body: bytes) -> bytes:
    """Packed once, as a host's edge keeps it."""
    return gzip.compress(body, 6, mtime=0)


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a server over a folder; each site stands below a path of its own, as a project's does."""
    handler = functools.partial(StaticHost, directory=str(folder))
    server = _Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
