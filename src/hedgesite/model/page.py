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
    """Of the page's body, where it is not the site's."""
    search: str = ""
    """Text by which the search finds the page, where it stands for no thing and its description is not all."""
    nav: tuple[str, ...] = field(default=())
    """Navigation labels from the top group down to the page itself; empty if it is not in the navigation."""
