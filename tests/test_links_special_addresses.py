"""Which addresses are public: at the edges of every block, and the same in every version of Python."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hedgesite.links.special_addresses import is_public

# A block with the addresses before and after it, and whether those are public.
BLOCKS_OF_IPV4 = [
    ("0.0.0.0/8", None, True),
    ("10.0.0.0/8", True, True),
    ("100.64.0.0/10", True, True),
    ("127.0.0.0/8", True, True),
    ("169.254.0.0/16", True, True),
    ("172.16.0.0/12", True, True),
    ("192.0.0.0/24", True, True),
    ("192.0.2.0/24", True, True),
    ("192.31.196.0/24", True, True),
    ("192.52.193.0/24", True, True),
    ("192.88.99.0/24", True, True),
    ("192.168.0.0/16", True, True),
    ("192.175.48.0/24", True, True),
    ("198.18.0.0/15", True, True),
    ("198.51.100.0/24", True, True),
    ("203.0.113.0/24", True, True),
    ("224.0.0.0/4", True, False),
    ("240.0.0.0/4", False, None),
]
BLOCKS_OF_IPV6 = [
    ("::/128", None, False),
    ("::1/128", False, False),
    ("::/96", None, False),
    ("::ffff:0:0:0/96", False, False),
    ("64:ff9b:1::/48", False, False),
    ("100::/64", False, False),
    ("100:0:0:1::/64", False, False),
    ("2001::/32", True, False),
    ("2001::/23", True, True),
    ("2001:db8::/32", True, True),
    ("2620:4f:8000::/48", True, True),
    ("3fff::/20", True, True),
    ("4000::/3", True, False),
    ("5f00::/16", False, False),
    ("fc00::/7", False, False),
    ("fe80::/10", False, False),
    ("fec0::/10", False, False),
    ("ff00::/8", False, None),
]


def edges(block: str, before: bool | None, after: bool | None) -> list[tuple[str, bool]]:
    network = ip_network(block)
    first, last = int(network[0]), int(network[-1])
    of = type(network[0])
    inside = [(str(network[0]), False), (str(of((first + last) // 2)), False), (str(network[-1]), False)]
    beside = [(first - 1, before), (last + 1, after)]
    return [*inside, *((str(of(number)), public) for number, public in beside if public is not None)]


@pytest.mark.parametrize(
    ("address", "public"), [edge for block in (*BLOCKS_OF_IPV4, *BLOCKS_OF_IPV6) for edge in edges(*block)]
)
def test_the_edges_of_a_block(address: str, public: bool) -> None:
    assert is_public(address) is public


EMBEDDINGS = {
    "IPv4-mapped": lambda ip: int(IPv6Network("::ffff:0:0/96")[int(ip)]),
    "NAT64": lambda ip: int(IPv6Network("64:ff9b::/96")[int(ip)]),
    "6to4": lambda ip: (0x2002 << 112) + (int(ip) << 80) + 1,
    "ISATAP": lambda ip: (0x20010470_00010002_00005EFE << 32) + int(ip),
    "ISATAP with a unique IPv4 address": lambda ip: (0x20010470_00010002_02005EFE << 32) + int(ip),
}


@pytest.mark.parametrize("kind", EMBEDDINGS)
@pytest.mark.parametrize(("address", "public"), [edge for block in BLOCKS_OF_IPV4 for edge in edges(*block)])
def test_an_address_inside_of_another_is_judged(kind: str, address: str, public: bool) -> None:
    outer = ip_address(EMBEDDINGS[kind](IPv4Address(address)))
    assert outer.version == 6
    assert is_public(str(outer)) is public


@pytest.mark.parametrize("address", ["93.184.215.14", "127.0.0.1"])
def test_an_address_inside_of_a_tunnel_that_ends_at_a_client_is_never_public(address: str) -> None:
    """Teredo names its server and, with all bits turned, its client; IPv4-compatible addresses are deprecated."""
    number = int(IPv4Address(address))
    teredo = ip_address((0x20010000 << 96) + (number << 64) + (number ^ 0xFFFFFFFF))
    assert teredo.teredo == (IPv4Address(address), IPv4Address(address))  # type: ignore[union-attr]
    assert not is_public(str(teredo))
    assert not is_public(f"::{address}")


@pytest.mark.parametrize("address", ["fe80::1%eth0", "fe80::1%25", "::1%lo"])
def test_a_zone_changes_nothing(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001::1", "2400::1"]
)
def test_what_is_public(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses())
def test_nothing_is_public_that_python_knows_as_private(ip: IPv4Address | IPv6Address) -> None:
    """Its table may be older than ours, and has the whole of 6to4 in newer versions."""
    embeds = any(ip in IPv6Network(block) for block in ("2002::/16", "::ffff:0:0/96", "64:ff9b::/96"))
    if is_public(str(ip)) and not embeds:
        assert not ip.is_private
        assert not ip.is_multicast


@pytest.mark.parametrize("address", ["", "example.org", "1.2.3", "0177.0.0.1", "1.2.3.4.5", "[::1]"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(ValueError, match="does not appear"):
        is_public(address)
