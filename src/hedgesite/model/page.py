"""A finished page, before the shell wraps it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of a page, with the headings below it."""

    id: str
    title: str
    level: int
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What the search finds: a page (empty fragment) or a place on it."""

    fragment: str
    title: str
    text: str
    """HTML of paragraphs, without links."""


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML page: everything that a shell needs to know of it."""

    path: str
    """Below the site's root, ending in `/`; empty for the overview."""
    title: str
    kind: str
    body: str
    toc: tuple[TocEntry, ...] = ()
    description: str = ""
    head: str = ""
    """HTML for the head of the page: metadata only."""
    origin: str = ""
    """Path of the content file behind the page, below the content directory; empty where there is none."""
    language: str = ""
    """Of the page's body, where it is not the site's."""
    search: tuple[SearchEntry, ...] = ()
    nav: tuple[str, ...] = field(default=())
    """Labels of the navigation groups that lead to the page, its own label last; empty keeps it out."""
