"""Addresses: where on the site each thing stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hedgesite.model import kinds
from hedgesite.model.base import DEVICES, LONGEST_ID
from hedgesite.model.names import Names


@dataclass(frozen=True, slots=True)
class Routes:
    """Kind and id of a thing to its address: a path below the site's root ending in `/`, perhaps with a fragment."""

    addresses: Mapping[tuple[str, str], str]
    redirects: Mapping[str, str]
    """Former paths (without fragment) to addresses."""
    anchors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Former addresses on pages that are still there, where former ids leave empty anchors, to addresses."""

    @property
    def places(self) -> Iterator[str]:
        """Addresses, former ones too, of places on pages."""
        return (address for address in (*self.addresses.values(), *self.anchors) if "#" in address)

    def __getitem__(self, thing: tuple[str, str]) -> str:
        return self.addresses[thing]


def routes_of(names: Names) -> Routes:
    """Give every thing its address, and every former id a redirect, or an anchor where it had no page of its own."""
    addresses: dict[tuple[str, str], str] = {}
    redirects: dict[str, str] = {}
    anchors: dict[str, str] = {}
    slugs = source_slugs(names.of_kind("source"))
    for thing in names.things:
        kind, section = kinds.kind_of(thing.kind), getattr(thing.item, "section", "")
        is_source = thing.kind == "source"
        address = kind.address.format(id=slugs[thing.id] if is_source else thing.id, section=section)
        addresses.setdefault((thing.kind, thing.id), address)
        former = anchors if kind.is_anchor else redirects
        for alias in thing.aliases:
            former[kind.address.format(id=slug(alias) if is_source else alias, section=section)] = address
    taken = set(addresses.values())
    return Routes(
        MappingProxyType(addresses),
        MappingProxyType({old: new for old, new in redirects.items() if old not in taken}),
        MappingProxyType({old: new for old, new in anchors.items() if old not in taken}),
    )


def slug(key: str) -> str:
    """A source key as part of an address: ASCII letters, digits and hyphens in lower case, as ids are."""
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].rstrip("-") or "source"
    return f"{made}-1" if made in DEVICES else made


def source_slugs(keys: Iterable[str]) -> Mapping[str, str]:
    """A slug for each key; keys that differ only by case or punctuation get numbers, in the order of the list."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for key in keys:
        base = candidate = slug(key)
        while candidate in taken:
            numbers[base] = numbers.get(base, 1) + 1
            candidate = f"{base}-{numbers[base]}"
        taken.add(candidate)
        slugs[key] = candidate
    return MappingProxyType(slugs)
