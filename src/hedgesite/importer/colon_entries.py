"""Entries with a colon behind the names, as the humanities in German write them: `Kranich, Ada: Titel. Ort 2001`.

Source: the style sheets of the faculties, which follow DIN 1505-2 and DIN ISO 690.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.entries import ITALIC, ROMAN, Listed
from hedgesite.importer.full_names import read_titled
from hedgesite.importer.names import UPPER, natural
from hedgesite.importer.sources import Entry, key_of
from hedgesite.importer.visits import take_addresses
from hedgesite.model.source import Person

_LONGEST_HEAD = 200
_ROLE = r"\s*\((?:Hrsg|Hgg?|Hrsgg|Eds?|Bearb|Übers|dir|coord|a cura di|red|ред)\.?\)\.?"
_HEAD = re.compile(rf"(?P<names>[^:\d{ITALIC}“„«\"]{{2,{_LONGEST_HEAD}}}?)\s*:\s+(?=\S)")
_ANY_ROLE = re.compile(_ROLE, re.IGNORECASE)
_OTHERS = re.compile(r",?\s*(?:et\.?\s+al|u\.\s?a|und andere)\.?\s*$", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*/\s*|\s*;\s*|,?\s+(?:und|and|u\.|&|et|e|y|i)\s+")
_WORD = rf"(?:[{UPPER}][\w'’.-]*|von|van|de|der|den|zu|zur|di|da|la|le|du|af|el|al)"
_FIRST = re.compile(
    rf"(?P<family>(?:{_WORD}\s){{0,3}}[{UPPER}][\w'’-]+)[,.]\s?(?P<given>{_WORD}(?:[\s-]{{1,2}}{_WORD}){{0,4}})"
)
_FURTHER = re.compile(rf"(?:{_WORD}\s){{1,4}}{_WORD}")
_MOST_WORDS_OF_BODY = 12
_ADDRESS = re.compile(r"https?://|www\.")
_YEAR = re.compile(rf"(?<![\d/-])(?P<year>{A_YEAR})(?![\d-])")
_OF_VISIT = re.compile(
    r"\[[^\[\]]{0,80}\]|\((?:[^()]{0,40}\s)?\d\d?\.\s?\d\d?\.\s?(?:\d\d){1,2}\)"
    r"|\b(?:abgerufen|zugriff|zuletzt (?:geprüft|abgerufen|besucht))\b.{0,40}",
    re.IGNORECASE,
)
_DAY = re.compile(r"\[(\d\d?\.\s?\d\d?\.\s?\d{4})\]")
_TITLE = re.compile(
    r"(?P<title>.{2,300}?(?:(?<=[\w)\]’'”»]{3})[.?!]|,?(?=\s(?:In|URL|Online|Hrsg|Hg)\b)))\s+(?P<rest>\S.*)", re.DOTALL
)
_CONTAINER = re.compile(r"In:?\s(?P<container>[^.,(]{3,120})")


def begins_with_names(marked: str) -> bool:
    """Whether an entry begins with names of persons and a colon."""
    head = _HEAD.match(marked)
    found = _persons(head["names"]) if head else None
    return found is not None and not found[0][0].literal


def read_colons(listed: Listed, keys: set[str], numbers: dict[str, int]) -> Entry | None:
    """The source of an entry whose names end in a colon and whose year stands behind; None for other entries."""
    head = _HEAD.match(listed.marked)
    found = _persons(head["names"]) if head else None
    if head is None or found is None:
        return None
    persons, others = found
    rest = listed.marked[head.end() :]
    if persons[0].literal and not (_ADDRESS.search(rest) and len(head["names"].split()) <= _MOST_WORDS_OF_BODY):
        return None
    reading = read_titled(rest)
    fields = reading.fields if reading else _fields(rest)
    year = reading.year if reading else fields.get("date", "")
    entry = Entry(
        key=key_of(persons, "", year, "", keys, numbers),
        type=reading.type if reading else _kind(fields),
        offset=listed.offset,
        plain=listed.words,
        persons=persons,
        others=others,
        editors=bool(_ANY_ROLE.search(head["names"])),
        year=year,
        fields=MappingProxyType(fields),
    )
    keys.add(entry.key)
    return entry


def _persons(names: str) -> tuple[tuple[Person, ...], bool] | None:
    """The persons of a head, the first one inverted, and whether there are more; a body alone; None for other words."""
    bare = _ANY_ROLE.sub("", names).replace(ROMAN, "").strip(" ,")
    named = _OTHERS.sub("", bare)
    first, *further = _SEPARATOR.split(named)
    inverted = _FIRST.fullmatch(first.strip(" ,"))
    if inverted is None:
        is_body = "," not in named and "/" not in named and not re.search(r"[a-zß-ÿ]{3}\.\s", named)
        return ((Person(literal=named),), False) if is_body and named else None
    persons = [Person(inverted["family"], inverted["given"])]
    for name in further:
        name = name.strip(" ,")
        if other := _FIRST.fullmatch(name):
            persons.append(Person(other["family"], other["given"]))
        elif _FURTHER.fullmatch(name):
            persons.append(natural(name))
        else:
            return None
    return tuple(persons), named != bare


def _fields(marked: str) -> dict[str, str]:
    """Title, container, year and address; what else there is, as a note."""
    words = marked.replace(ITALIC, "").replace(ROMAN, "")
    years = list(_YEAR.finditer(_OF_VISIT.sub(" ", re.sub(r"https?://\S+", " ", words))))
    # The day of a visit stands in brackets behind the address.
    words, addresses = take_addresses(_DAY.sub(r"[abgerufen am \1]", words))
    found = _TITLE.match(f"{words.strip()} ·")
    title, rest = (found["title"], found["rest"].removesuffix("·")) if found else (words, "")
    fields = {"title": title.strip(" .,"), **addresses}
    if years:
        fields["date"] = years[-1]["year"]
    if note := " ".join(rest.split()).strip(" .,[]"):
        container = _CONTAINER.match(note)
        fields |= {"booktitle": container["container"].strip()} if container else {}
        fields["note"] = note[container.end() :].strip(" .,") if container else note
    return {name: value for name, value in fields.items() if value}


def _kind(fields: dict[str, str]) -> str:
    if "booktitle" in fields:
        return "incollection"
    return "online" if "url" in fields else "misc"
