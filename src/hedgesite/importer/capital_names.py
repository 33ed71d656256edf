"""Names in capitals at the beginning of entries: `SOUZA, Ana; LIMA, J.`, `BRASIL. Ministério da Saúde.`

Sources: ABNT NBR 6023:2018; ISO 690:2021.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hedgesite.importer.entries import ITALIC
from hedgesite.importer.names import PARTICLE, UPPER
from hedgesite.model.source import Person

_CAPITALS = rf"[{UPPER}](?:['’]?[{UPPER}])+(?!\w)"
_FAMILY = rf"(?:{PARTICLE}\s){{0,2}}{_CAPITALS}(?:[ -](?:{PARTICLE}\s)?{_CAPITALS}){{0,3}}"
_INITIALS = rf"[{UPPER}]\.?(?:[\s-]?[{UPPER}]\.){{0,4}}(?:\s{PARTICLE}(?!\w)\.?){{0,2}}"
_WORD = rf"[{UPPER}]['’]?[\w'’-]+"
_GIVEN = (
    rf"{_WORD}(?:\s(?:(?:{PARTICLE}|e|y)\s)?(?!{_FAMILY},){_WORD}){{0,4}}"
    rf"(?:\s[{UPPER}]\.(?:\s?[{UPPER}]\.){{0,3}})?(?:\s{PARTICLE}(?!\w)){{0,2}}"
)
_PERSON = rf"{_FAMILY},\s?(?:(?:{_GIVEN})|(?:{_INITIALS}))(?![\w])"
_AND = r"(?:\s*;\s*(?:(?:and|&|y|e|et)\s)?|\s*,\s*(?:(?:and|&|y|e|et)\s)?|\s(?:y|e|et|and|und|a|i|и|ve|&)\s)"
_PERSONS = re.compile(rf"{_PERSON}(?:{_AND}{_PERSON}){{0,60}}")
_ONE = re.compile(rf"(?P<family>{_FAMILY}),\s?(?P<given>(?:{_GIVEN})|(?:{_INITIALS}))(?![\w])")
_OTHERS = r"(?:[,;]?\s*[\x02*]?(?:et\s+al(?:ii)?\b\.?|y\s+otros|e\s+outros|u\.\s?a\.|и\s+др\.)[\x03*]?)"
_ROLE = (
    r"(?:,?\s*[(\[]?(?P<role>orgs?|organizador(?:es|a)?|coords?|comps?|eds?|dirs?|hrsg|ред)\b\.?[)\]]?(?=[\s.,:]|$))"
)
_END = re.compile(rf"(?P<others>{_OTHERS})?{_ROLE}?(?:\s*[.:,]\s*|(?<=\.)\s+|(?=\s*[{ITALIC}“\"«]))", re.IGNORECASE)
_FIRM = r"(?:,\s(?:INC|LTDA?|S\.?\s?A|GMBH|CO|CORP|LLC)\b\.?)"
_BODY = re.compile(
    rf"(?P<body>{_CAPITALS}(?:(?:\s[–-]\s|[\s/&-]|\s(?:{PARTICLE}|e|y|et|a|o|à|para|of|for|and|the)\s)(?:{_CAPITALS}|[{UPPER}](?!\w)))*"
    rf"{_FIRM}?(?:\s?\((?P<within>[^()]{{2,60}})\))?)\s*\.\s+"
)
_PART = re.compile(
    r"(?P<part>(?:Minist|Secretar|Conselho|Consejo|Conseil|Presid|Congres|Senado|Câmara|Cámara|Tribunal|Suprem|Institut"
    r"|Departament|Département|Universi|Faculdade|Facultad|Coorden|Direc|Diretor|Gabinete|Comiss|Comisi|Agência|Agencia)"
    r"[^.\d]{3,120})\.\s+"
)


@dataclass(frozen=True, slots=True)
class CapitalNames:
    """The names, and where they end."""

    persons: tuple[Person, ...]
    others: bool
    editors: bool
    short: str
    end: int


def capital_names(text: str) -> CapitalNames | None:
    """The persons or the body that a text begins with; None if it does not begin with names in capitals."""
    persons = _PERSONS.match(text)
    end = _END.match(text, persons.end()) if persons else None
    if persons and end:
        people = tuple(_person(found) for found in _ONE.finditer(persons[0]))
        return CapitalNames(people, bool(end["others"]), bool(end["role"]), "", end.end())
    body = _BODY.match(text)
    if body is None:
        return None
    part = _PART.match(text, body.end())
    literal = f"{body['body']}. {part['part']}" if part else body["body"]
    return CapitalNames((Person(literal=literal),), False, False, body["body"] if part else "", (part or body).end())


def _person(found: re.Match[str]) -> Person:
    words = [word.lower() if re.fullmatch(PARTICLE, word.lower()) else word.title() for word in found["family"].split()]
    given = found["given"]
    return Person(
        " ".join(words), given.title() if given.isupper() and len(given.rstrip(".")) > 2 and "." not in given else given
    )
