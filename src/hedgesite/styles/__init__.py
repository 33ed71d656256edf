"""References and citations in the styles of scholarship."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from hedgesite.model.source import Source
from hedgesite.model.text import CitationGroup, Locator
from hedgesite.styles.apa import APA_7
from hedgesite.styles.chicago import CHICAGO_17, CHICAGO_18
from hedgesite.styles.style import Markup, Piece, Reference, References, Style

__all__ = [
    "STYLES",
    "Piece",
    "Reference",
    "References",
    "Style",
    "format_citation",
    "format_locator",
    "format_references",
]

STYLES: Mapping[str, Style] = MappingProxyType({style.name: style for style in (CHICAGO_17, CHICAGO_18, APA_7)})
"""Styles by the name that `style` in article.yml gives."""


def format_references(
    sources: Iterable[Source],
    style: str = CHICAGO_17.name,
    language: str = "en",
    groups: Iterable[CitationGroup] = (),
) -> References:
    """Format all sources of a companion in one of STYLES; `groups` are all its citations in reading order.

    Raises ValueError for an unknown style.
    """
    return _named(style).references(sources, groups, language)


def format_citation(
    group: CitationGroup, references: Mapping[str, Reference], markup: Markup, style: str = CHICAGO_17.name
) -> tuple[Piece, ...]:
    """The text of a citation group, in pieces to be concatenated; `markup` renders the Markdown of prefix and suffix.

    Raises ValueError for an unknown style.
    """
    return _named(style).citation(group, references, markup)


def format_locator(locator: Locator, style: str = CHICAGO_17.name) -> str:
    """A place within a source as plain text. Raises ValueError for an unknown style."""
    return _named(style).locator(locator)


def _named(name: str) -> Style:
    if name not in STYLES:
        raise ValueError(f"'{name}' is not a style; the styles are {', '.join(STYLES)}")
    return STYLES[name]
