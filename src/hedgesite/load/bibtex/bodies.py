"""Bodies among the names of persons: ministries, universities and societies that stand without braces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from hedgesite.model.vocabulary import words

_NO_PERSON = words(
    "ministry university universities institute organization organisation association committee department "
    "commission foundation agency government corporation parliament secretariat federation administration executive "
    "ministère université ministerio universidad ministério universidade ministero università ministerium "
    "bundesministerium universität ministerstvo univerzita univerzitet universitet universiteit uniwersytet "
    "ministerstwo ministarstvo sveučilište univerza üniversitesi bakanlığı министерство университет институт "
    "министарство универзитет міністерство університет інститут"
)
"""Words that are never the name of a person."""
_RARELY_PERSON = words("bank council centre center company embassy")
_BEFORE_PREPOSITION = words(
    "academy academies authority board bureau centers centres college council centre center bank company embassy court "
    "faculty institutes league library office republic society union institut instituto istituto académie academia"
)
"""Words that are names of persons as well, but not before a preposition: `Board of Trade`, `Society for Reeds`."""
_OF = words("of for on")
_FOREIGN_OF = words("de du des del della di do da für for")
_FOREIGN = words("institut instituto istituto académie academia")
_ALL = _NO_PERSON | _RARELY_PERSON | _BEFORE_PREPOSITION | _FOREIGN
_TOPIC = re.compile(
    r"(?:(?:the|its)\s.*|.*\b(?:affairs|agriculture|arts|commerce|crafts|culture|defen[cs]e|economics|energy|engineering|"
    r"finance|fisheries|food|forestry|health|humanities|industry|labou?r|letters|medicine|policy|quality|"
    r"relations|research|resources|rights|safety|sciences?|security|services|skills|sports?|statistics|"
    r"technology|tourism|trade|training|transport|welfare|works|economic|social|political|physical|medical|"
    r"cultural|natural|scientific|technical|legal|\w{3,}[ts]ions?|\w{4,}opment|\w{4,}onment|\w{3,}ology))",
    re.IGNORECASE,
)
"""What bodies are concerned with, at the end of a part of their names."""
_NATIONAL = re.compile(r"(?:National|International) [\w-]+", re.IGNORECASE)
_WORD = re.compile(r"[^\s,]+")


def words_of(raw: str) -> frozenset[str]:
    """The words of a list of names that may be those of bodies."""
    return _ALL.intersection(raw.casefold().replace(",", " ").split())


def may_be_body(name: Sequence[str]) -> bool:
    """Whether the words of a name contain one that names bodies."""
    return len(name) > 1 and not _RARELY_PERSON.isdisjoint(word.casefold() for word in name)


def is_body(name: Sequence[str]) -> bool:
    """Whether the words of a name can only be those of a body: `University of the Marsh`, `Marsh University`."""
    if len(name) > 1 and any(word.casefold() in _NO_PERSON for word in name):
        return True
    return _has_preposition(name)


def is_turned_body(family: Sequence[str], given: str) -> bool:
    """Whether a name is that of a body with its last word first: `Organization, World Health`."""
    return len(family) == 1 and family[0].casefold() in _NO_PERSON and bool(given)


def _has_preposition(name: Sequence[str]) -> bool:
    for written, after in pairwise(name):
        word = written.casefold()
        if (word in _BEFORE_PREPOSITION or word in _NO_PERSON) and (
            after in _OF or (word in _FOREIGN and after in _FOREIGN_OF)
        ):
            return True
    return False


def with_bodies_whole(raw: str, names: Iterable[tuple[str, int]]) -> Iterator[tuple[str, int, bool]]:
    """Names with their places, and whether an `and` within it parted the name: `Board of Reeds and Fisheries`."""
    before, start, end, joined, ends_in_body = "", 0, 0, False, False
    for number, (name, at) in enumerate(names):
        is_part = number > 0 and bool(name and before) and _is_part(before, name, ends_in_body=ends_in_body)
        if number and not is_part:
            yield raw[start:end], start, joined
        if not is_part:
            start, joined = at, False
        ends_in_body = (is_part and ends_in_body) or _has_preposition(_WORD.findall(name.partition(",")[0]))
        before, end, joined = name, at + len(name), joined or is_part
    yield raw[start:end], start, joined


def _is_part(before: str, name: str, *, ends_in_body: bool) -> bool:
    """Whether a name continues the one before it."""
    if "{" in before or "{" in name:
        return False
    first, _, rest = name.partition(",")
    found = _WORD.findall(name)
    if ends_in_body:
        goes_on = not rest.strip() or is_body(_WORD.findall(rest))
        return goes_on and not is_body(found) and bool(_TOPIC.fullmatch(first.strip()))
    # `Food and Agriculture Organization`, `National Aeronautics and Space Administration`: these are never persons.
    begins = _NATIONAL.fullmatch(before) if " " in before else _TOPIC.fullmatch(before)
    return bool(begins) and not words_of(before) and (is_body(found) or may_be_body(found))
