"""Persons and keywords as the heads of manuscripts write them."""

from __future__ import annotations

import re

from hedgesite.importer.names import natural

_ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")

_COMMAS = r",|·|•|，|、"


def orcid_of(text: str) -> str:
    """The ORCID in a text, or an empty text."""
    found = _ORCID.search(text)
    return found[0] if found else ""


def keywords_of(words: str) -> list[str]:
    """Keywords, which may contain commas if semicolons separate them, and else may be separated by full stops."""
    separators = next((each for each in (r";|；", _COMMAS, r"\.\s") if re.search(each, words.rstrip(". "))), _COMMAS)
    return [part.strip(" .") for part in re.split(separators, words) if part.strip(" .")]


def named(name: str) -> dict[str, str]:
    """An author from a name in natural order, or with a comma after the family name."""
    name = " ".join(name.split())
    if name.count(",") == 1 and all(name.split(",")):
        family, given = (part.strip() for part in name.split(","))
        return {"given": given, "family": family}
    words = name.split()
    capitals = [word for word in words if len(word) > 2 and word.isupper() and "." not in word]
    # Capitals mark the family name in many journals: `Jan van der BERG`, `Nguyen VAN Minh`.
    if capitals and len(capitals) < len(words) and words[-1] in capitals:
        first = words.index(capitals[0])
        return {"given": " ".join(words[:first]), "family": " ".join(words[first:])}
    person = natural(name)
    family = person.surname
    return {"given": person.given, "family": family} if person.given else {"family": family}


_TWO_SURNAMES = ("es", "ca", "gl", "eu")
_PARTICLE = re.compile(r"(?:de|del|la|las|los|y|i)", re.IGNORECASE)


def with_two_surnames(author: dict[str, str], language: str) -> dict[str, str]:
    """An author of an article in a language of Spain, with two family names if the name has three words or more."""
    if language.partition("-")[0] not in _TWO_SURNAMES or not author.get("given"):
        return author
    units: list[str] = []
    is_open = False
    for word in f"{author['given']} {author['family']}".split():
        is_particle = bool(_PARTICLE.fullmatch(word))
        if units and (is_open or word.casefold() in {"y", "i"}):
            units[-1] += f" {word}"
        else:
            units.append(word)
        is_open = is_particle
    if len(units) < 3 or any("." in unit for unit in units[-2:]):
        return author
    return author | {"given": " ".join(units[:-2]), "family": " ".join(units[-2:])}
