"""Which pages an edition has: those of what is in its language. All other links lead to the companion's own."""

from __future__ import annotations

from collections.abc import Iterator

from hedgesite.derive.routes import Routes
from hedgesite.model import kinds
from hedgesite.model.editions import Edition

ACCESSIBILITY = "accessibility/"
"""The page of readers' rights, which every page leads to."""
SIDE_BY_SIDE = "beside/"
"""Below the address of a section: its text and the original's, side by side."""


def edition_paths(edition: Edition, routes: Routes) -> frozenset[str]:
    """Paths below the site's root, without the folder of the language. The overview is always among them."""
    return frozenset(_paths(edition, routes))


def _paths(edition: Edition, routes: Routes) -> Iterator[str]:
    yield ""
    if edition.things:
        yield ACCESSIBILITY
    for kind, id in edition.things:
        path = routes[kind, id].partition("#")[0]
        yield path
        if not kinds.kind_of(kind).address.startswith("{id}"):
            yield f"{path.partition('/')[0]}/"
        if kind == "section":
            yield f"{path}{SIDE_BY_SIDE}"
    if any(kind == "section" for kind, _ in edition.things):
        yield from ("sources/", "figures/", "agreement/")
        yield from (address for (kind, _), address in routes.addresses.items() if kind == "source")
    if edition.original.sections and edition.has_whole_text:
        yield "read/all/"
