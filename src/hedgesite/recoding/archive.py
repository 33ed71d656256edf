"""A REFI-QDA project as a tree of elements, read within bounds.

Only `project.qde` and the texts beside it are read, by their names in the archive. No path in the project is opened.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile

from hedgesite.recoding.recoded import unreadable
from hedgesite.regular_files import MEBIBYTE

_PROJECT = "project.qde"
_TEXTS = "sources/"
_MOST_MEMBERS = 10_000
_LARGEST_PROJECT = 16 * MEBIBYTE
_LARGEST_TEXT = 4 * MEBIBYTE
_LARGEST_TOGETHER = 64 * MEBIBYTE
_DEEPEST = 60
"""Codes within codes are the deepest part; programs have a handful of levels."""


@dataclass(slots=True)
class Element:
    """An element of the project, without its namespace."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def of(self, *names: str) -> Iterator[Element]:
        """The children of these names."""
        return (child for child in self.children if child.name in names)

    def get(self, attribute: str) -> str:
        return self.attributes.get(attribute, "")


@dataclass(frozen=True, slots=True)
class Project:
    """The root of a project, and the plain texts in its archive by their file names."""

    root: Element
    texts: Mapping[str, str]


def read_archive(data: bytes, shown: str) -> Project:
    """Unpack a project. Raises UnreadableCodesError if it is no archive, has no project, or exceeds a bound."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            members = {info.filename: info for info in archive.infolist()}
            if len(archive.infolist()) > _MOST_MEMBERS:
                raise unreadable(shown, f"the archive has more than {_MOST_MEMBERS} files", _FEWER)
            if sum(info.file_size for info in members.values() if _is_read(info.filename)) > _LARGEST_TOGETHER:
                raise unreadable(shown, f"its texts have more than {_LARGEST_TOGETHER // MEBIBYTE} MiB", _FEWER)
            if _PROJECT not in members:
                raise unreadable(shown, f"the archive has no {_PROJECT}", "export the project as REFI-QDA")
            root = _parsed(_bounded(archive, _PROJECT, _LARGEST_PROJECT, shown), f"{shown}/{_PROJECT}")
            names = [name for name in members if _is_read(name) and name != _PROJECT]
            texts = {name.removeprefix(_TEXTS): _bounded(archive, name, _LARGEST_TEXT, shown) for name in names}
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise unreadable(shown, f"the archive cannot be unpacked: {error}", "export the project again") from None
    return Project(root, {name: text.decode("utf-8-sig", "replace") for name, text in texts.items()})


_FEWER = "export a project with the texts of the companion alone"


def _is_read(name: str) -> bool:
    return name == _PROJECT or (name.startswith(_TEXTS) and name.endswith(".txt") and name.count("/") == 1)


def _bounded(archive: ZipFile, name: str, most: int, shown: str) -> bytes:
    """A file of the archive. What it is said to hold is not believed: no more than the bound is unpacked."""
    with archive.open(name) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise unreadable(shown, f"'{name}' has more than {most // MEBIBYTE} MiB", _FEWER)
    return data


def _parsed(data: bytes, shown: str) -> Element:
    parser = expat.ParserCreate(namespace_separator=" ")
    top = Element("", {}, 1, 1)
    open_elements = [top]

    def place() -> tuple[int, int]:
        return parser.CurrentLineNumber, parser.CurrentColumnNumber + 1

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_elements) > _DEEPEST:
            raise unreadable(shown, f"more than {_DEEPEST} elements are nested", "export the project again", *place())
        local = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        made = Element(name.rpartition(" ")[2], local, *place())
        open_elements[-1].children.append(made)
        open_elements.append(made)

    def end(_name: str) -> None:
        open_elements.pop()

    def text(data: str) -> None:
        open_elements[-1].parts.append(data)

    def doctype(*_: object) -> None:
        raise unreadable(shown, "the project has a DOCTYPE", "remove it: REFI-QDA has none", *place())

    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = f"the project is not XML: {expat.ErrorString(error.code)}"
        raise unreadable(shown, problem, "export it again", error.lineno, error.offset + 1) from None
    except (LookupError, ValueError) as error:
        raise unreadable(shown, f"the project cannot be decoded: {error}", "export it in UTF-8") from None
    return top.children[0]
