"""Text as Pandoc's inline elements, and Pandoc's inline elements as runs.

Source: the type `Inline` of pandoc-types (hackage.haskell.org/package/pandoc-types), as its JSON writes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from itertools import accumulate
from types import MappingProxyType
from typing import Any, NamedTuple

from hedgesite.model.fields import is_web_address
from hedgesite.model.richtext import Mark
from hedgesite.model.vocabulary import words as words_of

Inline = dict[str, Any]

_ELEMENTS = MappingProxyType({"em": "Emph", "strong": "Strong", "sup": "Superscript", "sub": "Subscript"})
_MARKS: MappingProxyType[str, Mark] = MappingProxyType(
    {
        "Emph": ("i", ""),
        "Strong": ("strong", ""),
        "SmallCaps": ("sc", ""),
        "Superscript": ("sup", ""),
        "Subscript": ("sub", ""),
    }
)
_QUOTES = {"SingleQuote": ("‘", "’"), "DoubleQuote": ("“", "”")}
_TO_REFERENCE = "#ref-"
COLON = "\ue03a"
"""Stands for the `:` of a note, by which Pandoc would take its beginning for the name of a variable."""
NAME_END = "\u200e\u202d"
"""Follows a given name in a script without capitals, which Pandoc ends with the stop of an initial."""
KNOWN_SCRIPT = "\u200e\u202c"
"""Ends a family name in Armenian, Georgian or Devanagari, which Pandoc would join with the given name."""
FAMILY = "\u200e\u202a"
"""Begins the family name of such a person."""
STATE_END = "\u200e\u202b"
"""Ends a word in the place of a year, behind which Pandoc would print a letter without a hyphen: `forthcominga`."""
DATE, DATE_END = "\ue0d0", "\ue0d1"
"""Stand around a date in words, which Pandoc prints whole where a style asks for its year, and again for its month."""
_DATE_TWICE = re.compile(
    rf"(?P<date>{DATE}[^{DATE}]{{1,200}}{DATE_END}\.{{0,3}})"
    rf"(?:(?:-?[a-z])?(?P<beside>, (?P=date))|[^{DATE}]{{0,2000}}(?<=[.”])(?P<apart> (?P=date)\.))"
)
"""Beside the year, or where month and day would stand alone. Where a style repeats a year, it stays."""
_MARKS_OF_DATES = str.maketrans(dict.fromkeys((DATE, DATE_END), ""))
BLANK = "\ue020"
"""Stands for a blank within a number, by which Pandoc would divide it into several."""
_AND = words_of("& and e en et i in ja og och oraz şi și und u va ve y а и і та")
"""What joins the last two names of a list, in the languages of publishing."""
_MARKS_OF_NAMES = re.compile(f"{NAME_END}|{KNOWN_SCRIPT}|{FAMILY}|{STATE_END}")
HYPHEN = "\ue02d"
"""Stands for a hyphen within a page number, by which Pandoc would divide it into a range."""
UPRIGHT, UPRIGHT_END = "\ue05b", "\ue05d"
"""Stand around what is upright within an italic title. No variable of CSL has a translated title, and no style sets one
in italics.
"""
_UPRIGHT = re.compile(f"([{UPRIGHT}{UPRIGHT_END}])")
_PIPE = "\ue07c"
"""Stands for `|`, by which Pandoc would divide a prefix or a suffix."""

_OWN = str.maketrans({_PIPE: "|", COLON: ":", BLANK: "\xa0", HYPHEN: "-"})


class Chunk(NamedTuple):
    """Text with its marks, and the id of the source that it leads to."""

    text: str
    marks: tuple[Mark, ...] = ()
    source: str = ""


def words(text: str) -> list[Inline]:
    """Plain text as elements."""
    parts = re.split(r"([ \t\n]+)", text.replace("|", _PIPE))
    return [{"t": "Space"} if part[0] in " \t\n" else string(part) for part in parts if part]


def string(text: str) -> Inline:
    return {"t": "Str", "c": text}


class _Reader(HTMLParser):
    """Reads the HTML of a prefix or a suffix, which has only a few elements without attributes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, list[Inline]]] = [("", [])]

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.open.append((tag, []))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        if len(self.open) > 1:
            name, inner = self.open.pop()
            element = _ELEMENTS.get(name)
            self.open[-1][1].extend([{"t": element, "c": inner}] if element else inner)

    def handle_data(self, data: str) -> None:
        self.open[-1][1].extend(words(data))


def from_html(html: str) -> list[Inline]:
    """Rendered Markdown as elements."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    while len(reader.open) > 1:
        reader.handle_endtag("")
    return reader.open[0][1]


def chunks(inlines: Iterable[Inline]) -> list[Chunk]:
    """Elements as chunks of text. Of links to anything but a source or the web, only the text is kept."""
    found: list[Chunk] = []
    for chunk in _upright(_dated_once(list(_chunks(inlines, (), "")))):
        text = chunk.text
        if text[:1] == " " and found and found[-1].text[-1:] == " ":
            text = text.lstrip(" ")
        if text:
            found.append(chunk._replace(text=text))
    following = [*(chunk.text for chunk in found[1:] if chunk.text != " "), ""]
    numbered = accumulate(chunk.text != " " for chunk in found[1:])
    return [
        chunk._replace(text=_unmarked(chunk.text, following[number])) if "\u200e" in chunk.text else chunk
        for chunk, number in zip(found, (0, *numbered), strict=True)
    ]


def _dated_once(found: list[Chunk]) -> list[Chunk]:
    """The chunks without the second of two dates in words, and without the marks of dates."""
    if not any(DATE in chunk.text for chunk in found):
        return found
    twice = _DATE_TWICE.search("".join(chunk.text for chunk in found))
    start, end = twice.span(twice.lastgroup or 0) if twice else (0, 0)
    kept, offset = [], 0
    for chunk in found:
        first, last = (min(max(at - offset, 0), len(chunk.text)) for at in (start, end))
        offset += len(chunk.text)
        kept.append(chunk._replace(text=(chunk.text[:first] + chunk.text[last:]).translate(_MARKS_OF_DATES)))
    return kept


def _upright(found: Iterable[Chunk]) -> Iterator[Chunk]:
    """The chunks, without italics between the marks of what is upright."""
    is_upright = False
    for chunk in found:
        upright = chunk._replace(marks=tuple(mark for mark in chunk.marks if mark != _MARKS["Emph"]))
        for part in _UPRIGHT.split(chunk.text):
            if part in {UPRIGHT, UPRIGHT_END}:
                is_upright = part == UPRIGHT
            elif part:
                yield (upright if is_upright else chunk)._replace(text=part)


def _unmarked(text: str, following: str) -> str:
    """Text without the marks that names have for Pandoc, and without the stop of an initial that is none."""
    ends_no_name = following in _AND or following.startswith(FAMILY)
    stopped = re.sub(rf"{NAME_END}\.(?={'$|' if ends_no_name else ''}[,;:)\]])", "", text)
    return _MARKS_OF_NAMES.sub("", re.sub(rf"{STATE_END}(?=[a-z](?!\w))", "-", stopped))


def _chunks(inlines: Iterable[Inline], marks: tuple[Mark, ...], source: str) -> Iterator[Chunk]:
    for inline in inlines:
        kind: str = inline["t"]
        content: Any = inline.get("c")
        if kind == "Str":
            yield Chunk(content.translate(_OWN), marks, source)
        elif kind in {"Space", "SoftBreak", "LineBreak"}:
            yield Chunk(" ", marks, source)
        elif kind == "Emph" and _MARKS[kind] in marks:
            # Emphasis within italics is upright.
            yield from _chunks(content, tuple(mark for mark in marks if mark != _MARKS[kind]), source)
        elif kind in _MARKS:
            yield from _chunks(content, (*marks, _MARKS[kind]), source)
        elif kind in {"Span", "Cite"}:
            yield from _chunks(content[1], marks, source)
        elif kind == "Quoted":
            opening, closing = _QUOTES[content[0]["t"]]
            yield Chunk(opening, marks, source)
            yield from _chunks(content[1], marks, source)
            yield Chunk(closing, marks, source)
        elif kind == "Link":
            yield from _link(content, marks, source)
        elif kind in {"Code", "Math", "RawInline"}:
            yield Chunk(str(content[1]), marks, source)
        elif kind in {"Strikeout", "Underline"}:
            yield from _chunks(content, marks, source)


def _link(content: Any, marks: tuple[Mark, ...], source: str) -> Iterator[Chunk]:
    _, inner, (address, _) = content
    if address.startswith(_TO_REFERENCE):
        yield from _chunks(inner, marks, address.removeprefix(_TO_REFERENCE))
    elif is_web_address(address):
        yield from _chunks(inner, (*marks, ("a", address)), source)
    else:
        yield from _chunks(inner, marks, source)


def note_in(inlines: Iterable[Inline]) -> tuple[list[Inline], list[Inline] | None]:
    """What precedes the first note of a citation, and the note's text; None if there is no note."""
    before: list[Inline] = []
    for inline in _without_cite(inlines):
        if inline["t"] == "Note":
            blocks = inline["c"]
            return before, [part for block in blocks if block["t"] in {"Para", "Plain"} for part in block["c"]]
        before.append(inline)
    return before, None


def _without_cite(inlines: Iterable[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        if inline["t"] == "Cite":
            yield from inline["c"][1]
        else:
            yield inline
