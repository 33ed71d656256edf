"""Parses names of persons and bodies in lists of references, as Chicago, APA and Harvard order them."""

from __future__ import annotations

import re

from hedgesite.model.source import Person

UPPER = "A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁЂ-Џ"
"""Capitals, for the inside of a class of characters."""
_INITIAL = r"(?:[^\W\d_]\.(?:[\s-]?[^\W\d_]\.)*)"
_CAPITALS = rf"[{UPPER}](?:-?[{UPPER}]){{0,2}}"
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|[IVX]{2,4}")
_BEFORE_NAMES = "van von der den de del della di da das do dos du la le ten ter zu zur af al el bin ibn vander"
PARTICLE = rf"(?:{_BEFORE_NAMES.replace(' ', '|')})"
_SHORT = rf"\s+(?P<given>(?:[{UPPER}]\.?[\s-]?){{1,4}}(?:\s?{PARTICLE}(?!\w))*)"
_FAMILY_AND_INITIALS = re.compile(rf"(?P<family>(?:{PARTICLE}\s)*[^\W\d_][\w'’-]+){_SHORT}")
_IN_LISTS = re.compile(rf"(?P<family>(?:{PARTICLE}\s)*[^\W\d_][\w'’-]+(?:\s[{UPPER}][\w'’-]+)?){_SHORT}")
"""Among others of its form, a name may have a family name of two words; alone it would be that of a body."""
_INITIALS = re.compile(rf"(?:{_INITIAL}|{_CAPITALS})(?:\s(?:{PARTICLE}|{_INITIAL}))*")
"""Initials, and the particles that some styles put between and behind them: `Benthem, K. J. van`, `Melo, B. de A.`."""
_PARTICLES = frozenset((*_BEFORE_NAMES.split(), "y"))
# Short words join names only after a full stop: elsewhere they are parts of names, as in "Ortega y Gasset".
_CONNECTOR = re.compile(
    r",?\s+(?:and|&|und|et|i|и|ve|och|og|oraz|та|і)\s+|,?\s*(?:…|\.\s\.\s\.)\s*(?:&\s*)?"
    r"|(?<=\.),?\s+(?:y|e|en|a|és|dan|ja)\s+|\s*;\s*(?:(?:and|&)\s+)?|,\s*&\s*"
)
_AFTER_INVERTED = re.compile(
    rf"(?P<before>^[^,]{{2,40}},\s[^,]{{2,40}}?),?\s(?:y|e|en|a|és|dan|ja)\s(?=[{UPPER}][\w'’.-]*\s(?:[{UPPER}]|{PARTICLE}\s))"
)
"""A short word that joins: after a family name, a comma and given names, with given and family names behind it."""
_OTHERS = re.compile(
    r",?\s*(?:(?:and|&)\s+[Oo]thers|,\s*[Oo]thers|[Ee]t\s+[Aa]l\.?|ve\s+(?:ark|diğ)\.|(?<=\s)vd\.)\.?\s*$"
)
_BODY_WORD = re.compile(
    r"\b(?:ministr\w*|universit\w*|institut\w*|bank|govern\w*|council|committee|organi[sz]ation|association|cent(?:er|re)"
    r"|agency|department|commission|foundation|company|parliament|embassy|corporation|office|society|union|group|forum"
    r"|service|board|authority|network|president|press|news|republic|nations|federation|bureau|secretariat)\b",
    re.IGNORECASE,
)
_IN_BODIES = re.compile(r"\s(?:of|for|on|the|to|in)\s")


def read_list(text: str) -> tuple[tuple[Person, ...], bool]:
    """The authors of an entry, the first one inverted, and whether the list ends in "et al."."""
    names = " ".join(text.split()).strip(" ,;")
    shortened = _OTHERS.sub("", names)
    # A final stop ends the sentence, unless it belongs to an initial or to "Jr.".
    if shortened.endswith(".") and not re.search(rf"(?:^|[\s.-]){_INITIAL}$|\bJr\.$", shortened):
        shortened = shortened[:-1]
    if _is_body(shortened):
        return (Person(literal=shortened),), shortened != names.rstrip(".")
    persons: list[Person] = []
    for part in _CONNECTOR.split(_AFTER_INVERTED.sub(r"\g<before> & ", shortened)):
        persons += _read_run(part.strip(" ,"), first=not persons)
    return tuple(persons), bool(_OTHERS.search(names))


def read_natural(text: str) -> tuple[Person, ...]:
    """Persons in natural order: `Azer Babayev, Bruno Schoch and Hans-Joachim Spanger`."""
    names = _OTHERS.sub("", " ".join(text.split()).strip(" ,;."))
    parts = (part.strip(" ,") for run in _CONNECTOR.split(names) for part in run.split(","))
    return tuple(natural(part) for part in parts if part)


def natural(name: str) -> Person:
    """One person in natural order. A single word is the whole name."""
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    if len(words) < 2:
        return Person(literal=name)
    start = len(words) - 1
    # Only a lower-case particle is moved: "Van" with a capital may be a given name.
    while start > 1 and words[start - 1].casefold() in _PARTICLES and words[start - 1][0].islower():
        start -= 1
    return Person(words[-1], " ".join(words[:start]), " ".join(words[start:-1]), suffix.strip(","))


def as_bibtex(persons: tuple[Person, ...], *, others: bool = False) -> str:
    """A list of names in BibTeX's form, not yet escaped: bodies are in braces."""
    written = [_bibtex(person) for person in persons]
    return " and ".join([*written, "others"] if others else written)


def _bibtex(person: Person) -> str:
    if person.literal:
        return f"{{{person.literal}}}"
    family = f"{person.particle} {person.family}".strip()
    return ", ".join(part for part in (family, person.suffix, person.given) if part)


def _is_body(names: str) -> bool:
    # An inverted person has a comma; a name with neither comma nor connector is a body.
    is_single = "," not in names and not _CONNECTOR.search(names) and not _FAMILY_AND_INITIALS.fullmatch(names)
    return is_single or bool(_BODY_WORD.search(names) and (_IN_BODIES.search(names) or "," not in names))


def _read_run(run: str, *, first: bool) -> list[Person]:
    """Parse names between two connectors, where commas separate family from given name, and one name from the next."""
    parts = [part for part in re.split(r"\s*,\s*", run) if part]
    if not parts:
        return []
    if pairs := _pairs(parts):
        return pairs
    # `Heron A, Gull JB`: the commas are between persons.
    if len(parts) > 1 and all(_IN_LISTS.fullmatch(part) for part in parts):
        return [_alone(part, _IN_LISTS) for part in parts]
    if len(parts) == 1:
        return [_alone(parts[0])]
    # Only the first name is inverted in Chicago; later pairs count as inverted if the family name is one word.
    is_inverted = first or (len(parts) == 2 and " " not in parts[0])
    if not is_inverted:
        return [_alone(part) for part in parts]
    suffix = parts.pop(2) if len(parts) > 2 and _SUFFIX.fullmatch(parts[2]) else ""
    return [_inverted(parts[0], parts[1], suffix), *(_alone(part) for part in parts[2:])]


def _pairs(parts: list[str]) -> list[Person]:
    """Names that alternate with initials, APA's `A, B., C, D., Jr.`, whose commas are otherwise ambiguous; or none."""
    persons, at = [], 0
    while at < len(parts):
        if at + 1 == len(parts) or not _INITIALS.fullmatch(parts[at + 1]):
            return []
        suffix = parts[at + 2] if at + 2 < len(parts) and _SUFFIX.fullmatch(parts[at + 2]) else ""
        persons.append(_inverted(parts[at], parts[at + 1], suffix))
        at += 3 if suffix else 2
    return persons


def _alone(name: str, pattern: re.Pattern[str] = _FAMILY_AND_INITIALS) -> Person:
    short = pattern.fullmatch(name)
    return _inverted(short["family"], short["given"].strip()) if short else natural(name)


def _inverted(family: str, given: str, suffix: str = "") -> Person:
    words, given_words = family.split(), given.split()
    particle = 0
    while particle < len(words) - 1 and words[particle].casefold() in _PARTICLES:
        particle += 1
    trailing = len(given_words)
    while trailing > 1 and given_words[trailing - 1] in _PARTICLES:
        trailing -= 1
    particles = [*words[:particle], *given_words[trailing:]]
    return Person(" ".join(words[particle:]), " ".join(given_words[:trailing]), " ".join(particles), suffix)
