"""What pages that lie equally deep have in common: links are relative, and so are the views that hold them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple


class Alike(NamedTuple):
    """What is made once for several pages."""

    links: dict[tuple[str, str], str]
    """By kind and id of the thing that a link leads to."""
    views: dict[Hashable, Any]
    """Views for templates that depend on nothing but where the page lies."""


class MadeAlike:
    """What the pages of a site have in common, by their depth."""

    def __init__(self, with_anchors: frozenset[str]) -> None:
        """`with_anchors` are the paths of pages on which things have their place: links to these are shorter there."""
        self._with_anchors = with_anchors
        self._by_depth: dict[int, Alike] = {}

    def on(self, path: str) -> Alike:
        """What a page shares with others; a page with anchors shares nothing."""
        if path in self._with_anchors:
            return Alike({}, {})
        return self._by_depth.setdefault(path.count("/"), Alike({}, {}))
