"""CSL-JSON: what citation processors and reference managers exchange.

Source: the JSON schema of CSL's input data, version 1.0.2 (github.com/citation-style-language/schema). Two conventions
of its users are followed where it has no variable: a title in the reader's language stands in brackets after the
title, and the number of an article without pages stands in their place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator

from hedgesite.model.csl_variables import VARIABLES
from hedgesite.model.date_words import SEASON_NUMBERS
from hedgesite.model.fields import is_web_address
from hedgesite.model.source import Source
from hedgesite.styles.bibtex_keys import EPRINT_SERVERS
from hedgesite.styles.countries import countries
from hedgesite.styles.csl.item_terms import (
    BOOK_TYPES,
    HOSTED_TYPES,
    ISSUED_TYPES,
    NAME_VARIABLES,
    PERIODICAL_TYPES,
    RECORDED_TYPES,
    TYPED_ROLES,
    type_of,
    worded,
)
from hedgesite.styles.csl.item_values import JsonObject, date, listed, name, rich_text, title
from hedgesite.styles.dates import year_of
from hedgesite.styles.edition import edition_number
from hedgesite.styles.edition import ordinal as ordinal_of
from hedgesite.styles.generic_types import GENERIC_TYPES
from hedgesite.styles.languages import is_same_language, language_tag

CslItem = JsonObject

_PLAIN_FIELDS = (
    "abstract", "annotation", "chapter", "doi", "isbn", "issn", "keywords", "library", "origlocation", "origpublisher",
    "pagetotal", "pmid", "part", "shortjournal", "url", "venue", "version", "volume", "volumes",
)  # fmt: skip
_RICH_FIELDS = ("shorttitle", "origtitle", "series")
_DATES = {field: VARIABLES[field] for field in ("date", "origdate", "urldate", "eventdate")}
_ARCHIVED_TYPES = frozenset({"unpublished", "letter", "misc"})
"""Types of documents whose number is that of a box or a folder if they name the archive that holds them."""
_FIRST_SEASON = 21
_TAG = re.compile(r"<[^<>]*>")
_PUBMED = "https://www.ncbi.nlm.nih.gov/pubmed/"
_OF_ARXIV = re.compile(r"\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7}(?:v\d+)?")
"""Source: "Understanding the arXiv identifier" (info.arxiv.org)."""


def csl_item(source: Source, language: str) -> CslItem:
    """A source as an item; `language` is that of the surrounding text, by which titles count as foreign.

    Locators belong to citations and are not included.
    """
    item: CslItem = {"id": source.key, "citation-key": source.key, "type": type_of(source)}
    parts = (_titles(source, language), _names(source), _dates(source), _numbers(source), _publication(source))
    for part in parts:
        item.update((variable, value) for variable, value in part if value)
    plain = ((VARIABLES[field], source.text(field)) for field in _PLAIN_FIELDS)
    item.update((variable, text) for variable, text in plain if text)
    item.update((variable, value) for variable, value in _rest(source) if value and variable not in item)
    return item


def csl_text(item: CslItem) -> str:
    """An item formatted for a file."""
    return json.dumps([item], ensure_ascii=False, indent=1)[2:-2]


def csl_array(texts: Iterable[str]) -> bytes:
    """A file of items that are already formatted."""
    whole = ",\n".join(texts)
    return f"[\n{whole}\n]\n".encode() if whole else b"[]\n"


def translated_title(source: Source, language: str, field: str = "titleaddon") -> str:
    """The title in the reader's language. If the entry is in that language, `titleaddon` is a mere remark."""
    tag = _language(source)
    return source.text(field) if tag and not is_same_language(tag, language) else ""


def _language(source: Source) -> str:
    written = source.language
    return (language_tag(written, source.text("title")) or written) if written else ""


def _titles(source: Source, language: str) -> Iterator[tuple[str, str]]:
    own, book, journal = (
        _with_translation(source, field, language) for field in ("title", "booktitle", "journaltitle")
    )
    whole, host = title(source, "maintitle"), book or journal or source.text("reporter")
    if source.type == "periodical" and (issue := title(source, "issuetitle")):
        yield "title", issue
        yield "container-title", own
    elif source.type in PERIODICAL_TYPES:
        yield "title", own
        yield "container-title", host
        yield "volume-title", title(source, "issuetitle")
    elif source.type in HOSTED_TYPES:
        yield "title", own
        yield "container-title", whole or host
        yield "volume-title", book if whole else ""
    else:
        yield "title", whole or own
        yield "volume-title", own if whole else ""
        # Catalogues repeat the title of a book as that of the book that contains it.
        yield "container-title", host if _bare(host) != _bare(own) else ""
    yield "event-title", source.text("eventtitle")
    for field in _RICH_FIELDS:
        if field == "series" and _is_archived(source):
            continue
        yield VARIABLES[field], worded(rich_text(source.fields[field])) if field in source.fields else ""
    if source.type in PERIODICAL_TYPES and source.text("series").isdecimal():
        yield "collection-title", f"{ordinal_of(int(source.text('series')))} series"


def _bare(title: str) -> str:
    return _TAG.sub("", title).casefold()


def _with_translation(source: Source, field: str, language: str) -> str:
    own, addon = title(source, field), source.text(f"{field}addon")
    if not own or not addon:
        # A review without a title is known by what it reviews.
        return own or title(source, f"{field}addon")
    translation = translated_title(source, language, f"{field}addon")
    if translation:
        return f"{own} [{translation}]"
    stop = "" if source.text(field).endswith((".", "?", "!")) else "."
    return f"{own}{stop} {rich_text(source.fields[f'{field}addon'])}"


def _names(source: Source) -> Iterator[tuple[str, list[JsonObject]]]:
    names: dict[str, list[JsonObject]] = {}
    keeps = source.keeps_particles
    for role, persons in source.persons.items():
        if role == "sortname":
            continue
        exact = source.text(f"{role}type").strip().lower() if role in TYPED_ROLES else ""
        listed = names.setdefault(NAME_VARIABLES.get(exact) or NAME_VARIABLES.get(role, "contributor"), [])
        listed.extend(name(person, keeps_particle=keeps) for person in persons)
        if role in source.and_others:
            listed.append({"literal": "others"})
    yield from names.items()


def _dates(source: Source) -> Iterator[tuple[str, JsonObject]]:
    variables = {**_DATES, "origdate": "submitted"} if source.type == "patent" else _DATES
    for field, variable in variables.items():
        if field in source.dates:
            season = _season(source) if field == "date" else 0
            yield variable, {**date(source.dates[field]), **({"season": season} if season else {})}
    year = year_of(source)
    if "date" not in source.dates and year.is_date:
        yield "issued", {"literal": year.text}


def _is_archived(source: Source) -> bool:
    return source.type in _ARCHIVED_TYPES and bool(source.text("library") or source.text("archive"))


def _season(source: Source) -> int:
    """The season that an issue is named by, from 1 for spring, where its date is a year or that season; else 0."""
    day = source.dates["date"].start if "date" in source.dates else None
    season = SEASON_NUMBERS.get(source.text("issue").strip().casefold(), 0)
    return season - _FIRST_SEASON + 1 if season and day and day.month in {None, season} else 0


def _numbers(source: Source) -> Iterator[tuple[str, str]]:
    number, issue = source.text("number").rstrip("."), source.text("issue")
    if source.type in PERIODICAL_TYPES:
        issue = "" if _season(source) else issue
        # What no calendar knows, such as "Q1", tells the issue.
        yield "issue", ", ".join(part for part in (_dashed(number), issue) if part) or source.text("month")
    elif source.type in BOOK_TYPES:
        yield "collection-number", _range(number)
    elif _is_archived(source):
        shelf = (source.text("shelfmark") or number, source.text("collection") or source.text("series"))
        yield "archive_location", ", ".join(filter(None, shelf))
    else:
        yield "number", number or source.text("isrn")
        yield "issue", issue
    edition = source.text("edition").strip()
    yield "edition", str(edition_number(edition) or edition)
    # The number of an article without pages stands in their place, but no whole work is a page of itself.
    in_host = source.type in PERIODICAL_TYPES | HOSTED_TYPES
    yield "page", _range(source.text("pages") or (source.text("eid") if in_host else ""))


def _range(text: str) -> str:
    """A range with a hyphen, which CSL processors turn into a dash, unless hyphens belong to its numbers."""
    dashed = re.sub(r"\s*(?:-*[–—]+-*|-{2,3}|[‐‑−])\s*", "–", text)
    return dashed if "-" in dashed else dashed.replace("–", "-")


def _dashed(text: str) -> str:
    """A range of issues with a dash: processors leave these as they are."""
    return re.sub(r"(?<=\d)\s*(?:[–—]|--?)\s*(?=\d)", "–", text)


def _publication(source: Source) -> Iterator[tuple[str, str]]:
    issuers = [source.text("institution"), source.text("organization")]
    publisher, medium = source.text("publisher"), source.text("howpublished")
    genre = worded(source.text("type")) if source.text("type").lower() not in GENERIC_TYPES else ""
    place = "; ".join(countries(source.text("location")))
    yield "publisher-place", place or (listed(source.fields["location"].rich) if "location" in source.fields else "")
    if source.type in ISSUED_TYPES:
        yield "authority", "; ".join(filter(None, issuers))
        issuers, genre, medium = [], genre or medium, ""
    if source.type in RECORDED_TYPES:
        yield "medium", medium
        medium = ""
    # CSL has one variable for them all, and what it left out would be lost.
    yield "publisher", "; ".join(dict.fromkeys(filter(None, (*issuers, medium, publisher))))
    yield "genre", genre if genre.casefold() != source.text("title").casefold() else ""


def _rest(source: Source) -> Iterator[tuple[str, object]]:
    server, eprint = source.text("eprinttype"), source.text("eprint")
    if server.lower() in {"pubmed", "pmid"}:
        yield "PMID", eprint
        yield "URL", f"{_PUBMED}{eprint}"
    elif eprint:
        shown, address = EPRINT_SERVERS.get(server.lower(), (server, ""))
        yield "URL", f"{address}{eprint}" if address else eprint if is_web_address(eprint) else ""
        # What stands in a journal or a book has a volume, pages or a publisher; only a preprint is known by its number.
        is_number = not is_web_address(eprint) and (server.lower() != "arxiv" or _OF_ARXIV.fullmatch(eprint))
        if is_number and not any(map(source.text, ("journaltitle", "booktitle", "publisher", "pages"))):
            yield "number", f"{shown}:{eprint}" if shown else eprint
    yield "number", "" if source.type in PERIODICAL_TYPES | HOSTED_TYPES else source.text("eid")
    yield "archive", source.text("archive")
    yield "status", worded(source.text("pubstate"))
    yield "language", _language(source)
    yield "note", ". ".join(text.rstrip(".") for text in map(source.text, ("note", "addendum")) if text)
