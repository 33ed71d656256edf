"""What stands in the Markdown of a section: passages, citations, typed links and notes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hedgesite.diagnostics import Origin, Span


class CitationMode(StrEnum):
    """How a citation reads: `[@a]`, `@a says`, `[-@a]`."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"
    YEAR_ONLY = "year-only"


@dataclass(frozen=True, slots=True)
class Locator:
    """A place within a source. `label` is a CSL locator term such as `page` or `chapter`; `value` is text as cited."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One mention of a source."""

    key: str
    mode: CitationMode
    origin: Origin
    """Of the `@` (or `-@`)."""
    prefix: str = ""
    """Markdown before the key, without the space that separates them."""
    locator: Locator | None = None
    suffix: str = ""
    """Markdown after key and locator, with its leading punctuation and space."""


@dataclass(frozen=True, slots=True)
class CitationGroup:
    """Citations that stand in one pair of brackets, or a narrative citation alone."""

    citations: tuple[Citation, ...]
    origin: Origin
    number: int
    """Counts the groups of one body, notes included, from 1 in reading order (a note is read where it is called)."""
    passage: str | None = None
    """Id of the passage that the group stands in, or whose note it stands in."""
    note: str | None = None
    """Label of the note that the group stands in."""
    sentence: str = ""
    """Plain text of the sentence around the citation, with citations left out; `…` stands for narrative ones."""


@dataclass(frozen=True, slots=True)
class TypedLink:
    """A link such as `[text](dimension:economic-pragmatism)`."""

    kind: str
    """The part before the colon: section, passage, dimension, hypothesis, actor, event, term, source, series."""
    target: str
    origin: Origin
    passage: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class WebLink:
    """A mention of an address of the web, as it is written there."""

    address: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its label in the file (`^n` for the nth one written within the line), and its number in the body,
    counted from 1 by first call."""

    label: str
    number: int
    origin: Origin
    """Of the definition."""
    passage: str | None = None
    """Id of the passage that first calls it."""
    text: str = ""
    """Plain text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading inside a body (level 2 and deeper; the title is level 1 and comes from the front matter)."""

    level: int
    id: str
    text: str
    html: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Block:
    """A block with an id of its own, as it stands in the Markdown."""

    id: str
    number: int
    """Counts the blocks of one body from 1."""
    span: Span
    text: str
    """Plain text, citations and note calls left out; `…` stands for narrative citations."""
    markdown: str
    heading: str | None = None
    """Id of the heading that the block stands under."""
    id_origin: Origin | None = None
    """Where the id is written."""


@dataclass(frozen=True, slots=True)
class Body:
    """The Markdown below a front matter, read once: its facts, and the syntax tree to render from."""

    origin: Origin
    markdown: str
    blocks: tuple[Block, ...] = ()
    citations: tuple[CitationGroup, ...] = ()
    links: tuple[TypedLink, ...] = ()
    web_links: tuple[WebLink, ...] = ()
    notes: tuple[Note, ...] = ()
    headings: tuple[Heading, ...] = ()
    syntax: object = None
    """The parser's own tree. Only `hedgesite.markdown` looks inside, and never changes it."""
