"""Audit of the finished site before it replaces the old one: every link and address in it must have a target."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
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
    loads_in,
    names_in,
    redirects_in,
    style_links_in,
    tags_of,
)
from hedgesite.build import Built
from hedgesite.export.search_index import INDEX_FILE, index_file
from hedgesite.model.download import DOWNLOADS

_OUTSIDE = re.compile(rf"{SCHEME}|//[^/]", re.IGNORECASE)

_MISSING = "404.html"
"""The only page whose links start at the host's root, because it is shown at any depth."""
_BEGINNING = 200
"""Length in characters of the beginning of a body that is searched for before the whole body is compared."""

_LISTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        f"{DOWNLOADS}/companion.json": re.compile(r'"address":\s*("(?:[^"\\]|\\.)*")'),
        INDEX_FILE: re.compile(r'^\[\d+,("(?:[^"\\]|\\.)*")', re.MULTILINE),
        "sitemap.xml": re.compile(r"<loc>([^<]*)</loc>"),
    }
)
"""Files other than pages that hold links, with a pattern for the addresses in them."""
_OF_EDITION = re.compile(re.escape(index_file("\0")).replace("\0", r"[\w-]+"))
"""An index of the search in another language."""


@dataclass(frozen=True, slots=True)
class DeadLink:
    """A link or address in the site that has no target."""

    page: str
    """Address, below the root, of the first file that holds it."""
    link: str
    """The address as it is written there."""
    others: int = 0
    """Number of other files with the same dead address."""

    def __str__(self) -> str:
        files = "1 other file" if self.others == 1 else f"{self.others} other files"
        more = f" (and in {files})" if self.others else ""
        return f"/{self.page}: '{self.link}' has no target{more}"


def audit_site(site: Path, built: Built, site_url: str = "") -> tuple[DeadLink, ...]:
    """All links and addresses in the folder `site` that have no target.

    The audit covers links, fragments, assets of pages and style sheets, redirects, pop-ups, the sitemap, canonical
    addresses, addresses in the search index and in the data, and icons of a manifest. `built` is what the site was made
    from: its pages, files and redirects have to exist; the bodies of its pages were audited before. `site_url` is the
    site's address. Links to other sites are ignored. Raises OSError if the site cannot be read.
    """
    whole = _Site(site, tuple(sorted(_files_below(site, ""))), built, site_url)
    asked = {lead.to for lead in whole.leads()}
    dead = {place for place in asked if not whole.has(place)}
    if not dead:
        return ()
    standing: dict[_Place, list[_Lead]] = {}
    for lead in whole.leads(with_holders=True):
        if lead.to in dead:
            standing.setdefault(lead.to, []).append(lead)
    return tuple(
        DeadLink(leads[0].file.removesuffix("index.html"), leads[0].link, len({lead.file for lead in leads}) - 1)
        for leads in standing.values()
    )


def loads_from_elsewhere(site: Path, built: Built) -> Mapping[str, str]:
    """Addresses on other hosts that pages or style sheets load, with the first file that does; links are no loads.

    Raises OSError if the site cannot be read.
    """
    found: dict[str, str] = {}
    # What hedgesite's own templates make loads nothing from elsewhere.
    bodies = {} if built.has_own_templates else {f"{page.path}index.html": page.body for page in built.pages}
    for file in sorted(_files_below(site, "")):
        if not file.endswith((".html", ".css")):
            continue
        text = (site / file).read_bytes().decode("utf-8", "replace")
        for part in _around(bodies.get(file, ""), text):
            for link in style_links_in(part) if file.endswith(".css") else loads_in(part):
                if _OUTSIDE.match(link) and not link.lower().startswith("data:"):
                    found.setdefault(link, file)
    return MappingProxyType(found)


def _files_below(folder: Path, at: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files_below(Path(entry.path), f"{at}{entry.name}/")
            else:
                yield f"{at}{entry.name}"


class _Place(NamedTuple):
    """The target of a link: a path below the site's root, valid or not, and a fragment."""

    path: str
    fragment: str = ""


class _Lead(NamedTuple):
    """A link: the file that holds it, the address as written, and its target."""

    file: str
    link: str
    to: _Place


class _Site:
    def __init__(self, folder: Path, files: Sequence[str], built: Built, site_url: str) -> None:
        self.folder = folder
        self.files = dict.fromkeys(files)
        self.expected = (
            *(f"{path}index.html" for path in (*(page.path for page in built.pages), *built.redirects)),
            # The shell joins the style sheets into one; pages link to that one only.
            *(path for path in built.files if not path.endswith(".css")),
        )
        self.bodies = {f"{page.path}index.html": page.body for page in built.pages}
        self.site_url = site_url
        self.base = urlsplit(site_url).path or "/"
        home = self._text("index.html") if "index.html" in self.files else ""
        self.owners = {link for link in links_in(home) if link.startswith("/")}
        """Paths of the host that appear on every page because of the settings. They lie outside this site."""
        self.addresses = Addresses()
        self.followed: set[str] = set()
        """Addresses below the root that a link was found to lead to, as it writes them."""
        self.ids: dict[str, Set[str]] = {}
        """Ids of the pages that are asked for one."""

    def has(self, place: _Place) -> bool:
        """Whether the target exists."""
        path = place.path if place.path in self.files else unquote(place.path)
        if path not in self.files or place.fragment in ("", "top") or not path.endswith(".html"):
            return path in self.files
        if path not in self.ids:
            self.ids[path] = frozenset(ids_in(self._text(path)))
        return place.fragment in self.ids[path] or unquote(place.fragment) in self.ids[path]

    def leads(self, *, with_holders: bool = False) -> Iterator[_Lead]:
        """Everything within the site that links lead to.

        With `with_holders`, every link to it; and addresses that appear only in a page's text are excluded. Both take
        longer.
        """
        yield from (_Lead(path, path, _Place(path)) for path in self.expected)
        for file in self.files:
            if file.endswith(".html"):
                yield from self._of_page(file, self._text(file), with_holders)
            elif file.endswith(".css"):
                for link in style_links_in(self._text(file)):
                    yield from self._lead(file, link)
            elif file.endswith(("manifest.json", ".webmanifest")):
                for link in _of_manifest(self._text(file)):
                    yield from self._lead(file, link)
            elif pattern := _LISTS.get(_OF_EDITION.sub(INDEX_FILE, file)):
                for found in pattern.findall(self._text(file)):
                    yield self._full(file, unescape(found) if file.endswith(".xml") else str(json.loads(found)))

    def _of_page(self, file: str, text: str, with_holders: bool) -> Iterator[_Lead]:
        """Links of a whole page except its body, if the body is unchanged since it was audited."""
        parts = _around(self.bodies.get(file, ""), text)
        ids = {id for part in parts for id in ids_in(part)}
        for part in map(tags_of, parts) if with_holders else parts:
            for link in links_in(part):
                if with_holders or not self._is_followed(file, link):
                    yield from self._lead(file, link)
            yield from (_Lead(file, f"#{id}", _Place(file, id)) for _, id in names_in(part) if id not in ids)
        for link in redirects_in(parts[0]):
            yield from self._lead(file, link)
        canonical = canonical_in(parts[0]) if self.site_url else ""
        if urlsplit(canonical).netloc:
            yield self._full(file, unescape(canonical))

    def _is_followed(self, file: str, link: str) -> bool:
        """Whether a page before has a link to the same place: most of what is around a body leads where it does on
        every page, by way of the root."""
        up = "../" * file.count("/")
        below = link.removeprefix(up)
        if below == link or below.startswith(("../", "/")):
            return False
        if below in self.followed:
            return True
        self.followed.add(below)
        return False

    def _lead(self, file: str, link: str) -> Iterator[_Lead]:
        """The target of a link relative to a file; None for a link to another site."""
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
        """The target of an address that must belong to this site: in full, or below its root."""
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
    """The text before and after a body, or the whole text if it does not contain the body unchanged."""
    start = text.find(body[:_BEGINNING])
    if not body or not text.startswith(body, start):
        return [text]
    return [text[:start], text[start + len(body) :]]


def _of_manifest(text: str) -> Iterable[str]:
    """Addresses in a web app manifest, relative to it (W3C, Web Application Manifest); none if the text is not a
    manifest.
    """
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
