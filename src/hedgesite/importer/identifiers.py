"""Sources that a manuscript cites by an identifier instead of a key: `@doi:10.1000/x`, `@arxiv:…`, `@url:…`.

Source: Manubot, "Citations by persistent identifier".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from hedgesite.importer.sources import Entry
from hedgesite.model.slugs import numbered, slug

_IDENTIFIER = re.compile(r"(?P<kind>doi|arxiv|url|https?|pmid|pmcid|isbn):(?P<value>\S+)", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_ADDRESSES = {
    "arxiv": "https://arxiv.org/abs/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
}


def identified(keys: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """Sources of keys that are identifiers, by key. Nothing is fetched: the identifier is the title."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    for key in dict.fromkeys(keys):
        found = _IDENTIFIER.fullmatch(key)
        if not found:
            continue
        kind, value = found["kind"].lower(), found["value"]
        fields = {"title": key}
        if kind == "doi" and _DOI.fullmatch(value):
            fields["doi"] = value
        elif kind in _ADDRESSES:
            fields["url"] = _ADDRESSES[kind].format(value)
        elif kind == "isbn":
            fields["isbn"] = value
        elif kind == "url":
            fields["url"] = value
        else:
            fields["url"] = key
        own = numbered(slug(key, "source")[:60].strip("-"), taken, numbers)
        taken.add(own)
        yield key, Entry(own, "misc", 0, key, fields=MappingProxyType(fields))
