"""Content types of the front matter of Markdown files."""

from __future__ import annotations

from pydantic import Field

from hedgesite.model.base import Id, Prose, Ref, Value
from hedgesite.model.fields import Count, Ids, Language, NoteLabel, Ordinal, Refs, Text, Title
from hedgesite.model.word_lists import ANALYSIS, EvidenceKind, Role


class Evidence(Value):
    """A source that supports a claim of the passage."""

    source: Ref
    kind: EvidenceKind
    supports: Text


class Annotation(Value):
    """Annotation of one passage in the front matter."""

    role: Role = ANALYSIS
    """What the passage does in the article, in place of or in addition to its coding."""
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
    """Markdown: what another source says about a fact in the article. It must cite that source."""
    paragraphs: tuple[Ordinal, ...] = ()
    """The article's paragraphs that the passage restates, counted from 1 below the heading of the section."""
    aliases: Ids = ()
    """Former ids of the passage."""


class ArticlePlace(Value):
    """Where a section's text is found in the article."""

    heading: Ordinal
    """Number of the heading among all headings of the article, of any level, counted from 1."""
    paragraphs: Count
    """Number of paragraphs between this heading and the next."""


class FrontMatter(Value):
    """The YAML at the head of a section."""

    title: Title
    short: str = ""
    summary: Prose = Prose()
    """Markdown: one sentence for lists of sections."""
    parent: Ref | None = None
    language: Language | None = None
    """Language of the section, if it is not the article's."""
    appendix: bool = False
    """Whether the section is an appendix. Appendices have letters and follow all other sections."""
    article: ArticlePlace | None = None
    """The heading of the article that the section restates, and its number of paragraphs."""
    notes: dict[NoteLabel, Ordinal] = Field(default_factory=dict)
    """Number in the article by label of a note."""
    passages: dict[Id, Annotation] = Field(default_factory=dict)
    aliases: Ids = ()


class FreePageMatter(Value):
    """The YAML at the head of a free page."""

    title: Title
    short: str = ""
    language: Language | None = None
    """Language of the page, if it is not the article's."""
    aliases: Ids = ()
