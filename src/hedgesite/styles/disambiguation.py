"""Author labels that distinguish authors, and letters after years (15.20–29)."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hedgesite.model.richtext import Runs, plain
from hedgesite.model.source import Person
from hedgesite.styles.entry_head import Head
from hedgesite.styles.names import direct, initials, series, surname, with_initials
from hedgesite.styles.options import StyleOptions

MOST_NAMES = 3
"""Most names that a citation shows to distinguish it from another."""

Identity = tuple[tuple[Person, ...], bool]


@dataclass(frozen=True, slots=True)
class GivenNames:
    """How much of the first author's given name a citation needs."""

    names: Mapping[Person, str]

    @classmethod
    def telling_apart(cls, heads: Sequence[Head]) -> GivenNames:
        """Initials for first authors who share a family name, given names if the initials are equal too (15.22)."""
        by_surname: dict[str, dict[Person, None]] = defaultdict(dict)
        for head in heads:
            if head.persons and not head.short and not head.persons[0].is_body:
                by_surname[surname(head.persons[0]).casefold()][head.persons[0]] = None
        names: dict[Person, str] = {}
        for namesakes in by_surname.values():
            known = _beginnings(namesakes)
            persons = [person for person in namesakes if not _abbreviates_another(person, known)]
            if len(persons) > 1:
                shown = [with_initials(person) for person in persons]
                times = Counter(shown)
                for person, initialled in zip(persons, shown, strict=True):
                    names[person] = initialled if times[initialled] == 1 else direct(person)
        return cls(names)

    def shown(self, person: Person) -> str:
        return self.names.get(person) or surname(person)


def _abbreviates_another(person: Person, known: Mapping[str, int]) -> bool:
    """Whether `Kuik, C.` is probably the `Kuik, Cheng-Chwee` who is also listed."""
    return _is_bare(person) and known[initials(person.given)] > 1


def _is_bare(person: Person) -> bool:
    """Whether the given name consists of initials only."""
    words = person.given.replace(".", "").replace("-", " ").split()
    return all(len(word) == 1 for word in words)


def _beginnings(namesakes: Iterable[Person]) -> Mapping[str, int]:
    """For each given name of initials only, the number of namesakes whose initials begin with it."""
    spelled = [(initials(person.given), _is_bare(person)) for person in namesakes]
    lengths = {len(text) for text, is_bare in spelled if is_bare}
    return Counter(text[:length] for text, _ in spelled for length in lengths if length <= len(text))


def labels(heads: Sequence[Head], years: Sequence[str], options: StyleOptions, conjunction: str = "and") -> list[Runs]:
    """The author part of each citation, for works of the given years."""
    given = GivenNames.telling_apart(heads)
    shortened: dict[tuple[str, str], dict[Identity, None]] = defaultdict(dict)
    for head, year in zip(heads, years, strict=True):
        if head.persons and not head.short and _is_shortened(head, options):
            shortened[given.shown(head.persons[0]), year][head.persons, head.others] = None
    counts = {group: _names_needed(list(identities), given) for group, identities in shortened.items()}
    return [
        _label(head, options, given, _count(head, year, given, counts), conjunction)
        for head, year in zip(heads, years, strict=True)
    ]


def _count(head: Head, year: str, given: GivenNames, counts: Mapping[tuple[str, str], Mapping[Identity, int]]) -> int:
    if not head.persons:
        return 1
    return counts.get((given.shown(head.persons[0]), year), {}).get((head.persons, head.others), 1)


def _is_shortened(head: Head, options: StyleOptions) -> bool:
    return head.others or len(head.persons) > options.cited_names


def _names_needed(identities: Sequence[Identity], given: GivenNames) -> dict[Identity, int]:
    """Number of names that distinguish author lists of one year with a common beginning (15.29).

    Lists that MOST_NAMES do not distinguish keep one name, since the letters after their years distinguish them.
    """
    needed = dict.fromkeys(identities, 1)
    alike = list(identities)
    for count in range(2, MOST_NAMES + 1):
        groups: dict[tuple[str, ...], list[Identity]] = defaultdict(list)
        for identity in alike:
            groups[tuple(given.shown(person) for person in identity[0][:count])].append(identity)
        needed.update((group[0], count) for group in groups.values() if len(group) == 1 and len(alike) > 1)
        alike = [identity for group in groups.values() if len(group) > 1 for identity in group]
    return needed


def _label(head: Head, options: StyleOptions, given: GivenNames, count: int, conjunction: str) -> Runs:
    if head.short:
        return plain(head.short)
    if not head.persons:
        return head.cited
    if not _is_shortened(head, options):
        return plain(series([given.shown(head.persons[0]), *map(surname, head.persons[1:])], conjunction=conjunction))
    names = [given.shown(head.persons[0]), *map(surname, head.persons[1:count])]
    if count >= len(head.persons) and not head.others:
        return plain(series(names, conjunction=conjunction))
    return plain(series(names, others=True))


def year_letters(identities: Sequence[tuple[str, str]], given: Sequence[str]) -> list[str]:
    """The letter after the year of each work; works of one label and year have one identity.

    Letters that the file gives are kept, unless it gives one twice, and the others get those that are free.
    """
    total = Counter(identities)
    times = Counter(zip(identities, given, strict=True))
    kept = [own if own and times[identity, own] == 1 else "" for identity, own in zip(identities, given, strict=True)]
    taken = set(zip(identities, kept, strict=True))
    next_letter: dict[tuple[str, str], Iterator[str]] = {}
    letters = []
    for identity, own in zip(identities, kept, strict=True):
        free = next_letter.setdefault(identity, (letter(number) for number in itertools.count()))
        if own or total[identity] == 1:
            letters.append(own)
        else:
            letters.append(next(one for one in free if (identity, one) not in taken))
    return letters


def letter(position: int) -> str:
    """`a` to `z`, then `aa`, `ab`, …"""
    text = ""
    while position >= 0:
        text = chr(ord("a") + position % 26) + text
        position = position // 26 - 1
    return text
