"""Sheets of a tree, by WeasyPrint. It opens no file and asks no host: it gets what it is handed, and nothing else.

Source: https://doc.courtbouillon.org/weasyprint/stable/api_reference.html.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
from PIL import ImageFile
from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

# WeasyPrint lets every image of the program be cut off, content's too.
ImageFile.LOAD_TRUNCATED_IMAGES = False
_PROGRESS = logging.getLogger("weasyprint.progress")
_SHEET = "Creating layout - Page"


class RefusedError(Exception):
    """Raised for an address that no book hands over."""


class HandedOver(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """The files of a book, by address. Nothing is fetched."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self.files = files

    def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002  (WeasyPrint's signature)
        if url not in self.files:
            raise RefusedError(url)
        return URLFetcherResponse(url, self.files[url], {"Content-Type": _media_type(url)})


def _media_type(url: str) -> str:
    return {"svg": "image/svg+xml", "ttf": "font/ttf"}.get(url.rpartition(".")[2], "application/octet-stream")


class _Tree(HTML):  # type: ignore[misc]
    """A document that is a tree already: no HTML text can say that a note with paragraphs is within a paragraph."""

    def __init__(self, root: Element, fetcher: HandedOver) -> None:
        super().__init__(string="<html></html>", url_fetcher=fetcher)
        self.wrapper_element = cssselect2.ElementWrapper.from_html_root(root, content_language=None)
        self.etree_element = self.wrapper_element.etree_element


@dataclass
class Layout:
    """Lays trees out on sheets with one style sheet."""

    style: str
    files: Mapping[str, bytes]
    """Content of images and fonts by address."""
    on_sheet: Callable[[], None] = lambda: None
    """Called at each sheet that is laid out."""
    fonts: Any = field(default_factory=FontConfiguration)

    def __post_init__(self) -> None:
        self.fetcher = HandedOver(self.files)
        self.sheet = CSS(string=self.style, font_config=self.fonts, url_fetcher=self.fetcher)

    def sheets(self, root: Element, first: int = 1) -> Document:
        """A document laid out; the first of its sheets has the number `first`."""
        numbered = [CSS(string=f"@page :first {{ counter-reset: page {first} }}")] if first > 1 else []
        with _told(self.on_sheet):
            return _Tree(root, self.fetcher).render(stylesheets=[self.sheet, *numbered], font_config=self.fonts)


@contextmanager
def _told(on_sheet: Callable[[], None]) -> Iterator[None]:
    handler = _Handler(on_sheet)
    level, passes_on = _PROGRESS.level, _PROGRESS.propagate
    _PROGRESS.addHandler(handler)
    _PROGRESS.setLevel(logging.INFO)
    _PROGRESS.propagate = False
    try:
        yield
    finally:
        _PROGRESS.removeHandler(handler)
        _PROGRESS.setLevel(level)
        _PROGRESS.propagate = passes_on


class _Handler(logging.Handler):
    def __init__(self, on_sheet: Callable[[], None]) -> None:
        super().__init__()
        self.on_sheet = on_sheet

    def emit(self, record: logging.LogRecord) -> None:
        if _SHEET in str(record.msg):
            self.on_sheet()
