"""The package document and the navigation of an EPUB.

Source: EPUB 3.3, https://www.w3.org/TR/epub-33/, sections 5 and 7; EPUB Accessibility 1.1.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from hedgesite.books.identity import GENERATOR, date_of, identifier_of
from hedgesite.model.article import Author
from hedgesite.render.site import Site
from hedgesite.words import unmarked

PAGES = ("pageBreakMarkers", "pageNavigation")
"""Features of a book with the pages of the article."""
_ROLES = (("aut", "creator"), ("ctb", "contributor"))


class Item(NamedTuple):
    """A file of the package."""

    name: str
    media_type: str
    properties: str = ""
    in_spine: bool = False

    @property
    def id(self) -> str:
        return "f-" + "".join(letter if letter.isalnum() else "-" for letter in self.name)


class Heading(NamedTuple):
    """A line of the contents."""

    title: str
    href: str
    depth: int
    kind: str


class PageList(NamedTuple):
    """The list of the article's pages, with what it is called; it may be empty."""

    title: str
    pages: Sequence[Heading]


def package(site: Site, items: Sequence[Item], description: str, features: Sequence[str]) -> str:
    """The package document. `features` are words of schema.org's accessibilityFeature for what the text has."""
    article = site.library.article
    turned = ' page-progression-direction="rtl"' if site.direction == "rtl" else ""
    listed = "\n".join(
        f'<item id="{item.id}" href="{item.name}" media-type="{item.media_type}"'
        + (f' properties="{item.properties}"' if item.properties else "")
        + "/>"
        for item in items
    )
    spine = "\n".join(f'<itemref idref="{item.id}"/>' for item in items if item.in_spine)
    has_images = any(item.media_type.startswith("image/") and not item.properties for item in items)
    has_math = any("mathml" in item.properties for item in items)
    features = [*features, *(["MathML"] if has_math else [])]
    access = _access(site, features, has_images=has_images)
    metadata = "\n".join((*_metadata(site, description), *access, *_pages_of(site, features)))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{escape(article.language)}" dir="{site.direction}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{metadata}\n</metadata>\n'
        f"<manifest>\n{listed}\n</manifest>\n<spine{turned}>\n{spine}\n</spine>\n</package>\n"
    )


def _metadata(site: Site, description: str) -> Iterator[str]:
    article = site.library.article
    title = article.full_title
    yield f'<dc:identifier id="id">{escape(identifier_of(site))}</dc:identifier>'
    yield f"<dc:title>{escape(title)}</dc:title>"
    for (role, element), authors in zip(_ROLES, (article.authors, article.companion.authors), strict=True):
        for number, author in enumerate(authors, 1):
            yield from _person(author, element, role, f"{element}-{number}")
    yield f"<dc:language>{escape(article.language)}</dc:language>"
    yield f"<dc:date>{date_of(article)}</dc:date>"
    yield f'<meta property="dcterms:modified">{date_of(article)}T00:00:00Z</meta>'
    for name, text in (
        ("publisher", article.journal.publisher),
        ("source", article.journal.doi_address),
        ("rights", article.companion.licence.name if article.companion.licence else ""),
        ("description", description),
        *(("subject", keyword) for keyword in article.keywords),
    ):
        if text:
            yield f"<dc:{name}>{escape(text)}</dc:{name}>"
    yield f'<meta name="generator" content="{escape(GENERATOR)}"/>'


def _person(author: Author, element: str, role: str, id: str) -> Iterator[str]:
    sorted_as = f"{author.family}, {author.given}" if author.given else author.family
    yield f'<dc:{element} id="{id}">{escape(author.name)}</dc:{element}>'
    yield f'<meta refines="#{id}" property="role" scheme="marc:relators">{role}</meta>'
    yield f'<meta refines="#{id}" property="file-as">{escape(sorted_as)}</meta>'


def _access(site: Site, features: Sequence[str], *, has_images: bool) -> Iterator[str]:
    """What readers can rely on, for catalogues."""
    features = ["structuralNavigation", "tableOfContents", "readingOrder", "alternativeText", *features]
    summary = site.words.gettext("All images and formulas have alternative texts, and headings lead through the text.")
    modes = ["textual", "visual"] if has_images else ["textual"]
    for name, values in (
        ("accessMode", modes),
        ("accessModeSufficient", ["textual"]),
        ("accessibilityFeature", features),
        ("accessibilityHazard", ["none"]),
        ("accessibilitySummary", [unmarked(summary)]),
    ):
        for value in values:
            yield f'<meta property="schema:{name}">{escape(value)}</meta>'


def _pages_of(site: Site, features: Sequence[str]) -> Iterator[str]:
    """Where the pages are numbered so."""
    article = site.library.article
    if PAGES[0] in features:
        source = article.journal.doi_address or article.title
        yield f'<meta property="pageBreakSource">{escape(source)}</meta>'


def navigation(title: str, headings: Sequence[Heading], landmarks: Sequence[Heading], pages: PageList) -> str:
    """The body of the navigation document: contents, landmarks and the article's pages."""
    marks = "\n".join(
        f'<li><a epub:type="{each.kind}" href="{each.href}">{escape(each.title)}</a></li>' for each in landmarks
    )
    return (
        f'<nav epub:type="toc" role="doc-toc" aria-labelledby="contents">\n<h1 id="contents">{escape(title)}</h1>\n'
        f"{_nested(list(headings))}</nav>\n"
        f'<nav epub:type="landmarks" hidden="hidden" aria-label="{escape(title)}">\n<ol>\n{marks}\n</ol>\n</nav>\n'
        f"{_page_list(pages)}"
    )


def _page_list(pages: PageList) -> str:
    if not pages.pages:
        return ""
    lines = "\n".join(f'<li><a href="{each.href}">{escape(each.title)}</a></li>' for each in pages.pages)
    kind = 'epub:type="page-list" role="doc-pagelist" hidden="hidden"'
    return f'<nav {kind} aria-label="{escape(pages.title)}">\n<ol>\n{lines}\n</ol>\n</nav>\n'


def _nested(headings: list[Heading]) -> str:
    """Headings as a list, in which those of sub-sections are within those that they are part of."""
    lines, depth = ["<ol>\n"], 0
    for number, heading in enumerate(headings):
        wanted = min(heading.depth, depth + 1) if number else 0
        if wanted > depth:
            lines.append("\n<ol>\n")
        elif number:
            lines.append("</li>\n" + "</ol>\n</li>\n" * (depth - wanted))
        depth = wanted
        lines.append(f'<li><a href="{heading.href}">{escape(heading.title)}</a>')
    return "".join((*lines, "</li>\n", "</ol>\n</li>\n" * depth, "</ol>\n"))
