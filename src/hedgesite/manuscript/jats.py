"""JATS made into what a manuscript is: citations in words, and a list of references in words below a heading.

Pandoc would make keys of the citations and drop every reference that is not fully marked up.

Source: Journal Article Tag Suite 1.3, `<xref>`, `<ref-list>`, `<mixed-citation>`, `<element-citation>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element


def in_words(data: bytes) -> tuple[bytes, list[str]]:
    """The document with citations and references as text, and the names of its authors.

    Raises ElementTree.ParseError where the file is no XML.
    """
    root = ElementTree.fromstring(data)
    _unwrap_citations(root)
    body = root.find("body")
    references = list(root.iter("ref"))
    for parent in list(root.iter()):
        for listed in parent.findall("ref-list"):
            parent.remove(listed)
    if body is not None and references:
        body.append(_section(references))
    authors = [_name(name) for name in root.findall(".//article-meta//contrib/name")]
    return ElementTree.tostring(root, encoding="utf-8"), [author for author in authors if author]


def with_authors(markdown: str, authors: list[str]) -> str:
    """The YAML header with the names, which Pandoc leaves out or empty."""
    if not authors:
        return markdown
    lines = "author:\n" + "".join(f"- {author}\n" for author in authors)
    bare = re.sub(r"^author:\n(?:-.*\n)+", "", markdown, count=1, flags=re.MULTILINE)
    return f"{FENCE}{lines}{bare.removeprefix(FENCE)}" if bare.startswith(FENCE) else f"{FENCE}{lines}{FENCE}{bare}"


def _unwrap_citations(root: Element) -> None:
    for parent in root.iter():
        for child in list(parent):
            if child.tag == "xref" and child.get("ref-type") == "bibr":
                at = list(parent).index(child)
                text = "".join(child.itertext()) + (child.tail or "")
                if at:
                    parent[at - 1].tail = (parent[at - 1].tail or "") + text
                else:
                    parent.text = (parent.text or "") + text
                parent.remove(child)


def _section(references: list[Element]) -> Element:
    section = Element("sec")
    ElementTree.SubElement(section, "title").text = "References"
    for reference in references:
        mixed = reference.find("mixed-citation")
        marked_up = reference.find("element-citation")
        if mixed is not None:
            section.append(_paragraph(list(_words(mixed))))
        elif marked_up is not None:
            section.append(_paragraph(list(_composed(marked_up))))
    return section


FENCE = "---\n"
Words = Iterator[tuple[str, bool]]
"""Pieces of text, and whether they are emphasised."""


def _words(element: Element) -> Words:
    is_italic = element.tag in {"italic", "source"}
    yield element.text or "", is_italic
    for child in element:
        yield from ((text, is_italic or emphasised) for text, emphasised in _words(child))
        yield child.tail or "", is_italic


def _composed(citation: Element) -> Words:
    """A reference in the order of Chicago from what its markup says."""

    def get(tag: str) -> str:
        return " ".join("".join(citation.findtext(f".//{tag}", "")).split())

    names = [_inverted(name, first=not at) for at, name in enumerate(citation.findall(".//name"))]
    authors = " and ".join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else get("collab")
    yield f"{authors}. {get('year') or 'n.d.'}. ", False
    title, source = get("article-title") or get("chapter-title"), get("source")
    if title:
        yield f"“{title}”. {'In: ' if get('chapter-title') else ''}", False
    yield source, True
    if get("volume"):
        issue = f" ({get('issue')})" if get("issue") else ""
        yield f" {get('volume')}{issue}", False
    if get("fpage"):
        pages = "-".join(filter(None, (get("fpage"), get("lpage"))))
        yield f"{': ' if get('volume') else ', '}{pages}", False
    imprint = ": ".join(filter(None, (get("publisher-loc"), get("publisher-name"))))
    doi = citation.findtext(".//pub-id[@pub-id-type='doi']", "")
    yield f". {imprint + '. ' if imprint else ''}{'https://doi.org/' + doi if doi else ''}", False


def _paragraph(words: list[tuple[str, bool]]) -> Element:
    paragraph = Element("p")
    last: Element | None = None
    for text, emphasised in words:
        if emphasised and text.strip():
            last = ElementTree.SubElement(paragraph, "italic")
            last.text = text
        elif last is not None:
            last.tail = (last.tail or "") + text
        else:
            paragraph.text = (paragraph.text or "") + text
    return paragraph


def _name(name: Element) -> str:
    return " ".join(filter(None, (name.findtext("given-names", ""), name.findtext("surname", ""))))


def _inverted(name: Element, *, first: bool) -> str:
    given, family = name.findtext("given-names", ""), name.findtext("surname", "")
    return f"{family}, {given}" if first else f"{given} {family}"
