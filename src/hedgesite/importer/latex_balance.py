"""Groups and environments of LaTeX without a counterpart. TeX passes over many with a warning; Pandoc stops at each.

Source: The TeXbook, chapters 7 and 20, on braces within comments, escapes and verbatim text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hedgesite.importer.latex_document import document_begin
from hedgesite.importer.latex_verbatim import ENVIRONMENT, Ends

_PARTS = re.compile(
    r"%[^\n]*"
    r"|\\(?:verb|lstinline)\*?(?P<sign>[^A-Za-z\s*\[{])[^\n]*?(?P=sign)"
    r"|\\(?:url|nolinkurl|path|href)\s*\{[^{}\n]*\}"
    rf"|\\begin\s*\{{(?P<literal>{ENVIRONMENT})\}}"
    r"|\\(?P<how>begin|end)\s*\{(?P<name>[^{}\n]*)\}"
    r"|(?P<heading>\\(?:part|chapter|(?:sub)*section)\*?\s*[\[{])"
    r"|\\."
    r"|(?P<brace>[{}])",
    re.DOTALL,
)
_BRACES = re.compile(r"%[^\n]*|`\\?[{}]|\\.|(?P<brace>[{}])", re.DOTALL)
_CLOSED_BY_HEADINGS = frozenset({"itemize", "enumerate", "description", "quote", "quotation"})
_DOCUMENT = "document"


class Edit(NamedTuple):
    """A range of a text, and the text that replaces it."""

    start: int
    end: int
    instead: str


class _Open(NamedTuple):
    """An environment, or a group with the name `{`, that is open."""

    name: str
    start: int
    end: int


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits that do not overlap."""
    parts, at = [], 0
    for edit in sorted(edits):
        parts += [text[at : edit.start], edit.instead]
        at = edit.end
    return "".join([*parts, text[at:]])


def closed_before_headings(text: str) -> str:
    """The text with the lists and quotations closed that are still open where a section begins or the document ends."""
    edits: list[Edit] = []
    opened: list[str] = []
    for found in _parts(text, 0):
        name = found["name"] or ""
        if name in _CLOSED_BY_HEADINGS and found["how"] == "begin":
            opened.append(name)
        elif name in _CLOSED_BY_HEADINGS and opened and opened[-1] == name:
            opened.pop()
        elif opened and (found["heading"] or (found["how"] == "end" and name == _DOCUMENT)):
            ends = "".join(f"\\end{{{each}}}" for each in reversed(opened))
            edits.append(Edit(found.start(), found.start(), ends))
            opened = []
    return edited(text, edits)


def faults(text: str) -> tuple[Edit, ...]:
    """Edits that balance the body of a document: what nothing opened goes, and what nothing closes goes or is closed.

    An environment holds its groups: a brace that is open where it ends has no counterpart.
    """
    begin = document_begin(text)
    edits = list(_of_preamble(text, begin[0] if begin else 0))
    opened: list[_Open] = []
    # Counted, since to look through all that is open at each end would take quadratic time.
    names: Counter[str] = Counter()
    for found in _parts(text, begin[1] if begin else 0):
        here = _Open(found["name"] or "{", found.start(), found.end())
        if found["how"] == "end" and here.name == _DOCUMENT:
            edits += _unclosed(opened, here.start)
            return tuple(edits)
        if found["how"] == "begin" or found["brace"] == "{":
            opened.append(here)
            names[here.name] += 1
        elif found["how"] == "end" and names[here.name]:
            within = next(at for at in range(len(opened) - 1, -1, -1) if opened[at].name == here.name)
            edits += _unclosed(opened[within + 1 :], here.start)
            names.subtract(each.name for each in opened[within:])
            del opened[within:]
        elif found["brace"] and opened and opened[-1].name == "{":
            opened.pop()
            names["{"] -= 1
        elif found["brace"] or found["how"]:
            edits.append(_without(here))
    document = [_Open(_DOCUMENT, *begin)] if begin else []
    return (*edits, *_unclosed([*document, *opened], len(text)))


def _of_preamble(text: str, end: int) -> Iterator[Edit]:
    """Edits for the braces before a document that have no counterpart. Its macros may open environments."""
    opened: list[int] = []
    for found in _BRACES.finditer(text, 0, end):
        if found["brace"] == "{":
            opened.append(found.start())
        elif found["brace"] and opened:
            opened.pop()
        elif found["brace"]:
            yield Edit(found.start(), found.end(), " ")
    yield from (Edit(at, at + 1, " ") for at in opened)


def _unclosed(opened: Iterable[_Open], end: int) -> Iterator[Edit]:
    """Edits for what is open where its surroundings end: a brace goes, and an environment is closed."""
    ends = [f"\\end{{{each.name}}}" for each in opened if each.name != "{"]
    if ends:
        yield Edit(end, end, "".join(reversed(ends)))
    yield from (_without(each) for each in opened if each.name == "{")


def _without(part: _Open) -> Edit:
    # Blanks, so that the places of all that follows stay.
    return Edit(part.start, part.end, " " * (part.end - part.start))


def _parts(text: str, at: int) -> Iterator[re.Match[str]]:
    """The marks that open and close something, outside comments and verbatim text."""
    ends = Ends(text)
    while found := _PARTS.search(text, at):
        at = found.end()
        if found["literal"]:
            at = ends.after(found["literal"], at) or at
        elif found["how"] or found["heading"] or found["brace"]:
            if found["heading"]:
                # The brace of its argument is a part of its own.
                at -= 1
            yield found
