"""Finds the source that a name and a year mean, through the labels under which sources are cited."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum

from hedgesite.importer.sources import Entry
from hedgesite.messages import Known
from hedgesite.model.slugs import slug
from hedgesite.model.source import Person


@dataclass(frozen=True, slots=True)
class Year:
    """The year of a citation: four digits, `n.d.` or a state such as `forthcoming`, with its letter."""

    text: str
    letter: str = ""

    def __str__(self) -> str:
        return f"{self.text}{self.letter}"


class Outcome(Enum):
    """The result of the search for a source."""

    FOUND = "found"
    AMBIGUOUS = "several sources of the list fit"
    OTHER_YEAR = "the list has it with another year"
    UNKNOWN = "the list has no such name"


@dataclass(frozen=True, slots=True)
class Answer:
    """The sources that a name and a year may mean."""

    outcome: Outcome
    entries: tuple[Entry, ...] = ()
    doubt: str = ""
    """Why the match should be checked, though a source was found."""


@dataclass(slots=True)
class Labels:
    """Names by which the sources of a list can be cited, as they stand there and loosely spelt."""

    exact: dict[str, list[Entry]] = field(default_factory=dict)
    loose: dict[str, list[Entry]] = field(default_factory=dict)
    beginnings: dict[str, list[Entry]] = field(default_factory=dict)
    """Beginnings of the names of bodies."""
    by_head: dict[str, list[str]] = field(default_factory=dict)
    """Exact names by their first word, so that a text is not searched for every name in the list."""
    known: Known = field(default_factory=lambda: Known(()))
    answers: dict[tuple[str, Year], Answer] = field(default_factory=dict)
    """Answers that `find` has already given."""

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Labels:
        labels = cls()
        for entry in entries:
            for name in dict.fromkeys(fold(name) for name in _names(entry)):
                if name not in labels.exact:
                    labels.by_head.setdefault(_head_of(name), []).append(name)
                labels.exact.setdefault(name, []).append(entry)
            for name in dict.fromkeys(_loose(name) for name in _names(entry)):
                labels.loose.setdefault(name, []).append(entry)
            for name in dict.fromkeys(_beginnings(entry)):
                labels.beginnings.setdefault(name, []).append(entry)
        labels.known = Known(labels.exact)
        return labels

    def find(self, name: str, year: Year) -> Answer:
        """The source that a complete name means."""
        # An author may have thousands of works that are cited as often, so answers are stored.
        if (name, year) not in self.answers:
            self.answers[name, year] = self._find(name, year)
        return self.answers[name, year]

    def _find(self, name: str, year: Year) -> Answer:
        listed = self.exact.get(fold(name), [])
        if listed:
            return _of_year(listed, year, "")
        spelt = self.loose.get(_loose(name), [])
        if spelt:
            return _of_year(spelt, year, f"the list spells '{shown_name(spelt[0])}'")
        bare = _INITIALS.sub("", name)
        if bare != name and (named := self.exact.get(fold(bare), [])):
            return _of_year(named, year, "")
        if named := self._with_given(name):
            return _of_year(named, year, "")
        begun = self.beginnings.get(fold(name), [])
        answer = _of_year(begun, year, f"the list has '{shown_name(begun[0])}'") if begun else None
        if answer and answer.outcome is Outcome.FOUND:
            return answer
        return Answer(Outcome.UNKNOWN)

    def _with_given(self, name: str) -> list[Entry]:
        """The works of one person who is cited by a full name, `Max Weber`, where the list has initials."""
        given, _, family = name.strip().rpartition(" ")
        if not given[:1].isupper() or len(given.split()) > 2:
            return []
        listed = ((entry, entry.persons) for entry in self.exact.get(fold(family), []))
        initials = {given[0], f"{given[0]}."}
        return [entry for entry, persons in listed if len(persons) == 1 and persons[0].given[:2] in initials]

    def nearest(self, name: str) -> str:
        """The listed name closest to an unknown one, or an empty text."""
        near = self.known.nearest(fold(name))
        return shown_name(self.exact[near][0]) if near else ""

    def within(self, text: str, year: Year) -> tuple[Entry, ...]:
        """Sources of a year whose names occur in a text; names inside longer ones do not count."""
        folded = f" {fold(text)} "
        found: list[tuple[int, int, Entry]] = []
        heads = {*_HEAD.findall(folded), ""}
        for name in (name for head in heads for name in self.by_head.get(head, ())):
            if name not in folded:
                continue
            answer = self.find(name, year)
            if answer.outcome is not Outcome.FOUND:
                continue
            pattern = rf"(?<![\w-]){re.escape(name)}(?:['’]s?)?(?![\w-])"
            found += ((match.start(), match.end(), answer.entries[0]) for match in re.finditer(pattern, folded))
        return tuple(
            {
                entry.key: entry
                for start, end, entry in found
                if not any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in found)
            }.values()
        )


_INITIALS = re.compile(
    r",?\s(?:[^\W\d_]\.[\s-]?)+(?=[,&]|\s(?:and|und|y|et|e|i|и)\s|$)|(?<![\w.])(?:[^\W\d_]\.[\s-]?)+(?=[^\W\d_]{2})"
)
"""Initials beside family names, which some authors write in citations too."""
_HEAD = re.compile(r"[\w-]+")


def _head_of(name: str) -> str:
    found = _HEAD.match(name)
    return found[0] if found else ""


_MARKUP = re.compile(r"[*_`\\]|[“”„«»\"]")
CONNECTORS = frozenset({"and", "&", "und", "et", "i", "и", "y", "e", "ve", "en", "och", "og", "oraz", "та"})
"""Words between the last two names of a citation."""
_AND = re.compile(rf"\s(?!et al)(?:{'|'.join(sorted(CONNECTORS - {'and'}))})\s")
_OTHERS = re.compile(
    r"\s(?:et\s*\.?\s*(?:al(?:ii|\.|\b)|coll?\.?)|и\s+др\.?|i\s+(?:in|sur|dr)\.|y\s+(?:col(?:s|abs)?\.|otros)|ve\s+(?:ark|diğ(?:erleri)?)\.?|vd\.?|e\s+(?:cols?|outros)\.?|u\.\s?a\.|та\s+ін\.)(?!\w)\.?|等$"
)


def fold(name: str) -> str:
    """A name reduced to what distinguishes it: without case, commas, emphasis, and variants of "and"."""
    text = (
        _MARKUP.sub("", unicodedata.normalize("NFC", name))
        .replace("&amp;", "&")
        .replace("’", "'")
        .replace("‐", "-")
        .replace("‑", "-")
    )
    text = " ".join(_OTHERS.sub(" et al", text.replace(",", " ").replace("，", " ").casefold()).split())
    return _AND.sub(" and ", text)


def _loose(name: str) -> str:
    return re.sub(r"^the-", "", slug(fold(name), ""))


def _names(entry: Entry) -> Iterator[str]:
    if entry.short:
        yield entry.short
    for families in _families(entry.persons) if entry.persons else ():
        if len(families) > 1 or entry.others:
            yield f"{families[0]} et al."
        if len(families) > 2 or (len(families) > 1 and entry.others):
            # Two names tell works apart whose first authors are the same.
            yield f"{families[0]} {families[1]} et al."
        if len(families) > 1:
            yield f"{', '.join(families[:-1])} and {families[-1]}"
        elif not entry.others:
            yield families[0]
        if 1 < len(families) < 4:
            # In Russian, names stand side by side: `Петров, Сидоров, 2013`.
            yield ", ".join(families)
    if 1 < len(entry.persons) < 4:
        *first, last = (f"{person.given} {person.particle} {person.family}{person.literal}" for person in entry.persons)
        yield f"{', '.join(first)} and {last}"
    if len(entry.persons) == 1 and (person := entry.persons[0]).given:
        yield f"{person.given} {person.particle} {person.family}"
        yield f"{_initials(person)} {person.family}"


def _families(persons: tuple[Person, ...]) -> Iterator[list[str]]:
    yield [person.surname for person in persons]
    if any(person.particle for person in persons):
        yield [person.literal or person.family for person in persons]


def _initials(person: Person) -> str:
    return " ".join(f"{part[0]}." for part in re.split(r"[\s.-]+", person.given) if part)


def _beginnings(entry: Entry) -> Iterator[str]:
    body = entry.persons[0].literal if len(entry.persons) == 1 else ""
    words = fold(body).split()
    for start in (0, 1) if words[:1] == ["the"] else (0,):
        for end in range(start + 1, len(words)):
            yield " ".join(words[start:end])


def shown_name(entry: Entry) -> str:
    """A name under which a source is cited."""
    return entry.short or next(_names(entry), entry.key)


def _of_year(entries: list[Entry], year: Year, doubt: str) -> Answer:
    listed = [entry for entry in entries if _has_year(entry, year)]
    # A letter that matches no source is ignored with a doubt: lists often lack it where the text has one.
    fitting = [entry for entry in listed if entry.letter == year.letter] or listed
    if len(fitting) > 1:
        return Answer(Outcome.AMBIGUOUS, tuple(fitting))
    if fitting:
        other = f"the list has '{fitting[0].year}{fitting[0].letter}'" if fitting[0].letter != year.letter else ""
        return Answer(Outcome.FOUND, (fitting[0],), "; ".join(filter(None, (doubt, other))))
    # Authors often cite an undated page by the year in which they visited it.
    undated = [entry for entry in entries if not entry.year[:1].isdigit() and entry.accessed == year.text]
    if len(undated) == 1:
        why = f"the list has it without a date, and {year} is the year in which its address was visited"
        return Answer(Outcome.FOUND, (undated[0],), "; ".join(filter(None, (doubt, why))))
    return Answer(Outcome.OTHER_YEAR, tuple(entries))


def _has_year(entry: Entry, year: Year) -> bool:
    if year.text == "n.d.":
        return entry.year in {"", "n.d."}
    return entry.year == year.text
