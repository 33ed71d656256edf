"""Addresses of all things on the site."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hedgesite.model import kinds
from hedgesite.model.index import EntityIndex
from hedgesite.model.slugs import id_of, numbered


@dataclass(frozen=True, slots=True)
class Routes:
    """Addresses by kind and id: paths below the site's root that end in `/`, possibly with a fragment."""

    addresses: Mapping[tuple[str, str], str]
    redirects: Mapping[str, str]
    """Addresses by former path (without fragment)."""
    anchors: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Addresses by former address with a fragment: the page still exists and has an empty anchor for the former id."""

    @property
    def places(self) -> Iterator[str]:
        """Current and former addresses with fragments."""
        return (address for address in (*self.addresses.values(), *self.anchors) if "#" in address)

    def __getitem__(self, thing: tuple[str, str]) -> str:
        return self.addresses[thing]


def routes_of(names: EntityIndex) -> Routes:
    """Assign an address to every thing, and to every former id a redirect, or an anchor if the kind has no pages."""
    addresses: dict[tuple[str, str], str] = {}
    redirects: dict[str, str] = {}
    anchors: dict[str, str] = {}
    earlier: dict[str, str] = {}
    keys = names.of_kind("source")
    slugs, former_slugs = source_slugs(keys), source_slugs(keys, _former_slug)
    for thing in names.things:
        kind, section = kinds.kind_of(thing.kind), getattr(thing.item, "section", "")
        is_source = thing.kind == "source"
        address = kind.address.format(id=slugs[thing.id] if is_source else thing.id, section=section)
        addresses.setdefault((thing.kind, thing.id), address)
        former = anchors if kind.is_anchor else redirects
        for alias in thing.aliases:
            former[kind.address.format(id=_slug(alias) if is_source else alias, section=section)] = address
        if is_source:
            shorter = (former_slugs[thing.id], *map(_former_slug, thing.aliases))
            earlier.update((kind.address.format(id=old), address) for old in shorter)
    redirects = earlier | redirects
    taken = set(addresses.values())
    return Routes(
        MappingProxyType(addresses),
        # A current page takes precedence over a redirect from the same address.
        MappingProxyType({old: new for old, new in redirects.items() if old not in taken}),
        MappingProxyType({old: new for old, new in anchors.items() if old not in taken}),
    )


def _slug(key: str) -> str:
    return id_of(key, "source")


def _former_slug(key: str) -> str:
    """Slug by the former rule, which dropped letters of other scripts."""
    return id_of(unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode(), "source")


def source_slugs(keys: Iterable[str], slug_of: Callable[[str], str] = _slug) -> Mapping[str, str]:
    """A slug for each key; keys that differ only in case or punctuation are numbered in list order."""
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for key in keys:
        slugs[key] = numbered(slug_of(key), taken, numbers)
        taken.add(slugs[key])
    return MappingProxyType(slugs)
