"""The XML and the archive of REFI-QDA: elements whose text XML allows, and files whose bytes depend on nothing else."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_START_OF_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_READABLE_BY_ALL = 0o644 << 16


def root(tag: str, namespace: str, /, **attributes: str) -> Element:
    """The root element of a document in a namespace."""
    from xml.etree.ElementTree import Element

    return Element(tag, {"xmlns": namespace, **{key: _NO_XML.sub("", value) for key, value in attributes.items()}})


def add(parent: Element, tag: str, /, **attributes: str) -> Element:
    """A new last child of an element."""
    from xml.etree.ElementTree import SubElement

    return SubElement(parent, tag, {key: _NO_XML.sub("", value) for key, value in attributes.items()})


def add_text(parent: Element, name: str, text: str) -> None:
    """A new last child with a text; none for an empty one."""
    if text:
        add(parent, name).text = _NO_XML.sub("", text)


def document(top: Element) -> bytes:
    """The document as a file, indented."""
    from xml.etree.ElementTree import indent, tostring

    indent(top)
    written: bytes = tostring(top, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def archive(files: dict[str, bytes]) -> bytes:
    """A zip archive whose bytes depend only on its files: compression libraries differ, so nothing is compressed."""
    from zipfile import ZIP_STORED, ZipFile, ZipInfo

    buffer = io.BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as opened:
        for name, content in sorted(files.items()):
            info = ZipInfo(name, _START_OF_ZIP_TIME)
            info.create_system = 3
            info.external_attr = _READABLE_BY_ALL
            opened.writestr(info, content)
    return buffer.getvalue()
