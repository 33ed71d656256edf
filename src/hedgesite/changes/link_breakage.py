"""Checks whether addresses that published links may use still lead to the same things."""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.changes.matching import Naming
from hedgesite.changes.model import Cover, Moved
from hedgesite.derive.routes import Routes, routes_of
from hedgesite.model.library import Library


def address_changes(before: Library, after: Library, naming: Naming) -> Iterator[Moved]:
    """Addresses of the earlier site, redirects included, that no longer show the same thing in the later one.

    If a whole page moved, the places that moved with it are not listed again.
    """
    old, new = routes_of(naming.before), routes_of(naming.after)
    owner = {address: thing for thing, address in new.addresses.items()}
    moved_pages: dict[str, str] = {}
    listed: set[tuple[str, str | None]] = set()
    for (kind, id), address in old.addresses.items():
        present = new.addresses.get((kind, naming.present(kind, id, earlier=True)))
        # A figure and the passage that it is as well have one address, which is listed once.
        if present == address or (address, present) in listed:
            continue
        listed.add((address, present))
        page, _, fragment = address.partition("#")
        present_page, _, present_fragment = (present or f"#{fragment}").partition("#")
        if not fragment:
            moved_pages[page] = present_page
        if not fragment or moved_pages.get(page) != present_page or fragment != present_fragment:
            yield Moved(kind, id, address, present, _cover(address, present, owner, new))
    old_owner = {address: thing for thing, address in old.addresses.items()}
    for former, target in old.redirects.items():
        if former not in owner and former not in new.redirects:
            kind, id = old_owner[target]
            present = new.addresses.get((kind, naming.present(kind, id, earlier=True)))
            yield Moved(kind, id, former, present, Cover.NOTHING)
    for language in sorted(set(before.article.translations) - set(after.article.translations)):
        yield Moved("article", "", f"{language}/", None, Cover.NOTHING)


def _cover(address: str, present: str | None, owner: dict[str, tuple[str, str]], new: Routes) -> Cover:
    if address in owner:
        return Cover.OTHER
    if address in new.anchors:
        return Cover.REDIRECT if new.anchors[address] == present else Cover.OTHER
    page, _, fragment = address.partition("#")
    pages = {known.partition("#")[0] for known in owner}
    leads_to = new.redirects.get(page, page if page in pages else None)
    if leads_to is None:
        return Cover.NOTHING
    if fragment:
        return Cover.PAGE
    return Cover.REDIRECT if leads_to == present else Cover.OTHER
