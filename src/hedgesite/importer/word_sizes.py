"""The first lines of a DOCX or ODT with the size of their letters.

Source: ECMA-376, Part 1, 17.3.2.38 (sz), 17.7.4.3 (basedOn); OpenDocument 1.3, Part 3, 16.2 and 20.190 (fo:font-size).
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from hedgesite.importer.word_styles import STYLE, attribute, value

_MOST_LINES = 400
"""Paragraphs that are looked at: enough to know the size of the text."""
_DEEPEST = 20
"""Styles that a style is based on, one on another."""


@dataclass(frozen=True, slots=True)
class Line:
    """The words of a paragraph with the size of most of its letters in points."""

    words: str
    size: float
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class _Style:
    base: bytes = b""
    size: bytes = b""
    """In points, or a share of the base's, with its unit."""
    is_heading: bool = False


def lines_of(packed: bytes) -> list[Line]:
    """The first paragraphs with words of an archive that Pandoc can read."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name in _PARTS}
    found = _odt_lines(parts) if "content.xml" in parts else _docx_lines(parts)
    return list(islice((line for line in found if line.words), _MOST_LINES))


_PARTS = frozenset({"word/document.xml", "word/styles.xml", "content.xml", "styles.xml"})


def _chain(name: bytes, styles: Mapping[bytes, _Style]) -> Iterator[_Style]:
    """A style, what it is based on, and so on; bounded, since a file may base a style on itself."""
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            return
        yield style
        name = style.base


def _sized(name: bytes, styles: Mapping[bytes, _Style], otherwise: float) -> float:
    """The size of a style's letters in points."""
    share = 1.0
    for style in _chain(name, styles):
        if number := re.match(rb"\d+(?:\.\d+)?", style.size):
            found = float(number[0])
            if not style.size.endswith(b"%"):
                return share * found
            share *= found / 100
    return share * otherwise


def _is_heading(name: bytes, styles: Mapping[bytes, _Style]) -> bool:
    return any(style.is_heading for style in _chain(name, styles))


def _line(runs: Iterator[tuple[str, float]], is_heading: bool) -> Line:
    sizes, words = Counter[float](), []
    for text, size in runs:
        words.append(text)
        sizes[size] += len(text.strip())
    return Line(" ".join("".join(words).split()), max(sizes, key=lambda each: sizes[each], default=0.0), is_heading)


_DOCX_PARAGRAPH = re.compile(rb"<w:p(?:\s[^>]*)?(?<!/)>(?P<inner>(?:(?!</w:p>).)*)</w:p>", re.DOTALL)
_DOCX_RUN = re.compile(rb"<w:r(?:\s[^>]*)?(?<!/)>(?P<inner>(?:(?!</w:r>).)*)</w:r>", re.DOTALL)
_DOCX_TEXT = re.compile(rb"<w:t(?:\s[^>]*)?(?<!/)>([^<]*)</w:t>|<w:(?:br|tab|cr)\b")
_DOCX_DEFAULT = 10.0
"""Source: ECMA-376, Part 1, 17.3.2.38, for a document without defaults."""
_NO_OUTLINE = {b"", b"9"}


def _docx_lines(parts: Mapping[str, bytes]) -> Iterator[Line]:
    sheet = parts.get("word/styles.xml", b"")
    styles, default = _docx_styles(sheet)
    defaults = value(b"sz", sheet.split(b"</w:docDefaults>", 1)[0]) if b"</w:docDefaults>" in sheet else b""
    otherwise = float(defaults) / 2 if defaults.isdigit() else _DOCX_DEFAULT
    for found in _DOCX_PARAGRAPH.finditer(parts.get("word/document.xml", b"")):
        properties = found["inner"].partition(b"</w:pPr>")[0] if b"</w:pPr>" in found["inner"] else b""
        name = value(b"pStyle", properties) or default
        size = _sized(name, styles, otherwise)
        is_heading = value(b"outlineLvl", properties) not in _NO_OUTLINE or _is_heading(name, styles)
        yield _line(_docx_runs(found["inner"], size), is_heading)


def _docx_runs(paragraph: bytes, size: float) -> Iterator[tuple[str, float]]:
    for run in _DOCX_RUN.finditer(paragraph):
        own = value(b"sz", run["inner"].partition(b"</w:rPr>")[0]) if b"</w:rPr>" in run["inner"] else b""
        text = b"".join(found[1] if found[1] is not None else b" " for found in _DOCX_TEXT.finditer(run["inner"]))
        yield html.unescape(text.decode("utf-8", "replace")), float(own) / 2 if own.isdigit() else size


def _docx_styles(sheet: bytes) -> tuple[dict[bytes, _Style], bytes]:
    """Styles by their ids, and the id of the one that paragraphs without a style have."""
    styles, default = dict[bytes, _Style](), b""
    for found in STYLE.finditer(sheet):
        half = value(b"sz", found["inner"])
        name = value(b"name", found["inner"]).lower()
        is_heading = name.startswith((b"heading", b"toc")) or value(b"outlineLvl", found["inner"]) not in _NO_OUTLINE
        size = str(float(half) / 2).encode() if half.isdigit() else b""
        styles[found["id"]] = _Style(value(b"basedOn", found["inner"]), size, is_heading)
        is_paragraphs = attribute(b"w:type", found["head"]) == b"paragraph"
        if is_paragraphs and attribute(b"w:default", found["head"]) in {b"1", b"true", b"on"}:
            default = found["id"]
    return styles, default


_ODT_STYLE = re.compile(
    rb"<style:(?:style|default-style)\s(?P<head>[^>]*?)(?:/>|(?<!/)>"
    rb"(?P<inner>(?:(?!</style:(?:default-)?style>).)*)</style:(?:default-)?style>)",
    re.DOTALL,
)
_ODT_PARAGRAPH = re.compile(
    rb"<text:(?P<tag>[ph])(?P<head>\s[^>]*)?(?<!/)>(?P<inner>(?:(?!</text:(?P=tag)>).)*)</text:(?P=tag)>", re.DOTALL
)
_ODT_PART = re.compile(
    rb"<text:span(?P<head>\s[^>]*)?(?<!/)>|(?P<end></text:span>)|<text:(?:s|tab|line-break)\b[^>]*>"
    rb"|<[^>]*>|(?P<text>[^<]+)"
)
_ODT_DEFAULT = 12.0
_OF_PARAGRAPHS = b"\0paragraph"


def _odt_lines(parts: Mapping[str, bytes]) -> Iterator[Line]:
    content = parts["content.xml"]
    styles = {**_odt_styles(parts.get("styles.xml", b"")), **_odt_styles(content)}
    otherwise = _sized(_OF_PARAGRAPHS, styles, _ODT_DEFAULT)
    for found in _ODT_PARAGRAPH.finditer(content):
        name = attribute(b"text:style-name", found["head"] or b"")
        size = _sized(name, styles, otherwise)
        yield _line(_odt_runs(found["inner"], size, styles), found["tag"] == b"h")


def _odt_runs(paragraph: bytes, size: float, styles: Mapping[bytes, _Style]) -> Iterator[tuple[str, float]]:
    sizes = [size]
    for part in _ODT_PART.finditer(paragraph):
        if part["text"] is not None:
            yield html.unescape(part["text"].decode("utf-8", "replace")), sizes[-1]
        elif part["end"]:
            sizes = sizes[:-1] or [size]
        elif part["head"] is not None:
            sizes.append(_sized(attribute(b"text:style-name", part["head"]), styles, sizes[-1]))
        elif part[0].startswith((b"<text:s", b"<text:tab", b"<text:line-break")):
            yield " ", sizes[-1]


def _odt_styles(xml: bytes) -> dict[bytes, _Style]:
    """Styles by their names."""
    styles = {}
    for found in _ODT_STYLE.finditer(xml):
        name = attribute(b"style:name", found["head"])
        if not name and attribute(b"style:family", found["head"]) == b"paragraph":
            name = _OF_PARAGRAPHS
        size = re.search(rb'fo:font-size="([\d.]+(?:pt|%))"', found["inner"] or b"")
        styles[name] = _Style(attribute(b"style:parent-style-name", found["head"]), size[1] if size else b"")
    return styles
