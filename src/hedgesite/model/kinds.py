"""The kinds of things in a companion, in one table.

Linking, coding, lists, search, exports and comparisons look kinds up here when they run. A new kind needs a row, a
model, a view with a template, and its style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType, NoneType

from hedgesite.diagnostics import Origin
from hedgesite.model.article import Article, CompanionInfo
from hedgesite.model.base import ID_PATTERN, SOURCE_KEY_PATTERN, LocatedStr, PlainStr, Prose, Ref, Value
from hedgesite.model.codings import CodedPassage, Coding, Settlement
from hedgesite.model.content import Actor, Codebook, Dimension, Event, Hypothesis, Row, Series, Term, TradeOff
from hedgesite.model.evidence import CodedSpan, HypothesisLink
from hedgesite.model.fields import TitleText
from hedgesite.model.front_matter import Annotation, Evidence, FreePageMatter, FrontMatter


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing."""

    id: str
    """Scheme of its typed links, and its name in text."""
    plural: str
    """Plural in text, and name of its list in `companion.json`."""
    address: str
    """Address below the site's root, with `{id}` and, within a section, `{section}`: a page, or a fragment of one."""
    file: str = ""
    """File below the content directory that lists all things of the kind, or a pattern if each has its own file.

    In the second case the file name gives the id. Empty for things within sections.
    """
    model: type[Value] | None = None
    """Type of one thing in the file; None if the file is not YAML."""
    named_by: tuple[str, ...] = ()
    """Fields of the model with its name: the first non-empty one is its label, the last one its title."""
    about: str = ""
    """Markdown field of the model that describes it."""
    references: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Fields of the model that refer to other things, each with the kind that it refers to."""
    popup: str = ""
    """Text of the link at the foot of its pop-up; empty if links to it open none."""
    reserved: frozenset[str] = frozenset()
    """Ids that it cannot have because its page uses them."""
    is_ordered: bool = False
    """Whether readers see the things in file order."""
    also: tuple[str, ...] = ()
    """Further fields that the search treats like the name: other names, a mark, a date."""
    root: type[Value] | None = None
    """Type of the whole file, if it contains more than a list of the kind."""
    pattern: str = ID_PATTERN
    space: str = ""
    """Kind whose ids it shares; empty if its ids are its own."""

    @property
    def is_display(self) -> bool:
        """Whether it stands within a section and is numbered through the article."""
        return bool(self.space)

    @property
    def folder(self) -> str:
        """Folder with one file for each thing; empty if one file contains all."""
        return self.file.partition("/")[0] if "/" in self.file else ""

    @property
    def schema(self) -> str:
        """Name of the JSON Schema of its files."""
        return self.id if self.folder else self.file.partition(".")[0]

    @property
    def is_anchor(self) -> bool:
        """Whether it shares a page with other things."""
        return "#" in self.address

    @property
    def is_yaml(self) -> bool:
        """Whether its content is entirely in a YAML file."""
        return self.file.endswith(".yml")

    @property
    def prose(self) -> tuple[str, ...]:
        """Fields of the model with Markdown."""
        fields = self.model.model_fields if self.model else {}
        return tuple(name for name, info in fields.items() if info.annotation is Prose)


_WITHIN_SECTIONS = "read/{section}/#{id}"
_RESERVED_IN_SECTIONS = frozenset({"top", "notes", "sources", "coded-here"})
_OF_SECTIONS = ("section-{id}", "notes-{id}")
"""Anchors of a section and of its notes on the page with the whole text, where passages have their anchors as well."""


def reserved_in_sections(sections: Iterable[str]) -> frozenset[str]:
    """Anchors that no passage and no display can have, given the ids of the sections."""
    return _RESERVED_IN_SECTIONS.union(anchor.format(id=id) for id in sections for anchor in _OF_SECTIONS)


def _display(id: str, plural: str) -> Kind:
    """A kind that sections show between their passages, whose ids it shares."""
    return Kind(id, plural, _WITHIN_SECTIONS, popup="In the text", reserved=_RESERVED_IN_SECTIONS, space="passage")


KINDS: tuple[Kind, ...] = (
    Kind(
        "section",
        "sections",
        "read/{id}/",
        "sections/*.md",
        FrontMatter,
        ("short", "title"),
        "summary",
        {"parent": "section"},
        reserved=frozenset({"all"}),
        is_ordered=True,
        also=("short",),
    ),
    Kind(
        "passage",
        "passages",
        _WITHIN_SECTIONS,
        model=Annotation,
        references={"dimensions": "dimension", "hypotheses": "hypothesis", "actors": "actor", "events": "event"},
        reserved=_RESERVED_IN_SECTIONS,
    ),
    _display("figure", "figures"),
    _display("table", "tables"),
    _display("equation", "equations"),
    Kind(
        "dimension",
        "dimensions",
        "dimensions/{id}/",
        "dimensions.yml",
        Dimension,
        ("name",),
        "definition",
        {"parent": "dimension", "example": "passage", "sources": "source"},
        popup="More on it",
        is_ordered=True,
        also=("short", "mark"),
        root=Codebook,
    ),
    Kind(
        "hypothesis",
        "hypotheses",
        "hypotheses/#{id}",
        "hypotheses.yml",
        Hypothesis,
        ("short",),
        "statement",
        {"parent": "hypothesis", "dimensions": "dimension"},
        reserved=frozenset({"top", "counted"}),
        is_ordered=True,
    ),
    Kind("actor", "actors", "actors/{id}/", "actors.yml", Actor, ("name",), "part", popup="More on it", also=("also",)),
    Kind(
        "event",
        "events",
        "timeline/#{id}",
        "events.yml",
        Event,
        ("name",),
        "description",
        {"actors": "actor", "dimensions": "dimension", "sources": "source"},
        reserved=frozenset({"top", "events"}),
        also=("date",),
    ),
    Kind(
        "term",
        "terms",
        "glossary/#{id}",
        "glossary.yml",
        Term,
        ("term",),
        "definition",
        {"sources": "source"},
        popup="Glossary",
        reserved=frozenset({"top"}),
    ),
    Kind("source", "sources", "sources/{id}/", "references.bib", popup="Source card", pattern=SOURCE_KEY_PATTERN),
    Kind(
        "series",
        "series",
        "data/#{id}",
        "data/*.yml",
        Series,
        ("title",),
        "description",
        {"passages": "passage", "sources": "source", "dimensions": "dimension"},
        reserved=frozenset({"top"}),
    ),
    Kind(
        "coding",
        "codings",
        "agreement/#{id}",
        "codings/*.yml",
        Coding,
        ("who",),
        "sample",
        {"offered": "dimension"},
        reserved=frozenset({"top"}),
        also=("date",),
    ),
    Kind("page", "pages", "{id}/", "pages/*.md", FreePageMatter, ("short", "title"), also=("short",)),
)
"""All kinds, in the order that schemas, changes and the handbook use."""

_OTHERS: Mapping[type[Value], Mapping[str, str]] = MappingProxyType(
    {
        Article: {"nocite": "source"},
        TradeOff: {"between": "dimension", "passages": "passage"},
        CompanionInfo: {"sources": "source"},
        Evidence: {"source": "source"},
        CodedSpan: {"code": "dimension"},
        HypothesisLink: {"id": "hypothesis"},
        Row: {"sources": "source"},
        CodedPassage: {"codes": "dimension", "first": "dimension"},
        Settlement: {"codes": "dimension"},
    }
)
"""References in models that are not things themselves."""


PLAIN = frozenset((str, LocatedStr, PlainStr, TitleText, Origin, NoneType, bool, int, float))
"""Types of values without parts, which walks pass over: most of a value is text, and every build walks all of it."""
_EMPTY: tuple[()] = ()


def ids() -> tuple[str, ...]:
    """The ids of all kinds."""
    return tuple(kind.id for kind in KINDS)


def kind_of(id: str) -> Kind:
    """The kind with an id. Raises KeyError if there is none."""
    for kind in KINDS:
        if kind.id == id:
            return kind
    raise KeyError(id)


def displays() -> tuple[Kind, ...]:
    """The kinds that sections show between their passages: figures, tables and equations."""
    return tuple(kind for kind in KINDS if kind.is_display)


@cache
def references_of(model: type[Value]) -> Mapping[str, str]:
    """The fields of a model that refer to things, each with the kind that it refers to."""
    return next((kind.references for kind in KINDS if kind.model is model), _OTHERS.get(model, {}))


def leaves(value: object, kind: str = "") -> list[tuple[str, Ref | Prose]]:
    """All references in a value, each with the kind that it refers to, and all Markdown, at any depth."""
    if isinstance(value, Ref | Prose):
        return [(kind, value)]
    found: list[tuple[str, Ref | Prose]] = []
    if isinstance(value, Value):
        references = references_of(type(value))
        for name, part in value.__dict__.items():
            if type(part) not in PLAIN and part is not _EMPTY:
                found += leaves(part, references.get(name, ""))
    elif isinstance(value, tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            if type(part) not in PLAIN and part is not _EMPTY:
                found += leaves(part, kind)
    return found
