"""What the front matter of Markdown files says, decoded."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from hedgesite.model.base import Id, Prose, Ref, Value
from hedgesite.model.fields import Count, Ids, NoteLabel, Ordinal, Refs, Text


class Role(StrEnum):
    """What a passage does in the article, where it is not coded to a dimension or besides that."""

    ANALYSIS = "analysis"
    THEORY = "theory"
    METHOD = "method"
    CONTEXT = "context"
    CONCLUSION = "conclusion"


class EvidenceKind(StrEnum):
    """The kind of source that supports a claim."""

    OFFICIAL = "official"
    AGREEMENT = "agreement"
    STATISTICS = "statistics"
    SCHOLARSHIP = "scholarship"
    JOURNALISM = "journalism"
    THINK_TANK = "think-tank"


class Evidence(Value):
    """That a source supports a claim of the passage."""

    source: Ref
    kind: EvidenceKind
    supports: Text


class Annotation(Value):
    """What the front matter says of one passage."""

    role: Role = Role.ANALYSIS
    dimensions: Refs = ()
    hypotheses: Refs = ()
    actors: Refs = ()
    events: Refs = ()
    evidence: tuple[Evidence, ...] = ()
    note: Prose = Prose()
    """Markdown: why the passage is coded as it is."""
    editorial: Prose = Prose()
    """Markdown: a doubt about the article's own consistency."""
    fact: Prose = Prose()
    """Markdown: what another source says of a fact that the article states; it cites that source."""
    paragraphs: tuple[Ordinal, ...] = ()
    """The article's paragraphs that the passage restates, counted from 1 below the heading of the section."""
    aliases: Ids = ()
    """Former ids of the passage."""


class ArticlePlace(Value):
    """Where in the article a section's text stands."""

    heading: Ordinal
    """Place of the heading among all headings of the article, whatever their level, counted from 1."""
    paragraphs: Count
    """How many paragraphs stand below the heading, up to the next one."""


class FrontMatter(Value):
    """The YAML at the head of a section."""

    title: Text
    short: str = ""
    summary: Prose = Prose()
    """Markdown: one sentence for lists of sections."""
    parent: Ref | None = None
    article: ArticlePlace | None = None
    """The heading of the article that the section restates, and how many paragraphs it has."""
    notes: dict[NoteLabel, Ordinal] = Field(default_factory=dict)
    """Label of a note to the number that it has in the article."""
    passages: dict[Id, Annotation] = Field(default_factory=dict)
    aliases: Ids = ()


class FreePageMatter(Value):
    """The YAML at the head of a free page."""

    title: Text
    short: str = ""
    aliases: Ids = ()
