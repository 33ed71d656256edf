"""A rendered page, before the shell wraps it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of a page, with its subheadings."""

    id: str
    title: str
    level: int
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchText:
    """Searchable text of a page that does not represent a thing, in addition to its title; one part per line."""

    text: str
    names: str = ""
    """Names by which the page is found before pages that only mention them."""


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page, with everything that a shell needs."""

    path: str
    """Path below the site's root, ending in `/`; empty for the overview."""
    title: str
    kind: str
    body: str
    toc: tuple[TocEntry, ...] = ()
    description: str = ""
    head: str = ""
    """HTML for the page's `<head>`: metadata only."""
    origin: str = ""
    """Path of the page's content file below the content directory; empty if there is none."""
    language: str = ""
    """Language of the page's body, if it differs from the site's."""
    search: SearchText | None = None
    """None if the description is enough."""
    nav: tuple[str, ...] = field(default=())
    """Navigation labels from the top group down to the page itself; empty if it is not in the navigation."""
    number: str = ""
    """What precedes the page's label in the navigation: a number, or the letter of an appendix; empty for nothing."""
    depth: int = 0
    """How many pages of the navigation the page is a part of: its label is indented as often."""
    edition: str = ""
    """The language of the edition that the page belongs to; empty for the companion in its own."""
    alternates: tuple[tuple[str, str], ...] = ()
    """Every language that has the page, with its path, this one among them; empty if there is no other."""
    beside: tuple[tuple[str, str], ...] = ()
    """Pages that show its text beside that in another language: the other one, with the path."""


@dataclass(frozen=True, slots=True)
class NavEntry:
    """A page in the navigation of an edition, which leads to the original where the edition has no such page."""

    path: str
    """Below the site's root."""
    nav: tuple[str, ...]
    number: str = ""
    depth: int = 0
    is_original: bool = False
