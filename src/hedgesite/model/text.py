"""Content of a section's Markdown: passages, citations, typed links and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum

from hedgesite.diagnostics import Origin, Span


class CitationMode(StrEnum):
    """Form of a citation: `[@a]`, `@a says`, `[-@a]`."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"
    YEAR_ONLY = "year-only"


@dataclass(frozen=True, slots=True)
class Locator:
    """A part of a source. `label` is a CSL locator term such as `page` or `chapter`; `value` is the text as cited."""

    label: str
    value: str
    many: bool | None = field(default=None, compare=False)
    """Whether the writer's label is a plural (`fols.`, not `fol.`); None if there is none."""


@dataclass(frozen=True, slots=True)
class Citation:
    """One citation of a source."""

    key: str
    mode: CitationMode
    origin: Origin
    """Position of the `@` (or `-@`)."""
    prefix: str = ""
    """Markdown before the key, without the space that separates them."""
    locator: Locator | None = None
    suffix: str = ""
    """Markdown after key and locator, with its leading punctuation and space."""


@dataclass(frozen=True, slots=True)
class CitationGroup:
    """Citations in one pair of brackets, or a single narrative citation."""

    citations: tuple[Citation, ...]
    origin: Origin
    number: int
    """Number within the body, from 1 in reading order; a note's groups count where it is first called."""
    passage: str | None = None
    """Id of the passage that contains the group or calls its note."""
    note: str | None = None
    """Label of the note that contains the group."""
    sentence: str = ""
    """Plain text of the sentence around the citation, with citations left out; `…` stands for narrative ones."""


@dataclass(frozen=True, slots=True)
class TypedLink:
    """A link such as `[text](dimension:economic-pragmatism)`."""

    kind: str
    """The part before the colon: the id of a kind, such as section, passage, figure or source."""
    target: str
    origin: Origin
    passage: str | None = None
    note: str | None = None
    file: str = ""
    """Name of the file that the link is written to, such as `02-theory.md`, if it is a relative one."""


@dataclass(frozen=True, slots=True)
class WebLink:
    """A web address in the text, as written."""

    address: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its label in the file (`^n` for the nth inline note) and its number, counted from 1 by first call."""

    label: str
    number: int
    origin: Origin
    """Position of the definition."""
    passage: str | None = None
    """Id of the passage that first calls it."""
    text: str = ""
    """Plain text."""
    after: int = 0
    """Number of the last citation group before its first call; 0 if there is none."""


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
    """A Markdown block with an id."""

    id: str
    number: int
    """Number within the body, from 1."""
    span: Span
    text: str
    """Plain text, citations and note calls left out; `…` stands for narrative citations."""
    markdown: str
    heading: str | None = None
    """Id of the heading above the block."""
    id_origin: Origin | None = None
    """Where the id is written."""


@dataclass(frozen=True, slots=True)
class Image:
    """One image of a figure."""

    target: str
    """Its address as written."""
    origin: Origin = field(compare=False)
    """Position of the address."""
    alt: str = ""
    """Alternative text, plain."""
    decorative: bool = False
    credit: str = ""
    licence: str = ""
    letter: str = ""
    """`a`, `b` and so on if the figure has several images."""

    @property
    def path(self) -> str:
        """Below the content directory, such as `figures/map.png`; the text may name it relative to its own file."""
        return re.sub(r"\A(?:\.{1,2}/)+", "", self.target)


@dataclass(frozen=True, slots=True)
class Display:
    """A figure, a table or an equation of a body."""

    kind: str
    id: str
    """Empty if it has none, as on free pages; then it has no number and nothing links to it."""
    origin: Origin = field(compare=False)
    """Position of the id, or of the display if it has none."""
    caption: str = ""
    """Plain text."""
    markdown: str = ""
    """The caption's Markdown; of an equation, its TeX."""
    passage: str | None = None
    """Id of the passage that contains it; a display that is a block of its own is a passage itself."""
    images: tuple[Image, ...] = ()
    width: str = ""
    """Of a figure: `full`, `column` or `margin`."""
    credit: str = ""
    licence: str = ""
    """Of a figure: what is given for it as a whole."""
    is_part: bool = False
    """Whether it is one of the images of a figure."""
    mathml: str = ""
    """Of an equation: its `<math>` element."""
    of: str = ""
    """Id of that figure."""
    letter: str = ""
    """Its letter among the parts of that figure."""
    file: str = ""
    """Of a table with a file of its own: its path below the content directory, such as `tables/trade.yml`."""
    file_origin: Origin | None = field(default=None, compare=False)
    """Where that path is written."""
    rows: tuple[tuple[str, ...], ...] = ()
    """Of such a table: the Markdown of its cells, row by row, the names of the columns first."""


@dataclass(frozen=True, slots=True)
class Body:
    """The parsed Markdown below a front matter: its facts, and the syntax tree for rendering."""

    origin: Origin
    markdown: str
    blocks: tuple[Block, ...] = ()
    citations: tuple[CitationGroup, ...] = ()
    links: tuple[TypedLink, ...] = ()
    web_links: tuple[WebLink, ...] = ()
    notes: tuple[Note, ...] = ()
    headings: tuple[Heading, ...] = ()
    displays: tuple[Display, ...] = ()
    """Figures, tables and equations in reading order, with an id or without."""
    syntax: object = None
    """The parser's own tree. Only `hedgesite.markdown` reads it, and nothing changes it."""
