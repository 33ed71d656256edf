"""The text of a manuscript: Markdown whose every character can be traced to its place in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it.common.utils import stripEscape

from hedgesite.diagnostics import Diagnostic, Origin, Rule
from hedgesite.model.lines import Lines


class Span(NamedTuple):
    """A range of the manuscript, from `start` up to but not including `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Manuscript:
    """Markdown as read, with `\n` as newline."""

    file: str
    """Path as shown in diagnostics."""
    text: str

    _lines: Lines = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_lines", Lines.of(self.text, self.file))

    def origin(self, offset: int) -> Origin:
        return self._lines.at(offset)

    def finding(self, rule: Rule, offset: int, problem: str, remedy: str) -> Diagnostic:
        """A finding at an offset of the text."""
        return Diagnostic(rule, self.origin(offset), problem, remedy)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Parts of the manuscript that read as one text, such as the halves of a paragraph around a page break."""

    text: str
    starts: tuple[int, ...]
    """Offsets in `text` at which the parts begin; the first is 0."""
    offsets: tuple[int, ...]
    """Offsets of these parts in the manuscript."""

    @classmethod
    def of(cls, manuscript: Manuscript, spans: tuple[Span, ...]) -> Stretch:
        """Join parts with line breaks."""
        starts, length = [], 0
        for span in spans:
            starts.append(length)
            length += span.end - span.start + 1
        text = "\n".join(manuscript.text[span.start : span.end] for span in spans)
        return cls(text, tuple(starts), tuple(span.start for span in spans))

    def offset(self, position: int) -> int:
        """The offset in the manuscript of a position in `text`."""
        piece = bisect_right(self.starts, position) - 1
        return self.offsets[piece] + position - self.starts[piece]


_MARKUP = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|`")
_SUPERSCRIPT = re.compile(r"<sup>(?:(?!<sup>).)*?</sup>|\^[^\s^]+\^|\[\^[^\]\s]+\]", re.DOTALL)
_LINK = re.compile(r"(?<!\\)!?\[((?:[^\[\]\\]|\\.)*+)\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)?[^<>\s]+[.:@][^<>\s]+)>")
_ATTRIBUTES = re.compile(r"(?<!\s)\s*+\{[#.][^{}]*\}\s*$")


def plain(markdown: str) -> str:
    """The words of a short piece of Markdown in one line, without emphasis, note calls and attributes."""
    text = _ATTRIBUTES.sub("", _SUPERSCRIPT.sub("", markdown))
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    return " ".join(stripEscape(_MARKUP.sub("", text)).split())
