"""Sources and citations of Word's own manager of sources, as CSL has them.

Source: ECMA-376, Part 1, 17.16.5.11 (CITATION) and 22.6 (bibliography).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from hedgesite.bounded_xml import Bounds, Element, XmlError, read_xml
from hedgesite.regular_files import MEBIBYTE

_BOUNDS = Bounds(20 * MEBIBYTE, deepest=30)
_TYPES = MappingProxyType(
    {
        "ArticleInAPeriodical": "article-magazine", "Art": "graphic", "Book": "book", "BookSection": "chapter",
        "Case": "legal_case", "ConferenceProceedings": "paper-conference", "DocumentFromInternetSite": "webpage",
        "ElectronicSource": "webpage", "Film": "motion_picture", "InternetSite": "webpage", "Interview": "interview",
        "JournalArticle": "article-journal", "Patent": "patent", "Performance": "performance", "Report": "report",
        "SoundRecording": "song",
    }
)  # fmt: skip
_VARIABLES = MappingProxyType(
    {
        "Title": "title", "ShortTitle": "title-short", "JournalName": "container-title",
        "PeriodicalTitle": "container-title", "BookTitle": "container-title", "ConferenceName": "container-title",
        "InternetSiteTitle": "container-title", "AlbumTitle": "container-title", "BroadcastTitle": "container-title",
        "Volume": "volume", "NumberVolumes": "number-of-volumes", "Issue": "issue", "Pages": "page",
        "Edition": "edition", "ChapterNumber": "chapter-number", "Publisher": "publisher", "Institution": "publisher",
        "Distributor": "publisher", "ProductionCompany": "publisher", "ThesisType": "genre", "Type": "genre",
        "Medium": "medium", "URL": "URL", "DOI": "DOI", "Court": "authority", "CaseNumber": "number",
        "PatentNumber": "number", "Version": "version", "Comments": "note",
    }
)  # fmt: skip
"""The first field of the file that fills a variable is kept; what comes later for the same is a note."""
_ROLES = MappingProxyType(
    {
        "Author": "author", "Artist": "author", "Performer": "author", "Interviewee": "author", "Inventor": "author",
        "Writer": "author", "BookAuthor": "container-author", "Editor": "editor", "Translator": "translator",
        "Compiler": "compiler", "Composer": "composer", "Conductor": "performer", "Counsel": "contributor",
        "Director": "director", "Interviewer": "interviewer", "ProducerName": "producer",
    }
)  # fmt: skip
_DATES = {"issued": ("Year", "Month", "Day"), "accessed": ("YearAccessed", "MonthAccessed", "DayAccessed")}
_PLACES = ("City", "StateProvince", "CountryRegion")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SWITCH = re.compile(r"\\(?P<switch>[A-Za-z])\s*(?:\"(?P<quoted>[^\"]*)\"|(?P<bare>[^\s\\\"]+))?|(?P<tag>[^\s\\\"]+)")


def sources_in(part: bytes) -> dict[str, dict[str, Any]]:
    """Items of CSL by the tags of the sources in a part of the document; none if it is no list of sources."""
    if b"<b:Sources" not in part and b"officeDocument/2006/bibliography" not in part:
        return {}
    try:
        root = read_xml(part, _BOUNDS)
    except XmlError:
        return {}
    return {each.words("Tag"): _item(each) for each in root.all("Source") if each.words("Tag")}


def _item(source: Element) -> dict[str, Any]:
    item: dict[str, Any] = {"id": source.words("Tag"), "type": _type(source)}
    for each in source.children:
        variable, words = _VARIABLES.get(each.tag), " ".join(each.text.split())
        if variable and words and variable not in item:
            item[variable] = words
        elif variable and words:
            item["note"] = "; ".join(filter(None, (item.get("note", ""), words)))
    place = ", ".join(filter(None, (source.words(name) for name in _PLACES)))
    number = source.words("StandardNumber")
    item |= {"publisher-place": place} if place else {}
    item |= {"ISBN" if item["type"] in ("book", "chapter") else "number": number} if number else {}
    roles = source.first("Author")
    for role in roles.children if roles else ():
        if persons := list(_persons(role)):
            item.setdefault(_ROLES.get(role.tag, "contributor"), []).extend(persons)
    return item | {name: date for name, tags in _DATES.items() if (date := _date([source.words(tag) for tag in tags]))}


def _type(source: Element) -> str:
    if source.words("ThesisType"):
        return "thesis"
    return _TYPES.get(source.words("SourceType"), "document")


def _persons(role: Element) -> Iterator[dict[str, str]]:
    if corporate := role.words("Corporate"):
        yield {"literal": corporate}
    for person in role.all("Person"):
        given = " ".join(filter(None, (person.words("First"), person.words("Middle"))))
        if family := person.words("Last"):
            yield {"family": family, **({"given": given} if given else {})}
        elif given:
            yield {"literal": given}


def _date(words: list[str]) -> dict[str, Any]:
    year, month, day = (each.strip() for each in words)
    if not re.fullmatch(r"\d{3,4}", year):
        return {"literal": year} if year else {}
    name = month[:3].lower()
    number = int(month) if month.isdecimal() else _MONTHS.index(name) + 1 if name in _MONTHS else 0
    parts = [int(year)]
    if 1 <= number <= len(_MONTHS):
        parts += [number, *([int(day)] if re.fullmatch(r"[12]?\d|3[01]", day) and day != "0" else [])]
    return {"date-parts": [parts]}


def word_citation(instruction: str, sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
    """The citation that an instruction `Tag \\p 12 \\m Other` is; None if it names a source that is not there."""
    items: list[dict[str, Any]] = []
    is_tag = True
    for found in _SWITCH.finditer(instruction):
        switch, value = (found["switch"] or "").lower(), (found["quoted"] or found["bare"] or "").strip()
        tag = value if switch == "m" else found["tag"] if is_tag else ""
        is_tag = False
        if tag:
            if tag not in sources:
                return None
            items.append({"id": tag, "itemData": dict(sources[tag])})
        elif items:
            items[-1] |= _said(switch, value, items[-1])
    return {"citationItems": items} if items else None


def _said(switch: str, value: str, item: Mapping[str, Any]) -> dict[str, Any]:
    match switch:
        case "p":
            return {"locator": value, "label": "page"}
        case "v":
            return {"suffix": f", vol. {value}{item.get('suffix', '')}"}
        case "f":
            return {"prefix": value}
        case "s":
            return {"suffix": f"{item.get('suffix', '')} {value}"}
        case "n":
            return {"suppress-author": True}
    return {}
