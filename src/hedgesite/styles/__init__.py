"""References and citations in the styles of scholarship."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from hedgesite.model.source import Source
from hedgesite.model.text import CitationGroup, Locator
from hedgesite.styles.author_date import AuthorDate
from hedgesite.styles.chicago import CHICAGO_17, CHICAGO_18
from hedgesite.styles.style import Citations, Cited, Markup, Piece, Reference, References, Style
from hedgesite.styles.style_error import StyleError

__all__ = [
    "STYLES",
    "Citations",
    "Cited",
    "Piece",
    "Reference",
    "References",
    "Style",
    "StyleError",
    "format_citation",
    "format_in_text",
    "format_locator",
    "format_references",
    "style_named",
]

STYLES: Mapping[str, AuthorDate] = MappingProxyType({style.name: style for style in (CHICAGO_17, CHICAGO_18)})
"""Our own styles by the name that `style` in article.yml gives. All others are of CSL."""


def style_named(
    name: str, files: Mapping[str, str] = MappingProxyType({}), collation: str = "own", ranges: str = "full"
) -> Style:
    """The style that article.yml names; `files` are the styles below content/ by their path. Our own styles sort by
    `collation` (`own`, `icu`) and write ranges of pages `full` or `short`.

    Raises StyleError if there is none, or if it cannot be used.
    """
    if name in STYLES:
        style = STYLES[name]
        options = replace(style.options, collation=collation, short_ranges=ranges == "short")
        return style if options == style.options else replace(style, options=options)
    # Only a companion that asks for a style of CSL loads what formats it.
    from hedgesite.styles.csl.style import csl_style

    return csl_style(name, files)


def format_references(
    sources: Iterable[Source],
    style: Style = CHICAGO_17,
    language: str = "en",
    citations: Citations = Citations(),  # noqa: B008 - frozen
) -> References:
    """Format all sources of a companion, and all its citations if the style needs them for that.

    Raises StyleError if the style fails.
    """
    return style.references(sources, citations, language)


def format_citation(group: CitationGroup, references: References, markup: Markup) -> tuple[Piece, ...]:
    """The text of a citation group wherever it stands alone, in pieces to be concatenated; `markup` renders the
    Markdown of prefix and suffix.
    """
    return (references.style or CHICAGO_17).citation(group, references, markup)


def format_in_text(group: CitationGroup, references: References, markup: Markup) -> Cited:
    """The text of a citation group in the article's text, and the note that it becomes in some styles."""
    return (references.style or CHICAGO_17).in_text(group, references, markup)


def format_locator(locator: Locator) -> str:
    """A place within a source as plain text."""
    return CHICAGO_17.locator(locator)
