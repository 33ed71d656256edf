"""Collects the web addresses in a companion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from urllib.parse import quote

from pydantic import BaseModel

from hedgesite.diagnostics import Origin
from hedgesite.markdown import scan_body
from hedgesite.model.article import ORCID_AT
from hedgesite.model.base import Value, origin_of
from hedgesite.model.dois import AT as DOI_AT
from hedgesite.model.library import Library
from hedgesite.model.source import FieldValue, Source
from hedgesite.model.text import WebLink

_RESOLVERS = MappingProxyType({"url": "", "pdf_url": "", "doi": DOI_AT, "orcid": ORCID_AT})
"""YAML fields that hold addresses, with the prefix that turns the value into one."""
_ARCHIVED = ("archive-url", "archiveurl")
_SHOWN = (*_ARCHIVED, "url", "eprint", "note", "addendum", "howpublished", "titleaddon")
"""Fields of sources whose addresses readers see."""
_KEPT = "%/:=&?~+!$,;'@()*[]"


def written_addresses(library: Library) -> Mapping[str, tuple[WebLink, ...]]:
    """Each address without its fragment, in the order of files and lines, with every place that names it."""
    found = sorted(set(_links_in(library)), key=lambda link: (link.origin, link.address))
    written: dict[str, list[WebLink]] = {}
    for link in found:
        # The addresses are split by hand: urllib.parse rejects some malformed ones, which must be reported too.
        address, _, _ = link.address.partition("#")
        written.setdefault(address, []).append(link)
    return MappingProxyType({address: tuple(links) for address, links in written.items()})


def _links_in(library: Library) -> Iterator[WebLink]:
    bodies = (*library.texts, *library.prose.values())
    for body in bodies:
        yield from body.web_links
    yield from _in_values(library.article)
    lines = {name: text.split("\n") for name, text in library.bibliography.texts.items()}
    for source in library.sources:
        for link in _in_source(source):
            yield WebLink(link.address, _place(link, lines.get(link.origin.file, [])))


def _in_values(value: object, origin: Origin | None = None) -> Iterator[WebLink]:
    if isinstance(value, tuple):
        for item in value:
            yield from _in_values(item, origin)
    elif isinstance(value, BaseModel):
        here = value.origin if isinstance(value, Value) else origin
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if name in _RESOLVERS and isinstance(inner, str):
                before = _RESOLVERS[name]
                address = before + quote(inner, safe=_KEPT) if before else inner
                yield WebLink(address, origin_of(inner, here or Origin("")))
            else:
                yield from _in_values(inner, here)


def _in_source(source: Source) -> Iterator[WebLink]:
    doi = source.fields.get("doi")
    if doi and doi.text:
        yield WebLink(f"{DOI_AT}{quote(doi.text, safe=_KEPT)}", doi.origin)
    is_archived = any(source.text(name) for name in _ARCHIVED)
    for name in _SHOWN:
        value = source.fields.get(name)
        if value and not (name == "url" and is_archived):
            yield from (WebLink(address, value.origin) for address in _in_field(value))
    note = source.fields.get("editorialnote")
    if note:
        body, _ = scan_body(note.text, note.origin)
        yield from body.web_links


def _in_field(value: FieldValue) -> Iterator[str]:
    if value.text.lower().startswith(("https://", "http://")) and not any(c.isspace() for c in value.text):
        yield value.text
    else:
        yield from dict.fromkeys(address for _, marks in value.rich for name, address in marks if name == "a")


def _place(link: WebLink, lines: list[str]) -> Origin:
    """The exact position of an address within the line of its field; a DOI is located by the text written for it."""
    origin = link.origin
    line = lines[origin.line - 1] if origin.line <= len(lines) else ""
    for written in (link.address, link.address.removeprefix(DOI_AT)):
        at = line.find(written, origin.column - 1)
        if at >= 0:
            return Origin(origin.file, origin.line, at + 1)
    return origin
