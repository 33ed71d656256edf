"""What the server of drafts answers, whom it answers, and what it survives."""

from __future__ import annotations

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hedgesite.publish.mkdocs import live_server
from hedgesite.publish.mkdocs.live_server import DraftServer
from hedgesite.publish.mkdocs.watching import Watcher, read_state
from tests.companions import copy_site

HOST = "127.0.0.1"


def served(folder: Path, host: str = HOST) -> DraftServer:
    (folder / "lac").mkdir(parents=True)
    for name in ("index.html", "lac/index.html"):
        (folder / name).write_text("<body>here</body>", "utf-8")
    return DraftServer(lambda: None, host, 0, str(folder), "/")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[DraftServer]:
    made = served(tmp_path / "site")
    made.server_bind()
    made.server_activate()
    made.serve_thread.start()
    yield made
    made.shutdown(wait=False)
    made.serve_thread.join()


def ask(server: DraftServer, path: str = "/", method: str = "GET", host: str = "localhost") -> tuple[int, bytes]:
    raw = f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"
    return ask_raw(server, raw.encode("utf-8", "surrogatepass"))


def ask_raw(server: DraftServer, raw: bytes) -> tuple[int, bytes]:
    with socket.create_connection((HOST, server.server_port), timeout=20) as connection:
        connection.sendall(raw)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        return answer.status, answer.read()


@pytest.mark.parametrize("host", ["localhost", "LocalHost:99", "127.0.0.1", "127.0.0.1:8000", "[::1]", "[::1]:8000"])
def test_names_of_this_machine_are_answered(server: DraftServer, host: str) -> None:
    assert ask(server, host=host)[0] == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", "[::1", "::1", "localhost:x"],
)
def test_other_names_are_refused_in_one_line(server: DraftServer, host: str) -> None:
    status, said = ask(server, host=host)
    assert status == 421
    assert said.count(b"\n") == 1
    assert b"here" not in said


@pytest.mark.parametrize("hosts", [b"", b"Host: localhost\r\nHost: evil.example\r\n"])
def test_a_host_is_named_once(server: DraftServer, hosts: bytes) -> None:
    assert ask_raw(server, b"GET / HTTP/1.1\r\n" + hosts + b"\r\n")[0] == 400


def test_at_every_address_any_address_is_answered_and_no_name(tmp_path: Path) -> None:
    everywhere = served(tmp_path / "site", "0.0.0.0")
    assert everywhere.answers_to("192.168.1.5:8000")
    assert everywhere.answers_to("localhost")
    assert not everywhere.answers_to("evil.example")
    everywhere.server_close()


@pytest.mark.parametrize(
    "path",
    ["/lac/%00", "/%2e%2e/%2e%2e/etc/passwd", "/../x", "/l%ffac/", "/%ed%a0%80", "/lac%5cindex.html",
     "/lac//index.html",
     "/" + "a" * 300, "/lac/%0d%0a", "/livereload/%00", "/lac/./"],
)  # fmt: skip
def test_what_no_file_is_called_is_missing(server: DraftServer, path: str) -> None:
    assert ask(server, path)[0] == 404


def test_malformed_requests_are_refused(server: DraftServer) -> None:
    assert ask(server, "/" + "a" * 5000)[0] == 414
    assert ask(server, "/" + "a" * 70_000)[0] == 414
    assert ask(server, "http://evil.example/")[0] == 400
    assert ask_raw(server, b"\x16\x03\x01 nonsense and more\r\n\r\n")[0] == 400
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "BREW"):
        assert ask(server, method=method)[0] == 405
    assert ask(server)[0] == 200


def test_a_head_has_no_body(server: DraftServer) -> None:
    with socket.create_connection((HOST, server.server_port), timeout=20) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        with connection.makefile("rb") as answer:
            said = answer.read()
    assert b" 200 " in said
    assert said.endswith(b"\r\n\r\n")


def test_idle_connections_do_not_exhaust_it(server: DraftServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_server, "_PATIENCE", 0.5)
    idle = [
        socket.create_connection((HOST, server.server_port), timeout=20) for _ in range(live_server.CONNECTIONS * 3)
    ]
    assert ask(server)[0] == 200
    assert threading.active_count() <= live_server.CONNECTIONS + 10
    for connection in idle:
        connection.close()


def test_a_slow_request_ends(server: DraftServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live_server, "_PATIENCE", 0.2)
    with socket.create_connection((HOST, server.server_port), timeout=20) as connection:
        connection.sendall(b"GET / HT")
        assert connection.recv(100) == b""


def test_a_page_that_waits_hears_of_a_build_and_too_many_ask_later(
    server: DraftServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_polls", threading.BoundedSemaphore(1))
    answers: list[tuple[int, bytes]] = []
    epoch = server._visible_epoch
    waiting = threading.Thread(target=lambda: answers.append(ask(server, f"/livereload/{epoch}/1")))
    waiting.start()
    until(lambda: ask(server, f"/livereload/{epoch - 1}/2")[0] == 503)
    with server._epoch_cond:
        server._visible_epoch = server._wanted_epoch = epoch + 1
        server._epoch_cond.notify_all()
    waiting.join()
    assert answers == [(200, str(epoch + 1).encode())]


def until(is_so: Callable[[], bool]) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it never came")


def test_a_path_that_goes_away_is_watched_when_it_is_back(tmp_path: Path) -> None:
    content, told = tmp_path / "content", []
    content.mkdir()
    (content / "a").write_text("1", "utf-8")
    watcher = Watcher()

    class Handler:
        def on_any_event(self, event: object) -> None:
            told.append(event)

    watcher.schedule(Handler(), str(content))  # type: ignore[arg-type]

    def changes() -> int:
        told.clear()
        watcher.poll()
        return len(told)

    assert changes() == 0
    content.rename(tmp_path / "aside")
    assert (changes(), changes()) == (1, 0)
    content.write_text("a file", "utf-8")
    assert changes() == 1
    content.unlink()
    content.symlink_to(content)
    assert (changes(), read_state(str(content))) == (1, ())
    content.unlink()
    (tmp_path / "aside").rename(content)
    assert changes() == 1
    (content / "a").write_text("2", "utf-8")
    assert (changes(), changes()) == (1, 0)


def rebuilds(said: Path) -> int:
    """How many changes were noticed and dealt with. One that comes while another waits would be dealt with by it."""
    text = said.read_text("utf-8")
    finished = text.count("Reloading browsers")
    return finished if text.count("Detected file changes") == finished else 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (getattr(signal, "SIGHUP", 1), 129)])
def test_it_goes_on_after_content_was_away_and_ends_without_a_trace(tmp_path: Path, number: int, status: int) -> None:
    folder, temporary = copy_site("minimal", tmp_path / "companion"), tmp_path / "temporary"
    temporary.mkdir()
    # A test run that was started with nohup would hand its ignored signals on.
    program = f"import signal; signal.signal({int(number)}, signal.SIG_DFL); from hedgesite.cli import main; main()"
    command = [sys.executable, "-c", program, "serve", "-a", "127.0.0.1:0"]
    said = tmp_path / "said.txt"
    with said.open("w") as out:
        process = subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=out, env={**os.environ, "TMPDIR": str(temporary)}
        )
    try:
        until(lambda: "Serving on" in said.read_text("utf-8"))
        for place, name in enumerate(("content", "mkdocs.yml")):
            shutil.move(folder / name, tmp_path / "aside")
            until(lambda n=place: rebuilds(said) > 2 * n)  # type: ignore[misc]
            shutil.move(tmp_path / "aside", folder / name)
            until(lambda n=place: rebuilds(said) > 2 * n + 1)  # type: ignore[misc]
        article = folder / "content" / "article.yml"
        article.write_text(article.read_text("utf-8").replace("title: ", "title: Once more, ", 1), "utf-8")
        until(lambda: any("Once more" in path.read_text("utf-8") for path in temporary.glob("*/index.html")))
        process.send_signal(number)
        assert process.wait(60) == status
    finally:
        process.kill()
        process.wait()
    assert list(temporary.iterdir()) == []
    assert "Traceback" not in said.read_text("utf-8")
