"""Places that free pages choose in the navigation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hedgesite.diagnostics import Diagnostic, Report, Rule
from hedgesite.messages import suggestion
from hedgesite.model.base import origin_of
from hedgesite.model.library import FreePage
from hedgesite.model.page import Page

_OVERVIEW = "overview"


def placed(pages: tuple[Page, ...], free: Iterable[FreePage]) -> tuple[tuple[Page, ...], Report]:
    """All pages in the order of the navigation, with each free page after the one that it names, in its group."""
    wanted = {page.id: page.matter.nav.after for page in free if page.matter.nav}
    if not wanted:
        return pages, Report()
    by_name = {_name(page): page for page in pages if page.nav and page.kind != "section"}
    followers: dict[str, list[str]] = {}
    findings = []
    for id, after in wanted.items():
        target = _target(after)
        if target in by_name and not _follows_itself(id, wanted):
            followers.setdefault(target, []).append(id)
            continue
        problem = f"the page '{id}' would follow itself in the navigation"
        if target not in by_name:
            problem = f"there is no page '{after}' in the navigation"
        remedy = suggestion(target, [name for name in by_name if name != id], "name a page by its address")
        findings.append(Diagnostic(Rule.REF_UNKNOWN, origin_of(after), problem, remedy))
    if findings:
        return pages, Report.of(findings)
    moved = {id for ids in followers.values() for id in ids}
    order = [page for page in pages if _name(page) not in moved or page.kind != "free"]
    return tuple(each for page in order for each in _with_followers(page, by_name, followers)), Report()


def _with_followers(page: Page, by_name: dict[str, Page], followers: dict[str, list[str]]) -> Iterable[Page]:
    yield page
    if page.nav:
        for id in followers.get(_name(page), ()):
            follower = by_name[id]
            yield from _with_followers(replace(follower, nav=(*page.nav[:-1], follower.nav[-1])), by_name, followers)


def _name(page: Page) -> str:
    """The address of a page without its last slash."""
    return page.path.rstrip("/") or _OVERVIEW


def _target(after: str) -> str:
    return after.strip().strip("/") or _OVERVIEW


def _follows_itself(id: str, wanted: dict[str, str]) -> bool:
    seen = {id}
    while id in wanted:
        id = _target(wanted[id])
        if id in seen:
            return True
        seen.add(id)
    return False
