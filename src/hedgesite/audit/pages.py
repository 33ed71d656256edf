"""Audit of rendered pages: links, fragments and pop-ups must have targets, and ids must be unique."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from html import unescape

from hedgesite.audit.scanner import SCHEME, Addresses, ids_in, links_in, names_in, tags_of
from hedgesite.cache.memo import Memo
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.model.page import Page

_OUTSIDE = re.compile(SCHEME, re.IGNORECASE)
_REMEDY = "correct the template or the content that produces it"


@dataclass(frozen=True, slots=True)
class _Scan:
    """Links and ids of the body of one page."""

    ids: Counter[str]
    """Number of occurrences of each id."""
    links: tuple[str, ...]
    """Distinct links within the site, as written."""
    names: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, body: str) -> _Scan:
        tags = tags_of(body)
        links = tuple(link for link in links_in(tags) if not _OUTSIDE.match(link))
        return cls(Counter(ids_in(tags)), links, tuple(names_in(tags)))


@dataclass(frozen=True, slots=True)
class _Site:
    scans: Mapping[str, _Scan]
    """Scans by page path."""
    files: Set[str]
    addresses: Addresses
    places: Mapping[str, Set[str]]
    """Ids that links from elsewhere may use, by page path."""

    def has(self, page: Page, href: str) -> bool:
        """Whether the target of a link on a page exists."""
        path, _, fragment = href.partition("#")
        target = self.addresses.resolved(page.path, path.partition("?")[0]) if path else page.path
        if target is None:
            return False
        if target in self.files and not fragment:
            return True
        found = self.scans.get(target) if target is not None else None
        return found is not None and (fragment in ("", "top") or fragment in found.ids)


def audit_pages(
    pages: Iterable[Page],
    files: Iterable[str] = (),
    root: str = "",
    memo: Memo | None = None,
    places: Iterable[str] = (),
) -> Report:
    """Check the links and ids of all pages against each other.

    `files` are the other paths of the site; `root` is the content directory as shown in diagnostics; `places` are
    addresses with fragments that must exist even if no page links to them. A memo reuses the scans of unchanged pages.
    """
    pages, memo, ids = tuple(pages), memo or Memo(), defaultdict[str, set[str]](set)
    for place in places:
        path, _, id = place.partition("#")
        ids[path].add(id)
    scans = {page.path: memo.call(_Scan.of, page.body) for page in pages}
    site = _Site(scans, frozenset(files), Addresses(), ids)
    return Report.of(
        Diagnostic(rule, Origin(posixpath.join(root, page.origin) if page.origin else f"/{page.path}"), problem, remedy)
        for page in pages
        for rule, problem, remedy in _findings(page, site)
    )


def _findings(page: Page, site: _Site) -> Iterator[tuple[Rule, str, str]]:
    scan = site.scans[page.path]
    if len(scan.ids) < scan.ids.total():
        for id, times in scan.ids.items():
            if times > 1:
                problem = f"the id '{id}' occurs {times} times on /{page.path}"
                yield Rule.DUPLICATE_HTML_ID, problem, "rename the heading or passage"
    for href in scan.links:
        if not site.has(page, unescape(href) if "&" in href else href):
            yield Rule.DEAD_LINK, f"'{href}' on /{page.path} has no target", _REMEDY
    for id in sorted(site.places.get(page.path, set()) - scan.ids.keys()):
        yield Rule.DEAD_LINK, f"links to '/{page.path}#{id}' may be published, but the page has no such id", _REMEDY
    for attribute, id in scan.names:
        if id not in scan.ids:
            yield Rule.DEAD_LINK, f"{attribute} refers to '{id}' on /{page.path}, which has no such id", _REMEDY
