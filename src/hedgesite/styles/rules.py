"""What the editions and styles differ in. All go through the same parts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from hedgesite.styles.dates import Era


@dataclass(frozen=True, slots=True)
class Rules:
    """One style's answers. Section numbers are those of the Chicago Manual of Style, 17th edition."""

    name: str
    layout: str = "chicago"
    cited_names: int = 3
    """Most authors that a citation names in full; more become the first and "et al." (15.29)."""
    listed_names: int = 10
    """Most authors that the list names in full (14.76)."""
    shortened_names: int = 7
    """How many the list keeps where there are more."""
    repeated_name: str = "———"
    """What stands in the list for the name of the entry before; nothing: the name again (15.17)."""
    places: bool = True
    """Whether publishers have their place (14.127)."""
    repeated_year: bool = True
    """Whether a full date after the year of publication repeats the year (15.14, 15.49)."""
    chapter_pages: bool = True
    """Whether chapters have their pages (14.106)."""
    space_after_volume: bool = False
    """Whether a space stands between a volume without issue and its pages (14.171)."""
    periodicals_without_article: bool = True
    """Whether `The Economist` is listed as `Economist` (14.170, 14.194)."""
    particles_in_surname: bool = False
    """Whether `von` counts to the surname of everybody, and not only of those whose entry says so (16.71)."""
    periodical_as_author: bool = True
    """Whether an unsigned piece is listed under the newspaper, and not under its title (15.49)."""
    quoted_titles: bool = True
    """Whether the titles of pages, theses and documents are quoted, and not in italics (14.86)."""
    entry_label: str = "s.v."
    """What leads to an entry of a reference work (14.233)."""
    forthcoming: str = "forthcoming"
    locator_labels: bool = False
    """Whether pages are labelled in citations."""
    comma_before_year: bool = False
    conjunction: str = "and"
    """Before the last of several authors within parentheses."""
    eras: tuple[Era, ...] = (Era.DATED, Era.UNDATED, Era.FORTHCOMING)
    """The order of one author's works in the list (15.18)."""


CHICAGO_17 = Rules("chicago-author-date")
CHICAGO_18 = replace(
    CHICAGO_17,
    name="chicago-author-date-18",
    cited_names=2,
    listed_names=6,
    shortened_names=3,
    repeated_name="",
    places=False,
    repeated_year=False,
    entry_label="under",
    chapter_pages=False,
)
APA_7 = Rules(
    "apa",
    layout="apa",
    cited_names=2,
    listed_names=20,
    shortened_names=19,
    repeated_name="",
    places=False,
    space_after_volume=True,
    locator_labels=True,
    periodicals_without_article=False,
    particles_in_surname=True,
    periodical_as_author=False,
    quoted_titles=False,
    forthcoming="in press",
    comma_before_year=True,
    conjunction="&",
    eras=(Era.UNDATED, Era.DATED, Era.FORTHCOMING),
)
STYLES = MappingProxyType({rules.name: rules for rules in (CHICAGO_17, CHICAGO_18, APA_7)})
"""The names that `style` accepts."""
