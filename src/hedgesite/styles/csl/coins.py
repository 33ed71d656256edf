"""COinS: a source as an OpenURL context object, which Zotero's button and library software read from a page.

Source: "OpenURL COinS: A Convention to Embed Bibliographic Metadata in HTML" (NISO Z39.88-2004), and the fields that
Zotero's translator "COinS" reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType
from urllib.parse import quote

from hedgesite.styles.csl.items import CslItem

_JOURNAL, _BOOK, _THESIS, _PATENT, _OTHER = (
    f"info:ofi/fmt:kev:mtx:{name}" for name in ("journal", "book", "dissertation", "patent", "dc")
)
_FORMATS = MappingProxyType(
    {
        "article-journal": (_JOURNAL, "article"),
        "article-magazine": (_JOURNAL, "article"),
        "article-newspaper": (_JOURNAL, "article"),
        "book": (_BOOK, "book"),
        "chapter": (_BOOK, "bookitem"),
        "entry-dictionary": (_BOOK, "bookitem"),
        "entry-encyclopedia": (_BOOK, "bookitem"),
        "paper-conference": (_BOOK, "proceeding"),
        "pamphlet": (_BOOK, "book"),
        "patent": (_PATENT, ""),
        "report": (_BOOK, "report"),
        "review": (_JOURNAL, "article"),
        "thesis": (_THESIS, ""),
    }
)
_TITLES = MappingProxyType(
    {"article": ("atitle", "jtitle"), "bookitem": ("atitle", "btitle"), "proceeding": ("atitle", "btitle")}
)
"""Fields for the titles of a part and of its whole, by genre."""
_FIELDS = MappingProxyType(
    {
        "volume": "volume",
        "issue": "issue",
        "page": "pages",
        "edition": "edition",
        "publisher": "publisher",
        "publisher-place": "place",
        "collection-title": "series",
        "ISBN": "isbn",
        "ISSN": "issn",
        "language": "language",
    }
)
_MARKUP = re.compile(r"<[^<>]*>")


def context_object(item: CslItem) -> str:
    """An item as the value of `title` of an empty element with the class `Z3988`."""
    return "&".join(f"{name}={quote(value, safe='')}" for name, value in _values(item) if value)


def _values(item: CslItem) -> Iterator[tuple[str, str]]:
    format, genre = _FORMATS.get(item["type"], (_OTHER, ""))
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", format
    yield "rft.genre", genre
    if format == _OTHER:
        yield "rft.type", item["type"]
        yield "rft.identifier", str(item.get("URL", ""))
    yield "rft_id", f"info:doi/{item['DOI']}" if "DOI" in item else str(item.get("URL", ""))
    own, host = _TITLES.get(genre, ("btitle" if format == _BOOK else "title", ""))
    yield f"rft.{own}", _plain(item.get("title", ""))
    if host:
        yield f"rft.{host}", _plain(item.get("container-title", ""))
    yield from _authors(item)
    yield "rft.date", _date(item)
    yield from ((f"rft.{name}", _plain(item.get(variable, ""))) for variable, name in _FIELDS.items())


def _authors(item: CslItem) -> Iterator[tuple[str, str]]:
    for position, name in enumerate(item.get("author", ())):
        given = " ".join(name[part] for part in ("given", "dropping-particle") if part in name)
        family = " ".join(name[part] for part in ("non-dropping-particle", "family") if part in name)
        if position == 0 and family:
            yield "rft.aulast", family
            yield "rft.aufirst", given
        if name != {"literal": "others"}:
            yield "rft.au", str(name.get("literal", "")) or f"{given} {family}".strip()


def _date(item: CslItem) -> str:
    issued = item.get("issued", {})
    parts = issued.get("date-parts") or [[]]
    return "-".join(f"{number:02}" for number in parts[0]) or str(issued.get("raw") or issued.get("literal") or "")


def _plain(text: object) -> str:
    return _MARKUP.sub("", str(text))
