"""The article's pages in an EPUB: a mark where each begins, and the list by which readers go to a page.

Source: EPUB Accessibility 1.1, https://www.w3.org/TR/epub-a11y-11/, section 4.1 (page navigation).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element

from hedgesite.books.book import Chapter
from hedgesite.books.epub.chapters import file_of
from hedgesite.books.epub.package import Heading
from hedgesite.books.links import xml_name
from hedgesite.books.tree import TYPE
from hedgesite.model.library import Library

_KIND = "pagebreak"


def article_pages(library: Library) -> Mapping[str, str]:
    """The number of the page that begins with a passage, by the passage's id: of each page, the first passage."""
    first: dict[str, str] = {}
    for passage in library.passages:
        if passage.annotation.page:
            first.setdefault(str(passage.annotation.page), passage.id)
    return {passage: page for page, passage in first.items()}


def marked_pages(chapters: Iterable[Chapter], pages: Mapping[str, str]) -> Iterator[Heading]:
    """Put a mark before the first words of each page, and return the lines of the list of pages."""
    for chapter in chapters:
        for element in chapter.tree.iter():
            page = pages.get(element.get("id", ""))
            if page:
                id = f"page.{page}"
                mark = Element("span", {TYPE: _KIND, "role": f"doc-{_KIND}", "id": id, "aria-label": page})
                mark.tail, element.text = element.text, None
                element.insert(0, mark)
                yield Heading(page, f"{file_of(chapter.part.id)}#{xml_name(id)}", 0, "")
