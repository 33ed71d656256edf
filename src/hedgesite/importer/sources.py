"""Turns entries of a plain list into sources with keys. Uncertain readings are reported."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.importer.dates import A_YEAR, NO_DATE, find_date
from hedgesite.importer.entries import ITALIC, ROMAN, Head, Listed, read_head
from hedgesite.importer.names import as_bibtex, read_list
from hedgesite.importer.reference_parser import read_work
from hedgesite.importer.text import Manuscript
from hedgesite.importer.visits import take_visit, without_addresses
from hedgesite.load.bibtex.escaping import escaped
from hedgesite.load.bibtex.from_csl import entry as entry_of_item
from hedgesite.messages import shortened
from hedgesite.model.slugs import numbered, slug
from hedgesite.model.source import Person


@dataclass(frozen=True, slots=True)
class Entry:
    """A source, as the manuscript lists it."""

    key: str
    type: str
    offset: int
    plain: str
    """The entry's text in the manuscript."""
    persons: tuple[Person, ...] = ()
    others: bool = False
    """Whether the list of persons ends in "et al."."""
    editors: bool = False
    """Whether the persons are editors."""
    short: str = ""
    year: str = ""
    letter: str = ""
    """Letter after the year, as in the manuscript."""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Unescaped values by BibLaTeX field name."""
    item: Mapping[str, Any] | None = None
    """The source as an item of CSL, if the manuscript has it as one: all that is known of it."""

    @property
    def accessed(self) -> str:
        """Year in which its address was visited."""
        return self.fields.get("urldate", "")[:4]


_ONE_INITIAL = re.compile(r"[^\W\d_]\.(?=[-\s]|$)")


def read_sources(
    manuscript: Manuscript, entries: Iterable[Listed], text: str, taken: Iterable[str] = ()
) -> tuple[list[Entry], list[Listed], list[Diagnostic]]:
    """Sources in the order of the list, unreadable entries, and findings.

    `text` is the text that cites them: how it names an author tells a person without a comma from a body. `taken` are
    keys in use.
    """
    sources: list[Entry] = []
    unread: list[Listed] = []
    findings: list[Diagnostic] = []
    keys: set[str] = set(taken)
    numbers: dict[str, int] = {}
    before: tuple[str, str] = ("", "")
    cited = _cited_names(text)
    for listed in entries:
        head = read_head(listed.marked)
        if head is None or (head.same_author and not before[0]) or not (head.names or head.same_author):
            unread.append(listed)
            problem = f"the entry '{shortened(listed.words)}' does not begin with author and year"
            remedy = "write its fields in references.bib, where its words are its title"
            findings.append(manuscript.finding(Rule.IMPORT_REFERENCE, listed.offset, problem, remedy))
            continue
        names, short = before if head.same_author else (head.names, head.short)
        before = (names, short)
        parted = _with_comma(names, head.year, cited)
        entry, doubts = _entry(listed, head, parted, short, keys, numbers)
        if parted != names:
            doubts.append(_read_as_person(names, entry))
        keys.add(entry.key)
        sources.append(entry)
        findings += (manuscript.finding(rule, listed.offset, *message) for rule, *message in doubts)
    return sources, unread, findings


_TWO_WORDS = re.compile(r"(?P<family>[^\W\d_][\w'’-]+) (?P<given>[^\W\d_][\w'’-]+)")


_CITED = re.compile(
    r"(?<![\w'’-])(?:(?P<first>[\w'’-]++) )?(?P<last>[\w'’-]++)(?=,? (?P<year>\d{4}|n\.d\.|forthcoming|in press))"
)


def _cited_names(text: str) -> frozenset[tuple[str, str]]:
    """Each word, and each pair of words, before a year in the text, with that year."""
    cited = set()
    for found in _CITED.finditer(text):
        last, year = found["last"].lstrip("'’-"), found["year"]
        cited.add((last, year))
        if found["first"]:
            cited.add((f"{found['first'].lstrip(chr(39) + '’-')} {last}", year))
    return frozenset(cited)


def _with_comma(names: str, year: str, cited: frozenset[tuple[str, str]]) -> str:
    """`Berg Jan` as `Berg, Jan`, if the text cites `Berg 2010` and never `Berg Jan 2010`."""
    found = _TWO_WORDS.fullmatch(names.rstrip("."))
    if found is None or not found["given"][0].isupper():
        return names
    is_cited = (found["family"], year) in cited and (found[0], year) not in cited
    return f"{found['family']}, {found['given']}" if is_cited else names


def _read_as_person(names: str, entry: Entry) -> tuple[Rule, str, str]:
    person = entry.persons[0]
    problem = f"'{shortened(names.rstrip('.'))}' is read as '{person.family}, {person.given}', as the text has it"
    return Rule.IMPORT_DOUBT, problem, "correct the author in references.bib if this is not a person"


def _entry(
    listed: Listed, head: Head, names: str, short: str, keys: set[str], numbers: dict[str, int]
) -> tuple[Entry, list[tuple[Rule, str, str]]]:
    work = read_work(head.rest, head.year)
    persons, others = read_list(names)
    fields = dict(work.fields)
    if head.when and (date := find_date(f"{head.year}, {head.when}", whole=True)):
        fields["date"] = date[0]
    if head.year == "n.d.":
        fields.pop("date", None)
        fields |= {} if "urldate" in fields else {"year": "n.d."}
    elif head.year:
        fields.setdefault("date", head.year) if head.year.isdigit() else fields.setdefault("pubstate", head.year)
    if not head.year and "date" not in fields and (late := _late_year(head.rest, fields.get("title", ""))):
        fields["date"] = late
    year = head.year or fields.get("date", "")[:4]
    entry = Entry(
        key=key_of(persons, short, year, head.letter, keys, numbers),
        type="collection" if work.type == "book" and head.editors else work.type,
        offset=listed.offset,
        plain=listed.words,
        persons=persons,
        others=others,
        editors=head.editors,
        short=short,
        year=year,
        letter=head.letter,
        fields=MappingProxyType(fields),
    )
    return entry, list(_doubts(listed, entry, work.left_over))


_A_YEAR = re.compile(rf"(?<![\d/.:-]){A_YEAR}(?![\d/]|[–-]\d|\w)")


def _late_year(rest: str, title: str) -> str:
    """The last year of what follows the names, beside those of the title, of addresses and visits."""
    text, _ = take_visit(without_addresses(rest).replace(ITALIC, "").replace(ROMAN, "").replace(title, " ", 1))
    found = _A_YEAR.findall(text)
    return found[-1] if found and not re.search(rf"(?<!\w){NO_DATE}", text) else ""


def _doubts(listed: Listed, entry: Entry, left_over: str) -> Iterator[tuple[Rule, str, str]]:
    if left_over:
        problem = f"in the entry '{entry.key}' '{shortened(left_over)}' is not recognised"
        yield Rule.IMPORT_REFERENCE, problem, "add the field that it belongs to in references.bib"
    if entry.type == "misc":
        problem = f"the kind of work of '{entry.key}' is not recognised: '{shortened(entry.plain)}'"
        yield Rule.IMPORT_REFERENCE, problem, "give it a type other than misc in references.bib"
    if "title" not in entry.fields:
        yield (
            Rule.IMPORT_REFERENCE,
            f"the entry '{entry.key}' has no recognisable title",
            "add it in references.bib",
        )
    if not entry.year:
        problem = f"the entry '{entry.key}' has no date"
        yield Rule.IMPORT_REFERENCE, problem, "add the date in references.bib if there is one"
    if listed.is_joined:
        problem = f"the entry '{entry.key}' was joined from two parts, which a page break seems to have split"
        yield Rule.IMPORT_DOUBT, problem, "compare it with the manuscript"
    if crowded := _crowded(entry.fields.get("editor", "")):
        problem = f"in the entry '{entry.key}', '{crowded}' may be more than one person"
        yield Rule.IMPORT_DOUBT, problem, "correct the editors in references.bib if it is"
    for person in entry.persons:
        # More than four words, or a body among persons, usually mean a missing separator.
        words = [*person.family.split(), *_ONE_INITIAL.sub("", person.given).split()]
        if (person.literal and len(entry.persons) > 1) or len(words) > 4:
            name = person.literal or f"{person.given} {person.family}"
            problem = f"in the entry '{entry.key}', '{name}' may not be the name of one person"
            yield Rule.IMPORT_DOUBT, problem, "correct the author in references.bib if it is not"


def _crowded(names: str) -> str:
    """A name with so many words that a comma between two persons may be missing."""
    return next((name for name in names.split(" and ") if len(name.split()) > 4 and "{" not in name), "")


_SMALL_WORDS = re.compile(r"\b(?:the|of|and|for|to|in|on|a|an|republic)\b", re.IGNORECASE)


def key_of(
    persons: tuple[Person, ...], short: str, year: str, letter: str, taken: set[str], numbers: dict[str, int]
) -> str:
    """`ciorciari-haacke2019`, `president-russia2018b`, `oec-nd`; with a further number if it is taken."""
    first = persons[0] if persons else Person(literal="anonymous")
    if short or first.literal:
        # Three words identify a body well enough, and keep its key short to type.
        words = slug(_SMALL_WORDS.sub(" ", short or first.literal), "source").split("-")
        base = "-".join(words[:3])
    elif len(persons) <= 2:
        base = "-".join(slug(person.family or person.literal, "source") for person in persons)
    else:
        base = slug(first.family, "source")
    base = base[:_LONGEST_NAME].strip("-")
    base = f"{base}{year}{letter}" if year.isdigit() else f"{base}-{slug(year, 'nd').replace('n-d', 'nd')}"
    return numbered(base, taken, numbers)


_LONGEST_NAME = 40
_VERBATIM = frozenset({"url", "doi"})
_ORDER = (
    "author", "editor", "shortauthor", "options", "date", "year", "pubstate", "title", "journaltitle", "entrysubtype",
    "booktitle", "type", "edition", "version", "volume", "number", "pages", "location", "publisher", "institution",
    "organization", "isbn", "issn", "note", "doi", "url", "urldate",
)  # fmt: skip


def as_bib(entries: Iterable[Entry]) -> str:
    """Text of `references.bib`: sources by key, each below a comment with its entry in the manuscript."""
    return "\n".join(_written(entry) for entry in sorted(entries, key=lambda entry: entry.key))


def _written(entry: Entry) -> str:
    if entry.item is not None:
        return entry_of_item(dict(entry.item), entry.key)
    role = "editor" if entry.editors else "author"
    fields = dict(entry.fields)
    if entry.persons:
        fields[role] = as_bibtex(entry.persons, others=entry.others)
    if any(_keeps_particle(person, entry.plain) for person in entry.persons):
        fields["options"] = "useprefix=true"
    if entry.short:
        fields["shortauthor"] = f"{{{entry.short}}}"
    names = [name for name in _ORDER if name in fields]
    width = max(len(name) for name in names)
    lines = [f"  {name:{width}} = {{{_value(name, fields[name])}}}" for name in names]
    return f"% {_comment(entry)}\n@{entry.type}{{{entry.key},\n" + ",\n".join(lines) + "\n}\n"


def _keeps_particle(person: Person, told: str) -> bool:
    """Whether the list of references puts the particle before the family name, as in "van Wijk, W.".

    Citations then include the particle, too.
    """
    family = f"{person.particle} {person.family}".strip()
    return family[:1].islower() and " " in family and (family in told or not person.particle)


def _comment(entry: Entry) -> str:
    words = " ".join(entry.plain.split())
    return f"{words} [line {entry.offset} of the manuscript]" if entry.offset else words


def _value(name: str, text: str) -> str:
    if name in _VERBATIM:
        return text
    # Braces in names mark bodies, and have been added by the importer itself.
    return escaped(text, kept=r"\{}~^" if name in {"author", "editor", "shortauthor"} else "")
