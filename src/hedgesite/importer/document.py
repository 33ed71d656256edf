"""A manuscript after reading: its tree, its metadata, its structured sources, and what was left out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from hedgesite.diagnostics import Diagnostic
from hedgesite.importer.head import Head
from hedgesite.importer.images import Images
from hedgesite.importer.places import Places
from hedgesite.importer.sources import Entry
from hedgesite.importer.tree import Block


@dataclass(slots=True)
class Document:
    """A manuscript in the form that every later step works on."""

    places: Places
    blocks: tuple[Block, ...] = ()
    head: Head = field(default_factory=Head)
    assumed_language: str = ""
    """The one that the program which wrote the file assumed; the manuscript's words may say another."""
    is_titled: bool = False
    """Whether the title is known from metadata, so that no heading is taken for it."""
    has_head: bool = False
    """Whether metadata hold all that a head says, so that the text begins with the first block."""
    is_marked_up: bool = False
    """Whether marks say what a paragraph and what a reference is, so that neither is guessed from its words."""
    images: Images = field(default_factory=Images)
    entries: dict[str, Entry] = field(default_factory=dict)
    """Structured sources by the key or id that the manuscript gives them."""
    listed: tuple[Block, ...] = ()
    """References of which only the words are known."""
    order: tuple[str, ...] = ()
    """Ids of references in the order of the list."""
    bibliographies: list[tuple[str, str]] = field(default_factory=list)
    """Paths and texts of BibTeX files."""
    aliases: dict[str, str] = field(default_factory=dict)
    """Key of the manuscript by the id under which an entry of its own list stands."""
    csl: str = ""
    """Name of the style of CSL that the manuscript names."""
    tags: dict[str, str] = field(default_factory=dict)
    """Identifier by the key that the manuscript cites instead of it."""
    by_hand: dict[str, Entry] = field(default_factory=dict)
    """References by their identifier that lie beside the manuscript; those that nothing cites are no sources."""
    parts: list[tuple[str, str, tuple[Block, ...]]] = field(default_factory=list)
    """Title, language and blocks of sub-articles."""
    left_out: Counter[str] = field(default_factory=Counter)
    """What stays out of the companion on purpose, by kind."""
    raw_parts: int = 0
    """Number of parts in LaTeX that were read for a manuscript of another kind."""
    findings: list[Diagnostic] = field(default_factory=list)
    has_keys: bool = False
    """Whether the manuscript cites by keys, so that author and year in brackets are words."""
    keeps_all: bool = False
    """Whether sources that nothing cites are kept, as with `\\nocite{*}`."""
