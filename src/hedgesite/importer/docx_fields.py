"""Citations of reference managers in DOCX, whatever form they have there, as links to what they hold.

Source: ECMA-376, Part 1, 17.16.18 (complex fields), 17.16.23 (instrText), 17.16.8 (fldData), 17.5.2 (content controls);
Zotero writes fields or bookmarks, Mendeley Desktop fields, Mendeley Cite content controls, EndNote fields with data,
Citavi and Word itself fields within content controls.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Any, NamedTuple

from hedgesite.bounded_archive import ArchiveError, members_of
from hedgesite.importer.citation_fields import SCHEME, Field, citation_of
from hedgesite.importer.citavi_fields import citavi_citation
from hedgesite.importer.docx_wrappers import FIELD_END, field_begin
from hedgesite.importer.endnote_fields import endnote_citation
from hedgesite.importer.word_sources import sources_in, word_citation
from hedgesite.regular_files import MEBIBYTE

_MARK = re.compile(
    rb"<w:fldChar\s[^<>]*?w:fldCharType=\"(?P<mark>begin|separate|end)\"[^<>]*?"
    rb"(?:/>|>(?:\s*<w:fldData(?:\s[^<>]*)?>(?P<data>[^<]*)</w:fldData>)?)"
    rb"|(?P<open><w:instrText(?:\s[^<>]*)?>)(?P<text>[^<]*)</w:instrText>"
)
_CITAVI = re.compile(r"\s*ADDIN\s+CitaviPlaceholder\{(?P<data>[^{}]*)\}\s*")
_ENDNOTE = re.compile(r"\s*ADDIN\s+EN\.CITE(?:\s+(?P<xml><EndNote>.*))?\s*", re.DOTALL)
_WORD = re.compile(r"\s*CITATION\s+(?P<rest>.*)", re.DOTALL)
_CONTROL = re.compile(rb"<w:sdt(?:\s[^<>]*)?>|</w:sdt>|<w:sdtContent(?:\s[^<>]*)?>|</w:sdtContent>|<w:tag\s[^<>]*/>")
_OF_MENDELEY = re.compile(rb"w:val=\"MENDELEY_CITATION_v3_(?P<data>[A-Za-z0-9+/=_-]+)\"")
_PARAGRAPH = re.compile(
    rb"\s*<w:p(?:\s[^<>]*)?>(?:\s*<w:pPr(?:\s[^<>]*)?>(?:(?!</w:pPr>).)*</w:pPr>)?"
    rb"(?P<inner>(?:(?!</?w:p[ >]).)*)</w:p>\s*",
    re.DOTALL,
)
_BOOKMARK = re.compile(
    rb"<w:bookmarkStart\s[^<>]*?w:name=\"(?P<name>ZOTERO_BREF_\w+)\"[^<>]*/>(?P<inner>(?:(?!<w:bookmark|</?w:p[ >]).)*)"
    rb"<w:bookmarkEnd\s[^<>]*/>",
    re.DOTALL,
)
_PROPERTY = re.compile(
    rb"<property\s[^<>]*?name=\"(?P<name>ZOTERO_BREF_\w+?)_(?P<number>\d+)\"[^<>]*>\s*<vt:lpwstr>(?P<text>[^<]*)</vt:lpwstr>"
)
_BESIDE = re.compile(r"customXml/item\d+\.xml|docProps/custom\.xml")
_MOST = 20 * MEBIBYTE


@dataclass(frozen=True, slots=True)
class Beside:
    """What a document has beside its text: Word's own sources by tag, and what Zotero's bookmarks hold by name."""

    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    bookmarks: Mapping[bytes, str] = field(default_factory=dict)


def beside_text(data: bytes) -> Beside:
    """What the parts beside the text of a DOCX say of citations."""
    try:
        parts = [each for _, each in members_of(data, lambda name: _MOST if _BESIDE.fullmatch(name) else 0, _MOST)]
    except ArchiveError:
        return Beside()
    sources: dict[str, Mapping[str, Any]] = {}
    pieces: dict[bytes, dict[int, bytes]] = {}
    for part in parts:
        sources |= sources_in(part)
        for found in _PROPERTY.finditer(part):
            pieces.setdefault(found["name"], {})[int(found["number"])] = found["text"]
    joined = {name: b"".join(text for _, text in sorted(each.items())) for name, each in pieces.items()}
    return Beside(sources, {name: unescape(text.decode("utf-8", "replace")) for name, text in joined.items()})


class _Instruction(NamedTuple):
    """The pieces of a field's instruction, and the data at its beginning."""

    pieces: list[re.Match[bytes]]
    data: bytes

    @property
    def text(self) -> str:
        return unescape(b"".join(piece["text"] for piece in self.pieces).decode("utf-8", "replace"))


def with_links(content: bytes, fields: list[Field], beside: Beside) -> bytes:
    """The content with a link in place of each field of a citation; `fields` gets what they hold, in order."""
    content = _with_fields(content, beside)
    parts: list[bytes] = []
    at = 0
    for instruction in _instructions(content):
        held = _held(instruction, beside)
        if held is None:
            continue
        fields.append(held)
        # The whole stands in the first piece: a program may have cut it anywhere.
        for number, piece in enumerate(instruction.pieces):
            link = f' HYPERLINK "{SCHEME}{len(fields) - 1}" '.encode() if number == 0 else b""
            parts += [content[at : piece.start()], piece["open"], link, b"</w:instrText>"]
            at = piece.end()
    return b"".join([*parts, content[at:]])


_CLOSED = b"</w:fldChar>"
_OF_CONTENTS = re.compile(rb"\s*(?:TOC|INDEX|TOA)\b")
_READ = re.compile(
    rb"\s*(?:HYPERLINK|(?:PAGE|NOTE)?REF|CITATION)\b|.*(?:CSL_CITATION|ZOTERO_ITEM|EN\.CITE\b|Citavi)", re.DOTALL
)
"""Instructions of fields that are links to Pandoc, or become ones here."""


@dataclass(slots=True)
class _Open:
    """A field that is open: its marks, and whether another field stands in it."""

    marks: list[re.Match[bytes]] = field(default_factory=list)
    has_field: bool = False

    def is_dropped(self, *, within: bool) -> bool:
        """Whether the marks go, and the words stay.

        Pandoc ends no link that stands in a field which it does not know, and shows none that holds such a field.
        """
        code = b"".join(each["text"] or b"" for each in self.marks)
        is_mixed = (self.has_field or within) and not _READ.match(code)
        return is_mixed or _OF_CONTENTS.match(code) is not None


def without_fields_of_contents(content: bytes) -> bytes:
    """The content without the marks of fields that list contents, that hold others or do not end; their words stay.

    Pandoc moves the words of each paragraph within such a field to the next one, and authors write on within it.
    """
    taken: list[re.Match[bytes]] = []
    fields: list[_Open] = []
    for found in _MARK.finditer(content):
        if found["mark"] == b"begin":
            if fields:
                fields[-1].has_field = True
            fields.append(_Open())
        if not fields:
            continue
        fields[-1].marks.append(found)
        if found["mark"] == b"end":
            closed = fields.pop()
            taken += closed.marks if closed.is_dropped(within=bool(fields)) else ()
    taken += [each for open in fields for each in open.marks]
    return _without_marks(content, taken)


def _without_marks(content: bytes, taken: list[re.Match[bytes]]) -> bytes:
    parts: list[bytes] = []
    at = 0
    for each in sorted(taken, key=re.Match.start):
        parts.append(content[at : each.start()])
        is_closed = each["text"] is not None or each[0].endswith(b"/>")
        # A mark may hold data; a field that lost only some of its marks would swallow all that follows.
        closing = -1 if is_closed else content.find(_CLOSED, each.end())
        at = closing + len(_CLOSED) if closing >= 0 else each.end()
    return b"".join([*parts, content[at:]])


def _instructions(content: bytes) -> Iterator[_Instruction]:
    pieces: list[re.Match[bytes]] = []
    data = b""
    for found in _MARK.finditer(content):
        if found["mark"] is None:
            pieces.append(found)
            continue
        if pieces:
            yield _Instruction(pieces, data)
        pieces, data = [], (found["data"] or b"") if found["mark"] == b"begin" else b""
    if pieces:
        yield _Instruction(pieces, data)


def _held(instruction: _Instruction, beside: Beside) -> Field | None:
    text = instruction.text
    if held := citation_of(text):
        return held
    if found := _CITAVI.fullmatch(text):
        return citavi_citation(_decoded(found["data"]))
    if found := _ENDNOTE.fullmatch(text):
        return endnote_citation(found["xml"] or _decoded(instruction.data.decode("ascii", "replace")))
    if found := _WORD.fullmatch(text):
        return word_citation(found["rest"], beside.sources)
    return None


def _decoded(data: str) -> str:
    """The text that base64 holds; empty if it holds none."""
    bare = re.sub(r"\s", "", data)
    try:
        text = base64.b64decode(bare + "=" * (-len(bare) % 4)).decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return ""
    # EndNote ends its data as C does.
    return text.rstrip("\0")


def _with_fields(content: bytes, beside: Beside) -> bytes:
    """The content with a field in place of each content control, and of each bookmark, that is a citation."""

    def of_bookmark(found: re.Match[bytes]) -> bytes:
        text = beside.bookmarks.get(found["name"], "")
        return _as_field(text, found["inner"]) if citation_of(text) else found[0]

    content = _BOOKMARK.sub(of_bookmark, content) if beside.bookmarks else content
    parts: list[bytes] = []
    at = 0
    for start, end, data in _controls(content):
        inner = content[start:end]
        paragraph = _PARAGRAPH.fullmatch(inner)
        first, last = paragraph.span("inner") if paragraph else (0, len(inner))
        if b"<w:p>" in inner[first:last] or b"<w:p " in inner[first:last]:
            continue
        text = f"ADDIN CSL_CITATION {_decoded(data.decode())}"
        parts += [content[at : start + first], _as_field(text, inner[first:last])]
        at = start + last
    return b"".join([*parts, content[at:]])


def _controls(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """The content of each control that is a citation, from offset to offset, and the data of its tag."""
    if b"MENDELEY_CITATION_v3_" not in content:
        return
    start, data = -1, b""
    for found in _CONTROL.finditer(content):
        if found[0].startswith(b"<w:tag"):
            tag = _OF_MENDELEY.search(found[0])
            start, data = -1, tag["data"] if tag else b""
        elif found[0].startswith(b"<w:sdtContent"):
            start = found.end()
        elif found[0] == b"</w:sdtContent>" and data and start >= 0:
            yield start, found.start(), data
            start, data = -1, b""
        elif found[0].startswith(b"<w:sdt"):
            # A control within a citation is none that a program wrote.
            start, data = -1, b""


def _as_field(instruction: str, inner: bytes) -> bytes:
    return field_begin(escape(instruction, quote=False).encode("utf-8", "replace")) + inner + FIELD_END
