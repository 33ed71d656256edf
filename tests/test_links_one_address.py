"""Whatever goes wrong with one address is a finding about it, and all others are asked as if nothing had happened."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Sequence
from typing import Any

import httpcore2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.links import Answer, Limits, LinkChecker, PublicWeb
from hedgesite.links import checker as asking_module
from hedgesite.links.limits import Clock
from hedgesite.links.result import Verdict
from tests.misbehaving import misbehaving, say

FINE = b"HTTP/1.1 200 OK\r\n\r\n"
GOOD = Answer(Verdict.GOOD)
OTHERS = ("http://first.example/", "http://odd.example/other", "http://zlast.example/")
ODD = "http://odd.example/page"


class Connection(httpcore2.AsyncNetworkStream):
    """Says what it is given to say; an exception among it is raised at that step."""

    def __init__(self, said: bytes, fails_at: str = "", failure: BaseException | None = None) -> None:
        self.reason = said
        self.fails_at = fails_at
        self.failure = failure
        self.sent = b""

    def _step(self, name: str) -> None:
        if self.failure and self.fails_at == name and (b" /page " in self.sent or name == "start_tls"):
            raise self.failure

    async def write(self, buffer: bytes, *_: Any, **__: Any) -> None:
        self.sent += buffer
        self._step("write")

    async def read(self, *_: Any, **__: Any) -> bytes:
        self._step("read")
        said, self.reason = self.reason if b" /page " in self.sent else FINE, b""
        return said

    async def start_tls(self, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        self._step("start_tls")
        return self

    async def aclose(self) -> None:
        self._step("aclose")

    def get_extra_info(self, *_: Any) -> Any:
        return None


class Network(httpcore2.AsyncNetworkBackend):
    def __init__(self, said: bytes = FINE, fails_at: str = "", failure: BaseException | None = None) -> None:
        self._given = (said, fails_at, failure)

    async def connect_tcp(self, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        return Connection(*self._given)


async def public(name: str, _: int) -> Sequence[str]:
    """Any name that could be looked up."""
    name.encode("idna")
    return ["93.184.215.14"]


async def this_machine(name: str, _: int) -> Sequence[str]:
    name.encode("idna")
    return ["127.0.0.1"]


async def no_sleep(_: float) -> None:
    pass


def ask(addresses: Sequence[str], network: PublicWeb) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    asker = LinkChecker(Limits(pause=0), network, Clock(sleep=no_sleep), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    asker.ask_each(addresses, found.__setitem__)
    return found


ODD_ADDRESSES = [
    "http://xn--a:{port}/",
    "http://xn--:{port}/",
    "http://a.xn--a.example:{port}/",
    "http://xn--zz--9999999999.example:{port}/",
    f"http://xn--{'9' * 56}:{{port}}/",
    f"http://{'a' * 64}.example:{{port}}/",
    f"http://{'a.' * 3000}example:{{port}}/",
    f"http://{'é' * 5000}.example:{{port}}/",
    "http://a..b:{port}/",
    "http://.:{port}/",
    "http://-:{port}/",
    "http://\u2488:{port}/",
    "http://\u200d:{port}/",
    "http://a\u202eb:{port}/",
    "http://x:-1/",
    "http://x:0/",
    "http://x:65536/",
    "http://x:1e3/",
    "http://x:\u0661/",
    f"http://x:{'9' * 5000}/",
    "http://[x]/",
    "http://[::1",
    "http://[fe80::1%25eth0]:{port}/",
    "http://[::ffff:999.1.1.1]/",
    "http://999.999.999.999/",
    "http://@:{port}/",
    "http://%00/",
    "http://x/" + "a" * 70_000,
    "http:\\\\x\\",
    "http://\ud800.example/",
    "http://x.example/\ud800",
    "\x00",
    "",
]


@pytest.mark.parametrize("odd", ODD_ADDRESSES, ids=lambda it: ascii(it)[:40])
def test_an_odd_address_ends_nothing_be_it_written_or_led_to(odd: str) -> None:
    paths = {"/": say("200 OK", "Content-Length: 0"), "/there": say("200 OK", "Content-Length: 0")}
    with misbehaving(paths) as server:
        odd = odd.format(port=server.port) if "{port}" in odd else odd
        paths["/page"] = lambda _, __, to: to.sendall(
            b"HTTP/1.1 302 Found\r\nLocation: " + odd.encode("utf-8", "surrogatepass") + b"\r\n\r\n"
        )
        first, last = f"http://a.example:{server.port}/", f"http://zz.example:{server.port}/there"
        web = PublicWeb(resolve=this_machine, allows=lambda _: True)
        found = ask([first, odd, f"{server.root}/page", last], web)
    assert set(found) == {first, odd, f"{server.root}/page", last}
    assert found[first] == found[last] == GOOD


def test_a_name_that_is_none_of_idna_is_looked_up_as_it_is_written() -> None:
    async def resolve(name: str, _: int) -> Sequence[str]:
        assert name == "xn--a"
        return ["10.0.0.1"]

    assert (
        "not on the public web (10.0.0.1)"
        in ask(["https://xn--a/"], PublicWeb(resolve=resolve))["https://xn--a/"].reason
    )


FAILURES = [
    RuntimeError("a mistake\nof\ta library"),
    AssertionError(),
    LookupError("x"),
    UnicodeError("label empty or too long"),
    RecursionError("maximum recursion depth exceeded"),
    OverflowError("x" * 10_000),
    ValueError("server_hostname cannot be an empty string"),
    ssl.SSLError(1, "bad"),
    OSError(24, "Too many open files"),
    EOFError(),
    httpcore2.LocalProtocolError("x"),
    httpcore2.UnsupportedProtocol("x"),
    httpcore2.ConnectionNotAvailable("x"),
    ExceptionGroup("several", [ValueError("a"), OSError("b")]),
]


@pytest.mark.parametrize("failure", FAILURES, ids=lambda it: type(it).__name__)
@pytest.mark.parametrize("step", ["write", "read", "aclose"])
def test_a_mistake_of_a_library_ends_nothing(failure: Exception, step: str) -> None:
    found = ask([ODD, *OTHERS], PublicWeb(Network(FINE, step, failure), public))
    assert found[ODD].verdict is Verdict.UNSURE
    assert found[ODD].reason
    assert len(found[ODD].reason) < 200
    assert found[ODD].reason.isprintable()
    assert all(found[other] == GOOD for other in OTHERS)


def test_a_failure_that_nobody_documents_is_named() -> None:
    found = ask([ODD], PublicWeb(Network(FINE, "read", RuntimeError("a mistake\nof\ta library")), public))
    assert found[ODD].reason == "cannot be checked (RuntimeError: a mistake of a library)"
    assert not found[ODD].heard


@pytest.mark.parametrize("failure", FAILURES, ids=lambda it: type(it).__name__)
def test_a_mistake_while_addresses_are_read_ends_nothing(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    read = asking_module.web_url

    def fails(written: str, *base: Any) -> Any:
        if written == ODD:
            raise failure
        return read(written, *base)

    monkeypatch.setattr(asking_module, "web_url", fails)
    found = ask([ODD, *OTHERS], PublicWeb(Network(), public))
    assert found[ODD].verdict is Verdict.UNSURE
    assert all(found[other] == GOOD for other in OTHERS)


def test_a_mistake_while_tls_begins_ends_nothing() -> None:
    network = PublicWeb(Network(FINE, "start_tls", ValueError("server_hostname")), public)
    found = ask(["https://odd.example/page", *OTHERS], network)
    assert found["https://odd.example/page"].verdict is Verdict.UNSURE
    assert all(found[other] == GOOD for other in OTHERS)


@pytest.mark.parametrize("failure", [KeyboardInterrupt, SystemExit])
def test_what_ends_the_program_is_let_through(failure: type[BaseException]) -> None:
    with pytest.raises(failure):
        ask([ODD, *OTHERS], PublicWeb(Network(FINE, "read", failure()), public))


def test_a_cancelled_run_ends() -> None:
    class Waits(httpcore2.AsyncNetworkBackend):
        async def connect_tcp(self, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
            waiting.set()
            await asyncio.Event().wait()
            raise AssertionError

    async def run() -> None:
        asker = LinkChecker(Limits(), PublicWeb(Waits(), public), tls=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        task = asyncio.create_task(asker.ask_all([ODD], found.__setitem__))
        await waiting.wait()
        task.cancel()
        await task

    found: dict[str, Answer] = {}
    waiting = asyncio.Event()
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(run())
    assert found == {}


PARTS = [
    "HTTP/1.1 ", "HTTP/1.0 ", "HTTP/2 ", "200", "302", "301", "101", "100", "503", "429", "000", " OK", "\r\n", "\n",
    "\r", "Location: ", "Retry-After: ", "Content-Length: ", "Transfer-Encoding: ", "Content-Encoding: ", "chunked",
    "gzip", "-1", "9" * 30, "http://", "//", "xn--a", "[::1", "%", "@", ":", "\0", "\x1b", "é", "😀", "/",
    "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "Mon, 01 Jan 0001 00:00:00 +2359",
]  # fmt: skip
JUNK = st.lists(st.sampled_from(PARTS), max_size=12).map("".join)
HEADS = st.sampled_from(["301 Moved", "302 Found", "503 Busy", "429 Busy", "200 OK", "404 None"])
NAMES = st.sampled_from(["Location", "Retry-After", "Content-Length", "Transfer-Encoding", "Content-Encoding"])
RESPONSES = (
    st.binary(max_size=60)
    | JUNK.map(str.encode)
    | st.builds(lambda head, name, value: f"HTTP/1.1 {head}\r\n{name}: {value}\r\n\r\n".encode(), HEADS, NAMES, JUNK)
)


@given(JUNK.map(lambda junk: f"http://{junk}") | st.text(), RESPONSES)
def test_nothing_that_is_written_or_answered_ends_the_run(written: str, answered: bytes) -> None:
    found = ask([written, ODD, *OTHERS], PublicWeb(Network(answered), public))
    assert set(found) == {written, ODD, *OTHERS}
    assert all(found[other] == GOOD for other in OTHERS)
