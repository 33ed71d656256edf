"""Citations of EndNote, as CSL has them.

Source: EndNote's XML, as its export and its fields in Word have it, with the names and numbers of its types.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Any

from hedgesite.bounded_xml import Bounds, Element, XmlError, read_xml
from hedgesite.importer.csl_sources import year_of_item
from hedgesite.model.dois import DOI
from hedgesite.regular_files import MEBIBYTE

_BOUNDS = Bounds(20 * MEBIBYTE, deepest=30)
_TYPES = MappingProxyType(
    {
        "audiovisual material": "motion_picture",
        "ancient text": "classic", "artwork": "graphic", "bill": "bill",
        "blog": "post-weblog", "book": "book", "book section": "chapter", "case": "legal_case",
        "chart or table": "figure", "classical work": "classic", "computer program": "software",
        "conference paper": "paper-conference", "conference proceedings": "paper-conference", "dataset": "dataset",
        "dictionary": "entry-dictionary", "discussion forum": "post", "edited book": "book",
        "electronic article": "article-journal", "electronic book": "book", "electronic book section": "chapter",
        "encyclopedia": "entry-encyclopedia", "equation": "document", "figure": "figure",
        "film or broadcast": "motion_picture", "government document": "report", "hearing": "legislation",
        "interview": "interview", "journal article": "article-journal",
        "legal rule or regulation": "regulation", "magazine article": "article-magazine", "manuscript": "manuscript",
        "map": "map", "music": "song", "newspaper article": "article-newspaper", "online database": "webpage",
        "online multimedia": "motion_picture", "pamphlet": "pamphlet", "patent": "patent",
        "personal communication": "personal_communication", "podcast": "broadcast", "press release": "document",
        "report": "report", "serial": "periodical", "social media": "post", "standard": "standard",
        "statute": "legislation", "television episode": "broadcast", "thesis": "thesis",
        "unpublished work": "manuscript", "web page": "webpage",
    }
)  # fmt: skip
_VARIABLES = MappingProxyType(
    {
        "volume": "volume", "edition": "edition", "publisher": "publisher", "pub-location": "publisher-place",
        "section": "chapter-number", "num-vols": "number-of-volumes", "language": "language",
        "electronic-resource-num": "DOI", "work-type": "genre", "abstract": "abstract",
    }
)  # fmt: skip
_SERIALS = frozenset({"article-journal", "article-magazine", "article-newspaper"})
_PARTS = frozenset({"chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia"})


def endnote_citation(xml: str) -> dict[str, Any] | None:
    """The citation that a field holds; None if it holds none, or a citation without its source."""
    try:
        root = read_xml(xml, _BOUNDS) if xml.strip() else None
    except XmlError:
        return None
    items = [_cited(each) for each in root.of("Cite")] if root else []
    return {"citationItems": items} if items and all(each["itemData"].get("type") for each in items) else None


def _cited(cite: Element) -> dict[str, Any]:
    item: dict[str, Any] = {"itemData": _item(cite)}
    for name, tag in (("prefix", "Prefix"), ("suffix", "Suffix"), ("locator", "Pages")):
        if words := cite.words(tag):
            item[name] = words
    if cite.get("ExcludeAuth") == "1":
        item["suppress-author"] = True
    if cite.get("AuthorYear") == "1":
        item["composite"] = True
    return item


def _item(cite: Element) -> dict[str, Any]:
    record = cite.first("record")
    if record is None:
        return {}
    kind = record.first("ref-type")
    name = kind.get("name") if kind else ""
    type = _TYPES.get(name.casefold(), "document")
    key = record.below("key")
    library = key.get("db-id") if key else ""
    item: dict[str, Any] = {"id": f"endnote-{library}-{record.words('rec-number')}", "type": type}
    for tag, variable in _VARIABLES.items():
        if words := _words(record, tag):
            item[variable] = words
    item |= dict(_titles(record, type))
    item |= dict(_numbers(record, type))
    item |= dict(_names(record, type, is_edited=name == "Edited Book"))
    return item


def _words(record: Element, *path: str) -> str:
    return " ".join(record.words(*path).split())


def _titles(record: Element, type: str) -> Iterator[tuple[str, str]]:
    title, second = _words(record, "titles", "title"), _words(record, "titles", "secondary-title")
    journal, third = _words(record, "periodical", "full-title"), _words(record, "titles", "tertiary-title")
    if title:
        yield "title", title
    if short := _words(record, "titles", "short-title"):
        yield "title-short", short
    if type in _SERIALS | _PARTS:
        if host := second or journal:
            yield "container-title", host
        if third:
            yield "collection-title", third
    elif second:
        yield "container-title" if type in ("webpage", "post", "post-weblog") else "collection-title", second


def _numbers(record: Element, type: str) -> Iterator[tuple[str, Any]]:
    if pages := _words(record, "pages"):
        yield "number-of-pages" if type in ("book", "thesis", "report") else "page", pages
    if number := _words(record, "number"):
        yield "issue" if type in _SERIALS else "collection-number" if type in _PARTS | {"book"} else "number", number
    if isbn := _words(record, "isbn"):
        yield "ISSN" if type in _SERIALS else "ISBN", isbn
    doi = DOI.search(_words(record, "electronic-resource-num"))
    if doi:
        yield "DOI", doi[0]
    url = record.below("url")
    if url and url.text.strip():
        yield "URL", url.text.strip()
    year = _words(record, "dates", "year")
    if year:
        yield "issued", year_of_item(year)


def _names(record: Element, type: str, *, is_edited: bool) -> Iterator[tuple[str, list[dict[str, str]]]]:
    second = "editor" if type in _PARTS else "collection-editor" if type == "book" else "contributor"
    roles = {
        "authors": "editor" if is_edited else "author",
        "secondary-authors": second,
        "tertiary-authors": "collection-editor" if type in _PARTS else "contributor",
        "subsidiary-authors": "translator",
    }
    for group, role in roles.items():
        found = record.first("contributors", group)
        if people := [_name(" ".join(each.text.split())) for each in (found.children if found else ())]:
            yield role, people


def _name(words: str) -> dict[str, str]:
    """`Heron, Ada` is a person; `Lake Agency,` a body."""
    family, comma, given = (part.strip() for part in words.partition(","))
    if comma and given:
        return {"family": family, "given": given}
    return {"literal": family}
