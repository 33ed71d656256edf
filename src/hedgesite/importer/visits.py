"""Addresses of entries, and when they were visited, in the languages of lists: `Acesso em: 12 mar. 2015`.

Sources: ABNT NBR 6023:2018; ISO 690:2021; The Chicago Manual of Style in French, as Zotero writes it.
"""

from __future__ import annotations

import re
from functools import cache

from babel.dates import get_month_names

from hedgesite.importer.dates import edtf, find_date
from hedgesite.model.dois import PREFIX, RESOLVER

_LANGUAGES = ("pt", "es", "fr", "it", "de", "tr", "cs", "pl", "ru", "sr_Latn", "id", "nl", "sv", "en")
_WORDS = (
    r"acess(?:o|ado)\s+em|acedido\s+(?:em|a)|consulta(?:d[oae])?(?:\s+(?:em|el|en|on))?|fecha\s+de\s+(?:consulta|acceso)"
    r"|recuperado\s+el|accedido(?:\s+el)?|consult[ée]e?s?\s+le|consultato(?:\s+il)?|zugriff(?:\s+am)?"
    r"|abgerufen(?:\s+am)?|letzter\s+zugriff|erişim(?:\s+tarihi)?|cit\.|dost[eę]p|дата\s+обращения|pristupljeno|diakses"
    r"|(?:last\s+)?accessed(?:\s+on)?|visited(?:\s+on)?"
)
_VISIT = re.compile(
    rf"[\[(]?\b(?:{_WORDS})(?!\w)\s*:?\s*"
    r"(?P<when>[^\[\]()<>;:]{2,25}?\b\d{4}\b|\d{4}-\d\d-\d\d)[\])]?[.,;]?",
    re.IGNORECASE,
)
_FROM = (
    r"(?:(?:dispon[íi]ve[li]s?|disponibles?|available|verfügbar|dostupn[éoa]|tersedia|доступно|disponibile)"
    r"\s*(?:em|en|à\s+l['’]adresse|at|from|unter|z|na|di|su|sur)?|url|режим\s+доступа)\s*:?\s*"
)
_ADDRESS = re.compile(
    rf"(?:{_FROM})?(?:<(?P<a>(?:https?://|www\.)[^\s<>]+)>|(?P<b>(?:https?://|www\.)[^\s<>]+?)(?=[.,;)\]]*(?:\s|$)))[.,;]?",
    re.IGNORECASE,
)
DOI_OF_ENTRY = re.compile(
    rf"(?<![\w/.])(?:\bdoi\b\s*:?\s*)?(?:{RESOLVER}\s*)?<?(?:{RESOLVER}|\bdoi:\s*)?(?P<doi>{PREFIX}[^\s<>]+)>?[.,]?",
    re.IGNORECASE,
)
"""A DOI with whatever styles put before it; programs may write the resolver twice, as words and as the link."""
_NUMBERS = re.compile(r"(?P<day>\d\d?)[/.](?P<month>\d\d?)[/.](?P<year>\d{4})|(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)")
_NAMED = re.compile(
    r"(?P<day>\d\d?)(?:º|er|\.)?\s+(?:de\s+|di\s+)?(?P<month>[^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?(?P<year>\d{4})"
)


def take_visit(text: str) -> tuple[str, str]:
    """The text without the words for a visit, and the date of the visit in EDTF; its year, if no more is read."""
    found = _VISIT.search(text)
    if found is None:
        return text, ""
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip(), _date(found["when"])


def take_address(text: str) -> tuple[str, str]:
    """The text without the first address and the words before it, and the address."""
    found = _ADDRESS.search(text)
    if found is None:
        return text, ""
    address = found["a"] or found["b"]
    rest = f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()
    return rest, address if address.lower().startswith("http") else f"http://{address}"


def take_addresses(text: str) -> tuple[str, dict[str, str]]:
    """The text without DOI, address and visit, and these as fields."""
    fields: dict[str, str] = {}
    if doi := DOI_OF_ENTRY.search(text):
        # Punctuation after a DOI belongs to the sentence, though the syntax of DOIs would allow it.
        fields["doi"] = doi["doi"].rstrip(".,;)")
        text = text[: doi.start()] + text[doi.end() :]
    text, fields["url"] = take_address(text)
    text, fields["urldate"] = take_visit(text)
    return text, {name: value for name, value in fields.items() if value}


def find_day(text: str) -> tuple[str, re.Match[str]] | None:
    """The first full date in a text as EDTF, and its place."""
    for found in (find_date(text), *((_date(match[0]), match) for match in _NAMED.finditer(text))):
        if found and len(found[0]) == len("2020-12-10"):
            return found
    return None


def without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text)


def _date(words: str) -> str:
    if found := _NUMBERS.search(words):
        year, month, day = found["year"] or found["y"], found["month"] or found["m"], found["day"] or found["d"]
        return edtf({"year": year, "number": month, "day": day}) or year
    if found := _NAMED.search(words):
        name = found["month"].casefold()
        number = _months().get(name[:4]) or _months().get(name[:3]) or 0
        return edtf({"year": found["year"], "number": f"{number}", "day": found["day"]}) or found["year"]
    return words[-4:] if words[-4:].isdigit() else ""


@cache
def _months() -> dict[str, int]:
    """Numbers of months by the first three and four letters of their names; of no letters that mean two months."""
    found: dict[str, set[int]] = {}
    for language in _LANGUAGES:
        for number, name in get_month_names("wide", locale=language).items():
            for length in (3, 4):
                found.setdefault(name.casefold()[:length], set()).add(number)
    return {letters: min(numbers) for letters, numbers in found.items() if len(numbers) == 1}
