"""What the rendered pages must satisfy: links, fragments and pop-ups that lead somewhere, ids that stand once."""

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
_REMEDY = "correct the template or the content that makes it"


@dataclass(frozen=True, slots=True)
class _Scan:
    """What the audit asks of the body of one page."""

    ids: Counter[str]
    """How often each id stands there."""
    links: tuple[str, ...]
    """Each link inside the site once, as it is written."""
    names: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, body: str) -> _Scan:
        tags = tags_of(body)
        links = tuple(link for link in links_in(tags) if not _OUTSIDE.match(link))
        return cls(Counter(ids_in(tags)), links, tuple(names_in(tags)))


@dataclass(frozen=True, slots=True)
class _Site:
    scans: Mapping[str, _Scan]
    """By page."""
    files: Set[str]
    addresses: Addresses
    places: Mapping[str, Set[str]]
    """Page to the ids that links from elsewhere may name."""

    def has(self, page: Page, href: str) -> bool:
        """Whether a link of a page leads somewhere."""
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
    """Hold finished pages against each other.

    `files` are the other paths that the site will have; `root` is the content directory as diagnostics show it;
    `places` are addresses with fragments that have to stand, though no page may link to them. A memo keeps what was
    found on a page for as long as the page is the same.
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
                problem = f"the id '{id}' stands {times} times on /{page.path}"
                yield Rule.DUPLICATE_HTML_ID, problem, "rename the heading or passage"
    for href in scan.links:
        if not site.has(page, unescape(href) if "&" in href else href):
            yield Rule.DEAD_LINK, f"'{href}' on /{page.path} leads nowhere", _REMEDY
    for id in sorted(site.places.get(page.path, set()) - scan.ids.keys()):
        yield Rule.DEAD_LINK, f"links to '/{page.path}#{id}' may be published, and no such id stands there", _REMEDY
    for attribute, id in scan.names:
        if id not in scan.ids:
            yield Rule.DEAD_LINK, f"{attribute} names '{id}' on /{page.path}, where no such id stands", _REMEDY
