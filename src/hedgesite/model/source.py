"""Sources: entries of references.bib, decoded but not yet formatted, and the file as it was read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from types import MappingProxyType

from hedgesite.diagnostics import Origin
from hedgesite.model.dates import Edtf
from hedgesite.model.direction import is_east_asian_name
from hedgesite.model.richtext import Runs

_USES_PREFIX = re.compile(r"(?:^|,)\s*useprefix\s*(?:=\s*true\s*)?(?:,|$)", re.IGNORECASE)
"""An option without a value is true. Source: the manual of biblatex, section 3.1.2."""


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
    """Full name of a body, or of a person whose name must not be inverted."""
    keeps_particle: bool | None = field(default=None, compare=False)
    """Whether the person is cited and sorted with the particle; None leaves it to the style."""

    @property
    def name(self) -> str:
        """All of it, in the order in which it is said."""
        if is_east_asian_name(f"{self.family}{self.given}"):
            return f"{self.family}{self.given}"
        return self.literal or " ".join(filter(None, (self.given, self.particle, self.family, self.suffix)))

    @property
    def surname(self) -> str:
        """What citations call the person, with the particle; all of the name of a body."""
        return self.literal or f"{self.particle} {self.family}".strip()

    @property
    def is_body(self) -> bool:
        return bool(self.literal)


@dataclass(frozen=True, slots=True)
class FieldValue:
    """A field of an entry."""

    raw: str
    """Text as in the file, without outer braces or quotes, with macros expanded."""
    text: str
    """Plain Unicode text; in `url` and `doi` the bare address, in `editorialnote` the Markdown source."""
    rich: Runs
    """Rich text with emphasis (mark `em`), bold (`strong`), small capitals (`sc`), typewriter (`code`), sub- and
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
    with fields inherited by crossref and xdata. Persons and dates are not repeated here."""
    persons: Mapping[str, tuple[Person, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """By role: author, editor, translator, director, bookauthor, … `shortauthor` and bodies such as `institution` and
    `publisher` are fields."""
    and_others: frozenset[str] = frozenset()
    """Roles whose list ends in `and others`."""
    dates: Mapping[str, Edtf] = field(default_factory=lambda: MappingProxyType({}))
    """date, origdate, urldate, eventdate. `year`, `month` and `day` are joined to `date`. A year that is not a date is
    in `fields`: a publication state (`forthcoming`) as `pubstate`, anything else (`n.d.`) as `year`."""
    aliases: tuple[str, ...] = ()
    """Other keys of the same work (`ids`)."""
    raw: str = ""
    """Source text of the entry."""

    def text(self, name: str) -> str:
        """Plain text of a field, or an empty string."""
        value = self.fields.get(name)
        return value.text if value else ""

    @property
    def people(self) -> tuple[Person, ...]:
        """Its authors, or else its editors."""
        return self.persons.get("author", ()) or self.persons.get("editor", ())

    @property
    def language(self) -> str:
        """The language of its title as the entry names it: `ngerman`, `de`, `German`; empty if it names none."""
        return self.text("langid") or self.text("language")

    @property
    def file(self) -> str:
        """Name of the bibliography that contains the entry."""
        return PurePath(self.origin.file).name

    @property
    def keeps_particles(self) -> bool:
        """Whether its persons are cited and sorted with their particles (`options = {useprefix=true}`)."""
        return bool(_USES_PREFIX.search(self.text("options")))


@dataclass(frozen=True, slots=True)
class Command:
    """An entry or an `@string` definition in the file."""

    names: tuple[str, ...]
    """Key of an entry (empty if it has none), or the names that an `@string` defines, in lower case."""
    start: int
    end: int
    """Offsets in the file: `start` of the `@`, `end` after the last bracket."""
    macros: tuple[str, ...] = ()
    """The `@string` names that its values use, in lower case."""
    parents: tuple[str, ...] = ()
    """Keys that an entry refers to in `xdata` and `crossref`, as written."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """All `.bib` files of a companion, read as one text: their sources, and the positions of their commands."""

    text: str = ""
    files: tuple[tuple[str, int], ...] = ()
    """Each file, as shown in diagnostics, with the offset of its text."""
    sources: tuple[Source, ...] = ()
    """Sources in file order, without entries of type xdata."""
    entries: Mapping[str, Command] = field(default_factory=lambda: MappingProxyType({}))
    """Entries by key, including those of type xdata."""
    written: tuple[Command, ...] = ()
    """All entries in file order, including those without a key and those whose key was used before."""
    definitions: tuple[Command, ...] = ()
    private: tuple[tuple[int, int], ...] = ()
    """Ranges that are not published, ascending and apart: fields for the author's own use, each from the preceding
    comma, and copies of an entry in another file."""
    unread: frozenset[str] = frozenset()
    """Keys of lines that look like the start of an entry but yielded no source."""

    @property
    def texts(self) -> Mapping[str, str]:
        """The text of each file."""
        ends = (*(start for _, start in self.files[1:]), len(self.text))
        return {name: self.text[start:end] for (name, start), end in zip(self.files, ends, strict=True)}

    @property
    def published(self) -> str:
        """The text of all files without what is for the author's own use."""
        return self.published_range(0, len(self.text))

    def published_range(self, start: int, end: int) -> str:
        """A range of the text without what is for the author's own use."""
        kept: list[str] = []
        for first, last in self.private[bisect_left(self.private, (start, 0)) :]:
            if first >= end:
                break
            kept.append(self.text[start:first])
            start = last
        return "".join([*kept, self.text[start:end]])
