"""What the rendered pages must satisfy: links, fragments and pop-ups that lead somewhere, ids that stand once."""

from __future__ import annotations

import posixpath
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from html import unescape

from hedgesite.cache.memo import Memo
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.model.page import Page

_TAG = re.compile(r"<[a-z][^<>]*>")
"""Of text that looks like a tag, the page has no `<`: it is escaped. Code on a page may well speak of `href="…"`."""
# A literal first, so that a search runs at the speed of one, and what must stand before it only then.
_LINKS = (re.compile(r'href="(?<=[\s:]href=")([^"]*)"'), re.compile(r'src="(?<=\ssrc=")([^"]*)"'))
_IDS = re.compile(r'id="(?<=\sid=")([^"]*)"')
_POPUPS = re.compile(r'data-pop="(?<=\sdata-pop=")([^"]*)"')
_NAMINGS = re.compile(r'aria-(?<=\saria-)((?:labelledby|describedby|controls|details|owns)="[^"]*)"')
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_REMEDY = "correct the template or the content that makes it"


@dataclass(frozen=True)
class Addresses:
    """Where relative links lead; remembered, since most pages link to the same places."""

    _known: dict[tuple[str, str], str | None] = field(default_factory=dict)

    def resolved(self, folder: str, path: str) -> str | None:
        """The path below the site's root that `path` means on a page in `folder`; both end in `/` where they are one.

        None above the root, or where the path is no relative one.
        """
        while path.startswith("../"):
            if not folder:
                return None
            folder, path = folder[: folder.rfind("/", 0, -1) + 1], path[3:]
        key = folder, path
        if key not in self._known:
            self._known[key] = _resolved(folder, path)
        return self._known[key]


def _resolved(folder: str, path: str) -> str | None:
    if path.startswith("/"):
        return None
    parts = folder.split("/")[:-1]
    *above, last = path.split("/")
    for part in (*above, last if last in (".", "..") else "."):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join((*parts, last.strip(".") and last))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the audit asks of the body of one page."""

    ids: Counter[str]
    """How often each id stands there."""
    links: tuple[str, ...]
    """Each link inside the site once, as it is written."""
    references: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, body: str) -> _Facts:
        body = "".join(_TAG.findall(body))
        links = tuple(href for href in _links(body) if not _OUTSIDE.match(href))
        return cls(Counter(_IDS.findall(body)), links, tuple(_references(body)))


@dataclass(frozen=True, slots=True)
class _Site:
    facts: Mapping[str, _Facts]
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
        found = self.facts.get(target) if target is not None else None
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
    facts = {page.path: memo.call(_Facts.of, page.body) for page in pages}
    site = _Site(facts, frozenset(files), Addresses(), ids)
    return Report.of(
        Diagnostic(rule, Origin(posixpath.join(root, page.origin) if page.origin else f"/{page.path}"), problem, remedy)
        for page in pages
        for rule, problem, remedy in _findings(page, site)
    )


def _findings(page: Page, site: _Site) -> Iterator[tuple[Rule, str, str]]:
    facts = site.facts[page.path]
    ids = facts.ids
    if len(ids) < ids.total():
        for id, times in ids.items():
            if times > 1:
                problem = f"the id '{id}' stands {times} times on /{page.path}"
                yield Rule.DUPLICATE_HTML_ID, problem, "rename the heading or passage"
    for href in facts.links:
        if not site.has(page, unescape(href) if "&" in href else href):
            yield Rule.DEAD_LINK, f"'{href}' on /{page.path} leads nowhere", _REMEDY
    for id in sorted(site.places.get(page.path, set()) - ids.keys()):
        yield Rule.DEAD_LINK, f"links to '/{page.path}#{id}' may be published, and no such id stands there", _REMEDY
    for attribute, id in facts.references:
        if id not in ids:
            yield Rule.DEAD_LINK, f"{attribute} names '{id}' on /{page.path}, where no such id stands", _REMEDY


def _links(body: str) -> dict[str, None]:
    return dict.fromkeys(href for pattern in _LINKS for href in pattern.findall(body))


def _references(body: str) -> Iterator[tuple[str, str]]:
    """Attributes with the id each names, which has to stand on the same page."""
    for id in dict.fromkeys(_POPUPS.findall(body)):
        yield "data-pop", id
    for naming in dict.fromkeys(_NAMINGS.findall(body)):
        attribute, _, ids = naming.partition('="')
        for id in ids.split():
            yield f"aria-{attribute}", id
