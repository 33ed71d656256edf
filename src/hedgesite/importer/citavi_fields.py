"""Citations of Citavi, as CSL has them.

Source: the objects `SwissAcademic.Citavi.Citations.WordPlaceholder` that Citavi 6 writes into its fields in Word, in
the notation of Json.NET, which names an object by its number where it comes again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from hedgesite.importer.csl_sources import year_of_item

_TYPES = MappingProxyType(
    {
        "ArchiveMaterial": "manuscript",
        "AudioBook": "song", "AudioOrVideoDocument": "motion_picture",
        "Book": "book", "BookEdited": "book", "Broadcast": "broadcast", "CollectedWorks": "book",
        "ComputerProgram": "software", "ConferenceProceedings": "book", "Contribution": "chapter",
        "CourtDecision": "legal_case", "File": "document", "InternetDocument": "webpage", "Interview": "interview",
        "JournalArticle": "article-journal", "Lecture": "speech", "Manuscript": "manuscript", "Map": "map",
        "Movie": "motion_picture", "MusicAlbum": "song", "MusicTrack": "song",
        "NewsAgencyReport": "article-newspaper", "NewspaperArticle": "article-newspaper", "Patent": "patent",
        "PersonalCommunication": "personal_communication", "PressRelease": "document", "RadioPlay": "broadcast",
        "SpecialIssue": "periodical", "Standard": "standard", "StatuteOrRegulation": "legislation",
        "Thesis": "thesis", "UnpublishedWork": "report",
    }
)  # fmt: skip
_VARIABLES = MappingProxyType(
    {
        "ShortTitle": "title-short", "Volume": "volume", "Edition": "edition", "NumberOfVolumes": "number-of-volumes",
        "PageCount": "number-of-pages", "PlaceOfPublication": "publisher-place", "Doi": "DOI", "OnlineAddress": "URL",
        "Isbn": "ISBN", "PubMedId": "PMID", "SpecificField2": "genre",
    }
)  # fmt: skip
_OF_HOST = ("publisher", "publisher-place", "ISBN", "editor", "collection-title", "volume", "edition", "issued")
_ROLES = {"Authors": "author", "Editors": "editor", "Translators": "translator", "Collaborators": "contributor"}
_SHOWN = re.compile(r"<os>(?P<text>[^<]*)</os>\s*$")
_DEEPEST = 3
"""A contribution stands in a book, and a book in its series of volumes; an object can name itself."""


def citavi_citation(text: str) -> dict[str, Any] | None:
    """The citation that a field holds; None if it holds none, or a citation without its source."""
    try:
        held = json.loads(text)
    except (ValueError, RecursionError):
        return None
    entries = held.get("Entries") if isinstance(held, dict) else None
    if not isinstance(entries, list) or not entries:
        return None
    known = dict(_numbered(held))
    items = [_cited(each, known) for each in entries if isinstance(each, dict)]
    return {"citationItems": items} if items and all(each["itemData"] for each in items) else None


def _numbered(value: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Objects by their numbers."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if isinstance(each.get("$id"), str):
                yield each["$id"], each
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each


Known = Mapping[str, Mapping[str, Any]]


def _object(value: Any, known: Known) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        return {}
    return known.get(str(value["$ref"]), {}) if "$ref" in value else value


def _objects(value: Any, known: Known) -> list[Mapping[str, Any]]:
    return [found for each in value if (found := _object(each, known))] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int) else ""


def _cited(entry: Mapping[str, Any], known: Known) -> dict[str, Any]:
    reference = _object(entry.get("Reference"), known)
    data = _item(reference, known, _DEEPEST) if reference else {}
    if data:
        data["id"] = _text(entry.get("ReferenceId")) or _text(reference.get("Id")) or data.get("title", "")
    item: dict[str, Any] = {"itemData": data}
    if pages := _pages(entry.get("PageRange")):
        item |= {"locator": pages, "label": "page"}
    item |= {name: entry[key] for name, key in (("prefix", "Prefix"), ("suffix", "Suffix")) if _text(entry.get(key))}
    return item


def _pages(value: Any) -> str:
    """Pages are an object in a citation, and the text of an XML fragment in a source."""
    if isinstance(value, dict):
        return _text(value.get("OriginalString"))
    found = _SHOWN.search(value) if isinstance(value, str) else None
    return _text(found["text"]) if found else _text(value) if isinstance(value, str) and "<" not in value else ""


def _item(reference: Mapping[str, Any], known: Known, levels: int) -> dict[str, Any]:
    type = _TYPES.get(_text(reference.get("ReferenceType")), "document")
    parts = [_text(reference.get(name)).rstrip(" .:") for name in ("Title", "Subtitle")]
    item: dict[str, Any] = {"type": type, "title": ": ".join(filter(None, parts))}
    item |= {name: text for key, name in _VARIABLES.items() if (text := _text(reference.get(key)))}
    number = _text(reference.get("Number"))
    item |= {"issue" if type.startswith("article") else "number": number} if number else {}
    if pages := _pages(reference.get("PageRange")):
        item["page"] = pages
    publishers = [_text(each.get("Name")) for each in _objects(reference.get("Publishers"), known)]
    bodies = [
        _text(each.get("Name") or each.get("LastName")) for each in _objects(reference.get("Organizations"), known)
    ]
    if named := "; ".join(filter(None, publishers or bodies)):
        item["publisher"] = named
    series = _text(_object(reference.get("SeriesTitle"), known).get("Name"))
    journal = _text(_object(reference.get("Periodical"), known).get("Name"))
    item |= {"collection-title": series} if series else {}
    item |= {"container-title": journal} if journal else {}
    item |= dict(_names(reference, known)) | dict(_dates(reference))
    if "author" not in item and "editor" not in item and bodies:
        item["author"] = [{"literal": each} for each in bodies if each]
    host = _object(reference.get("ParentReference"), known)
    return _in_host(item, _item(host, known, levels - 1)) if host and levels else item


def _in_host(item: dict[str, Any], host: Mapping[str, Any]) -> dict[str, Any]:
    """A part of a book, with what is known of the book alone."""
    item.setdefault("container-title", host["title"])
    return {name: host[name] for name in _OF_HOST if name in host} | item


def _names(reference: Mapping[str, Any], known: Known) -> Iterator[tuple[str, list[dict[str, str]]]]:
    for key, role in _ROLES.items():
        if people := [name for each in _objects(reference.get(key), known) if (name := _name(each))]:
            yield role, people


def _name(person: Mapping[str, Any]) -> dict[str, str]:
    family = _text(person.get("LastName"))
    given = " ".join(filter(None, (_text(person.get("FirstName")), _text(person.get("MiddleName")))))
    if not family or not given:
        return {"literal": family or given} if family or given else {}
    parts = {"family": family, "given": given}
    extra = {"non-dropping-particle": _text(person.get("Prefix")), "suffix": _text(person.get("Suffix"))}
    return parts | {name: text for name, text in extra.items() if text}


def _dates(reference: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, keys in (("issued", ("Year", "YearResolved", "Date")), ("accessed", ("AccessDate",))):
        if text := next(filter(None, (_text(reference.get(key)) for key in keys)), ""):
            yield name, _date(text)


def _date(text: str) -> dict[str, Any]:
    """A year, or a day as Germans (`3.2.2010`) or programs write it."""
    day = re.fullmatch(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})", text)
    iso = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", text)
    if found := day or iso:
        return {"date-parts": [[int(found["year"]), int(found["month"]), int(found["day"])]]}
    return year_of_item(text)
