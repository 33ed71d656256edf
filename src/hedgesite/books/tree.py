"""HTML of templates as a tree, and a tree as XHTML.

Elements of HTML have plain names in the tree; those of MathML have theirs with the namespace, as ElementTree writes it.
Books are changed as trees, since a link or a note cannot be moved safely in text.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser
from xml.etree.ElementTree import Element, SubElement

from hedgesite.words.fallback import VOID

XHTML, MATHML = "http://www.w3.org/1999/xhtml", "http://www.w3.org/1998/Math/MathML"
EPUB = "http://www.idpf.org/2007/ops"
TYPE = f"{{{EPUB}}}type"
"""The attribute that says what an element is to a reader of electronic books."""
_SPACES = {"math": MATHML}


class MarkupError(ValueError):
    """Raised for HTML whose tags do not close in order: templates and renderer never write such HTML."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div")
        self.open = [self.root]
        self.spaces = [""]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        space = _SPACES.get(tag, self.spaces[-1])
        name = f"{{{space}}}{tag}" if space else tag
        made = SubElement(self.open[-1], name, {key: value or "" for key, value in attrs})
        if tag not in VOID or space:
            self.open.append(made)
            self.spaces.append(space)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if self.open[-1].tag.rpartition("}")[2] == tag and tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID and not self.spaces[-1]:
            return
        if len(self.open) == 1 or self.open[-1].tag.rpartition("}")[2] != tag:
            raise MarkupError(f"</{tag}> closes {self.open[-1].tag}")
        self.open.pop()
        self.spaces.pop()

    def handle_data(self, data: str) -> None:
        parent = self.open[-1]
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + data
        else:
            parent.text = (parent.text or "") + data


def read_html(html: str) -> Element:
    """The elements of a piece of HTML, within a `div`. Raises MarkupError."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.open) != 1:
        raise MarkupError(f"{reader.open[-1].tag} is not closed")
    return reader.root


def write_xhtml(element: Element, space: str = "") -> str:
    """An element as XML; `space` is the namespace of the element around it."""
    return "".join(_written(element, space))


def _written(element: Element, space: str) -> Iterator[str]:
    own, _, name = element.tag[1:].partition("}") if element.tag.startswith("{") else (XHTML, "", element.tag)
    attributes = dict(element.items())
    if "lang" in attributes:
        # Readers that know XML alone look for the language there.
        attributes["xml:lang"] = attributes["lang"]
    shown = "".join(f' {_attribute(key)}="{escape(value)}"' for key, value in attributes.items())
    declared = f' xmlns="{own}"' if own != space else ""
    if own == XHTML and name in VOID:
        yield f"<{name}{declared}{shown}/>"
        return
    yield f"<{name}{declared}{shown}>"
    yield escape(element.text or "", quote=False)
    for child in element:
        yield from _written(child, own)
        yield escape(child.tail or "", quote=False)
    yield f"</{name}>"


def _attribute(key: str) -> str:
    return f"epub:{key.rpartition('}')[2]}" if key.startswith(f"{{{EPUB}}}") else key


def classes_of(element: Element) -> list[str]:
    return element.get("class", "").split()


def parents_of(root: Element) -> dict[Element, Element]:
    """The parent of each element of a tree."""
    return {child: parent for parent in root.iter() for child in parent}


def remove(parent: Element, element: Element) -> None:
    """Remove an element, but not the text after it."""
    at = list(parent).index(element)
    _append_text(parent, at, element.tail)
    parent.remove(element)


def _append_text(parent: Element, at: int, text: str | None) -> None:
    """Add text before the child at a position."""
    if not text:
        return
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text
