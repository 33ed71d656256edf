"""The one reader of XML from elsewhere: within bounds of size and depth, without any DTD, with lines and columns.

Source: Extensible Markup Language 1.0, "Character and Entity References".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

from hedgesite.regular_files import MEBIBYTE


class XmlError(Exception):
    """The XML is not read; `why` continues "the file …", and `remedy` says what to do."""

    def __init__(self, why: str, remedy: str, line: int = 1, column: int = 1) -> None:
        super().__init__(why)
        self.why = why
        self.remedy = remedy
        self.line = line
        self.column = column


@dataclass(frozen=True, slots=True)
class Bounds:
    """What XML may be: most bytes, most levels of nested elements."""

    largest: int
    deepest: int
    has_doctype: bool = False
    """Whether a document type may be named. It is never read, and no entity may be declared in it."""
    entities: Mapping[str, str] = field(default_factory=dict)
    """Characters by the names of entities with a semicolon, which are read without a declaration."""


@dataclass(slots=True)
class Element:
    """An element; names of tags and attributes are without their namespace's prefix."""

    tag: str
    attributes: dict[str, str]
    line: int
    content: list[Element | str] = field(default_factory=list)
    column: int = 1
    raw: str = ""
    """The name with its prefix."""

    def get(self, name: str, default: str = "") -> str:
        return self.attributes.get(name, default)

    @property
    def children(self) -> Iterator[Element]:
        return (each for each in self.content if isinstance(each, Element))

    def of(self, *tags: str) -> Iterator[Element]:
        """The children with one of the tags."""
        return (each for each in self.children if each.tag in tags)

    def all(self, *tags: str) -> Iterator[Element]:
        """Elements below with one of the tags, in order; without a tag, all of them."""
        waiting = self.content[::-1]
        while waiting:
            element = waiting.pop()
            if isinstance(element, Element):
                if not tags or element.tag in tags:
                    yield element
                waiting += element.content[::-1]

    def first(self, *path: str) -> Element | None:
        """The first child with a tag, of the first child with the tag before it, and so on."""
        at: Element | None = self
        for tag in path:
            at = next(at.of(tag), None) if at else None
        return at

    def below(self, tag: str) -> Element | None:
        """The first element below with a tag, at any depth."""
        return next(self.all(tag), None)

    @property
    def own_text(self) -> str:
        """The text between its children, as it stands."""
        return "".join(each for each in self.content if isinstance(each, str))

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


def read_xml(data: bytes | str, bounds: Bounds) -> Element:
    """The root element.

    Raises XmlError if the data is not XML, exceeds a bound, declares entities, or has an unknown encoding.
    """
    building = _Building()
    _walk(data, bounds, building)
    if building.root is None:
        raise XmlError("is not XML: it has no element", "save it again")
    return building.root


def check_xml(data: bytes | str, bounds: Bounds) -> None:
    """Raises XmlError where `read_xml` does; no tree is made."""
    _walk(data, bounds, None)


def _walk(data: bytes | str, bounds: Bounds, building: _Building | None) -> None:
    if len(data) > bounds.largest:
        size = f"{bounds.largest // MEBIBYTE} MiB" if bounds.largest >= MEBIBYTE else f"{bounds.largest // 1024} KiB"
        raise XmlError(f"has more than {size}", "use a shorter one")
    parser = expat.ParserCreate()
    parser.buffer_text = True
    guard = _Guard(parser, bounds, building)
    parser.StartElementHandler, parser.EndElementHandler = guard.begin, guard.end
    parser.EntityDeclHandler, parser.StartDoctypeDeclHandler = guard.declared, guard.typed
    if building is not None:
        parser.CharacterDataHandler = building.text
    if bounds.entities:
        # Expat passes over an entity that nothing declares only where a DTD could declare it.
        parser.SkippedEntityHandler = guard.entity
        parser.ExternalEntityRefHandler = lambda *_: 1
        parser.UseForeignDTD(True)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        why = f"is not XML: {expat.ErrorString(error.code)}"
        raise XmlError(why, "save it again", error.lineno, error.offset + 1) from None
    except (LookupError, ValueError) as error:
        raise XmlError(f"has an encoding that is not read: {error}", "save it in UTF-8") from None


@dataclass(slots=True)
class _Building:
    root: Element | None = None
    open: list[Element] = field(default_factory=list)

    def begin(self, element: Element) -> None:
        if self.open:
            self.open[-1].content.append(element)
        elif self.root is None:
            self.root = element
        self.open.append(element)

    def text(self, text: str) -> None:
        if self.open:
            self.open[-1].content.append(text)


@dataclass(slots=True)
class _Guard:
    """Counts levels and refuses declarations, whether a tree is built or not."""

    parser: Any
    bounds: Bounds
    building: _Building | None
    depth: int = 0

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > self.bounds.deepest:
            raise self._refused(f"has elements nested more than {self.bounds.deepest} deep", "simplify it")
        if self.building is not None:
            inner = {_local(key): value for key, value in attributes.items()}
            line, column = self._place()
            self.building.begin(Element(_local(name), inner, line, column=column, raw=name))

    def end(self, _name: str) -> None:
        self.depth -= 1
        if self.building is not None:
            self.building.open.pop()

    def entity(self, name: str, is_parameter: bool) -> None:
        if not is_parameter and self.building is not None:
            self.building.text(self.bounds.entities.get(f"{name};", f"&{name};"))

    def typed(self, *_: object) -> None:
        if not self.bounds.has_doctype:
            raise self._refused("has a DOCTYPE", "remove it")

    def declared(self, name: str, *_: object) -> None:
        why = f"declares the entity '{name}', and entities of a file's own are not read"
        raise self._refused(why, "write what it stands for in its place")

    def _refused(self, why: str, remedy: str) -> XmlError:
        return XmlError(why, remedy, *self._place())

    def _place(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1


def _local(name: str) -> str:
    return name.rpartition(":")[2]
