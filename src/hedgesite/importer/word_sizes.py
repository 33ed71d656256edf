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
    base: str = ""
    size: str = ""
    """In points, or a share of the base's, with its unit."""
    is_heading: bool = False


def lines_of(packed: bytes) -> list[Line]:
    """The first paragraphs with words of an archive that Pandoc can read."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name in _PARTS}
    found = _odt_lines(parts) if "content.xml" in parts else _docx_lines(parts)
    return list(islice((line for line in found if line.words), _MOST_LINES))


_PARTS = frozenset({"word/document.xml", "word/styles.xml", "content.xml", "styles.xml"})


def _sized(name: str, styles: Mapping[str, _Style], otherwise: float) -> float:
    """The size of a style's letters in points."""
    share = 1.0
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            break
        if number := re.match(r"[\d.]+", style.size):
            value = float(number[0].strip(".") or 0)
            if not style.size.endswith("%"):
                return share * value
            share *= value / 100
        name = style.base
    return share * otherwise


def _is_heading(name: str, styles: Mapping[str, _Style]) -> bool:
    for _ in range(_DEEPEST):
        style = styles.get(name)
        if style is None:
            return False
        if style.is_heading:
            return True
        name = style.base
    return False


def _line(runs: Iterator[tuple[str, float]], is_heading: bool) -> Line:
    sizes, words = Counter[float](), []
    for text, size in runs:
        words.append(text)
        sizes[size] += len(text.strip())
    return Line(" ".join("".join(words).split()), max(sizes, key=lambda each: sizes[each], default=0.0), is_heading)


_DOCX_STYLE = re.compile(rb"<w:style\s(?P<head>[^>]*)>(?P<inner>(?:(?!</w:style>).)*)", re.DOTALL)
_DOCX_PARAGRAPH = re.compile(rb"<w:p(?:\s[^>]*)?(?<!/)>(?P<inner>(?:(?!</w:p>).)*)</w:p>", re.DOTALL)
_DOCX_RUN = re.compile(rb"<w:r(?:\s[^>]*)?(?<!/)>(?P<inner>(?:(?!</w:r>).)*)</w:r>", re.DOTALL)
_DOCX_TEXT = re.compile(rb"<w:t(?:\s[^>]*)?(?<!/)>([^<]*)</w:t>|<w:(?:br|tab|cr)\b")
_DOCX_DEFAULT = 10.0
"""Source: ECMA-376, Part 1, 17.3.2.38, for a document without defaults."""
_NO_OUTLINE = {"", "9"}


def _docx_lines(parts: Mapping[str, bytes]) -> Iterator[Line]:
    sheet = parts.get("word/styles.xml", b"")
    styles, default = _docx_styles(sheet)
    defaults = _value(rb"sz", sheet.split(b"</w:docDefaults>", 1)[0]) if b"</w:docDefaults>" in sheet else ""
    otherwise = float(defaults) / 2 if defaults.isdecimal() else _DOCX_DEFAULT
    for found in _DOCX_PARAGRAPH.finditer(parts.get("word/document.xml", b"")):
        properties = found["inner"].partition(b"</w:pPr>")[0] if b"</w:pPr>" in found["inner"] else b""
        name = _value(rb"pStyle", properties) or default
        size = _sized(name, styles, otherwise)
        is_heading = _value(rb"outlineLvl", properties) not in _NO_OUTLINE or _is_heading(name, styles)
        yield _line(_docx_runs(found["inner"], size), is_heading)


def _docx_runs(paragraph: bytes, size: float) -> Iterator[tuple[str, float]]:
    for run in _DOCX_RUN.finditer(paragraph):
        own = _value(rb"sz", run["inner"].partition(b"</w:rPr>")[0]) if b"</w:rPr>" in run["inner"] else ""
        text = b"".join(found[1] if found[1] is not None else b" " for found in _DOCX_TEXT.finditer(run["inner"]))
        yield html.unescape(text.decode("utf-8", "replace")), float(own) / 2 if own.isdecimal() else size


def _docx_styles(sheet: bytes) -> tuple[dict[str, _Style], str]:
    """Styles by their ids, and the id of the one that paragraphs without a style have."""
    styles, default = dict[str, _Style](), ""
    for found in _DOCX_STYLE.finditer(sheet):
        id = _attribute(rb"w:styleId", found["head"])
        half = _value(rb"sz", found["inner"])
        name = _value(rb"name", found["inner"]).casefold()
        is_heading = name.startswith(("heading", "toc")) or _value(rb"outlineLvl", found["inner"]) not in _NO_OUTLINE
        size = str(float(half) / 2) if half.isdecimal() else ""
        styles[id] = _Style(_value(rb"basedOn", found["inner"]), size, is_heading)
        is_paragraphs = _attribute(rb"w:type", found["head"]) == "paragraph"
        if is_paragraphs and _attribute(rb"w:default", found["head"]) in {"1", "true", "on"}:
            default = id
    return styles, default


def _value(tag: bytes, xml: bytes) -> str:
    found = re.search(rb"<w:" + tag + rb'\s[^>]*?w:val="([^"]*)"', xml)
    return found[1].decode("utf-8", "replace") if found else ""


def _attribute(name: bytes, xml: bytes) -> str:
    found = re.search(name + rb'="([^"]*)"', xml)
    return found[1].decode("utf-8", "replace") if found else ""


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
_OF_PARAGRAPHS = "\0paragraph"


def _odt_lines(parts: Mapping[str, bytes]) -> Iterator[Line]:
    content = parts["content.xml"]
    styles = {**_odt_styles(parts.get("styles.xml", b"")), **_odt_styles(content)}
    otherwise = _sized(_OF_PARAGRAPHS, styles, _ODT_DEFAULT)
    for found in _ODT_PARAGRAPH.finditer(content):
        name = _attribute(rb"text:style-name", found["head"] or b"")
        size = _sized(name, styles, otherwise)
        yield _line(_odt_runs(found["inner"], size, styles), found["tag"] == b"h")


def _odt_runs(paragraph: bytes, size: float, styles: Mapping[str, _Style]) -> Iterator[tuple[str, float]]:
    sizes = [size]
    for part in _ODT_PART.finditer(paragraph):
        if part["text"] is not None:
            yield html.unescape(part["text"].decode("utf-8", "replace")), sizes[-1]
        elif part["end"]:
            sizes = sizes[:-1] or [size]
        elif part["head"] is not None:
            sizes.append(_sized(_attribute(rb"text:style-name", part["head"]), styles, sizes[-1]))
        elif part[0].startswith((b"<text:s", b"<text:tab", b"<text:line-break")):
            yield " ", sizes[-1]


def _odt_styles(xml: bytes) -> dict[str, _Style]:
    """Styles by their names."""
    styles = {}
    for found in _ODT_STYLE.finditer(xml):
        name = _attribute(rb"style:name", found["head"])
        if not name and _attribute(rb"style:family", found["head"]) == "paragraph":
            name = _OF_PARAGRAPHS
        size = re.search(rb'fo:font-size="([\d.]+(?:pt|%))"', found["inner"] or b"")
        styles[name] = _Style(_attribute(rb"style:parent-style-name", found["head"]), size[1].decode() if size else "")
    return styles
