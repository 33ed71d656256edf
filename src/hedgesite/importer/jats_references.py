"""Sources from the structured references of JATS; where only words are, they are left to the parser of lists.

Source: Journal Article Tag Suite 1.3, `<element-citation>`, `<mixed-citation>`, `@publication-type`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from hedgesite.bounded_xml import Element
from hedgesite.importer.names import as_bibtex
from hedgesite.importer.sources import Entry, key_of
from hedgesite.model.dois import DOI
from hedgesite.model.source import Person

_TYPES = {
    "journal": "article", "book": "book", "chapter": "incollection", "confproc": "inproceedings",
    "conference": "inproceedings", "conf-proc": "inproceedings", "thesis": "thesis", "report": "report",
    "web": "online", "website": "online", "webpage": "online", "newspaper": "article", "magazine": "article",
    "preprint": "unpublished", "software": "software", "data": "dataset", "patent": "patent",
}  # fmt: skip
_YEAR = re.compile(r"(?P<year>(?:1[4-9]|20)\d\d)\s?(?P<letter>[a-z])?(?![\w])")


def entries_of(references: list[Element]) -> tuple[dict[str, Entry], dict[str, Element]]:
    """Sources by the id of their reference, and the references that only have words."""
    entries: dict[str, Entry] = {}
    plain: dict[str, Element] = {}
    keys: set[str] = set()
    numbers: dict[str, int] = {}
    for reference in references:
        id = reference.get("id")
        citation = _structured(reference)
        entry = _entry(citation, reference, keys, numbers) if citation else None
        if entry:
            keys.add(entry.key)
            entries[id] = entry
        else:
            plain[id] = reference
    return entries, plain


def _structured(reference: Element) -> Element | None:
    marked = reference.below("element-citation") or reference.below("citation") or reference.below("nlm-citation")
    mixed = reference.below("mixed-citation")
    for each in (marked, mixed):
        is_named = each is not None and (each.below("name") or each.below("collab") or each.below("string-name"))
        if (
            each is not None
            and (each.below("source") or each.below("article-title"))
            and (is_named or each.below("year"))
        ):
            return each
    return None


def _entry(citation: Element, reference: Element, keys: set[str], numbers: dict[str, int]) -> Entry | None:
    fields = dict(_fields(citation))
    if "title" not in fields:
        return None
    found = _YEAR.search(citation.words("year") or _text(citation, "year"))
    year, letter = (found["year"], found["letter"] or "") if found else ("", "")
    if year:
        fields.setdefault("date", year)
    authors, others = _persons(citation, "author")
    editors, _ = _persons(citation, "editor")
    persons = authors or editors
    if not persons:
        persons = (Person(literal=fields.get("publisher") or fields.get("journaltitle") or "Anonymous"),)
    elif authors and editors:
        fields["editor"] = as_bibtex(editors)
    kind = _TYPES.get(citation.get("publication-type").lower() or citation.get("citation-type").lower(), "")
    return Entry(
        key=key_of(persons, "", year, letter, keys, numbers),
        type=_type(kind, fields),
        offset=reference.line,
        plain=_plain(reference),
        persons=persons,
        others=others,
        editors=not authors and bool(editors),
        year=year,
        letter=letter,
        fields=MappingProxyType(fields),
    )


def _plain(reference: Element) -> str:
    mixed = reference.below("mixed-citation")
    return (mixed or reference).text


def _type(kind: str, fields: dict[str, str]) -> str:
    if "booktitle" in fields:
        return "inproceedings" if kind == "inproceedings" else "incollection"
    if "journaltitle" in fields:
        return "article"
    return "book" if kind in {"article", "incollection"} or not kind else kind


def _text(citation: Element, tag: str) -> str:
    found = citation.below(tag)
    return found.text if found else ""


def _fields(citation: Element) -> Iterator[tuple[str, str]]:
    part = _text(citation, "article-title") or _text(citation, "chapter-title") or _text(citation, "data-title")
    whole = _text(citation, "source")
    kind = citation.get("publication-type").lower()
    if part:
        yield "title", part
        if whole:
            is_book = citation.below("chapter-title") or kind in {"book", "chapter", "confproc", "conference"}
            yield ("booktitle" if is_book else "journaltitle"), whole
    elif whole:
        yield "title", whole
    for tag, name in (
        ("volume", "volume"),
        ("issue", "number"),
        ("edition", "edition"),
        ("publisher-name", "publisher"),
        ("publisher-loc", "location"),
        ("isbn", "isbn"),
    ):
        if value := _text(citation, tag):
            yield name, value
    first, last = _text(citation, "fpage"), _text(citation, "lpage")
    pages = _text(citation, "page-range") or "–".join(filter(None, (first, last))) or _text(citation, "elocation-id")
    if pages:
        yield "pages", pages
    yield from _addresses(citation)


def _addresses(citation: Element) -> Iterator[tuple[str, str]]:
    identifiers = [each.text for each in citation.all("pub-id") if each.get("pub-id-type") == "doi"]
    links = [each.get("href") or each.text for each in citation.all("ext-link", "uri")]
    for each in (*identifiers, *links, _text(citation, "comment")):
        if found := DOI.search(each):
            yield "doi", found[0].rstrip(".,;)")
            return
    for each in links:
        if re.match(r"https?://\S+$", each):
            yield "url", each
            return


def _persons(citation: Element, role: str) -> tuple[tuple[Person, ...], bool]:
    groups = list(citation.all("person-group"))
    own = [
        each
        for each in groups
        if each.get("person-group-type", "author") in ({role, ""} if role == "author" else {role})
    ]
    if groups and not own:
        return (), False
    within = own if groups else [citation] if role == "author" else []
    persons: list[Person] = []
    others = False
    for group in within:
        for each in group.all("name", "string-name", "collab", "etal"):
            others = others or each.tag == "etal"
            person = person_of(each)
            if person:
                persons.append(person)
    return tuple(persons), others


def person_of(element: Element) -> Person | None:
    """A person or body."""
    if element.tag == "etal":
        return None
    if element.tag == "collab" or not (element.below("surname") or element.below("given-names")):
        return Person(literal=element.text) if element.text else None
    family, given = _text(element, "surname"), _text(element, "given-names")
    suffix = _text(element, "suffix")
    return Person(family, given, "", suffix) if family else Person(literal=given)
