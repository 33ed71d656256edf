"""Addresses: where on the site each thing stands."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.model.base import DEVICES, LONGEST_ID
from hedgesite.model.library import Library
from hedgesite.model.names import Names

_ON_ONE_PAGE = {"hypothesis": "hypotheses/", "event": "timeline/", "term": "glossary/", "series": "data/"}
_OWN_PAGE = {"section": "read/", "dimension": "dimensions/", "actor": "actors/", "page": ""}


@dataclass(frozen=True, slots=True)
class Routes:
    """Kind and id of a thing to its address: a path below the site's root ending in `/`, perhaps with a fragment."""

    addresses: Mapping[tuple[str, str], str]
    redirects: Mapping[str, str]
    """Former paths (without fragment) to addresses."""

    def __getitem__(self, thing: tuple[str, str]) -> str:
        return self.addresses[thing]


def routes_of(library: Library, names: Names) -> Routes:
    """Give every thing its address, and every former id a redirect where it had a page of its own."""
    addresses: dict[tuple[str, str], str] = {}
    redirects: dict[str, str] = {}
    slugs = source_slugs(names.ids("source"))
    sections = {passage.id: passage.section for passage in library.passages}
    for thing in names.things:
        kind, id = thing.kind, thing.id
        if kind == "passage":
            address = f"read/{sections[id]}/#{id}"
        elif kind == "source":
            address = f"sources/{slugs[id]}/"
        elif kind in _ON_ONE_PAGE:
            address = f"{_ON_ONE_PAGE[kind]}#{id}"
        else:
            address = f"{_OWN_PAGE[kind]}{id}/"
        addresses.setdefault((kind, id), address)
        if kind in _OWN_PAGE:
            redirects.update((f"{_OWN_PAGE[kind]}{alias}/", address) for alias in thing.aliases)
        if kind == "source":
            redirects.update((f"sources/{slug(alias)}/", address) for alias in thing.aliases)
    taken = set(addresses.values())
    return Routes(
        MappingProxyType(addresses),
        MappingProxyType({old: new for old, new in redirects.items() if old not in taken}),
    )


def slug(key: str) -> str:
    """A source key as part of an address: ASCII letters, digits and hyphens in lower case, as ids are."""
    plain = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].rstrip("-") or "source"
    return f"{made}-1" if made in DEVICES else made


def source_slugs(keys: list[str]) -> Mapping[str, str]:
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
