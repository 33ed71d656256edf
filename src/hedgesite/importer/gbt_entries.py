"""Entries of Chinese lists, whose letter in brackets says what a work is: `赵六. 中国的湖泊[M]. 北京: 出版社, 2015.`

Source: GB/T 7714-2015, "Information and documentation: Rules for bibliographic references", sections 4, 7 and 8.
"""

from __future__ import annotations

import re
from types import MappingProxyType

from hedgesite.importer.dates import A_YEAR
from hedgesite.importer.draft_source import page_range
from hedgesite.importer.entries import Listed
from hedgesite.importer.names import as_bibtex
from hedgesite.importer.sources import Entry, key_of
from hedgesite.model.dois import PREFIX, RESOLVER
from hedgesite.model.source import Person

MARK = re.compile(r"\[(?P<kind>[A-Z]{1,2})(?:/(?P<carrier>[A-Z]{2}))?\]")
_TYPES = MappingProxyType(
    {
        "J": "article", "N": "article", "M": "book", "G": "book", "D": "thesis", "R": "report", "C": "proceedings",
        "P": "patent", "S": "standard", "A": "unpublished", "DB": "dataset", "CP": "software", "EB": "online",
    }
)  # fmt: skip
_HEAD = re.compile(r"(?P<names>[^[\]]{1,200}?)(?:[．。]\s*|\.\s+|\.(?=[\u4e00-\u9fff]))(?P<title>.{1,300})$", re.DOTALL)
_OTHERS = re.compile(r"\s*[,，]?\s*(?:等|et al)\s*(?:[，,]?\s*(?:译|编))?\.?$")
_YEAR = rf"(?P<year>{A_YEAR})"
_JOURNAL = re.compile(
    rf"(?P<name>.+?)[,，]\s*{_YEAR}(?:[,，]\s*(?P<volume>\d+))?\s*(?:[(（](?P<number>[^()（）]+)[)）])?"
    r"(?:\s*[:：]\s*(?P<pages>[A-Za-z]?\d[\w, –—-]*))?"
)
_NEWSPAPER = re.compile(
    rf"(?P<name>.+?)[,，]\s*{_YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)\s*(?:[(（](?P<pages>[^()（）]+)[)）])?"
)
_IMPRINT = re.compile(
    rf"(?:(?P<edition>第?\d+版|\d+\s?(?:st|nd|rd|th)?\s?ed)[.．]\s*)?(?P<place>[^:：,，.．]{{1,60}})[:：]\s*(?P<house>[^:：,，]{{1,100}})"
    rf"[,，]\s*{_YEAR}(?:-\d\d-\d\d)?(?:\s*[:：]\s*(?P<pages>[\d, –—-]+))?"
)
_BEFORE_IMPRINT = re.compile(rf"[.．]\s*(?=[^.．:：]{{1,60}}[:：][^:：]{{1,100}}[,，]\s*{_YEAR})")
_VISITED = re.compile(r"(?:[(（](?P<date>\d{4}(?:-\d\d){0,2})[)）])?\s*\[(?P<visited>\d{4}-\d\d?-\d\d?)\]")
_ADDRESS = re.compile(r"<?(?P<url>https?://[^\s<>]+)>?")
_DOI = re.compile(rf"(?:doi:?\s*|{RESOLVER})<?(?P<doi>{PREFIX}[^\s<>]+)>?", re.IGNORECASE)


def read_gbt(listed: Listed, keys: set[str], numbers: dict[str, int]) -> Entry | None:
    """The source of an entry with a mark of its kind; None for other entries."""
    words = listed.words
    mark = MARK.search(words)
    head = _HEAD.match(words[: mark.start()].strip()) if mark else None
    if mark is None or head is None or mark["kind"] not in _TYPES:
        return None
    rest = words[mark.end() :].lstrip(" .．,，")
    fields: dict[str, str] = {"title": head["title"].strip()}
    rest = _take_addresses(rest, fields)
    if rest.startswith("//"):
        rest = _take_container(rest.removeprefix("//"), fields)
    kind = _TYPES[mark["kind"]]
    if "booktitle" in fields:
        kind = "inproceedings" if mark["kind"] == "C" else "incollection"
    fields |= _published(rest.strip(" .．"), mark["kind"])
    year = fields.get("date", "")[:4]
    persons, others = _persons(head["names"])
    entry = Entry(
        key=key_of(persons, "", year, "", keys, numbers),
        type="online" if mark["carrier"] == "OL" and kind == "book" and "publisher" not in fields else kind,
        offset=listed.offset,
        plain=words,
        persons=persons,
        others=others,
        year=year,
        fields=MappingProxyType(fields),
    )
    keys.add(entry.key)
    return entry


def _take_container(rest: str, fields: dict[str, str]) -> str:
    """The text after `//` without the book of a part, and its editors before it."""
    imprint = _BEFORE_IMPRINT.search(rest)
    container = MARK.sub("", rest[: imprint.start()] if imprint else rest).strip(" .．")
    *editors, fields["booktitle"] = re.split(r"[.．]\s*", container)
    if editors:
        fields["editor"] = as_bibtex(_persons(", ".join(editors))[0])
    return rest[imprint.end() :] if imprint else ""


def _take_addresses(rest: str, fields: dict[str, str]) -> str:
    if doi := _DOI.search(rest):
        fields["doi"] = doi["doi"].rstrip(".,;，。")
        rest = rest.replace(doi[0], "")
    if address := _ADDRESS.search(rest):
        fields["url"] = address["url"].rstrip(".,;，。")
        rest = rest.replace(address[0], "")
    if visited := _VISITED.search(rest):
        fields["urldate"] = visited["visited"]
        fields |= {"date": visited["date"]} if visited["date"] else {}
        rest = rest.replace(visited[0], "")
    return rest


def _published(rest: str, kind: str) -> dict[str, str]:
    """The fields of what follows the mark; all words as a note if they are in no known order."""
    if (found := _NEWSPAPER.match(rest)) and kind == "N":
        date = f"{found['year']}-{int(found['month']):02}-{int(found['day']):02}"
        fields = {
            "journaltitle": found["name"],
            "date": date,
            "entrysubtype": "newspaper",
            "pages": found["pages"] or "",
        }
    elif (found := _JOURNAL.match(rest)) and kind in {"J", "N"}:
        fields = {"journaltitle": found["name"], "date": found["year"]}
        fields |= {name: found[name] for name in ("volume", "number", "pages")}
    elif found := _IMPRINT.match(rest):
        house = "institution" if kind in {"D", "R"} else "publisher"
        fields = {
            "location": found["place"],
            house: found["house"],
            "date": found["year"],
            "pages": found["pages"] or "",
        }
        fields["edition"] = re.sub(r"\D", "", found["edition"] or "")
    else:
        year = re.search(_YEAR, rest)
        fields = {"note": rest, "date": year["year"] if year else ""}
    return {name: page_range(value) if name == "pages" else value for name, value in fields.items() if value}


def _persons(names: str) -> tuple[tuple[Person, ...], bool]:
    bare = _OTHERS.sub("", names)
    parts = [part.strip() for part in re.split(r"[,，;；]", bare) if part.strip()]
    return tuple(map(_person, parts)), bare != names


def _person(name: str) -> Person:
    """A Chinese name is one word; others have initials behind the family name, which the standard sets in capitals."""
    words = name.split()
    initials = [word for word in words if re.fullmatch(r"[A-Z](?:[.-]?[A-Z])*\.?", word) and len(word) <= 4]
    family = " ".join(words[: len(words) - len(initials)] or words)
    if not initials or len(initials) == len(words):
        return Person(name) if re.search(r"[\u4e00-\u9fff]", name) else Person(literal=name)
    if family.isupper():
        family = re.sub(r"[^\W\d_]+", lambda found: found[0].capitalize(), family)
    given = " ".join(f"{letter}." for word in initials for letter in re.findall(r"[A-Z]", word))
    return Person(family, given)
