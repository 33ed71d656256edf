"""Converts pybtex's entries to sources, so that pybtex's command line can use the styles without hedgesite's reader."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from pybtex.bibtex.utils import split_name_list
from pybtex.database import Entry
from pybtex.database import Person as PybtexPerson
from pybtex.exceptions import PybtexError
from pybtex.richtext import BaseText, Text

from hedgesite.model.base import NOWHERE
from hedgesite.model.date_words import month_number
from hedgesite.model.dates import edtf
from hedgesite.model.richtext import from_pybtex, plain, text_of
from hedgesite.model.source import FieldValue, Person, Source
from hedgesite.model.vocabulary import DATE_PREFIXES, FIELD_ALIASES, PERSON_FIELDS, TYPE_ALIASES, VERBATIM_FIELDS

_NAMES = PERSON_FIELDS - {"author", "editor"}
"""Fields that hold names in BibLaTeX; pybtex parses only author and editor as names."""


def source_of(entry: Entry) -> Source:
    """The source of a pybtex entry with its crossref resolved. LaTeX is decoded by pybtex."""
    written = {name.lower(): value for name, value in (entry.fields or {}).items()}
    people: dict[str, list[PybtexPerson]] = dict(entry.persons or {})
    people.update((name, _split_names(written.pop(name))) for name in _NAMES & written.keys())
    date_fields = (f"{prefix}date" for prefix in DATE_PREFIXES)
    dates = {name: date for name in date_fields if (date := edtf(written.get(name, ""))) is not None}
    if "date" not in dates and (joined := edtf(_year_and_month(written))) is not None:
        dates["date"] = joined
    fields = {
        FIELD_ALIASES.get(name, name): _field(value, verbatim=name in VERBATIM_FIELDS)
        for name, value in written.items()
        if name not in dates and not (name in {"year", "month"} and "date" in dates)
    }
    written_type = (entry.type or "misc").lower()
    type, subtype = TYPE_ALIASES.get(written_type, (written_type, ""))
    if subtype:
        fields.setdefault("type", _field(subtype))
    return Source(
        key=entry.key or "",
        type=type,
        origin=NOWHERE,
        fields=MappingProxyType(fields),
        persons=MappingProxyType({role: _persons(named) for role, named in people.items()}),
        and_others=frozenset(role for role, named in people.items() if named and _is_others(named[-1])),
        dates=MappingProxyType(dates),
    )


def _field(value: str, *, verbatim: bool = False) -> FieldValue:
    if verbatim:
        return FieldValue(value, value, plain(value), NOWHERE)
    try:
        rich = from_pybtex(Text.from_latex(value))
    except PybtexError:
        rich = plain(value)
    return FieldValue(value, text_of(rich), rich, NOWHERE)


def _year_and_month(written: dict[str, str]) -> str:
    year, month = written.get("year", "").strip(), written.get("month", "").strip()
    number = month_number(month) or (int(month) if month.isdigit() else 0)
    return f"{year}-{number:02}" if 1 <= number <= 12 else year


def _split_names(text: str) -> list[PybtexPerson]:
    return [PybtexPerson(name) for name in split_name_list(text)]


def _persons(people: Iterable[PybtexPerson]) -> tuple[Person, ...]:
    return tuple(_person(person) for person in people if not _is_others(person))


def _is_others(person: PybtexPerson) -> bool:
    return str(person) == "others"


def _person(person: PybtexPerson) -> Person:
    family = _words(person.rich_last_names)
    given = _words([*person.rich_first_names, *person.rich_middle_names])
    particle, suffix = _words(person.rich_prelast_names), _words(person.rich_lineage_names)
    if not given and not particle and "".join(person.last_names).startswith("{"):
        return Person(literal=family)
    return Person(family, given, particle, suffix)


def _words(words: Iterable[BaseText]) -> str:
    return " ".join(text_of(from_pybtex(word)) for word in words)
