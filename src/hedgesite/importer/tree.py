"""The syntax tree of a manuscript, which every reader makes and every later step works on.

Source: the types of Pandoc's document model, reduced to what the content format can hold.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Style(StrEnum):
    """A style of a stretch of text."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    STRUCK = "struck"
    RAISED = "raised"
    LOWERED = "lowered"
    SMALL_CAPITALS = "small capitals"


@dataclass(frozen=True, slots=True)
class Text:
    """Words, blanks included; a line end of the manuscript is a blank."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    style: Style
    content: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Math:
    """A formula in TeX; `id` is the label by which the text refers to it."""

    tex: str
    display: bool = False
    id: str = ""
    number: str = ""
    """The number that the manuscript prints beside it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link to an address, or to `#id` within the manuscript."""

    content: tuple[Inline, ...]
    target: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image file that the manuscript names; `path` is as written there."""

    path: str
    content: tuple[Inline, ...] = ()
    """Its caption or alternative text."""
    alt: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """The call of a note, with the note."""

    note: tuple[Block, ...]
    label: str = ""


class Mode(StrEnum):
    """How a citation is written."""

    PARENTHETICAL = "parenthetical"
    NARRATIVE = "narrative"
    YEAR_ONLY = "year only"
    NAMED = "named"
    """The words that are written lead to the source: only its author, or only its year."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One source of a citation, by the key that the manuscript gives it."""

    key: str
    mode: Mode = Mode.PARENTHETICAL
    prefix: tuple[Inline, ...] = ()
    suffix: tuple[Inline, ...] = ()
    """Locator and words after the key."""


@dataclass(frozen=True, slots=True)
class Cite:
    """A group of citations; `written` is what the manuscript has in its place."""

    items: tuple[Cited, ...]
    written: tuple[Inline, ...] = ()
    is_whole: bool = False
    """Whether the items say all that is written, as those of a field do; else words around may belong to them."""


@dataclass(frozen=True, slots=True)
class Written:
    """Markdown that is ready: a resolved citation. `keys` are its sources."""

    markdown: str
    words: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Break:
    """A line break within a paragraph."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that the text refers to by its id."""

    id: str


Inline = Text | Styled | Code | Math | Link | Picture | Call | Cite | Written | Break | Anchor


@dataclass(frozen=True, slots=True)
class Para:
    content: tuple[Inline, ...]
    line: int = 0
    """Line of the manuscript from 1; 0 if unknown. Every block has it."""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    content: tuple[Inline, ...]
    line: int = 0
    id: str = ""
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `marker` is the first item's, as written in Markdown: `1.`, `a)`, `-`."""

    items: tuple[tuple[Block, ...], ...]
    marker: str = "-"
    start: int = 1
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """A list of definitions."""

    items: tuple[tuple[tuple[Inline, ...], tuple[Block, ...]], ...]
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    blocks: tuple[Block, ...]
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of any shape; `align` has `l`, `c`, `r` or `-` for each column."""

    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    align: str = ""
    caption: tuple[Inline, ...] = ()
    notes: tuple[Block, ...] = ()
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; `blocks` are what it shows besides images, such as a table or a listing."""

    pictures: tuple[Picture, ...]
    caption: tuple[Inline, ...] = ()
    blocks: tuple[Block, ...] = ()
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines of code, or of words that keep their shape."""

    text: str
    language: str = ""
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Verse:
    lines: tuple[tuple[Inline, ...], ...]
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that the manuscript puts together under an id or a class."""

    blocks: tuple[Block, ...]
    classes: tuple[str, ...] = ()
    line: int = 0
    id: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    line: int = 0
    id: str = ""


Block = Para | Heading | Quote | Items | Terms | Table | Figure | Listing | Verse | Group | Rule
