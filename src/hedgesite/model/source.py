"""Sources: the entries of references.bib, decoded but not yet formatted; and the file, as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hedgesite.diagnostics import Origin
from hedgesite.model.dates import Edtf
from hedgesite.model.richtext import Runs


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a role, or a corporate body (only `literal`)."""

    family: str = ""
    given: str = ""
    particle: str = ""
    """`van`, `de la`: written before the family name."""
    suffix: str = ""
    """`Jr.`, `III`."""
    literal: str = ""
    """The whole name of a body, or of a person with a single name that must not be inverted."""

    @property
    def is_body(self) -> bool:
        return bool(self.literal)


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of an entry."""

    raw: str
    """As it stands in the file, without the outer braces or quotes, macros put in."""
    text: str
    """Plain Unicode text; the address alone in `url` and `doi`, the Markdown as written in `editorialnote`."""
    rich: Runs
    """The same with its emphasis (mark `em`), bold (`strong`), small capitals (`sc`), typewriter (`code`), sub- and
    superscript (`sub`, `sup`), links (`a`), and protected capitals (`nocase`)."""
    origin: Origin


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of references.bib."""

    key: str
    type: str
    """BibLaTeX entry type in lower case; BibTeX types are mapped to it (`conference` to `inproceedings`, …)."""
    origin: Origin
    fields: Mapping[str, FieldValue] = field(default_factory=lambda: MappingProxyType({}))
    """By BibLaTeX name in lower case (`journal` becomes `journaltitle`, `address` `location`, `school` `institution`),
    after crossref and xdata were put in. Persons and dates are not repeated here."""
    persons: Mapping[str, tuple[Person, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By role: author, editor, translator, director, bookauthor, … `shortauthor` and bodies such as `institution` and
    `publisher` are fields."""
    and_others: frozenset[str] = frozenset()
    """Roles whose list ends in `and others`."""
    dates: Mapping[str, Edtf] = field(default_factory=lambda: MappingProxyType({}))
    """date, origdate, urldate, eventdate. `year`, `month` and `day` are joined to `date`. A year that is no date is in
    `fields`: a publication state (`forthcoming`) as `pubstate`, anything else (`n.d.`) as `year`."""
    aliases: tuple[str, ...] = ()
    """Other keys of the same work (`ids`)."""
    raw: str = ""
    """The entry's own characters in the file."""

    def text(self, name: str) -> str:
        """Plain text of a field, or an empty string."""
        value = self.fields.get(name)
        return value.text if value else ""


@dataclass(frozen=True, slots=True)
class Command:
    """An entry or a definition of `@string` names, as it stands in the file."""

    names: tuple[str, ...]
    """The key of an entry; in lower case what an `@string` defines."""
    start: int
    end: int
    """Offsets in the file: of the `@`, and behind the last bracket."""
    macros: tuple[str, ...] = ()
    """The `@string` names that its values use, in lower case."""
    parents: tuple[str, ...] = ()
    """Keys that an entry names in `xdata` and `crossref`, as they are written."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A `.bib` file, read once: its sources, and where what they are made of stands."""

    text: str = ""
    sources: tuple[Source, ...] = ()
    """In the order of the file, without entries of type xdata."""
    entries: Mapping[str, Command] = field(default_factory=lambda: MappingProxyType({}))
    """By key, those of type xdata included."""
    definitions: tuple[Command, ...] = ()
    private: tuple[tuple[int, int], ...] = ()
    """Where fields stand that must not leave the author's machine, each from the comma before it; ascending."""
    unread: frozenset[str] = frozenset()
    """Keys of lines that seem to begin an entry, yet of no source."""
