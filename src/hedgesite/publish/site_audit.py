"""The finished site, held against itself before it takes its place: whatever leads somewhere in it leads somewhere."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from hedgesite.audit.scanner import (
    SCHEME,
    Addresses,
    canonical_in,
    ids_in,
    links_in,
    names_in,
    redirects_in,
    style_links_in,
    tags_of,
)
from hedgesite.build import Built

_OUTSIDE = re.compile(rf"{SCHEME}|//[^/]", re.IGNORECASE)

_MISSING = "404.html"
"""The one page whose links begin at the host's root, since it is shown at any depth."""
_BEGINNING = 200
"""Characters of a body to look for before all of it is compared."""

_LISTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "downloads/companion.json": re.compile(r'"address":\s*("(?:[^"\\]|\\.)*")'),
        "sitemap.xml": re.compile(r"<loc>([^<]*)</loc>"),
    }
)
"""Files that are no pages and lead to them, with how addresses stand there."""


@dataclass(frozen=True, slots=True)
class ShellLinks:
    """Where a shell leads readers, or its own scripts, without links that a browser would know."""

    of_page: Callable[[str], Iterable[str]] = lambda _: ()
    """From the HTML of a page to the addresses, relative to it, that the shell's scripts ask for there."""
    lists: Mapping[str, re.Pattern[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Further files that are no pages and lead to them, by path: the pattern's group is an address below the root, a
    string of JSON or text of XML by the file's ending."""


@dataclass(frozen=True, slots=True)
class DeadLink:
    """Something of the site that leads nowhere."""

    page: str
    """Where it stands: the first file's address below the root."""
    link: str
    """As it is written there."""
    others: int = 0
    """How many other files lead to the same nowhere."""

    def __str__(self) -> str:
        more = f" (and {self.others} more that lead there)" if self.others else ""
        return f"/{self.page}: '{self.link}' leads nowhere{more}"


def audit_site(site: Path, built: Built, site_url: str = "", links: ShellLinks = ShellLinks()) -> tuple[DeadLink, ...]:
    """Everything in the folder `site` that leads nowhere.

    Held are links, fragments, assets of pages and style sheets, redirects, pop-ups, the sitemap, canonical addresses,
    places of the search index and of the data, icons of a manifest. `built` is what the site was made from: its pages,
    files and redirects have to be there; what stands in the bodies of its pages was audited before. `site_url` is where
    the site will be, `links` where the shell leads besides links. Links to other sites are nobody's here. Raises
    OSError where the site cannot be read.
    """
    whole = _Site(site, tuple(sorted(_files_below(site, ""))), built, site_url, links)
    asked = {lead.to for lead in whole.leads()}
    dead = {place for place in asked if not whole.has(place)}
    if not dead:
        return ()
    standing: dict[_Place, list[_Lead]] = {}
    for lead in whole.leads(tags_only=True):
        if lead.to in dead:
            standing.setdefault(lead.to, []).append(lead)
    return tuple(
        DeadLink(leads[0].file.removesuffix("index.html"), leads[0].link, len({lead.file for lead in leads}) - 1)
        for leads in standing.values()
    )


def _files_below(folder: Path, at: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files_below(Path(entry.path), f"{at}{entry.name}/")
            else:
                yield f"{at}{entry.name}"


class _Place(NamedTuple):
    """What a link leads to: a path below the site's root, or what is none, and a fragment."""

    path: str
    fragment: str = ""


class _Lead(NamedTuple):
    """A link: the file that it stands in, how it is written there, where it leads."""

    file: str
    link: str
    to: _Place


class _Site:
    def __init__(self, folder: Path, files: Sequence[str], built: Built, site_url: str, links: ShellLinks) -> None:
        self.folder = folder
        self.files = dict.fromkeys(files)
        self.expected = (
            *(f"{path}index.html" for path in (*(page.path for page in built.pages), *built.redirects)),
            # The shell joins style sheets; pages lead to what comes of them.
            *(path for path in built.files if not path.endswith(".css")),
        )
        self.bodies = {f"{page.path}index.html": page.body for page in built.pages}
        self.site_url = site_url
        self.links = links
        self.lists = {**_LISTS, **links.lists}
        self.base = urlsplit(site_url).path or "/"
        home = self._text("index.html") if "index.html" in self.files else ""
        self.owners = {link for link in links_in(home) if link.startswith("/")}
        """Paths of the host that the settings name, for every page. What is there is no part of this site."""
        self.addresses = Addresses()
        self.ids: dict[str, Set[str]] = {}
        """By page, once its leads were read."""

    def has(self, place: _Place) -> bool:
        """Whether there is such a place; call when all leads were read."""
        path = place.path if place.path in self.files else unquote(place.path)
        if path not in self.files or place.fragment in ("", "top"):
            return path in self.files
        return path not in self.ids or place.fragment in self.ids[path] or unquote(place.fragment) in self.ids[path]

    def leads(self, *, tags_only: bool = False) -> Iterator[_Lead]:
        """All that leads somewhere within the site.

        With `tags_only`, what a page only speaks of in its text is left out, which takes longer to find out.
        """
        yield from (_Lead(path, path, _Place(path)) for path in self.expected)
        for file in self.files:
            if file.endswith(".html"):
                yield from self._of_page(file, self._text(file), tags_only)
            elif file.endswith(".css"):
                for link in style_links_in(self._text(file)):
                    yield from self._lead(file, link)
            elif file.endswith(("manifest.json", ".webmanifest")):
                for link in _of_manifest(self._text(file)):
                    yield from self._lead(file, link)
            elif file in self.lists:
                for found in self.lists[file].findall(self._text(file)):
                    yield self._full(file, unescape(found) if file.endswith(".xml") else str(json.loads(found)))

    def _of_page(self, file: str, text: str, tags_only: bool) -> Iterator[_Lead]:
        """Leads of all of a page but its body, where that stands in it as it was audited."""
        self.ids[file] = frozenset(ids_in(text))
        parts = _around(self.bodies.get(file, ""), text)
        for part in map(tags_of, parts) if tags_only else parts:
            for link in links_in(part):
                yield from self._lead(file, link)
            yield from (_Lead(file, f"#{id}", _Place(file, id)) for _, id in names_in(part))
        for link in redirects_in(parts[0]):
            yield from self._lead(file, link)
        canonical = canonical_in(parts[0]) if self.site_url else ""
        if urlsplit(canonical).netloc:
            yield self._full(file, unescape(canonical))
        for link in self.links.of_page(text):
            yield from self._lead(file, link)

    def _lead(self, file: str, link: str) -> Iterator[_Lead]:
        """Where a link that is relative to a file leads; nothing for a link to elsewhere."""
        address = unescape(link) if "&" in link else link
        if _OUTSIDE.match(address):
            return
        folder = file[: file.rfind("/") + 1]
        if address[:1] == "/" != address[1:2]:
            if file != _MISSING or link in self.owners or not address.startswith(self.base):
                return
            folder, address = "", address.removeprefix(self.base) or "./"
        yield _Lead(file, link, self._place(file, folder, address))

    def _full(self, file: str, address: str) -> _Lead:
        """Where an address leads that has to be one of the site: in full, or below its root."""
        below = address.removeprefix(self.site_url)
        if _OUTSIDE.match(below):
            return _Lead(file, address, _Place(address))
        return _Lead(file, address, self._place(file, "", below if below[:1] not in ("", "#") else f"./{below}"))

    def _place(self, file: str, folder: str, address: str) -> _Place:
        path, _, fragment = address.partition("#")
        path = path.partition("?")[0]
        if not path:
            return _Place(file, fragment)
        target = self.addresses.resolved(folder, path)
        if target is None:
            return _Place(address)
        return _Place(f"{target}index.html" if not target or target.endswith("/") else target, fragment)

    def _text(self, file: str) -> str:
        return (self.folder / file).read_bytes().decode("utf-8", "replace")


def _around(body: str, text: str) -> list[str]:
    """The text before and after a body, or the whole where the body is not in it as it is."""
    start = text.find(body[:_BEGINNING])
    if not body or not text.startswith(body, start):
        return [text]
    return [text[:start], text[start + len(body) :]]


def _of_manifest(text: str) -> Iterable[str]:
    """Addresses in a web app manifest, relative to it (W3C, Web Application Manifest); none in what is no manifest."""
    try:
        manifest = json.loads(text)
    except ValueError:
        return
    if not isinstance(manifest, Mapping):
        return
    icons = manifest.get("icons", ())
    for place in (manifest.get("start_url"), *(icon.get("src") for icon in icons if isinstance(icon, Mapping))):
        if isinstance(place, str):
            yield place
