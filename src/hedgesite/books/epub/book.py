"""The EPUB."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from hedgesite.books.book import Book, Chapter, Entry, rendered_part
from hedgesite.books.context import SITE, BookContext
from hedgesite.books.epub.archive import epub_archive
from hedgesite.books.epub.chapters import ChapterFile, chapter_files, document, file_of, image_name
from hedgesite.books.epub.cover import cover_svg
from hedgesite.books.epub.package import PAGES, Heading, Item, PageList, navigation, package
from hedgesite.books.epub.page_list import article_pages, marked_pages
from hedgesite.books.links import ids_of, xml_name
from hedgesite.books.parts import Part
from hedgesite.books.style import dimension_colours, template_text
from hedgesite.export.xml_files import allowed
from hedgesite.render.site import Site
from hedgesite.words import unmarked

_TYPES = {"webp": "image/webp", "svg": "image/svg+xml", "png": "image/png", "jpg": "image/jpeg"}
_XHTML, _CSS = "application/xhtml+xml", "text/css"
_COVER, _COVER_PAGE, _NAVIGATION = "cover.svg", "cover.xhtml", "nav.xhtml"


def make_epub(book: Book) -> bytes:
    """The book."""
    site = book.site
    article, words = site.library.article, site.words
    chapters = book.chapters()
    pages = list(marked_pages(chapters, article_pages(site.library)))
    known = {id for each in chapters for tree in (each.tree, *each.notes) for id in ids_of(tree)}
    chapters += book.chapters(_indexes(book), known)
    written = chapter_files(chapters, article.language, unmarked(words.gettext("Notes")))
    contents = unmarked(words.gettext("Contents"))
    headings = [_heading(chapter) for chapter in chapters if chapter.part.kind != "titlepage"]
    listed = PageList(unmarked(words.gettext("Pages of the article")), pages)
    nav = navigation(contents, headings, list(_landmarks(site, contents, chapters)), listed)
    files = {
        _COVER: cover_svg(article, site.direction),
        _COVER_PAGE: document(article.title, article.language, site.direction, _cover_page(site), "cover"),
        _NAVIGATION: document(contents, article.language, site.direction, nav),
        **{each.name: each.text for each in written},
        "style.css": _style(book),
    }
    images = _images(site, written)
    features = (*(PAGES if pages else ()), *(["index"] if any(each.part.kind == "index" for each in chapters) else []))
    opf = package(site, _items(written, images), BookContext(site, "package").plain(article.abstract), features)
    texts = {"package.opf": opf, **files}
    return epub_archive({**{name: allowed(text).encode() for name, text in texts.items()}, **images})


def _indexes(book: Book) -> Iterator[Part]:
    """The indexes, which name passages: sheets have no numbers on a screen."""
    words = book.site.words
    about = words.gettext("The numbers are those of sections and passages: 2.3 is the third passage of section 2.")
    for id, title, entries in book.indexes():
        shown = [(each.name, f"{SITE}{each.address}", _numbers(book.site, each)) for each in entries]
        if shown:
            yield rendered_part(book.site, id, title, "index", entries=shown, about=about)


def _numbers(site: Site, entry: Entry) -> list[tuple[str, str]]:
    """Each passage once, as `2.3`, with a link to the place in it."""
    found: dict[str, str] = {}
    for place in entry.places:
        found.setdefault(_number(site, place.within), f"#{place.id}")
    return list(found.items())


def _number(site: Site, within: str) -> str:
    library = site.library
    if within in library.passage_by_id:
        passage = library.passage_by_id[within]
        return f"{library.section_by_id[passage.section].mark}.{passage.block.number}"
    return library.section_by_id[within].mark


def _heading(chapter: Chapter) -> Heading:
    part = chapter.part
    title = f"{part.mark} {part.title}" if part.mark else part.title
    return Heading(title, f"{file_of(part.id)}#{xml_name(part.id)}", part.depth, part.kind)


def _landmarks(site: Site, contents: str, chapters: Sequence[Chapter]) -> Iterator[Heading]:
    """The places to which readers' menus lead."""
    yield Heading(site.library.article.title, _COVER_PAGE, 0, "cover")
    yield Heading(contents, f"{_NAVIGATION}#contents", 0, "toc")
    seen = set[str]()
    for chapter in chapters:
        kind = "bodymatter" if chapter.part.kind == "chapter" else chapter.part.kind
        if kind in ("bodymatter", "glossary", "bibliography", "index") and kind not in seen:
            seen.add(kind)
            yield _heading(chapter)._replace(kind=kind)


def _cover_page(site: Site) -> str:
    article = site.library.article
    title = f"{article.title}, {article.author_names}"
    return f'<p class="ed-cover-image"><img src="{_COVER}" alt="{escape(title)}" role="doc-cover"/></p>'


def _style(book: Book) -> str:
    site = book.site
    sides = ("left", "right") if site.direction == "ltr" else ("right", "left")
    sheet = template_text(site, "text.css") + template_text(site, "epub.css")
    sheet = sheet.replace("START", sides[0]).replace("END", sides[1])
    return f"{sheet}\n{dimension_colours(site.library.dimensions)}"


def _images(site: Site, chapters: Sequence[ChapterFile]) -> dict[str, bytes]:
    files = {path: data for image in site.images.values() for path, data in image.files}
    return {image_name(path): files[path] for chapter in chapters for path in chapter.images}


def _items(chapters: Sequence[ChapterFile], images: dict[str, bytes]) -> list[Item]:
    read = [Item(each.name, _XHTML, "mathml" if each.has_math else "", in_spine=True) for each in chapters]
    # The contents follow the title and the abstracts, as on paper.
    return [
        Item("style.css", _CSS),
        Item(_COVER, _TYPES["svg"], "cover-image"),
        Item(_COVER_PAGE, _XHTML, in_spine=True),
        *read[:2],
        Item(_NAVIGATION, _XHTML, "nav", in_spine=True),
        *read[2:],
        *(Item(name, _TYPES[name.rpartition(".")[2]]) for name in images),
    ]
