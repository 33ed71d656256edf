"""Citations in a document of LibreOffice, which Pandoc leaves as words, as links to what they hold.

Source: Zotero's and Mendeley's integrations write reference marks named `ZOTERO_ITEM CSL_CITATION {…} RND…`, whose JSON
follows the schema `csl-citation` of the Citation Style Language; LibreOffice itself has `text:bibliography-mark`
(OpenDocument 1.3, 7.3.9), whose attributes are fields of BibTeX (19.803 and following).
"""

from __future__ import annotations

import re
from html import unescape
from types import MappingProxyType
from typing import Any

from hedgesite.importer.citation_fields import SCHEME, Field, citation_of
from hedgesite.importer.csl_sources import year_of_item
from hedgesite.importer.names import read_list
from hedgesite.importer.odt_drawings import link_to

_MARK = re.compile(
    rb"<text:reference-mark-start\s+text:name=\"(?P<name>[^\"]*CSL_CITATION [^\"]*)\"\s*/>"
    rb"(?P<inner>(?:(?!<text:reference-mark|</?text:p[ >]).)*)"
    rb"<text:reference-mark-end\s+text:name=\"(?P=name)\"\s*/>",
    re.DOTALL,
)
_OF_LIBREOFFICE = re.compile(
    rb"<text:bibliography-mark\s(?P<attributes>[^<>]*)(?<!/)>"
    rb"(?P<inner>(?:(?!</?text:bibliography-mark|</?text:p[ >]).)*)</text:bibliography-mark>",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"text:(?P<name>[\w-]+)=\"(?P<value>[^\"]*)\"")
_TYPES = MappingProxyType(
    {
        "article": "article-journal", "book": "book", "booklet": "pamphlet", "conference": "paper-conference",
        "email": "personal_communication", "inbook": "chapter", "incollection": "chapter",
        "inproceedings": "paper-conference", "journal": "article-journal", "manual": "report",
        "mastersthesis": "thesis", "phdthesis": "thesis", "proceedings": "book", "techreport": "report",
        "unpublished": "manuscript", "www": "webpage",
    }
)  # fmt: skip
_VARIABLES = MappingProxyType(
    {
        "title": "title", "booktitle": "container-title", "journal": "container-title", "publisher": "publisher",
        "school": "publisher", "institution": "publisher", "organizations": "publisher", "address": "publisher-place",
        "volume": "volume", "number": "issue", "pages": "page", "edition": "edition", "series": "collection-title",
        "chapter": "chapter-number", "isbn": "ISBN", "issn": "ISSN", "url": "URL", "note": "note",
        "report-type": "genre", "howpublished": "medium",
    }
)  # fmt: skip


def with_links(content: bytes, fields: list[Field]) -> bytes:
    """The content with a link in place of each citation; `fields` gets what they hold, by the links' numbers."""

    def link(held: Field | None, found: re.Match[bytes]) -> bytes:
        inner = found["inner"]
        if held is None or inner.count(b"<text:span") != inner.count(b"</text:span>"):
            return found[0]
        fields.append(held)
        return link_to(f"{SCHEME}{len(fields) - 1}", inner)

    marked = _MARK.sub(lambda found: link(citation_of(_text(found["name"])), found), content)
    return _OF_LIBREOFFICE.sub(lambda found: link(_own(found["attributes"]), found), marked)


def _text(value: bytes) -> str:
    return unescape(value.decode("utf-8", "replace"))


def _own(attributes: bytes) -> Field | None:
    """The citation that a mark of LibreOffice is; None if it names no work."""
    held = {found["name"].decode(): _text(found["value"]).strip() for found in _ATTRIBUTE.finditer(attributes)}
    data: dict[str, Any] = {variable: held[name] for name, variable in _VARIABLES.items() if held.get(name)}
    if not data.get("title"):
        return None
    data |= {"id": held.get("identifier") or data["title"], "citation-key": held.get("identifier", "")}
    data["type"] = _TYPES.get(held.get("bibliography-type", ""), "document")
    data |= {role: people for role in ("author", "editor") if (people := _people(held.get(role, "")))}
    if year := held.get("year"):
        data["issued"] = year_of_item(year)
    return {"citationItems": [{"itemData": data}]}


def _people(names: str) -> list[dict[str, str]]:
    persons, _ = read_list(names)
    return [
        {"literal": person.literal} if person.literal else {"family": person.family, "given": person.given}
        for person in persons
    ]
