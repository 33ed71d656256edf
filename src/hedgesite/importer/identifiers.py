"""Sources that a manuscript cites by an identifier instead of a key: `@doi:10.1000/x`, `@arxiv:…`, `@url:…`.

Source: Manubot, "Citations by persistent identifier".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from types import MappingProxyType

from hedgesite.importer.sources import Entry
from hedgesite.model.dois import DOI
from hedgesite.model.slugs import numbered, slug

_IDENTIFIER = re.compile(r"(?P<kind>doi|arxiv|url|https?|pmid|pmcid|isbn):(?P<value>\S+)", re.IGNORECASE)
_ADDRESSES = {
    "arxiv": "https://arxiv.org/abs/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}/",
    "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/{}/",
}


def identified(keys: Iterable[str]) -> Iterator[tuple[str, Entry]]:
    """Sources of keys that are identifiers, by key. Nothing is fetched: the identifier is the title."""
    known = [key for key in dict.fromkeys(keys) if _IDENTIFIER.fullmatch(key)]
    names = named_by(known)
    for key in known:
        found = _IDENTIFIER.fullmatch(key)
        assert found
        kind, value = found["kind"].lower(), found["value"]
        fields = {"title": key}
        if kind == "doi" and DOI.fullmatch(value):
            fields["doi"] = value
        elif kind == "doi":
            # The DOI Foundation shortens a DOI to 10/ and some letters.
            fields["url"] = f"https://doi.org/{value}"
        elif kind in _ADDRESSES:
            fields["url"] = _ADDRESSES[kind].format(value)
        elif kind == "isbn":
            fields["isbn"] = value
        elif kind == "url":
            fields["url"] = value
        else:
            fields["url"] = key
        yield key, Entry(names[key], "misc", 0, key, fields=MappingProxyType(fields))


def named_by(identifiers: Iterable[str]) -> dict[str, str]:
    """Keys of the companion by identifier: letters, digits and hyphens, each once."""
    taken: set[str] = set()
    numbers: dict[str, int] = {}
    names: dict[str, str] = {}
    for identifier in identifiers:
        names[identifier] = numbered(slug(identifier, "source")[:60].strip("-"), taken, numbers)
        taken.add(names[identifier])
    return names
