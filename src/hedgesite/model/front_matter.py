"""Content types of the front matter of Markdown files."""

from __future__ import annotations

from pydantic import Field

from hedgesite.model.base import Id, Prose, Ref, Value
from hedgesite.model.codings import TextHash
from hedgesite.model.evidence import Archive, Clause, CodedSpan, HypothesisLink, Relation, Words
from hedgesite.model.fields import Count, Ids, Language, LocatedText, NoteLabel, Ordinal, PageName, Refs, Text, Title
from hedgesite.model.word_lists import ANALYSIS, EvidenceKind, Role


class Evidence(Value):
    """A source that supports a claim of the passage."""

    source: Ref
    kind: EvidenceKind
    supports: Text
    """The claim of the passage that the source speaks to."""
    relation: Relation = Relation.SUPPORTS
    """What the source says to the claim."""
    locator: Words | None = None
    """Place in the source, such as `12`, `pp. 12-14` or `chap. 2`.

    Without it, the place that the passage's citation gives, if it gives only one.
    """
    clause: Clause | None = None
    """Words of the passage that rest on the source, if it is not all of it."""
    quote: Words | None = None
    """What the source says, in its own words."""
    lang: Language | None = None
    """Language of the quotation, if it is not that of the section."""
    translation: Words | None = None
    """The quotation in the language of the section."""
    archive: Archive | None = None
    """A stable copy of the source: an address, or a file below `evidence/` with its licence."""
    access: Text | None = None
    """How the source can be consulted, such as `open` or `reading room of the archive, on request`."""
    note: Prose = Prose()
    """Markdown: how the source bears on the claim."""


class Annotation(Value):
    """Annotation of one passage in the front matter."""

    role: Role = ANALYSIS
    """What the passage does in the article, in place of or in addition to its coding."""
    dimensions: Refs = ()
    hypotheses: tuple[HypothesisLink, ...] = ()
    actors: Refs = ()
    events: Refs = ()
    evidence: tuple[Evidence, ...] = ()
    spans: tuple[CodedSpan, ...] = ()
    """Words of the passage that are coded to a dimension. They may overlap."""
    note: Prose = Prose()
    """Markdown: why the passage is coded as it is."""
    editorial: Prose = Prose()
    """Markdown: a doubt about the article's own consistency."""
    fact: Prose = Prose()
    """Markdown: what another source says about a fact in the article. It must cite that source."""
    paragraphs: tuple[Ordinal, ...] = ()
    """The article's paragraphs that the passage restates, counted from 1 below the heading of the section."""
    page: PageName = ""
    """The number of the article's page on which the text begins that the passage restates, as printed: `103`, `xii`."""
    aliases: Ids = ()
    """Former ids of the passage."""

    def refs(self, field: str, *, with_spans: bool = True) -> Refs:
        """What the passage refers to in a field, in order. Dimensions include those of spans, unless told not to."""
        if field == "hypotheses":
            return tuple(link.id for link in self.hypotheses)
        found: Refs = getattr(self, field)
        return (*found, *(span.code for span in self.spans)) if field == "dimensions" and with_spans else found


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


class CounterpartMatter(Value):
    """The YAML at the head of a text in another language: never codes, which are the original's."""

    title: Title
    short: str = ""
    summary: Prose = Prose()
    """Markdown: one sentence for lists of sections."""
    source_hash: dict[Id, TextHash] = Field(default_factory=dict)
    """By passage: hash of the original that the text follows, as `hedgesite translate --done` writes it."""


class PageCounterpartMatter(Value):
    """The YAML at the head of a free page in another language."""

    title: Title
    short: str = ""
    source_hash: TextHash | None = None
    """Hash of the original that the text follows, as `hedgesite translate --done` writes it."""


class NavPlace(Value):
    """The place of a free page in the navigation."""

    after: LocatedText
    """The page that it follows, by its address: `timeline`, `sources`, another free page, or `overview`. It joins the
    group of that page."""


class FreePageMatter(Value):
    """The YAML at the head of a free page."""

    title: Title
    short: str = ""
    nav: NavPlace | None = None
    """Place in the navigation, if it is not among the pages about the companion."""
    template: Id | None = None
    """Template of the companion's own: `crossing` for `templates/pages/crossing.html`, beside the content directory."""
    language: Language | None = None
    """Language of the page, if it is not the article's."""
    aliases: Ids = ()
