"""The head of an entry, by which it is cited and sorted (15.33–37, 15.49)."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from hedgesite.model.richtext import NOTHING, Runs, italic, text_of
from hedgesite.model.source import Person
from hedgesite.styles.names import direct, surname
from hedgesite.styles.own_body import field_of_body
from hedgesite.styles.quotes import quoted, typographic
from hedgesite.styles.styled_source import Names, StyledSource

EDITED = frozenset(
    {
        "book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference",
        "manual", "booklet", "report", "misc", "online", "dataset", "software", "periodical", "video", "movie",
        "audio", "music", "artwork", "image", "unpublished", "standard",
    }
)  # fmt: skip
"""Types whose editor heads the entry if there is no author."""
KNOWN_TYPES = EDITED - {"misc"} | {
    "article", "review", "suppperiodical", "incollection", "inbook", "bookinbook", "suppbook", "suppcollection",
    "inproceedings", "inreference", "thesis", "legal", "legislation", "jurisdiction", "patent", "letter", "interview",
    "performance", "commentary",
}  # fmt: skip
"""Types that have a layout."""
_BY_DIRECTOR = frozenset({"video", "movie"})
_PERIODICALS = frozenset({"article", "review", "suppperiodical", "online"})
_ALWAYS_QUOTED = frozenset({"article", "review", "incollection", "inproceedings", "inreference", "suppperiodical"})
_ROMAN_TITLES = frozenset({"legislation", "legal", "patent"})
_ITALIC_TITLES = EDITED - {"misc", "online", "unpublished", "periodical", "dataset"} | {
    "jurisdiction", "inbook", "performance", "commentary"
}  # fmt: skip
ROLE_LABELS = MappingProxyType(
    {
        "editor": ("ed.", "eds."),
        "compiler": ("comp.", "comps."),
        "translator": ("trans.", "trans."),
        "director": ("dir.", "dirs."),
        "producer": ("prod.", "prods."),
        "redactor": ("red.", "reds."),
    }
)


@dataclass(frozen=True, slots=True)
class Head:
    """Persons in a role, or a field that replaces them."""

    persons: tuple[Person, ...] = ()
    others: bool = False
    role: str = ""
    field: str = ""
    """Name of the field that begins the entry."""
    runs: Runs = NOTHING
    """The field's text as the list shows it."""
    cited: Runs = NOTHING
    """The field's text as citations show it."""
    short: str = ""
    """The short form by which the author is cited."""

    @property
    def shows_short(self) -> bool:
        """Whether the entry begins with the short form of a body or title, followed by the full form in parentheses
        (15.37).
        """
        if not self.persons:
            return bool(self.short and self.runs and text_of(self.runs) != self.short)
        person = self.persons[0] if len(self.persons) == 1 else None
        return bool(self.short and person and person.is_body and typographic(person.literal) != self.short)

    @property
    def role_label(self) -> str:
        """`ed.`, `eds.`: the label after names of persons other than authors (15.36)."""
        one, many = ROLE_LABELS.get(self.role, ("", ""))
        return many if len(self.persons) > 1 or self.others else one


def head_of(work: StyledSource) -> Head:
    short = text_of(work.field("shorthand")) or text_of(work.field("label"))
    short_names = work.names("shortauthor")
    if short_names:
        short = _short_names(work, short_names)
    short = work.text("shortauthor", *(() if work.names("author") else ("shorteditor",))) or short
    for role in _head_roles(work):
        names = work.roles.get(role)
        if names:
            if _is_periodical(names, work):
                break
            return Head(names.persons, names.others, role, short=short)
    return _without_names(work, short)


def _short_names(work: StyledSource, short_names: Names) -> str:
    """Persons, with a body's short form kept whole even if its protective braces are missing, as they often are."""
    author = work.names("author", "editor")
    of_body = author is not None and author.persons[0].is_body
    return " and ".join(direct(person) if of_body else surname(person) for person in short_names.persons)


def _head_roles(work: StyledSource) -> tuple[str, ...]:
    if work.type in _BY_DIRECTOR:
        return ("director", "author", "editor", "producer")
    if work.type in EDITED:
        return ("author", "editor", "compiler", "translator", "director")
    return ("author",)


def _is_periodical(names: Names, work: StyledSource) -> bool:
    """Whether the author is the newspaper itself."""
    periodical = work.text("journaltitle")
    applies = work.options.periodical_as_author and work.is_news and bool(periodical)
    return applies and [p.literal for p in names.persons] == [periodical]


def _without_names(work: StyledSource, short: str) -> Head:
    if work.options.periodical_as_author and work.type in _PERIODICALS and work.is_news:
        periodical = work.periodical
        if periodical:
            return Head(role="author", field="journaltitle", runs=periodical, cited=periodical, short=short)
    name = field_of_body(work.source)
    if name:
        return Head((Person(literal=work.text(name)),), role=name, field=name, short=short)
    return _title_head(work, short)


def _title_head(work: StyledSource, short: str) -> Head:
    title = work.title()
    if not title:
        return Head(field="key", short=short or work.source.key)
    brief = work.field("shorttitle") or _up_to_colon(work.field("title"))
    if work.type in _ROMAN_TITLES:
        return Head(field="title", runs=title, cited=brief, short=short)
    is_episode = bool(work.field("booktitle")) and work.type in {"video", "audio", "movie", "music"}
    standing = work.type in _ITALIC_TITLES or (work.type not in KNOWN_TYPES and work.is_booklike)
    unquoted = not work.options.quoted_titles and work.type not in _ALWAYS_QUOTED
    if (standing or unquoted) and not is_episode:
        return Head(field="title", runs=italic(title), cited=italic(brief), short=short)
    return Head(field="title", runs=quoted(title), cited=quoted(brief), short=short)


def _up_to_colon(title: Runs) -> Runs:
    text = text_of(title)
    end = text.find(": ")
    if end <= 0:
        return title
    result = []
    for part, marks in title:
        result.append((part[:end], marks))
        end = max(end - len(part), 0)
    return tuple(run for run in result if run[0])
