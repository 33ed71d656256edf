"""The interface of citation styles."""

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
    """A source in the forms that the list and citations show."""

    key: str
    html: str
    """The whole reference as safe HTML without an enclosing element. It always spells out the author."""
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
    """Like `html`, but with a dash for a repeated name where the style uses one."""
    label_html: str
    """The label as safe HTML: titles in italics or quotation marks."""
    narrative_html: str
    """The label outside parentheses: APA uses `and` there instead of `&`."""
    list_text: str = ""
    """Like `list_html`, as plain text."""


@dataclass(frozen=True, slots=True)
class References(Mapping[str, Reference]):
    """References by key, iterated in the order of the list. Other keys of a source refer to it as well."""

    by_key: Mapping[str, Reference]
    aliases: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    style: Style | None = None
    """The style that made them, which formats citations as well."""

    def __getitem__(self, key: str) -> Reference:
        return self.by_key[key] if key in self.by_key else self.by_key[self.aliases[key]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_key)

    def __len__(self) -> int:
        return len(self.by_key)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a group's text. If it has a citation, it is that citation's text, which becomes its link."""

    html: str
    citation: Citation | None = None
    others: tuple[Citation, ...] = ()
    """Further citations that the same text stands for: `1–4` names the first and the last of four."""


@dataclass(frozen=True, slots=True)
class Citations:
    """All citations of a companion."""

    placed: tuple[tuple[CitationGroup, int], ...] = ()
    """Those of the article's text in reading order, each with the number of the note that it stands in, or that it
    becomes in a style with notes."""
    elsewhere: tuple[CitationGroup, ...] = ()
    """Those of pages, descriptions and other fields."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What the article's text shows of a group."""

    text: tuple[Piece, ...]
    note: tuple[Piece, ...] = ()
    """The text of the note that the group becomes; empty if it becomes none."""


class Style(Protocol):
    """A citation style: it formats entries and citations, orders the list, and distinguishes similar works.

    `references` receives everything in one call, citations included: an engine may need all of them to assign numbers,
    and calling it for each would be too slow. What `citation` returns later may be prepared in the style's own kind of
    References.
    """

    @property
    def name(self) -> str:
        """The name used by `style` in article.yml."""

    @property
    def has_notes(self) -> bool:
        """Whether citations in the article's text become notes."""

    def references(self, sources: Iterable[Source], citations: Citations, language: str) -> References:
        """Entries in the order of the list, with distinguishing labels and years.

        `language` is that of the surrounding text, by which titles count
        as foreign. Missing fields are omitted; a source without any still gives an entry with its key. Of sources with
        one key, the first is used.
        """

    def citation(self, group: CitationGroup, references: Mapping[str, Reference], markup: Markup) -> tuple[Piece, ...]:
        """The text of a group, in pieces to be concatenated; a key without a reference shows a question mark."""

    def in_text(self, group: CitationGroup, references: Mapping[str, Reference], markup: Markup) -> Cited:
        """What the article's text shows of one of its groups, which may depend on those before it."""

    def locator(self, locator: Locator) -> str:
        """A place within a source as plain text: `297`, `33–35`, `chap. 2`."""
