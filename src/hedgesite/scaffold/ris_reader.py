"""Reads RIS into items of CSL.

Source: the RIS specification (Thomson Research Soft, 2011), and how Zotero, EndNote and Mendeley write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from hedgesite.load.bibtex.bodies import is_body, may_be_body
from hedgesite.model.date_words import SEASON_NUMBERS
from hedgesite.scaffold.ris_tags import number_of, own_meanings

RIS = re.compile(r"^TY {1,2}- ", re.MULTILINE)
_LINE = re.compile(r"([A-Z][A-Z0-9])(?: {1,2}-(?: |$))(.*)")
_TYPES = MappingProxyType(
    {
        "ABST": "article-journal", "ADVS": "motion_picture", "AGGR": "dataset", "ANCIENT": "book", "ART": "graphic",
        "BILL": "bill", "BLOG": "post-weblog", "BOOK": "book", "CASE": "legal_case", "CHAP": "chapter",
        "CHART": "graphic", "CLSWK": "book", "COMP": "software", "CONF": "paper-conference", "CPAPER": "speech",
        "DATA": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary", "EBOOK": "book", "ECHAP": "chapter",
        "EDBOOK": "book", "EJOUR": "article-journal", "ELEC": "webpage", "ENCYC": "entry-encyclopedia",
        "FIGURE": "figure", "GOVDOC": "report", "HEAR": "hearing", "ICOMM": "personal_communication",
        "INPR": "article-journal", "JFULL": "periodical", "JOUR": "article-journal", "LEGAL": "legislation",
        "MAP": "map", "MGZN": "article-magazine", "MPCT": "motion_picture", "MULTI": "motion_picture",
        "MUSIC": "musical_score", "NEWS": "article-newspaper", "PAMP": "pamphlet", "PAT": "patent",
        "PCOMM": "personal_communication", "RPRT": "report", "SER": "book", "SLIDE": "speech", "SOUND": "song",
        "STAND": "standard", "STAT": "legislation", "THES": "thesis", "UNBILL": "bill", "UNPB": "manuscript",
        "VIDEO": "motion_picture", "WEB": "webpage",
    }
)  # fmt: skip
"""CSL's type by type of reference; `document` for all others."""
_VARIABLES = MappingProxyType(
    {
        "AB": "abstract", "CY": "publisher-place", "C7": "page", "DB": "archive", "DO": "DOI",
        "ET": "edition", "IS": "issue", "J2": "container-title-short", "JA": "container-title-short",
        "JF": "container-title", "JO": "container-title", "LA": "language", "M3": "genre", "N1": "annote",
        "N2": "abstract", "NV": "number-of-volumes", "OP": "original-title", "PB": "publisher",
        "PP": "publisher-place", "ST": "title-short", "T2": "container-title", "T3": "collection-title",
        "UR": "URL", "VL": "volume",
    }
)  # fmt: skip
_NAMES = MappingProxyType(
    {
        "A1": "author",
        "AU": "author",
        "A2": "editor",
        "ED": "editor",
        "A3": "collection-editor",
        "A4": "translator",
        "C2": "container-author",
    }
)
_FILES = frozenset({"L1", "L2", "L3", "L4"})
_WHOLE = frozenset({"book", "thesis", "report"})
"""Types whose `SP` without an end counts the pages."""
_FIRST_SEASON = 21
_SOME = 3
"""So many names tell how a program writes them."""
_IN_JSTOR = re.compile(r"^DB {1,2}- JSTOR\s*$", re.MULTILINE)
"""JSTOR writes every name as it is spoken, also in an export of one article."""
_SPOKEN = range(2, 6)
"""Words of the name of a person."""
_MANY = frozenset({"annote", "abstract"})
"""Variables of which a second value is a further paragraph."""


def read_ris(text: str) -> list[dict[str, Any]]:
    """The items, each with what no variable of CSL holds under `unread`."""
    records = list(_records(text))
    names = [value for record in records for tag, value in record if tag in _NAMES and value]
    enough = 1 if _IN_JSTOR.search(text) else _SOME
    if len(names) < enough or any("," in name for name in names):
        return [_item(record) for record in records]
    # The program writes all names as they are spoken: `Ada van Heron`.
    return [_item([(tag, _inverted(value) if tag in _NAMES else value) for tag, value in record]) for record in records]


def _inverted(name: str) -> str:
    """A name in spoken order as `van Heron, Ada`, unless it may be that of a body."""
    words = name.split()
    if len(words) not in _SPOKEN or is_body(words) or may_be_body(words):
        return name
    first = next((at for at, word in enumerate(words[:-1]) if at and word.islower() and word.isalpha()), len(words) - 1)
    return f"{' '.join(words[first:])}, {' '.join(words[:first])}"


def _records(text: str) -> Iterator[list[tuple[str, str]]]:
    record: list[tuple[str, str]] = []
    for line in text.splitlines():
        match = _LINE.fullmatch(line.rstrip())
        if match is None:
            # A value that a program has broken into lines.
            if record and line.strip():
                tag, value = record[-1]
                record[-1] = tag, f"{value} {line.strip()}"
        elif match[1] == "TY" and record:
            yield record
            record = [("TY", match[2].strip())]
        elif match[1] == "ER":
            yield record
            record = []
        elif match[1] == "TY" or record:
            record.append((match[1], match[2].strip()))
    if record:
        yield record


def _item(record: list[tuple[str, str]]) -> dict[str, Any]:
    item: dict[str, Any] = {"type": _TYPES.get(record[0][1].upper() if record else "", "document")}
    own = own_meanings(record[0][1].upper() if record else "", {tag for tag, _ in record})
    pages: dict[str, str] = {}
    for tag, value in record[1:]:
        if not value:
            continue
        if tag in {"SP", "EP"}:
            pages[tag] = value
        elif tag in _NAMES:
            is_editor = tag == "A3" and item["type"] == "book"
            item.setdefault("editor" if is_editor else _NAMES[tag], []).append(_name(value))
        elif tag in {"PY", "Y1", "DA", "Y2"}:
            _add_date(item, "accessed" if tag == "Y2" else "issued", _date(value))
        elif tag == "KW":
            item["keyword"] = f"{item['keyword']}, {value}" if "keyword" in item else value
        else:
            _add(item, tag, value, own)
    if "event-title" in item and item["event-title"] == item.get("container-title"):
        del item["event-title"]
    _add_pages(item, pages)
    return item


def _add_pages(item: dict[str, Any], pages: Mapping[str, str]) -> None:
    if pages.get("SP", "").isdecimal() and "EP" not in pages and item["type"] in _WHOLE:
        item["number-of-pages"] = pages["SP"]
    elif pages:
        if "page" in item:
            item.setdefault("unread", []).append(f"C7  - {item['page']}")
        ends = dict.fromkeys(pages[tag] for tag in ("SP", "EP") if tag in pages)
        if pages.get("EP") == "+":
            # The Web of Science's sign of pages that do not follow one another.
            ends = {f"{pages['SP']}+": None} if "SP" in pages else {}
        # Hyphens within a number, such as `1-15`, leave the range to a dash.
        item["page"] = ("–" if any("-" in end for end in ends) else "-").join(ends)


def _add(item: dict[str, Any], tag: str, value: str, own: Mapping[str, str]) -> None:
    """Add a plain value to the variable that its tag stands for; a second value that has no place is unread."""
    variable = own.get(tag) or _variable(tag, item["type"], value)
    if variable and variable not in item:
        item[variable] = value
    elif variable in _MANY:
        item[variable] += f"\n\n{value}"
    elif value != item.get(variable):
        item.setdefault("unread", []).append(f"{tag}  - {value}")


def _variable(tag: str, type: str, value: str) -> str:
    if tag in {"TI", "T1", "CT"}:
        return "title"
    if tag == "BT":
        return "container-title" if type in {"chapter", "paper-conference"} else "title"
    if tag in {"AN", "SN"}:
        return number_of(tag, value)
    return "id" if tag == "ID" else "file" if tag in _FILES else _VARIABLES.get(tag, "")


def _add_date(item: dict[str, Any], variable: str, date: dict[str, Any]) -> None:
    """Add a date unless there is one: the one with month and day, a season or an end says more than the year."""
    if variable not in item or _precision(date) > _precision(item[variable]):
        item[variable] = date


def _precision(date: dict[str, Any]) -> int:
    return sum(map(len, date.get("date-parts", ()))) + ("season" in date)


def _name(value: str) -> dict[str, str]:
    family, comma, rest = value.partition(",")
    given, _, suffix = rest.partition(",")
    if not comma:
        return {"literal": value}
    parts = {"family": family.strip(), "given": given.strip(), "suffix": suffix.strip()}
    return {part: text for part, text in parts.items() if text}


def _date(value: str) -> dict[str, Any]:
    """`2020/05/03/further text`, or an ISO date."""
    match = re.match(r"(\d{4})(?:[/-](\d{1,2}))?(?:[/-](\d{1,2}))?(?:[/-](.*))?$", value)
    if match is None:
        # A date without a year has only its words: `///45 BCE`.
        year = re.match(r"\d{4}(?=/)", value)
        return {"date-parts": [[int(year[0])]]} if year else {"literal": value.removeprefix("///")}
    *numbers, further = match.groups()
    date: dict[str, Any] = {"date-parts": [[int(part) for part in numbers if part and int(part)]]}
    further = (further or "").strip("/")
    if years := re.fullmatch(r"(\d{4})[–-](\d{4})", further):
        date = {"date-parts": [[int(years[1])], [int(years[2])]]}
    elif season := SEASON_NUMBERS.get(further.casefold(), 0):
        date["season"] = season - _FIRST_SEASON + 1
    return date
