"""What the rendered pages must satisfy: links and fragments that lead somewhere, ids that stand once."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import unescape

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.model.page import Page

_TAG = re.compile(r"<[a-z][^<>]*>")
"""Of text that looks like a tag, the page has no `<`: it is escaped."""
_HREF = re.compile(r'\s(?:href|src)="([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def audit_pages(pages: Iterable[Page], files: Iterable[str] = (), root: str = "") -> Report:
    """Hold finished pages against each other.

    `files` are the other paths that the site will have; `root` is the content directory as diagnostics show it.
    """
    pages = tuple(pages)
    ids = {page.path: Counter(_ID.findall(_tags(page))) for page in pages}
    known = set(files)
    return Report.of(finding for page in pages for finding in _findings(page, ids, known, root))


def _findings(page: Page, ids: dict[str, Counter[str]], files: set[str], root: str) -> Iterator[Diagnostic]:
    origin = Origin(posixpath.join(root, page.origin) if page.origin else f"/{page.path}")
    for id, times in ids[page.path].items():
        if times > 1:
            problem = f"the id '{id}' stands {times} times on /{page.path}"
            yield Diagnostic(Rule.DUPLICATE_HTML_ID, origin, problem, "rename the heading or passage")
    for href in dict.fromkeys(_HREF.findall(_tags(page))):
        if not _leads_somewhere(unescape(href), page, ids, files):
            problem = f"'{href}' on /{page.path} leads nowhere"
            yield Diagnostic(Rule.DEAD_LINK, origin, problem, "correct the template or the content that makes it")


def _tags(page: Page) -> str:
    return "".join(_TAG.findall(page.body))


def _leads_somewhere(href: str, page: Page, ids: dict[str, Counter[str]], files: set[str]) -> bool:
    if _OUTSIDE.match(href):
        return True
    path, _, fragment = href.partition("#")
    path = path.partition("?")[0]
    target = _resolved(page.path, path)
    if target in files and not fragment:
        return True
    return target in ids and (not fragment or fragment == "top" or fragment in ids[target])


def _resolved(base: str, relative: str) -> str:
    if not relative:
        return base
    joined = posixpath.normpath(posixpath.join("/", base, relative)).lstrip("/")
    return f"{joined}/" if relative.endswith(("/", ".")) and joined else joined
