"""The seam between styles and whoever shows references: what a style is asked for, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from hedgesite.model.source import Source
from hedgesite.model.text import Citation, CitationGroup, Locator

SortKey = tuple[object, ...]
Markup = Callable[[str], str]
"""Renders the Markdown of a prefix or a suffix as HTML."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A source as the list shows it and as citations name it."""

    key: str
    html: str
    """The whole reference as safe HTML without an element around it. It always spells the author."""
    text: str
    """The same as plain text."""
    label: str
    """The author part of a citation: `Chernyavskiy et al.`, `Valiyev and Mamishova`, `OEC`, `Al Jazeera`."""
    year: str
    """`2018a`, `n.d.`, `forthcoming`, `[1813] 2003`."""
    name: str
    """Author, year and title, for accessible names."""
    sort_key: SortKey
    list_html: str
    """As `html`, but with a dash for the name of the entry before where the style wants it."""
    label_html: str
    """The label as safe HTML: titles in italics or quotation marks."""
    narrative_html: str
    """The label as it stands outside parentheses: APA says `and` there, not `&`."""
    list_text: str = ""
    """As `list_html`, as plain text."""


@dataclass(frozen=True, slots=True)
class References(Mapping[str, Reference]):
    """References by key, iterated in the order of the list. A source's other keys lead to it as well."""

    by_key: Mapping[str, Reference]
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, key: str) -> Reference:
        return self.by_key[key] if key in self.by_key else self.by_key[self.aliases[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_key)

    def __len__(self) -> int:
        return len(self.by_key)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a group's text. With a citation it is that citation's own text, to be made its link."""

    html: str
    citation: Citation | None = None


class Style(Protocol):
    """A way of citing: how an entry reads, what a citation shows, the order of the list, and what tells works apart.

    Everything of a companion is given to `references` in one call, its citations too: an engine may need all of them to
    number one, and would be too slow if it were asked for each. What `citation` then answers, it may hold ready in its
    own kind of References.
    """

    @property
    def name(self) -> str:
        """What `style` in article.yml says."""

    def references(self, sources: Iterable[Source], groups: Iterable[CitationGroup], language: str) -> References:
        """Entries in the order of the list, with labels and years that tell them apart.

        `groups` are all citations in reading order, `language` is that of the text around, by which titles are
        foreign. Missing fields are left out, and a source without any still gives an entry with its key. Of sources
        with one key the first counts.
        """

    def citation(self, group: CitationGroup, references: Mapping[str, Reference], markup: Markup) -> tuple[Piece, ...]:
        """The text of a group, in pieces to be joined as they stand; a key without reference has a question mark."""

    def locator(self, locator: Locator) -> str:
        """A place within a source as plain text: `297`, `33–35`, `chap. 2`."""
