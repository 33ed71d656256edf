"""Elements of DOCX whose words Pandoc leaves out without a word: they are written as ones that it reads.

Source: ECMA-376, Part 1, 17.16.19 (fldSimple), 17.5.1.3 (customXml), 17.3.2.3 (bdo), 17.3.2.8 (dir), 17.3.3.24 (ruby),
17.13.5.13 (deleted rows), 17.17.2.1 (altChunk); 21.2 and 21.4 (charts and diagrams).
"""

from __future__ import annotations

import re
from collections import Counter

_WRAPPER = re.compile(
    rb"</?w:(?:customXml|bdo|dir)(?:\s[^>]*)?>|<w:customXmlPr(?:\s[^>]*)?/>"
    rb"|<w:customXmlPr(?:\s[^>]*)?>(?:(?!</w:customXmlPr>).)*</w:customXmlPr>",
    re.DOTALL,
)
_FIELD = re.compile(
    rb"<w:fldSimple(?:\s+(?!w:instr=)[^\s=]+=\"[^\"]*\")*\s+w:instr=\"(?P<code>[^\"]*)\"[^>]*(?<!/)>|(?P<end></w:fldSimple>)"
)
_RUBY = re.compile(rb"<w:ruby(?:\s[^>]*)?>(?P<inner>(?:(?!</w:ruby>).)*)</w:ruby>", re.DOTALL)
_BASE = re.compile(rb"<w:rubyBase>.*", re.DOTALL)
WORDS = re.compile(rb"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
"""The words of a run."""
_ROW_TAG = re.compile(rb"<(?P<end>/?)w:(?P<name>tr|trPr)(?:\s[^>]*)?(?<!/)>|(?P<deleted><w:del(?:\s[^>]*)?/>)")
_ALTERNATIVES = re.compile(
    rb"<mc:AlternateContent(?:\s[^>]*)?>\s*<mc:Choice(?:\s[^>]*)?>(?P<choice>(?:(?!</?mc:(?:Choice|Fallback|AlternateContent)).)*)</mc:Choice>"
    rb"(?P<rest>(?:(?!</?mc:AlternateContent).)*)</mc:AlternateContent>",
    re.DOTALL,
)
_IMAGE = re.compile(rb"<a:blip\s[^>]*r:embed=|<v:imagedata\s")
_LOST = {
    "images outside of the document, which it only links to": re.compile(
        rb"<a:blip\s(?![^>]*r:embed=)[^>]*r:link=\"[^\"]+\""
    ),
    "charts of the word processor": re.compile(rb"<c:chart[\s/>]|<cx:chart[\s/>]"),
    "diagrams of the word processor (SmartArt)": re.compile(rb"<dgm:relIds[\s/>]"),
    "documents that the manuscript only includes (altChunk)": re.compile(rb"<w:altChunk[\s/>]"),
    "formulas of MathType or Equation Editor, shown as images": re.compile(
        rb"<o:OLEObject\s[^>]*ProgID=\"(?:Equation|MathType)[^\"]*\""
    ),
}


def unwrapped(content: bytes, left_out: Counter[str]) -> bytes:
    """The content, with the words of wrappers in the open; `left_out` counts what cannot be shown as it is."""
    for what, pattern in _LOST.items():
        left_out[what] += len(pattern.findall(content))
    content = _without_deleted_rows(content, left_out)
    content = _ALTERNATIVES.sub(_richer, content) if b"<mc:AlternateContent" in content else content
    return _FIELD.sub(_complex, _RUBY.sub(_base, _WRAPPER.sub(b"", content)))


def _richer(found: re.Match[bytes]) -> bytes:
    """The first alternative, if it has more images than the one for old programs, which alone Pandoc reads."""
    more = len(_IMAGE.findall(found["choice"])) > min(len(_IMAGE.findall(found["rest"])), 1)
    return found["choice"] if more else found[0]


def _base(ruby: re.Match[bytes]) -> bytes:
    base = _BASE.search(ruby["inner"])
    return b"".join(b"<w:t>" + words + b"</w:t>" for words in WORDS.findall(base[0] if base else b""))


def _complex(field: re.Match[bytes]) -> bytes:
    """The begin or the end of a field in the form that Pandoc reads."""
    return FIELD_END if field["end"] else field_begin(field["code"])


def _mark(kind: bytes) -> bytes:
    return b'<w:r><w:fldChar w:fldCharType="' + kind + b'"/></w:r>'


FIELD_END = _mark(b"end")


def field_begin(code: bytes) -> bytes:
    """What stands before the words of a field; `code` is its instruction, escaped."""
    return (
        _mark(b"begin")
        + b'<w:r><w:instrText xml:space="preserve">'
        + code
        + b"</w:instrText></w:r>"
        + _mark(b"separate")
    )


def _without_deleted_rows(content: bytes, left_out: Counter[str]) -> bytes:
    parts: list[bytes] = []
    rows: list[list[int]] = []
    """Of each row that is open: where it starts, and whether it is deleted."""
    at = 0
    in_properties = False
    for tag in _ROW_TAG.finditer(content):
        if tag["deleted"]:
            if in_properties and rows:
                rows[-1][1] = 1
        elif tag["name"] == b"trPr":
            in_properties = not tag["end"]
        elif not tag["end"]:
            rows.append([tag.start(), 0])
        elif rows:
            start, is_deleted = rows.pop()
            if is_deleted and start >= at:
                parts.append(content[at:start])
                at = tag.end()
                left_out["tracked deletions"] += 1
    return b"".join([*parts, content[at:]])
