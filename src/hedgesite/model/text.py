"""Content of a section's Markdown: passages, citations, typed links and notes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from hedgesite.diagnostics import Origin, Span
from hedgesite.model.base import without_dots


class CitationMode(StrEnum):
    """Form of a citation: `[@a]`, `@a says`, `[-@a]`."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"
    YEAR_ONLY = "year-only"


MARK = "\ue000"
"""Begins what stands in plain text for a name that only the whole library knows: a character for private use."""
_NAME = re.compile("\ue000([^:\ue001]*):([^\ue001]*)\ue001")


def name_mark(kind: str, target: str) -> str:
    """What stands in plain text for a link without text, until the whole library is known."""
    return f"\ue000{kind}:{target}\ue001"


def with_names(text: str, name: Callable[[str, str], str]) -> str:
    """A text in which the name of each thing, by kind and id as written, stands in place of its mark."""
    return _NAME.sub(lambda found: name(found[1], found[2]), text) if MARK in text else text


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
    shown: str = ""
    """The sentence with a mark for each name that only the whole library knows; empty if it has none of them."""

    @property
    def content(self) -> tuple[tuple[object, ...], ...]:
        """What the group cites and how, wherever it stands."""
        return tuple((one.key, one.mode, one.prefix, one.locator, one.suffix) for one in self.citations)

    @property
    def is_narrative(self) -> bool:
        """Whether its first source is named in the sentence itself."""
        return bool(self.citations) and self.citations[0].mode is CitationMode.NARRATIVE

    @property
    def said(self) -> str:
        """The sentence with the marks, if it has any."""
        return self.shown or self.sentence


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
    shown: str = ""
    """The text with a mark for each name that only the whole library knows; empty if it has none of them."""

    @property
    def said(self) -> str:
        """The text with the marks, if it has any."""
        return self.shown or self.text


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
        return without_dots(self.target)


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
    formulas: tuple[tuple[str, str], ...] = ()
    """Each formula in TeX, in every form in which plain text has it between dollar signs, and in MathML."""
    syntax: object = None
    """The parser's own tree. Only `hedgesite.markdown` reads it, and nothing changes it."""
