"""Names of persons and bodies (14.73–85, 15.12, 15.29, 15.33–37)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hedgesite.model.direction import is_east_asian_name
from hedgesite.model.source import Person
from hedgesite.styles.quotes import typographic


def direct(person: Person) -> str:
    """`Ludwig van Beethoven`, `Henry Louis Gates Jr.`"""
    if person.is_body:
        return typographic(person.literal)
    if is_east_asian(person):
        return f"{person.family}{person.given}"
    return typographic(" ".join(filter(None, (person.given, person.particle, person.family, person.suffix))))


def inverted(person: Person) -> str:
    """`Beethoven, Ludwig van`, `Gates, Henry Louis, Jr.`"""
    if person.is_body:
        return typographic(person.literal)
    if is_east_asian(person):
        return direct(person)
    return typographic(", ".join(filter(None, (surname(person), person.given, person.suffix))))


def is_east_asian(person: Person) -> bool:
    """Whether a name is in characters or Hangul: the family name comes first, without comma or blank (11.90)."""
    return is_east_asian_name(f"{person.family}{person.given}")


def surname(person: Person) -> str:
    """The part of a name that a citation shows."""
    if person.is_body:
        return typographic(person.literal)
    return typographic(" ".join(filter(None, (person.particle, person.family)))) or typographic(person.given)


def initials(given: str) -> str:
    """`Cheng-Chwee` becomes `C.-C.`, `Svante E.` becomes `S. E.`; particles such as `van den` stay as they are."""
    words = re.split(r"\s+|(?<=\.)(?=\w)", given.strip())
    return " ".join(word if word[0].islower() else _initial(word) for word in words if word.strip("-"))


def _initial(word: str) -> str:
    return "-".join(f"{part[0]}." for part in word.split("-") if part)


def with_initials(person: Person) -> str:
    if person.is_body or not person.given:
        return surname(person)
    return direct(person) if is_east_asian(person) else f"{initials(person.given)} {surname(person)}"


def series(names: Sequence[str], *, others: bool = False, conjunction: str = "and") -> str:
    """`A`, `A and B`, `A, B, and C`; with others `A et al.`, `A, B, et al.`"""
    if others:
        return f"{', '.join(names)}{',' if len(names) > 1 else ''} et al."
    if len(names) < 3:
        return f" {conjunction} ".join(names)
    return f"{', '.join(names[:-1])}, {conjunction} {names[-1]}"


def running(persons: Sequence[Person], *, others: bool = False) -> str:
    """Names inside an entry, none inverted."""
    return series([direct(person) for person in persons], others=others)
