"""Differences between editions and styles of author-date citation. All share the same parts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hedgesite.markdown.locators import LOCATOR_TERMS as WRITTEN_TERMS
from hedgesite.styles.dates import Era

LOCATOR_TERMS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        **{term: (one, many) for term, (_, _, one, many, *_) in WRITTEN_TERMS.items()},
        "appendix": ("app.", "apps."),
        "line": ("line", "lines"),
        "note": ("n", "nn"),
        "number": ("no.", "nos."),
        "page": ("", ""),
        "paragraph": ("par.", "pars."),
        "table": ("table", "tables"),
    }
)
"""The word before one place and before several; most are the short forms that citations may use themselves."""


@dataclass(frozen=True, slots=True)
class StyleOptions:
    """The options of one style. Section numbers are those of the Chicago Manual of Style, 17th edition."""

    name: str
    cited_names: int = 3
    """Most authors that a citation names in full; more become the first and "et al." (15.29)."""
    listed_names: int = 10
    """Most authors that the list names in full (14.76)."""
    shortened_names: int = 7
    """Number of authors that the list keeps if there are more."""
    repeated_name: str = "———"
    """Text that replaces a repeated name in the list; empty to repeat the name (15.17)."""
    places: bool = True
    """Whether places of publication are shown (14.127)."""
    repeated_year: bool = True
    """Whether a full date after the year of publication repeats the year (15.14, 15.49)."""
    chapter_pages: bool = True
    """Whether page ranges of chapters are shown (14.106)."""
    space_after_volume: bool = False
    """Whether a space stands between a volume without issue and its pages (14.171)."""
    periodicals_without_article: bool = True
    """Whether `The Economist` is listed as `Economist` (14.170, 14.194)."""
    particles_in_surname: bool = False
    """Whether `von` always belongs to the surname, and not only if the entry says so (16.71)."""
    periodical_as_author: bool = True
    """Whether an unsigned piece is listed under the newspaper, and not under its title (15.49)."""
    quoted_titles: bool = True
    """Whether titles of pages, theses and documents are quoted instead of italic (14.86)."""
    entry_label: str = "s.v."
    """Text before the title of a reference work (14.233)."""
    forthcoming: str = "forthcoming"
    locator_terms: Mapping[str, tuple[str, str]] = field(default_factory=lambda: LOCATOR_TERMS)
    """Labels before one place and before several, by CSL locator term; a missing term is its own label (15.23)."""
    comma_before_year: bool = False
    conjunction: str = "and"
    """Before the last of several authors within parentheses."""
    eras: tuple[Era, ...] = (Era.DATED, Era.UNDATED, Era.FORTHCOMING)
    """The order of one author's works in the list (15.18)."""
    short_ranges: bool = False
    """Whether the second number of a range of pages loses the digits that it shares with the first (9.61)."""
    collation: str = "own"
    """What sorts the list: `own` is our table of alphabets, `icu` is ICU."""
