"""Citations in the text: `(Kuik 2016, 3; see also Valiyev 2009, 2011)`, `Kuik (2010, 3)` (15.21–31)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

from hedgesite.model.text import Citation, CitationGroup, CitationMode, Locator
from hedgesite.styles.quotes import ranges
from hedgesite.styles.reference import Reference
from hedgesite.styles.rules import STYLES, Rules

_LABELS = MappingProxyType(
    {
        "appendix": ("app.", "apps."),
        "book": ("bk.", "bks."),
        "chapter": ("chap.", "chaps."),
        "column": ("col.", "cols."),
        "figure": ("fig.", "figs."),
        "folio": ("fol.", "fols."),
        "issue": ("no.", "nos."),
        "line": ("line", "lines"),
        "note": ("n", "nn"),
        "number": ("no.", "nos."),
        "opus": ("op.", "opp."),
        "paragraph": ("par.", "pars."),
        "part": ("pt.", "pts."),
        "section": ("sec.", "secs."),
        "table": ("table", "tables"),
        "verse": ("v.", "vv."),
        "volume": ("vol.", "vols."),
    }
)
_APA_LABELS = MappingProxyType(
    {
        "appendix": ("Appendix", "Appendices"),
        "chapter": ("Chapter", "Chapters"),
        "figure": ("Figure", "Figures"),
        "note": ("note ", "notes "),
        "paragraph": ("para.", "paras."),
        "section": ("Section", "Sections"),
        "table": ("Table", "Tables"),
        "volume": ("Vol.", "Vols."),
    }
)
_ENTRY = frozenset({"sub-verbo", "sub verbo"})
_PAGE_LABELS = ("p.", "pp.")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a group's text. With a citation it is that citation's own text, to be made its link."""

    html: str
    citation: Citation | None = None


def format_locator(locator: Locator, style: str = "chicago-author-date") -> str:
    """`297`, `33–35`, `chap. 2`, `nn3–4`: pages bare, other places labelled (15.23). Plain text."""
    rules = STYLES[style]
    value = ranges(locator.value.strip())
    many = any(mark in value for mark in ("–", ",", "&", " and "))
    label = locator.label.strip().lower()
    if label in {"", "page"}:
        return f"{_PAGE_LABELS[many]} {value}" if rules.locator_labels and value else value
    if label in _ENTRY:
        return f"{rules.entry_label} “{value.strip('“”')}”"
    table = {**_LABELS, **_APA_LABELS} if rules.locator_labels else _LABELS
    word = table.get(label, (label, label))[many]
    return f"{word}{value}" if label == "note" else f"{word} {value}".strip()


def format_citation(
    group: CitationGroup,
    references: Mapping[str, Reference],
    markup: Callable[[str], str],
    style: str = "chicago-author-date",
) -> tuple[Piece, ...]:
    """The text of a group of citations, in pieces to be joined as they stand.

    `markup` renders the Markdown of a prefix or a suffix as HTML. A key that `references` lacks is shown with a
    question mark. Raises ValueError for an unknown style.
    """
    if style not in STYLES:
        raise ValueError(f"'{style}' is no style; there are {', '.join(STYLES)}")
    return tuple(_pieces(group, references, markup, STYLES[style]))


def _pieces(
    group: CitationGroup, references: Mapping[str, Reference], markup: Callable[[str], str], rules: Rules
) -> Iterator[Piece]:
    narrative = bool(group.citations) and group.citations[0].mode is CitationMode.NARRATIVE
    alone = narrative and len(group.citations) == 1 and not group.citations[0].suffix
    before: Citation | None = None
    for position, citation in enumerate(group.citations):
        shown = _Shown.of(citation, before, references, rules)
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


def _suffix(suffix: str, markup: Callable[[str], str]) -> str:
    """Markdown would drop the space that a suffix begins with."""
    text = suffix.lstrip()
    return suffix[: len(suffix) - len(text)] + markup(text)


@dataclass(frozen=True, slots=True)
class _Shown:
    """How a citation reads after the one before it."""

    separator: str
    html: str
    spoken: str
    """In the narrative, its parenthesis left open."""
    alone: str
    """In the narrative, with nothing more in its parenthesis."""

    @classmethod
    def of(
        cls, citation: Citation, before: Citation | None, references: Mapping[str, Reference], rules: Rules
    ) -> _Shown:
        reference = references.get(citation.key)
        locator = escape(format_locator(citation.locator, rules.name), quote=False) if citation.locator else ""
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
        comma = "," if rules.comma_before_year or not (year[:1].isdigit() or year.startswith(("[", "ca."))) else ""
        named = _with_comma(label) if comma and year else label
        return cls("; ", f"{named} {tail}".strip(), narrated, alone)


def _with_comma(label: str) -> str:
    """The comma stands inside quotation marks (6.9)."""
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
