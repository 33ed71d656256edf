"""A source prepared for a style: fields with typographic marks, persons by role, year and head."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hedgesite.model.richtext import NOTHING, Runs, italic, joined, marked, plain, text_of, with_text, without
from hedgesite.model.source import Person, Source
from hedgesite.styles.dates import Year, is_precise, year_of
from hedgesite.styles.languages import is_same_language, language_tag
from hedgesite.styles.options import StyleOptions
from hedgesite.styles.quotes import typographic

_NEWS = frozenset({"newspaper", "magazine", "news", "newsarticle", "newspaperarticle", "magazinearticle"})
_TYPED_ROLES = ("editor", "editora", "editorb", "editorc")
_QUOTED_ENDS = ("?", "!")


@dataclass(frozen=True, slots=True)
class Names:
    """Persons in one role; `others` where the list ends in `and others`."""

    persons: tuple[Person, ...]
    others: bool = False


@dataclass(frozen=True, slots=True)
class StyledSource:
    """A source with the style's options and the language of the surrounding text."""

    source: Source
    options: StyleOptions
    year: Year
    roles: Mapping[str, Names]
    """Persons by their role: `editora` with the type `compiler` is listed under `compiler`."""
    language: str = ""
    """BCP 47 tag of the work's language if it differs from that of the surrounding text."""

    @classmethod
    def of(cls, source: Source, options: StyleOptions, text_language: str) -> StyledSource:
        language = _foreign_language(source, text_language)
        return cls(source, options, year_of(source, options.forthcoming), _roles(source, options), language)

    @property
    def type(self) -> str:
        return self.source.type

    def text(self, *names: str) -> str:
        """Plain text of the first non-empty field."""
        return text_of(self.field(*names))

    def field(self, *names: str) -> Runs:
        """The first non-empty field."""
        for name in names:
            value = self.source.fields.get(name)
            if value is not None:
                runs = without(value.rich, "nocase")
                if runs:
                    text = text_of(runs)
                    curly = typographic(text)
                    return runs if curly == text else with_text(runs, curly)
        return NOTHING

    def title(self, name: str = "title", subtitle: str = "") -> Runs:
        """A title with its subtitle, in the work's language (14.88–97)."""
        main, sub = self.field(name), self.field(subtitle or name.replace("title", "subtitle"))
        separator = " " if text_of(main).endswith(_QUOTED_ENDS) else ": "
        runs = joined(separator, (main, sub))
        return marked(runs, "lang", self.language) if self.language and runs else runs

    @property
    def translated_title(self) -> Runs:
        """The title in the reader's language, in square brackets (14.99)."""
        addon = self.field("titleaddon") if self.language else NOTHING
        return plain(" [") + addon + plain("]") if addon else NOTHING

    @property
    def is_booklike(self) -> bool:
        """Whether a work of unknown type is formatted as an independent work, like a book."""
        return bool(self.field("publisher")) and not any(
            name in self.source.fields for name in ("url", "journaltitle", "booktitle")
        )

    @property
    def is_news(self) -> bool:
        """Whether a periodical is cited by date instead of volume and issue (14.188, 14.191)."""
        if self.source.text("entrysubtype").lower().replace(" ", "") in _NEWS:
            return True
        counted = any(name in self.source.fields for name in ("volume", "number", "issue"))
        return not counted and is_precise(self.source.dates.get("date"))

    def names(self, *roles: str) -> Names | None:
        return next((self.roles[role] for role in roles if role in self.roles), None)

    @property
    def periodical(self) -> Runs:
        """The name of a journal or newspaper, without an initial English article (14.170, 14.194)."""
        runs = self.title("journaltitle")
        text = text_of(runs)
        if self.options.periodicals_without_article and text.startswith("The ") and not self.language and len(text) > 4:
            (first, marks), *rest = runs
            runs = ((first[4:], marks), *rest)
        return italic(runs)

    def italic_title(self, name: str) -> Runs:
        return italic(self.title(name))


def _roles(source: Source, options: StyleOptions) -> dict[str, Names]:
    roles: dict[str, Names] = {}
    keeps_particles = options.particles_in_surname or source.keeps_particles
    for role, written in source.persons.items():
        if role == "sortname":
            continue
        named = (person for person in written if person.literal or person.family or person.given)
        persons = tuple(
            # A short form is printed with the particles that are written.
            person if role == "shortauthor" or _keeps(person, keeps_particles) else _particle_after_given(person)
            for person in named
        )
        if not persons:
            continue
        actual = source.text(f"{role}type").strip().lower() if role in _TYPED_ROLES else ""
        name = actual or ("collaborator" if role in _TYPED_ROLES[1:] else role)
        before = roles.get(name)
        others = role in source.and_others
        roles[name] = Names((*before.persons, *persons), others or before.others) if before else Names(persons, others)
    return roles


def _keeps(person: Person, otherwise: bool) -> bool:
    return otherwise if person.keeps_particle is None else person.keeps_particle


def _particle_after_given(person: Person) -> Person:
    """`Clausewitz, Carl von`: a lower-case particle does not count for sorting and citing (16.71).

    BibLaTeX does the same unless the entry has `options = {useprefix=true}`.
    """
    if not person.particle or not person.family:
        return person
    return Person(person.family, f"{person.given} {person.particle}".strip(), "", person.suffix)


def _foreign_language(source: Source, text_language: str) -> str:
    name = source.language
    tag = language_tag(name, source.text("title")) if name else ""
    return "" if not tag or is_same_language(tag, text_language) else tag
