"""XML as a small tree with line numbers, read within bounds and without any DTD.

Source: Extensible Markup Language 1.0, "Character and Entity References"; JATS uses the entity sets of ISO and HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import Any
from xml.parsers import expat

DEEPEST = 200
"""Most levels of nested elements; articles have about twenty."""


class UnfitError(Exception):
    """The file is not readable XML; the message gives the reason, worded to follow the file's name."""

    def __init__(self, why: str, line: int = 1, column: int = 1) -> None:
        super().__init__(why)
        self.line = line
        self.column = column


@dataclass(slots=True)
class Element:
    """An element; names of tags and attributes are without their namespace's prefix."""

    tag: str
    attributes: dict[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)
    raw: str = ""
    """The name with its prefix."""

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    @property
    def children(self) -> Iterator[Element]:
        return (each for each in self.content if isinstance(each, Element))

    def all(self, *tags: str) -> Iterator[Element]:
        """Elements below with one of the tags, in order."""
        waiting = list(reversed(list(self.children)))
        while waiting:
            element = waiting.pop()
            if element.tag in tags:
                yield element
            waiting += reversed(list(element.children))

    def first(self, *path: str) -> Element | None:
        """The first child with a tag, of the first child with the tag before it, and so on."""
        at: Element | None = self
        for tag in path:
            at = next((each for each in at.children if each.tag == tag), None) if at else None
        return at

    def below(self, tag: str) -> Element | None:
        """The first element below with a tag, at any depth."""
        return next(self.all(tag), None)

    @property
    def text(self) -> str:
        """All words in it, in one line."""
        parts: list[str] = []
        waiting: list[Element | str] = [self]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                parts.append(each)
            else:
                waiting += reversed(each.content)
        return " ".join("".join(parts).split())

    def words(self, *path: str) -> str:
        """The words of the element at a path; empty if there is none."""
        found = self.first(*path)
        return found.text if found else ""


def parse(data: bytes) -> Element:
    """The root element.

    Entities of HTML become their characters. Raises UnfitError if the file is not XML, is nested too deeply, declares
    entities of its own, or has an unknown encoding.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    building = _Building(parser)
    parser.StartElementHandler, parser.EndElementHandler = building.begin, building.end
    parser.CharacterDataHandler = building.text
    parser.SkippedEntityHandler = building.entity
    parser.EntityDeclHandler = building.declared
    parser.ExternalEntityRefHandler = lambda *_: 1
    parser.UseForeignDTD(True)
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise UnfitError(f"is not XML: {error}", error.lineno, error.offset + 1) from None
    except (LookupError, ValueError) as error:
        raise UnfitError(f"has an encoding that is not read: {error}") from None
    if building.root is None:
        raise UnfitError("is not XML: it has no element")
    return building.root


@dataclass(slots=True)
class _Building:
    parser: Any
    root: Element | None = None
    open: list[Element] = field(default_factory=list)

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if len(self.open) >= DEEPEST:
            why = f"has elements nested more than {DEEPEST} deep"
            raise UnfitError(why, line, self.parser.CurrentColumnNumber + 1)
        element = Element(_local(name), {_local(key): value for key, value in attributes.items()}, line, raw=name)
        if self.open:
            self.open[-1].content.append(element)
        elif self.root is None:
            self.root = element
        self.open.append(element)

    def end(self, _name: str) -> None:
        self.open.pop()

    def text(self, text: str) -> None:
        if self.open:
            self.open[-1].content.append(text)

    def entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter:
            self.text(html5.get(f"{name};", f"&{name};"))

    def declared(self, name: str, *_: object) -> None:
        why = f"declares the entity '{name}', and entities of a file's own are not read"
        raise UnfitError(why, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}


def as_markup(element: Element) -> str:
    """The element as markup without prefixes, as HTML holds MathML."""
    parts: list[str] = []
    waiting: list[Element | str] = [element]
    closing = "\0"
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            parts.append(f"</{each[1:]}>" if each.startswith(closing) else _escaped(each))
            continue
        attributes = "".join(
            f' {name}="{_escaped(value)}"' for name, value in each.attributes.items() if name.isalpha()
        )
        parts.append(f"<{each.tag}{attributes}>")
        waiting.append(f"{closing}{each.tag}")
        waiting += reversed(each.content)
    return "".join(parts)


def _escaped(text: str) -> str:
    return re.sub(r'[&<>"]', lambda found: _ESCAPES[found[0]], text)
