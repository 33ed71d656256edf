"""The kinds of things that a companion holds, in one table.

Whatever is linked, coded, listed, searched, exported and compared is looked up here, at the time of asking. A new kind
is a row, its model, a view with a template, and its style.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType, NoneType

from hedgesite.diagnostics import Origin
from hedgesite.model.base import ID_PATTERN, SOURCE_KEY_PATTERN, Prose, Ref, Value
from hedgesite.model.content import (
    Actor,
    Article,
    Codebook,
    CompanionInfo,
    Dimension,
    Event,
    Hypothesis,
    Row,
    Series,
    Term,
    TradeOff,
)
from hedgesite.model.front_matter import Annotation, Evidence, FreePageMatter, FrontMatter


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing."""

    id: str
    """The scheme of its typed links, and its name in words."""
    plural: str
    """In words, and as the name of its list in `companion.json`."""
    address: str
    """Below the site's root, with `{id}` and, within a section, `{section}`: a page of its own, or a place on one."""
    file: str = ""
    """Below the content directory: a file that lists all things of the kind, or a pattern where each has a file, whose
    name gives its id. Empty where they stand within sections."""
    model: type[Value] | None = None
    """What the file says of one of them; None where the file is no YAML."""
    named_by: tuple[str, ...] = ()
    """Fields of the model that hold its name: the first that is not empty is its label, the last its title."""
    about: str = ""
    """The Markdown field of the model that says what it is."""
    references: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Fields of the model that name other things, and of which kind."""
    popup: str = ""
    """Words of the link at the foot of its pop-up; empty where links to it open none."""
    reserved: frozenset[str] = frozenset()
    """Ids that it cannot have, since the pages that it stands on use them."""
    is_ordered: bool = False
    """Whether readers see the order of the files."""
    root: type[Value] | None = None
    """What the file holds, where that is more than a list of the kind."""
    pattern: str = ID_PATTERN

    @property
    def folder(self) -> str:
        """The folder of files that each hold one; empty where one file holds all."""
        return self.file.partition("/")[0] if "/" in self.file else ""

    @property
    def schema(self) -> str:
        """The name of the JSON Schema of its files."""
        return self.id if self.folder else self.file.partition(".")[0]

    @property
    def is_anchor(self) -> bool:
        """Whether it stands on a page among others."""
        return "#" in self.address

    @property
    def is_yaml(self) -> bool:
        """Whether all that is said of it stands in a YAML file."""
        return self.file.endswith(".yml")

    @property
    def prose(self) -> tuple[str, ...]:
        """Fields of the model that hold Markdown."""
        fields = self.model.model_fields if self.model else {}
        return tuple(name for name, info in fields.items() if info.annotation is Prose)


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
    ),
    Kind(
        "passage",
        "passages",
        "read/{section}/#{id}",
        model=Annotation,
        references={"dimensions": "dimension", "hypotheses": "hypothesis", "actors": "actor", "events": "event"},
        reserved=frozenset({"top", "notes", "sources", "coded-here"}),
    ),
    Kind(
        "dimension",
        "dimensions",
        "dimensions/{id}/",
        "dimensions.yml",
        Dimension,
        ("name",),
        "definition",
        {"example": "passage", "sources": "source"},
        popup="More on it",
        is_ordered=True,
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
    Kind("actor", "actors", "actors/{id}/", "actors.yml", Actor, ("name",), "part", popup="More on it"),
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
    Kind("page", "pages", "{id}/", "pages/*.md", FreePageMatter, ("short", "title")),
)
"""In the order in which schemas, changes and the handbook name them."""

_OTHERS: Mapping[type[Value], Mapping[str, str]] = MappingProxyType(
    {
        Article: {"nocite": "source"},
        TradeOff: {"between": "dimension", "passages": "passage"},
        CompanionInfo: {"sources": "source"},
        Evidence: {"source": "source"},
        Row: {"sources": "source"},
    }
)
"""Values that name things and are none themselves."""


_PLAIN = (str, Origin, NoneType, int, float)


def ids() -> tuple[str, ...]:
    """The ids of all kinds."""
    return tuple(kind.id for kind in KINDS)


def kind_of(id: str) -> Kind:
    """The kind with an id. Raises KeyError where there is none."""
    for kind in KINDS:
        if kind.id == id:
            return kind
    raise KeyError(id)


def references_of(model: type[Value]) -> Mapping[str, str]:
    """The fields of a model that name things, each with the kind that it names."""
    return next((kind.references for kind in KINDS if kind.model is model), _OTHERS.get(model, {}))


def leaves(value: object, kind: str = "") -> list[tuple[str, Ref | Prose]]:
    """The mentions, each with the kind of thing that it names, and the Markdown within a value, however deep."""
    if isinstance(value, Ref | Prose):
        return [(kind, value)]
    parts: Iterable[tuple[str, object]] = ()
    if isinstance(value, Value):
        references = references_of(type(value))
        parts = ((references.get(name, ""), part) for name, part in value.__dict__.items())
    elif isinstance(value, tuple | dict):
        parts = ((kind, part) for part in (value.values() if isinstance(value, dict) else value))
    # Whatever holds nothing is passed over here: most of a value is text, and every build walks through all of it.
    return [leaf for of, part in parts if not isinstance(part, _PLAIN) for leaf in leaves(part, of)]
