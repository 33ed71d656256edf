"""What can still be used where files cannot be read or decoded as a whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from hedgesite.load.layout import BIBLIOGRAPHY
from hedgesite.load.validation import Decoded, decode, decode_list
from hedgesite.load.yaml import YamlDocument
from hedgesite.model import kinds
from hedgesite.model.article import Article
from hedgesite.model.content import Codebook, Dimension, Framework, TradeOff, in_levels
from hedgesite.model.slugs import id_of

NO_ARTICLE = {"title": "Untitled", "authors": [{"family": "Unknown"}], "abstract": "…"}


def kinds_in(place: str) -> Iterator[str]:
    """The kinds of things in a file or folder."""
    top = place.split("/")[0]
    if place.endswith(BIBLIOGRAPHY):
        top = kinds.kind_of("source").file
    for kind in kinds.KINDS:
        if top in {kind.folder, kind.file} or (not kind.file and top == kinds.kind_of("section").folder):
            yield kind.id


def decode_article(document: YamlDocument) -> Decoded[Article]:
    """The article, in its language; a stand-in for what it lacks."""
    data = document.data if isinstance(document.data, dict) else {}
    language = data.get("language")
    return decode(Article, document, instead=NO_ARTICLE, language=language if isinstance(language, str) else "en")


def salvage(document: YamlDocument) -> Codebook:
    """The decodable parts of a codebook that cannot be decoded as a whole."""
    return Codebook.model_construct(
        framework=decode(Framework, document, ("framework",)).value or Framework(name="Framework"),
        dimensions=in_levels(decode_list(Dimension, document, ("dimensions",)).items),
        trade_offs=decode_list(TradeOff, document, ("trade-offs",)).items,
    )


def lost_ids(kind: str, data: Any, items: Iterable[Any]) -> set[tuple[str, str]]:
    """The ids, including former ones, of items in a file that were not decoded; `*` for an item without an id."""
    decoded = {item.id for item in items}
    written = data if isinstance(data, list) else [data] if data is not None else []
    found: set[tuple[str, str]] = set()
    for item in written:
        id = item.get("id") if isinstance(item, dict) else None
        if not isinstance(id, str):
            found.add((kind, "*"))
        elif id not in decoded:
            former = item.get("aliases")
            names = (id, *(name for name in (former if isinstance(former, list) else ()) if isinstance(name, str)))
            # References may already use the corrected form of an invalid id.
            found |= {(kind, one) for name in names for one in (name, id_of(name, "an-id"))}
    return found
