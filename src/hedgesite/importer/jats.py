"""Turns JATS into a plain manuscript: citations as text, and a list of references as text below a heading.

Pandoc would turn the citations into keys, and drop every reference that is not fully marked up.

Source: Journal Article Tag Suite 1.3, `<xref>`, `<ref-list>`, `<mixed-citation>`, `<element-citation>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat

_DEEPEST = 200
"""Most levels of nested elements; articles have about twenty. Python's XML writer recurses once per level."""


class UnfitError(Exception):
    """The file is not readable XML; the message gives the reason, worded to follow the file's name."""

    def __init__(self, why: str, line: int = 1, column: int = 1) -> None:
        super().__init__(why)
        self.line = line
        self.column = column


def in_words(data: bytes) -> tuple[bytes, list[str]]:
    """The document with citations and references as text, and the names of its authors.

    Raises UnfitError if the file is not XML, is nested too deeply, or has an unknown encoding.
    """
    root = _parsed(data)
    _unwrap_citations(root)
    body = root.find("body")
    references = list(root.iter("ref"))
    for parent in list(root.iter()):
        for listed in parent.findall("ref-list"):
            parent.remove(listed)
    if references:
        body = ElementTree.SubElement(root, "body") if body is None else body
        body.append(_section(references))
    authors = [_name(name) for name in root.findall(".//article-meta//contrib/name")]
    return ElementTree.tostring(root, encoding="utf-8"), [author for author in authors if author]


def with_authors(markdown: str, authors: list[str]) -> str:
    """Add to the YAML header the authors' names, which Pandoc omits or leaves empty."""
    if not authors:
        return markdown
    lines = "author:\n" + "".join(f"- {author}\n" for author in authors)
    bare = re.sub(r"^author:\n(?:-.*\n)+", "", markdown, count=1, flags=re.MULTILINE)
    return f"{FENCE}{lines}{bare.removeprefix(FENCE)}" if bare.startswith(FENCE) else f"{FENCE}{lines}{FENCE}{bare}"


def _parsed(data: bytes) -> Element:
    """The parsed document. Its depth is checked first: unbounded nesting would crash later steps."""
    depth = 0
    looking = expat.ParserCreate()

    def begin(_name: str, _attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            place = looking.CurrentLineNumber, looking.CurrentColumnNumber + 1
            raise UnfitError(f"has elements nested more than {_DEEPEST} deep", *place)

    def end(_name: str) -> None:
        nonlocal depth
        depth -= 1

    looking.StartElementHandler, looking.EndElementHandler = begin, end
    try:
        looking.Parse(data, True)
        return ElementTree.fromstring(data)
    except (expat.ExpatError, ElementTree.ParseError) as error:
        line, column = (error.lineno, error.offset) if isinstance(error, expat.ExpatError) else error.position
        raise UnfitError(f"is not XML: {error}", line, column + 1) from None
    except (LookupError, ValueError) as error:
        raise UnfitError(f"has an encoding that is not read: {error}") from None


def _unwrap_citations(root: Element) -> None:
    for parent in list(root.iter()):
        if any(map(_is_citation, parent)):
            _unwrap_children(parent)


def _is_citation(element: Element) -> bool:
    return element.tag == "xref" and element.get("ref-type") == "bibr"


def _unwrap_children(parent: Element) -> None:
    """Replace a parent's citations with text, in one pass over its children."""
    kept: list[Element] = []
    texts: list[list[str]] = [[parent.text or ""]]
    for child in parent:
        if _is_citation(child):
            texts[-1] += [*child.itertext(), child.tail or ""]
        else:
            kept.append(child)
            texts.append([child.tail or ""])
    parent[:] = kept
    parent.text = "".join(texts[0])
    for child, text in zip(kept, texts[1:], strict=True):
        child.tail = "".join(text)


def _section(references: list[Element]) -> Element:
    section = Element("sec")
    ElementTree.SubElement(section, "title").text = "References"
    for reference in references:
        mixed = reference.find(".//mixed-citation")
        marked_up = reference.find(".//element-citation")
        if mixed is not None:
            section.append(_paragraph(list(_words(mixed))))
        elif marked_up is not None:
            section.append(_paragraph(list(_composed(marked_up))))
        else:
            # Other markup keeps its words, which are reported if they do not form an entry.
            section.append(_paragraph([(" ".join(" ".join(reference.itertext()).split()), False)]))
    return section


FENCE = "---\n"
Words = Iterator[tuple[str, bool]]
"""Pieces of text, each with whether it is emphasised."""


def _words(element: Element) -> Words:
    is_italic = element.tag in {"italic", "source"}
    yield element.text or "", is_italic
    for child in element:
        yield from ((text, is_italic or emphasised) for text, emphasised in _words(child))
        yield child.tail or "", is_italic


def _composed(citation: Element) -> Words:
    """A reference in Chicago's order, built from its markup."""

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
    for emphasised, run in groupby(words, key=lambda piece: piece[1] and bool(piece[0].strip())):
        texts = [text for text, _ in run]
        if emphasised:
            for text in texts:
                ElementTree.SubElement(paragraph, "italic").text = text
        elif len(paragraph):
            paragraph[-1].tail = "".join(texts)
        else:
            paragraph.text = "".join(texts)
    return paragraph


def _name(name: Element) -> str:
    return " ".join(filter(None, (name.findtext("given-names", ""), name.findtext("surname", ""))))


def _inverted(name: Element, *, first: bool) -> str:
    given, family = name.findtext("given-names", ""), name.findtext("surname", "")
    return f"{family}, {given}" if first else f"{given} {family}"
