"""The pages of a built companion as bare words: what a peer needs to build as many pages of the same text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

from hedgesite.model.page import Page

_TAGS = "p|li|h[1-6]|td|th|dt|dd|summary"
_BLOCK = re.compile(rf"<(?:{_TAGS})\b[^>]*>(.*?)(?=</?(?:{_TAGS})\b)", re.DOTALL)
_POPUPS = re.compile(r"<template\b.*?</template>", re.DOTALL)
"""Peers have no pop-ups, so their words are left out."""


@dataclass(frozen=True)
class PlainPage:
    """A page without markup."""

    path: str
    """Below the site's root, ending in `/`; empty for the first page."""
    title: str
    paragraphs: tuple[str, ...]
    in_nav: bool
    section: str = ""
    """Id of the section that the page shows."""

    @property
    def name(self) -> str:
        """The path as the name of a file without folders."""
        return self.path.strip("/").replace("/", "-") or "index"


def plain_pages(pages: Iterable[Page]) -> list[PlainPage]:
    """The words of every page, a paragraph for each of its blocks."""
    return [_plain(page) for page in pages]


def _plain(page: Page) -> PlainPage:
    blocks = _BLOCK.findall(_POPUPS.sub("", page.body))
    words = (re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", "", block))).strip() for block in blocks)
    section = page.path.split("/")[1] if page.kind == "section" else ""
    return PlainPage(page.path, page.title, tuple(text for text in words if text), bool(page.nav), section)
