"""Chapters of an EPUB as XHTML: notes that open in place, links from file to file, formulas as MathML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import NamedTuple
from xml.etree.ElementTree import Element

from hedgesite.books.book import Chapter
from hedgesite.books.context import SITE
from hedgesite.books.links import ids_of, name_ids, xml_name
from hedgesite.books.tree import MATHML, TYPE, write_xhtml
from hedgesite.model.direction import Direction, direction_of
from hedgesite.model.download import DOWNLOADS

_ROLES = {
    "chapter": "doc-chapter",
    "appendix": "doc-appendix",
    "abstract": "doc-abstract",
    "glossary": "doc-glossary",
    "bibliography": "doc-bibliography",
    "index": "doc-index",
}
_MATTER = {"titlepage": "frontmatter", "abstract": "frontmatter", "chapter": "bodymatter"}


class ChapterFile(NamedTuple):
    """A chapter as a file."""

    name: str
    text: str
    has_math: bool
    images: tuple[str, ...]
    """Paths of its images below the site's root."""


def file_of(part: str) -> str:
    """The file of a part: `section.introduction` is in `introduction.xhtml`."""
    kind, _, name = part.partition(".")
    return f"{name if kind == 'section' else f'{kind}-{name}'}.xhtml"


def chapter_files(chapters: Iterable[Chapter], language: str, title_of_notes: str) -> list[ChapterFile]:
    """All chapters; `language` is that of the article."""
    prepared = [(chapter, _prepared(chapter, title_of_notes)) for chapter in chapters]
    file_by_id = {id: file_of(chapter.part.id) for chapter, tree in prepared for id in ids_of(tree)}
    return [_file(chapter, tree, language, file_by_id) for chapter, tree in prepared]


def _prepared(chapter: Chapter, title_of_notes: str) -> Element:
    tree, kind = chapter.tree, chapter.part.kind
    tree.set(TYPE, kind)
    if kind in _ROLES:
        tree.set("role", _ROLES[kind])
    if chapter.notes:
        notes = Element("section", {TYPE: "footnotes", "class": "ed-notes"})
        heading = Element("h2")
        heading.text = title_of_notes
        notes.append(heading)
        notes.extend(chapter.notes)
        tree.append(notes)
    name_ids(tree)
    for element in tree.iter():
        if element.get("role") == "doc-noteref":
            element.set(TYPE, "noteref")
        elif element.tag == f"{{{MATHML}}}math":
            _describe(element)
    return tree


def _describe(formula: Element) -> None:
    """The TeX of a formula as its alternative text."""
    tex = "".join(each.text or "" for each in formula.iter(f"{{{MATHML}}}annotation"))
    formula.set("alttext", " ".join(tex.split()))


def _file(chapter: Chapter, tree: Element, language: str, file_by_id: Mapping[str, str]) -> ChapterFile:
    own = file_of(chapter.part.id)
    for link in tree.iter("a"):
        href = link.get("href", "")
        if href.startswith("#"):
            file = file_by_id.get(href[1:], own)
            link.set("href", href if file == own else f"{file}{href}")
    images = [each for each in tree.iter("img") if each.get("src", "").startswith(SITE)]
    paths = tuple(image.get("src", "").removeprefix(SITE) for image in images)
    for image, path in zip(images, paths, strict=True):
        image.set("src", image_name(path))
    matter = _MATTER.get(chapter.part.kind, "backmatter")
    tongue = chapter.part.language or language
    text = document(chapter.part.title, tongue, direction_of(tongue), write_xhtml(tree, _XHTML), matter)
    has_math = any(True for _ in tree.iter(f"{{{MATHML}}}math"))
    return ChapterFile(own, text, has_math, paths)


_XHTML = "http://www.w3.org/1999/xhtml"


def image_name(path: str) -> str:
    """The name of an image in the book, by its path on the site."""
    return f"images/{path.removeprefix('assets/').removeprefix(f'{DOWNLOADS}/').replace('/', '-')}"


def document(title: str, language: str, direction: Direction, body: str, matter: str = "") -> str:
    """An XHTML file."""
    kind = f' epub:type="{matter}"' if matter else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="{_XHTML}" xmlns:epub="http://www.idpf.org/2007/ops" lang="{escape(language)}"'
        f' xml:lang="{escape(language)}" dir="{direction}">\n<head><title>{escape(title)}</title>'
        f'<link rel="stylesheet" type="text/css" href="style.css"/></head>\n<body{kind}>\n{body}\n</body>\n</html>\n'
    )


__all__ = ["ChapterFile", "chapter_files", "document", "file_of", "image_name", "xml_name"]
