"""Entries with given names in full and the year at the end: Chicago's bibliographies, Turabian, MLA.

Source: The Chicago Manual of Style, 17th edition, 14.23; MLA Handbook, 9th edition, chapter 5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from types import MappingProxyType

from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.draft_source import page_range
from hedgesite.importer.entries import ITALIC, ROMAN, Listed
from hedgesite.importer.names import PARTICLE, UPPER, as_bibtex, natural, read_list, read_natural
from hedgesite.importer.sources import Entry, key_of
from hedgesite.importer.visits import find_day, take_addresses
from hedgesite.model.source import Person

_WORD = rf"(?:{PARTICLE}|d['’](?=[{UPPER}])|[{UPPER}](?:[\w'’-]+|\.))"
_FAMILY = rf"(?:{PARTICLE}\s)*[{UPPER}][\w'’-]+(?:[ -](?:{PARTICLE}\s)*[{UPPER}][\w'’-]+){{0,2}}"
_GIVEN = rf"[{UPPER}](?:[\w'’-]+|\.)(?:[\s-]?{_WORD}){{0,3}}"
_FIRST = rf"{_FAMILY},\s{_GIVEN}(?:,\s(?:Jr|Sr|I{{2,3}})\.?)?"
_NATURAL = rf"{_GIVEN}\s{_FAMILY}"
_MORE = rf"(?:,\s(?:and|und|et|e|y|i|и|&)\s|,\s|;\s|\s(?:and|und|et|e|y|i|и|&)\s)(?:{_FIRST}|{_NATURAL})"
_ROLE = r"(?:,?\s\(?(?P<role>eds?|hrsg|hgg?|trans|ред|org|orgs|coord|dir|ur)\.?\)?)"
_OTHERS = r"(?P<others>,?\s(?:et\sal|and\sothers|u\.\s?a|и\sдр)\.?)"
_LISTED = re.compile(
    rf"(?P<first>{_FIRST})(?P<more>(?:{_MORE}){{0,40}}){_OTHERS}?{_ROLE}?"
    rf"(?:(?<=\.)\s+|[.,:]\s*(?=[{ITALIC}“\"«„])|[.:]\s+)",
)
_SPLIT = re.compile(rf"(?:,\s(?:and|und|et|e|y|i|и|&)\s|;\s|\s(?:and|und|et|e|y|i|и|&)\s|,\s(?={_NATURAL}(?:,|$)))")
_NOT_BEHIND = re.compile(rf"\W*{A_YEAR}|&\s|(?:and|und|et|y|e)\s[{UPPER}][\w'’-]+,")
"""What follows the names of entries in other forms: the year, or one more name."""
_QUOTED = re.compile(r"[“\"«„](?P<title>[^“”\"«»„]{3,400}?)[,.]?[”\"»“][,.]?\s*(?P<rest>.*)", re.DOTALL)
_ITALIC = re.compile(rf"{ITALIC}(?P<title>[^{ROMAN}]{{2,400}}?)[.,]?{ROMAN}[.,]?\s*(?P<rest>.*)", re.DOTALL)
_PLAIN = re.compile(r"(?P<title>.{4,300}?(?:(?<=[\w)\]’'”]{2})\.|[?!]))\s+(?P<rest>.*)", re.DOTALL)
_IMPRINT = re.compile(
    rf"(?:^|(?<=[.,;]\s)|\()(?P<place>(?:(?:St|Ste|Mt|Ft)\.\s)?[{UPPER}][^.:;\d()]{{1,60}}(?:[A-Z]?\.){{0,3}})\s?:\s"
    rf"(?P<publisher>[^:;()]{{2,100}}?),?\s(?:c|ca\.\s)?(?P<year>{A_YEAR})(?:[–-]\d+)?\)?"
)
_HOUSE = re.compile(
    rf"^(?P<publisher>[{UPPER}][^.:;\d()]{{2,80}}),\s(?P<year>{A_YEAR})(?:,\s(?:pp?\.\s)?(?P<pages>[\d–-]+))?\.?$"
)
_THESIS = re.compile(
    rf"(?P<kind>(?:\w[\w.’']*\s){{0,2}}(?:diss(?:ertation|\.)|thesis)),?\s(?P<institution>[^\d]{{3,100}}?),\s(?P<year>{A_YEAR})",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    rf"(?P<journaltitle>[^\d“”]{{2,120}}?)[.,]?\s(?:vol\.\s?)?(?P<volume>[\dIVXLC]{{1,6}})\.?(?:,?\s?\(?(?:(?:no|nr|n|Heft|H)\.|n\^?[oº°ᵒ]\^?\.?|№)\s?(?P<number>[\w/–-]+)\)?"
    rf"|\.(?P<issue>\d+))?(?:,?\s\((?:[^()]{{0,20}}?\s)?(?P<a>{A_YEAR})\)|,\s(?:[^()\d,]{{0,20}}\s)?(?P<b>{A_YEAR}))"
    r"(?:\s?[:,]\s?(?:pp?\.\s?)?(?P<pages>[\d–-]+))?"
)
_WITHIN = re.compile(
    r"(?:In:?|in:?|У:?|В:?)\s(?P<booktitle>[^“”]{3,200}?)(?:,\s(?:edited\sby|ed\.|eds\.|hrsg\.\svon|éd(?:ité|\.)\spar|editado\spor|org\.|a\scura\sdi)\s(?P<editor>[^\d:]{3,150}?))?"
    r"(?:,\s(?:pp?\.\s?|S\.\s?)?(?P<pages>\d[\d–-]*))?\.?\s(?=[^.:]{2,60}:\s)"
)
_EDITORS_BEFORE = re.compile(
    r"(?P<editor>[^()\d]{3,150}?)\s?\((?:Hgg?|Hrsg|Eds?|orgs?|dirs?|coords?|a cura di)\.?\)\s?[:.,]\s", re.I
)
_PAGES_BEHIND = re.compile(r"(?:pp?|S)\.\s?(?P<pages>\d+\s?[–-]\s?\d+)\W*$")
_EDITION = re.compile(r"(?P<edition>\d+)(?:st|nd|rd|th)\sed(?:ition|n)?\.?,?\s*", re.IGNORECASE)
_BY = re.compile(
    r"(?P<role>Translated\sby|Trans\.|Edited\sby|Ed\.|Eds\.)\s(?P<names>[^\d:]{4,120}?)(?:\.\s|,\s(?=\d)|\.?$)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Reading:
    type: str = "book"
    year: str = ""
    fields: dict[str, str] = field(default_factory=dict)


def read_full(listed: Listed, keys: set[str], numbers: dict[str, int]) -> Entry | None:
    """The source of an entry that begins `Family, Given. Title` and has its year behind; None for other entries."""
    names = _LISTED.match(listed.marked)
    if names is None or _NOT_BEHIND.match(listed.marked[names.end() :]):
        return None
    reading = read_titled(listed.marked[names.end() :])
    if reading is None:
        return None
    persons = (_inverted(names["first"]), *_further(names["more"]))
    entry = Entry(
        key=key_of(persons, "", reading.year, "", keys, numbers),
        type=reading.type,
        offset=listed.offset,
        plain=listed.words,
        persons=persons,
        others=bool(names["others"]),
        editors=bool(names["role"]) and names["role"].lower() not in {"trans"},
        year=reading.year,
        fields=MappingProxyType(reading.fields),
    )
    keys.add(entry.key)
    return entry


def _inverted(name: str) -> Person:
    family, _, given = name.partition(", ")
    given, _, suffix = given.partition(", ")
    return Person(family, given, suffix=suffix.strip(","))


def _further(more: str) -> tuple[Person, ...]:
    parts = [part.strip(" ,;") for part in _SPLIT.split(more) if part and part.strip(" ,;")]
    return tuple(_inverted(part) if re.fullmatch(_FIRST, part) else natural(part) for part in parts)


def read_titled(marked: str) -> _Reading | None:
    """Title, container, imprint and year of what follows the names; None if they are not all recognised."""
    for pattern in (_QUOTED, _ITALIC, _PLAIN):
        found = pattern.match(marked)
        if found is None:
            continue
        reading = _Reading(fields={"title": _clean(found["title"])})
        rest, addresses = take_addresses(found["rest"].replace(ITALIC, "").replace(ROMAN, ""))
        rest = _clean(rest)
        readers = (
            (_thesis, _within, _of_a_day, _journal, _imprint) if pattern is not _ITALIC else (_thesis, _imprint, _house)
        )
        if any(read(rest, reading) for read in readers):
            reading.fields.setdefault("date", reading.year)
            reading.fields |= addresses
            return reading
        return None
    return None


def _clean(text: str) -> str:
    return " ".join(text.replace(ITALIC, "").replace(ROMAN, "").split()).strip(" ,").removesuffix(".")


def _imprint(rest: str, reading: _Reading) -> bool:
    found = _IMPRINT.search(rest)
    if found is None:
        return False
    reading.year = found["year"]
    reading.fields |= {"location": found["place"].strip(), "publisher": found["publisher"].strip(" ,")}
    before = rest[: found.start()].strip(" (,")
    if edition := _EDITION.search(before):
        reading.fields["edition"] = edition["edition"]
        before = before[: edition.start()] + before[edition.end() :]
    for by in _BY.finditer(before):
        role = "translator" if by["role"].lower().startswith("tr") else "editor"
        reading.fields[role] = as_bibtex(read_natural(by["names"]))
    before = _BY.sub("", before).strip(" .,")
    if before and before != reading.fields["title"]:
        reading.fields["note"] = before
    return True


def _house(rest: str, reading: _Reading) -> bool:
    """The publisher alone, as MLA has it."""
    found = _HOUSE.match(rest)
    if found is None:
        return False
    reading.year = found["year"]
    reading.fields["publisher"] = found["publisher"]
    return True


def _thesis(rest: str, reading: _Reading) -> bool:
    found = _THESIS.match(rest)
    if found is None:
        return False
    reading.type, reading.year = "thesis", found["year"]
    reading.fields |= {"type": found["kind"], "institution": found["institution"].strip(" ,")}
    return True


def _of_a_day(rest: str, reading: _Reading) -> bool:
    """What a newspaper or a site published on a day: `The Guardian, February 2, 2018, sect. Technology`."""
    day = find_day(rest)
    name = rest[: day[1].start()].rstrip(" ") if day else ""
    if day is None or not name.endswith(",") or not 3 < len(name) < 100:
        return False
    reading.fields["date"], reading.year = day[0], day[0][:4]
    if re.search(r"\d", name):
        reading.type, reading.fields["organization"] = "online", name.rstrip(",")
    else:
        reading.type = "article"
        reading.fields |= {"journaltitle": name.rstrip(","), "entrysubtype": "newspaper"}
    if note := rest[day[1].end() :].strip(" ,."):
        reading.fields["note"] = note
    return True


def _journal(rest: str, reading: _Reading) -> bool:
    found = _JOURNAL.match(rest)
    if found is None:
        return False
    reading.type, reading.year = "article", found["a"] or found["b"]
    values = {
        "number": found["number"] or found["issue"],
        "volume": found["volume"],
        "pages": page_range(found["pages"]),
    }
    reading.fields |= {"journaltitle": found["journaltitle"].strip(" .,")}
    reading.fields |= {name: value for name, value in values.items() if value}
    return True


def _within(rest: str, reading: _Reading) -> bool:
    found = _WITHIN.match(rest)
    if found is None or not _imprint(rest[found.end() :], reading):
        return False
    reading.type = "incollection"
    book = found["booktitle"]
    if before := _EDITORS_BEFORE.match(book):
        reading.fields["editor"] = as_bibtex(read_list(before["editor"])[0])
        book = book[before.end() :]
    reading.fields["booktitle"] = book.strip(" ,.")
    if pages := found["pages"] or (behind["pages"] if (behind := _PAGES_BEHIND.search(rest)) else ""):
        reading.fields["pages"] = page_range(pages)
    if found["editor"]:
        reading.fields["editor"] = as_bibtex(read_natural(found["editor"]))
    return True
