"""Which IP addresses belong to hosts on the public web.

Python's `ip_address(…).is_global` reflects the registries at the time of its release, so results would depend on the
Python version. The tables here are IANA's registries of special-purpose addresses for IPv4 and IPv6 (RFC 6890). All
their blocks count as non-public, though some are globally reachable: those belong to protocols, and the nearest relay
or name server answers there, perhaps inside the local network, and never a web page.
"""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

_SPECIAL_IPV4 = tuple(
    IPv4Network(block)
    for block in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private use
        "100.64.0.0/10",  # shared by the customers of a provider
        "127.0.0.0/8",  # loopback
        "169.254.0.0/16",  # link-local; metadata services of clouds
        "172.16.0.0/12",  # private use
        "192.0.0.0/24",  # protocol assignments
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # automatic multicast tunnelling
        "192.88.99.0/24",  # relays of 6to4
        "192.168.0.0/16",  # private use
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # benchmarking
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast, which has a registry of its own
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
_UNICAST = IPv6Network("2000::/3")
"""The part of IPv6 allocated for public use (RFC 4291, section 2.4).
Outside it lie ::/128, ::1/128, ::ffff:0:0/96, 64:ff9b::/96, 64:ff9b:1::/48, 100::/64, 100:0:0:1::/64, 5f00::/16,
fc00::/7 and fe80::/10 of the registry, and multicast.
"""
""
_SPECIAL_IPV6 = tuple(
    IPv6Network(block)
    for block in (
        "2001::/23",  # protocol assignments, Teredo and ORCHID among them
        "2001:db8::/32",  # documentation
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)
_EMBEDDING = (
    (IPv6Network("::ffff:0:0/96"), 0),  # IPv4-mapped (RFC 4291, section 2.5.5.2)
    (IPv6Network("64:ff9b::/96"), 0),  # NAT64 (RFC 6052, section 2.1)
    (IPv6Network("2002::/16"), 80),  # 6to4 (RFC 3056, section 2)
)
"""Blocks that embed an IPv4 address, which receives the packets, with the number of bits that follow it."""
_ISATAP = {0x00005EFE, 0x02005EFE}
"""Precedes an IPv4 address in the last 64 bits, after any prefix (RFC 5214, section 6.1)."""


def is_public(address: str) -> bool:
    """Whether an IP address is on the public web, including IPv4 addresses embedded in IPv6.

    Raises ValueError if the text is not an IP address.
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv4Address):
        return not any(ip in block for block in _SPECIAL_IPV4)
    for block, behind in _EMBEDDING:
        if ip in block:
            return is_public(str(_embedded(ip, behind)))
    if ip not in _UNICAST or any(ip in block for block in _SPECIAL_IPV6):
        return False
    is_tunnel = int(ip) >> 32 & 0xFFFFFFFF in _ISATAP
    return not is_tunnel or is_public(str(_embedded(ip, 0)))


def _embedded(ip: IPv6Address, behind: int) -> IPv4Address:
    return IPv4Address(int(ip) >> behind & 0xFFFFFFFF)
