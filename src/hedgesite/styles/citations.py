"""Citations in the text: `(Kuik 2016, 3; see also Valiyev 2009, 2011)`, `Kuik (2010, 3)` (15.21–31)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from hedgesite.model.text import Citation, CitationGroup, CitationMode, Locator
from hedgesite.styles.options import StyleOptions
from hedgesite.styles.quotes import letter_ranges, ranges, short_ranges
from hedgesite.styles.style import Markup, Piece, Reference

_ENTRY = frozenset({"sub-verbo", "sub verbo"})
_INCLUSIVE = frozenset({"page", "line", "note", "paragraph", "section", "verse"})
"""Places whose ranges can be written short."""


def format_locator(locator: Locator, options: StyleOptions) -> str:
    """Plain text of a locator: `297`, `33–35`, `chap. 2`, `nn3–4`. Pages have no label, other places do (15.23)."""
    value = letter_ranges(ranges(locator.value.strip()))
    label = locator.label.strip().lower() or "page"
    if options.short_ranges and label in _INCLUSIVE:
        value = short_ranges(value)
    many = locator.many if locator.many is not None else any(mark in value for mark in ("–", ",", "&", " and "))
    if label in _ENTRY:
        return f"{options.entry_label} “{value.strip('“”')}”"
    if label == "page" and not value:
        return ""
    word = options.locator_terms.get(label, (label, label))[many]
    return f"{word}{value}" if label == "note" else f"{word} {value}".strip()


def pieces(
    group: CitationGroup, references: Mapping[str, Reference], markup: Markup, options: StyleOptions
) -> Iterator[Piece]:
    """The text of a group, in pieces to be concatenated."""
    narrative = group.is_narrative
    alone = narrative and len(group.citations) == 1 and not group.citations[0].suffix
    before: Citation | None = None
    for position, citation in enumerate(group.citations):
        shown = _Shown.of(citation, before, references, options)
        if position:
            yield Piece(shown.separator)
        elif not narrative:
            yield Piece("(")
        if citation.prefix:
            yield Piece(f"{markup(citation.prefix)} ")
        spoken = shown.alone if alone else shown.spoken
        yield Piece(spoken if narrative and not position else shown.html, citation)
        if citation.suffix:
            yield Piece(_suffix(citation.suffix, markup))
        before = citation
    if group.citations and not alone:
        yield Piece(")")


def _suffix(suffix: str, markup: Markup) -> str:
    """The suffix as HTML, with its leading space, which Markdown would drop."""
    text = suffix.lstrip()
    return suffix[: len(suffix) - len(text)] + markup(text)


@dataclass(frozen=True, slots=True)
class _Shown:
    """The form of a citation, given the one before it."""

    separator: str
    html: str
    spoken: str
    """In the narrative, with its parenthesis left open."""
    alone: str
    """In the narrative, with nothing else in its parenthesis."""

    @classmethod
    def of(
        cls, citation: Citation, before: Citation | None, references: Mapping[str, Reference], options: StyleOptions
    ) -> _Shown:
        reference = references.get(citation.key)
        locator = escape(format_locator(citation.locator, options), quote=False) if citation.locator else ""
        label, spoken, year = _label_and_year(citation.key, reference)
        tail = ", ".join(filter(None, (year, locator)))
        narrated = f"{spoken} ({tail or '?'}"
        alone = f"{narrated})" if tail else spoken
        if citation.mode is CitationMode.YEAR_ONLY and reference is not None:
            return cls("; ", tail, narrated, alone)
        if before is not None and reference is not None and not citation.prefix:
            continued = _continued(citation, before, references, locator, tail)
            if continued:
                return cls(*continued, narrated, alone)
        comma = "," if options.comma_before_year or not (year[:1].isdigit() or year.startswith(("[", "ca."))) else ""
        named = _with_comma(label) if comma and year else label
        return cls("; ", f"{named} {tail}".strip(), narrated, alone)


def _with_comma(label: str) -> str:
    """The label with a comma, which goes inside quotation marks (6.9)."""
    return re.sub("(’?”)?$", r",\1", label, count=1)


def _label_and_year(key: str, reference: Reference | None) -> tuple[str, str, str]:
    if reference is None:
        unknown = f"{escape(key, quote=False)}?"
        return unknown, unknown, ""
    return reference.label_html, reference.narrative_html, escape(reference.year, quote=False)


def _continued(
    citation: Citation, before: Citation, references: Mapping[str, Reference], locator: str, tail: str
) -> tuple[str, str] | None:
    """Years alone for further works by one author: `2009, 2011`, and `1999, 328; 2000, 475` (15.30)."""
    earlier, reference = references.get(before.key), references[citation.key]
    if earlier is None or before.suffix or earlier.label_html != reference.label_html:
        return None
    if earlier.key == reference.key and locator and before.locator:
        return ", ", locator
    return (", " if not before.locator and not citation.locator else "; "), tail
