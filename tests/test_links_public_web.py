"""A link in a stranger's pull request makes nobody speak to what is not on the public web."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence
from typing import Any

import httpcore2
import pytest

from hedgesite.links import Answer, Limits, LinkChecker, PublicWeb
from hedgesite.links.limits import Clock
from hedgesite.links.result import Verdict
from tests.misbehaving import lead, misbehaving

PUBLIC = "93.184.215.14"


class Recording(httpcore2.AsyncNetworkBackend):
    """Connects to nothing, and remembers where it should have."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> httpcore2.AsyncNetworkStream:
        self.connected.append(f"{host}:{port}")
        raise httpcore2.ConnectError


def ask(address: str, network: httpcore2.AsyncNetworkBackend) -> Answer:
    found: dict[str, Answer] = {}

    async def no_sleep(_: float) -> None:
        pass

    asker = LinkChecker(Limits(), network, Clock(sleep=no_sleep), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    asker.ask_each([address], found.__setitem__)
    return found[address]


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0x7f000001",
        "0",
        "[::1]",
        "[::ffff:10.0.0.1]",
        "localhost",
        "169.254.169.254",
    ],
)
def test_however_it_is_written(host: str) -> None:
    network = Recording()
    found = ask(f"http://{host}:8080/latest/meta-data/", PublicWeb(network))
    assert found.verdict is not Verdict.GOOD
    assert "not on the public web" in found.reason
    assert network.connected == []


def test_a_redirect_does_not_lead_inside() -> None:
    """The first server stands for one of the public web."""
    asked = []

    async def resolve(name: str, _: int) -> Sequence[str]:
        asked.append(name)
        return {"outside.example": ["127.0.0.1"]}.get(name, ["10.0.0.1"])

    with misbehaving({"/": lead("http://inside.example/secrets")}) as server:
        network = PublicWeb(resolve=resolve, allows=lambda address: address == "127.0.0.1")
        found = ask(f"http://outside.example:{server.port}/", network)
    assert asked == ["outside.example", "inside.example"]
    assert found.verdict is Verdict.UNSURE
    assert found.reason == (
        "leads to 'http://inside.example/secrets', "
        "which names a host that is not on the public web (10.0.0.1), and was not asked"
    )


def test_a_name_is_judged_by_the_address_that_is_connected_to() -> None:
    """The second time, the name stands for this machine."""
    network, lookups = Recording(), iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])

    async def resolve(_: str, __: int) -> Sequence[str]:
        return next(lookups)

    web = PublicWeb(network, resolve)
    assert ask("http://rebinding.example/", web).reason == "cannot be reached"
    assert "not on the public web" in ask("http://rebinding.example/", web).reason
    assert network.connected == [f"{PUBLIC}:80"]


def test_of_many_addresses_the_public_ones_are_tried_and_not_all() -> None:
    network = Recording()

    async def resolve(_: str, __: int) -> Sequence[str]:
        return ["10.0.0.1", *(f"93.184.215.{number}" for number in range(1, 20)), "127.0.0.1"]

    ask("https://many.example/", PublicWeb(network, resolve))
    assert network.connected == [f"93.184.215.{number}:443" for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), Verdict.DEAD),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution"), Verdict.UNSURE),
        (UnicodeError("label too long"), Verdict.DEAD),
    ],
)
def test_a_name_that_stands_for_nothing(error: Exception, verdict: Verdict) -> None:
    async def resolve(_: str, __: int) -> Sequence[str]:
        raise error

    found = ask("http://nowhere.example/", PublicWeb(Recording(), resolve))
    assert found.verdict is verdict
    assert not found.heard
