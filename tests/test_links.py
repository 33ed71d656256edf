"""Whether links are dead, asked of a server on this machine that misbehaves. Nothing is asked of any other."""

from __future__ import annotations

import asyncio
import re
import ssl
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpcore2
import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from hedgesite import __version__
from hedgesite.links import Answer, Limits, LinkChecker, PublicWeb
from hedgesite.links.checker import web_url
from hedgesite.links.limits import Clock
from hedgesite.links.result import Verdict
from tests.misbehaving import (
    Behaviour,
    Server,
    bomb,
    by_method,
    drip,
    in_turn,
    lead,
    misbehaving,
    reply,
    reset,
    say,
    silence,
)

pytestmark = pytest.mark.outside

PATIENT = Limits(reading=10, in_all=20, redirects=4)
HASTY = Limits(reading=0.2, in_all=0.4)
TRUSTS_NOBODY = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
FINE = say("200 OK", "Content-Length: 0")
THREE_HOURS = 3 * 60 * 60


class StoppedClock:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.now, self.sleep)


async def here(_: str, __: int) -> Sequence[str]:
    """Whatever the name, it is this machine's."""
    return ["127.0.0.1"]


def asker(
    limits: Limits = PATIENT, clock: StoppedClock | None = None, tls: ssl.SSLContext = TRUSTS_NOBODY
) -> LinkChecker:
    network = PublicWeb(resolve=here, allows=lambda _: True)
    return LinkChecker(limits, network, (clock or StoppedClock()).clock, tls)


def answers(asking: LinkChecker, *addresses: str) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    asking.ask_each(addresses, found.__setitem__)
    return found


def answer(behaviour: Behaviour, limits: Limits = PATIENT, /, **others: Behaviour) -> tuple[Answer, Server]:
    """The answer of `/page` that behaves so, beside other paths."""
    paths = {"/page": behaviour, **{f"/{name}": other for name, other in others.items()}}
    with misbehaving(paths) as server:
        (found,) = answers(asker(limits), f"{server.root}/page").values()
    return found, server


# What proves something


@pytest.mark.parametrize("status", ["200 OK", "204 No Content", "206 Partial Content", "416 Range Not Satisfiable"])
def test_what_is_there(status: str) -> None:
    assert answer(say(status, "Content-Length: 0"))[0] == Answer(Verdict.GOOD)


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_what_is_not_there(status: str) -> None:
    found, server = answer(say(status, "Content-Length: 0"))
    assert found == Answer(Verdict.DEAD, f"answers {status}")
    assert server.asked == ["HEAD /page", "GET /page"]


@pytest.mark.parametrize(
    "status",
    [
        "400 Bad Request",
        "401 Unauthorized",
        "403 Forbidden",
        "429 Too Many Requests",
        "451 Unavailable For Legal Reasons",
        "500 Internal Server Error",
        "503 Service Unavailable",
        "301 Moved Permanently",
        "304 Not Modified",
    ],
)
def test_what_proves_nothing(status: str) -> None:
    assert answer(say(status, "Content-Length: 0"))[0] == Answer(Verdict.UNSURE, f"answers {status}")


def test_a_status_that_nobody_knows() -> None:
    assert answer(say("799 Whatever", "Content-Length: 0"))[0] == Answer(Verdict.UNSURE, "answers 799")


@pytest.mark.parametrize(
    "head", ["405 Method Not Allowed", "501 Not Implemented", "403 Forbidden", "404 Not Found", "500 Oops"]
)
def test_what_head_says_is_not_believed(head: str) -> None:
    found, server = answer(by_method(say(head, "Content-Length: 0"), FINE))
    assert found == Answer(Verdict.GOOD)
    assert server.asked == ["HEAD /page", "GET /page"]
    assert server.requests[1].headers["range"] == "bytes=0-0"


def test_a_host_that_has_no_head_is_not_asked_for_it_again() -> None:
    no_head = by_method(say("405 Method Not Allowed"), FINE)
    with misbehaving({"/a": no_head, "/b": no_head}) as server:
        answers(asker(), f"{server.root}/a", f"{server.root}/b")
    assert sorted(server.asked) == ["GET /a", "GET /b", "HEAD /a"]


def test_who_asks_says_so_and_nothing_else() -> None:
    with misbehaving({"/page": FINE}) as server:
        answers(asker(), f"http://somebody:secret@site.example:{server.port}/page#part")
    headers = server.requests[0].headers
    assert headers["user-agent"].startswith(f"hedgesite/{__version__} ")
    assert set(headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


# What misbehaves


@pytest.mark.parametrize(
    "behaviour",
    [silence, drip(b"HTTP/1.1 200 OK\r\nX-Slow: ", b"a"), drip(b"", b"HTTP/1.1 103 Early Hints\r\n\r\n")],
    ids=["silence", "slow headers", "hints without end"],
)
def test_what_is_slow_proves_nothing(behaviour: Behaviour) -> None:
    assert answer(behaviour, HASTY)[0] == Answer(Verdict.UNSURE, "does not answer in time", heard=False)


@pytest.mark.parametrize(
    "behaviour",
    [
        lambda *_: None,
        say("200 OK", *["X-Long: " + "a" * 1000] * 1000),
        say("200 OK", "X-Long: " + "a" * 1_000_000),
        say("two hundred"),
        say("200 OK", "Content-Length: many"),
        lambda _, __, to: to.sendall(b"SSH-2.0-OpenSSH_9.9\r\n"),
        lambda _, __, to: to.sendall(b"\x00\xff" * 100_000),
    ],
    ids=["hangs up", "many headers", "a long header", "no status", "no length", "another protocol", "noise"],
)
def test_what_cannot_be_read_proves_nothing(behaviour: Behaviour) -> None:
    assert answer(behaviour)[0] == Answer(Verdict.UNSURE, "sends an answer that cannot be read")


def test_what_breaks_off_proves_nothing() -> None:
    assert answer(reset)[0] == Answer(Verdict.UNSURE, "cannot be reached", heard=False)


@pytest.mark.parametrize(
    "behaviour",
    [
        drip(reply("200 OK"), b"a" * 1000),
        drip(reply("200 OK", "Transfer-Encoding: chunked"), b"3e8\r\n" + b"a" * 1000 + b"\r\n"),
        say("200 OK", "Content-Length: 1000000", body=b"short"),
        say("200 OK", "Content-Length: 1", body=b"longer"),
        say("200 OK", "Content-Encoding: gzip", body=bomb()),
    ],
    ids=["endless", "endless chunks", "too short", "too long", "bomb"],
)
def test_a_body_is_not_read(behaviour: Behaviour) -> None:
    assert answer(by_method(say("405 Method Not Allowed"), behaviour))[0] == Answer(Verdict.GOOD)


def test_what_breaks_off_at_head_may_answer_get() -> None:
    for head, limits in ((reset, PATIENT), (say("no", "thing"), PATIENT), (silence, Limits(reading=1))):
        found, _ = answer(by_method(head, FINE), limits)
        assert found == Answer(Verdict.GOOD)


def test_nobody_listens() -> None:
    with misbehaving({}) as server:
        closed = server.root
    assert answers(asker(), f"{closed}/")[f"{closed}/"] == Answer(Verdict.UNSURE, "cannot be reached", heard=False)


# Where addresses lead


@pytest.mark.parametrize(
    "location",
    [
        "/there",
        "there",
        "./x/../there",
        "?to=there",
        "//other.example:{port}/there",
        "HTTP://site.example:{port}/there",
    ],
)
def test_a_relative_redirect(location: str) -> None:
    paths = {"/there": FINE, "/page?to=there": FINE}
    with misbehaving(paths) as server:
        paths["/page"] = lead(location.format(port=server.port))
        (found,) = answers(asker(), f"{server.root}/page").values()
    assert found == Answer(Verdict.GOOD)


def test_letters_of_the_world_in_a_redirect() -> None:
    with misbehaving(
        {"/page": lead("/језеро?за=два"), "/%D1%98%D0%B5%D0%B7%D0%B5%D1%80%D0%BE?%D0%B7%D0%B0=%D0%B4%D0%B2%D0%B0": FINE}
    ) as server:
        (found,) = answers(asker(), f"{server.root}/page").values()
    assert found == Answer(Verdict.GOOD)


def test_letters_of_one_country_in_a_redirect() -> None:
    latin = b"HTTP/1.1 302 Found\r\nLocation: /caf\xe9\r\n\r\n"
    with misbehaving({"/page": lambda _, __, to: to.sendall(latin), "/caf%C3%A9": FINE}) as server:
        (found,) = answers(asker(), f"{server.root}/page").values()
    assert found == Answer(Verdict.GOOD)


@pytest.mark.parametrize(
    "location",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,hi",
        "gopher://site.example/",
        "http://a b/",
        "http://[::1",
        "http://site.example:99999999/",
        "https:///path",
    ],
)
def test_a_redirect_to_what_is_no_address(location: str) -> None:
    found, _ = answer(lead(location))
    assert found == Answer(Verdict.DEAD, f"leads to '{location}', which is not a web address")


def test_a_long_redirect_is_told_in_short() -> None:
    found, _ = answer(lead("x:" + "a" * 10_000))
    assert len(found.reason) < 200


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
def test_what_has_moved_for_good(status: str) -> None:
    found, server = answer(lead("/then", status), then=lead("/now", status), now=lead("/today"), today=FINE)
    assert found == Answer(Verdict.GOOD, moved_to=f"{server.root}/now")


@pytest.mark.parametrize("status", ["302 Found", "303 See Other", "307 Temporary Redirect"])
def test_what_has_moved_for_now(status: str) -> None:
    found, _ = answer(lead("/then", status), then=lead("/now", "301 Moved Permanently"), now=FINE)
    assert found == Answer(Verdict.GOOD)


def test_what_has_moved_to_where_nothing_is() -> None:
    found, server = answer(lead("/now", "301 Moved Permanently"), now=say("404 Not Found"))
    assert found == Answer(Verdict.DEAD, f"leads to '{server.root}/now', which answers 404 Not Found")


def test_a_circle() -> None:
    found, _ = answer(lead("/there"), there=lead("/page"))
    assert found.verdict is Verdict.UNSURE
    assert "circle" in found.reason


def test_a_way_without_end() -> None:
    found, server = answer(lead("1"), **{str(n): lead(str(n + 1)) for n in range(1, 9)})
    assert found == Answer(Verdict.UNSURE, "redirects more than 4 times")
    assert len(server.asked) == 5


def test_cookies_are_not_kept() -> None:
    _, server = answer(say("302 Found", "Location: /there", "Set-Cookie: a=b"), there=FINE)
    assert all("cookie" not in request.headers for request in server.requests)


def test_a_page_that_leads_to_the_front_was_perhaps_taken_down() -> None:
    found, _ = answer(lead("/", "301 Moved Permanently"), **{"": FINE})
    assert found.verdict is Verdict.UNSURE
    assert "front page of site.example" in found.reason


def test_a_doi_is_good_where_its_registry_knows_it() -> None:
    registry = {
        "/10.1234/known": lead("http://publisher.example/paper"),
        "/10.1234/unknown": say("404 Not Found"),
    }
    with misbehaving(registry) as server:
        registry["/10.1234/old"] = lead(f"http://doi.org:{server.port}/10.1234/known", "301 Moved Permanently")
        known = f"http://doi.org:{server.port}/10.1234/known"
        unknown = f"http://doi.org:{server.port}/10.1234/unknown"
        old = f"http://dx.doi.org:{server.port}/10.1234/old"
        found = answers(asker(), known, unknown, old)
    assert found[known] == Answer(Verdict.GOOD)
    assert found[unknown] == Answer(Verdict.DEAD, "answers 404 Not Found")
    assert found[old] == Answer(Verdict.GOOD, moved_to=known)
    assert "publisher.example" not in {request.headers["host"] for request in server.requests}


# TLS


@pytest.fixture
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.fixture
def secure(authority: trustme.CA) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("site.example").configure_cert(context)
    with misbehaving({"/": FINE}, context) as server:
        yield server


def test_the_certificate_is_that_of_the_name_not_of_the_number(secure: Server, trusting: ssl.SSLContext) -> None:
    right, wrong = f"https://site.example:{secure.port}/", f"https://other.example:{secure.port}/"
    found = answers(asker(tls=trusting), right, wrong)
    assert found[right] == Answer(Verdict.GOOD)
    assert found[wrong].verdict is Verdict.UNSURE
    assert "certificate" in found[wrong].reason


def test_a_certificate_that_nobody_vouches_for(secure: Server) -> None:
    address = f"https://site.example:{secure.port}/"
    found = answers(asker(), address)[address]
    assert found.verdict is Verdict.UNSURE
    assert "certificate" in found.reason
    assert secure.requests == []


def test_no_tls_where_there_should_be() -> None:
    with misbehaving({"/": FINE}) as server:
        (found,) = answers(asker(HASTY), f"https://site.example:{server.port}/").values()
    assert found.verdict is Verdict.UNSURE


# Limits


def test_one_at_a_time_with_a_pause() -> None:
    clock = StoppedClock()
    with misbehaving({f"/{n}": FINE for n in range(5)}) as server:
        found = answers(asker(clock=clock), *(f"{server.root}/{n}" for n in range(5)))
    assert [it.verdict for it in found.values()] == [Verdict.GOOD] * 5
    assert clock.slept == [1.0] * 4


def test_hosts_do_not_wait_for_each_other() -> None:
    clock = StoppedClock()
    with misbehaving({"/": FINE}) as server:
        answers(asker(clock=clock), *(f"http://{name}.example:{server.port}/" for name in "abcdefghijkl"))
    assert clock.slept == []
    assert len(server.requests) == 12


def test_few_hosts_at_once() -> None:
    busy, most = 0, 0

    class Counting(httpcore2.AnyIOBackend):
        async def connect_tcp(self, *_: object, **__: object) -> httpcore2.AsyncNetworkStream:
            nonlocal busy, most
            busy, most = busy + 1, max(most, busy + 1)
            await asyncio.sleep(0)
            busy -= 1
            raise httpcore2.ConnectError

    asking = LinkChecker(Limits(hosts_at_once=3), PublicWeb(Counting(), here, lambda _: True), StoppedClock().clock)
    answers(asking, *(f"http://{name}.example/" for name in "abcdefghijkl"))
    assert most == 3


def test_who_asks_to_come_back_is_asked_again_then() -> None:
    clock = StoppedClock()
    busy = in_turn(say("503 Service Unavailable", "Retry-After: 7"), FINE)
    with misbehaving({"/page": busy}) as server:
        (found,) = answers(asker(clock=clock), f"{server.root}/page").values()
    assert found == Answer(Verdict.GOOD)
    assert clock.slept == [7.0]


def test_who_asks_to_come_back_twice_is_left_alone() -> None:
    clock = StoppedClock()
    busy = say("429 Too Many Requests", "Retry-After: 7")
    with misbehaving({"/page": busy, "/other": FINE}) as server:
        found = answers(asker(clock=clock), f"{server.root}/page", f"{server.root}/other")
    assert found[f"{server.root}/page"] == Answer(Verdict.UNSURE, "answers 429 Too Many Requests")
    assert clock.slept == [7.0, 7.0]


IN_THREE_HOURS = format_datetime(datetime.now(UTC) + timedelta(hours=3), usegmt=True)


@pytest.mark.parametrize("later", [str(THREE_HOURS), IN_THREE_HOURS, "9" * 400], ids=["seconds", "date", "digits"])
def test_who_asks_for_too_much_time_is_asked_no_more_in_this_run(later: str) -> None:
    clock = StoppedClock()
    with misbehaving({"/a": say("429 Too Many Requests", f"Retry-After: {later}"), "/b": FINE}) as server:
        found = answers(asker(clock=clock), f"{server.root}/a", f"{server.root}/b")
    assert [it.verdict for it in found.values()] == [Verdict.UNSURE] * 2
    assert all("asks for a pause" in it.reason for it in found.values())
    assert server.asked == ["HEAD /a"]
    assert clock.slept == []


FAR = "Sun, 06 Nov 99999999999999999999 08:49:37 GMT"
EARLY = "Mon, 01 Jan 0001 00:00:00 +2359"


@pytest.mark.parametrize(
    "later", ["soon", "-1", "", "Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 99 Nov 1994", "1e3", FAR, EARLY]
)
def test_a_time_that_is_none_is_no_time(later: str) -> None:
    assert (
        answer(say("503 Service Unavailable", f"Retry-After: {later}"))[0].reason == "answers 503 Service Unavailable"
    )


def test_a_wait_does_not_count_as_slowness() -> None:
    """The pause between the five requests is longer than the time that all of them may take."""
    found, _ = answer(lead("1"), **{"1": lead("2"), "2": lead("3"), "3": FINE})
    assert found == Answer(Verdict.GOOD)


@pytest.mark.parametrize(
    "address",
    ["http://", "https:///x", "http://exa mple.org/", "http://a:99999999/", "http://[1:2/", "http://0177.0.0.1/"],
)
def test_what_is_written_may_be_no_address(address: str) -> None:
    assert answers(asker(), address)[address] == Answer(Verdict.DEAD, "is not a web address")


@pytest.mark.parametrize("address", ["http://језеро.example", "http://JEZERO.example", "http://xn--e1aofbk2c.example"])
def test_names_in_other_letters_are_asked_as_the_network_knows_them(address: str) -> None:
    with misbehaving({"/": FINE}) as server:
        (found,) = answers(asker(), f"{address}:{server.port}/").values()
    assert found == Answer(Verdict.GOOD)
    assert re.fullmatch(r"[\x21-\x7e]+", server.requests[0].headers["host"])


@given(st.text() | st.from_regex(r"\A(https?:)?(//)?[^/]{0,20}(:\d*)?(/.*)?\Z"))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    base = web_url("https://example.org/a/b?c")
    assert base
    for url in (web_url(text), web_url(text, base)):
        assert url is None or (url.scheme in {"http", "https"} and url.raw_host and not url.fragment)
