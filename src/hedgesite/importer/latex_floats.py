"""Floats of LaTeX with several captions, written as Pandoc keeps every caption: it has one for each float.

A part of a figure becomes a subfigure, and a part of a table a table of its own. No line is added or taken away, so
that the places of Pandoc's messages stay.

Source: the packages subcaption, subfig, subfigure, caption and floatrow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_document import COMMENT
from hedgesite.importer.latex_groups import Groups
from hedgesite.importer.latex_verbatim import LITERAL, Ends

_FLOATS = r"figure\*?|table\*?"
_PARTS = r"minipage|subfigure|subtable|center"
_TOKEN = re.compile(
    rf"{LITERAL}"
    rf"|\\(?P<how>begin|end)\s*\{{(?P<name>{_FLOATS}|{_PARTS})\}}"
    r"|\\(?P<box>subfloat|subfigure|subtable|subcaptionbox\*?|ffigbox|ttabbox|fcapside)(?![A-Za-z@])"
    r"|\\(?P<caption>caption|subcaption|captionof)(?![A-Za-z@])\*?"
    r"|\\begin\s*\{tabular|\\includegraphics(?P<shown>)"
)
_LABEL = re.compile(r"\s*\\label\s*\{[^{}]*\}")
_SUBFIGURE = re.compile(r"\\begin\s*\{subfigure\}|\\(?:subfloat|subfigure|subcaptionbox)(?![A-Za-z@])")
_BOXED = re.compile(r"\\(?:ffigbox|ttabbox|fcapside)(?![A-Za-z@])")
_SHOWN = re.compile(
    r"\\begin\s*\{(?:tabular|longtable|array|minipage|lstlisting|verbatim|itemize|enumerate|description|quote|equation"
    r"|align|tabbing|subtable|center)|\\(?:includegraphics|subfloat|ttabbox|input)|\$|\\\["
)
"""What a float of a table shows in place of a table."""
_OF_FIGURES = "\\begin{subfigure}{1}", "\\end{subfigure}"
_OF_TABLES = "\\begin{table}", "\\end{table}"


class _Caption(NamedTuple):
    """A caption with the label after it: `mark` ends where its words begin, and `close` is where they end."""

    start: int
    mark: int
    close: int
    end: int


@dataclass(slots=True)
class _Open:
    """An environment that is open."""

    name: str
    start: int
    end: int
    captions: list[_Caption] = field(default_factory=list)
    shows_first: bool = False
    """Whether it shows something before its first caption."""
    parts: int = 0
    kind: str = ""
    """The float that it becomes because of `\\captionof`."""

    @property
    def is_float(self) -> bool:
        return self.name.startswith(("figure", "table"))

    @property
    def of_tables(self) -> bool:
        return self.name.startswith("table")


def with_single_captions(text: str) -> str:
    """The text, in which each float and each part of one has a single caption."""
    return edited(text, _Floats(text).edits())


class _Floats:
    def __init__(self, text: str) -> None:
        self.text, self.groups = text, Groups(text)
        self.opened: list[_Open] = []

    def edits(self) -> Iterator[Edit]:
        ends, at = Ends(self.text), 0
        while found := _TOKEN.search(self.text, at):
            at = found.end()
            if found["literal"]:
                at = ends.after(found["literal"], at) or at
            elif found["how"] == "begin":
                self.opened.append(_Open(found["name"], found.start(), at))
            elif found["how"] == "end":
                yield from self._closed(found)
            elif found["box"]:
                yield from self._boxed(found)
            elif found["caption"]:
                yield from self._caption(found)
            elif self.opened and found[0].startswith("\\") and not found[0].startswith("\\verb"):
                inner = self.opened[-1]
                inner.shows_first = inner.shows_first or not inner.captions

    def _float(self) -> _Open | None:
        return next((each for each in reversed(self.opened[-20:]) if each.is_float), None)

    def _closed(self, found: re.Match[str]) -> Iterator[Edit]:
        if not self.opened or self.opened[-1].name != found["name"]:
            return
        one = self.opened.pop()
        around = self._float()
        if one.is_float:
            yield from self._whole(one, found)
        elif one.captions and around is not None and one.name != "center":
            around.parts += 1
            yield from self._renamed(one, found, _OF_TABLES if around.of_tables else _OF_FIGURES)
        elif one.captions and around is not None:
            around.captions += one.captions
        elif one.kind:
            yield from self._renamed(one, found, (f"\\begin{{{one.kind}}}", f"\\end{{{one.kind}}}"))
        if around is not None and one.shows_first and not around.captions:
            around.shows_first = True

    def _renamed(self, one: _Open, end: re.Match[str], names: tuple[str, str]) -> Iterator[Edit]:
        after = one.end if one.name == "center" else self.groups.groups(one.end, 1)[0]
        yield self._instead(one.start, after, names[0])
        yield Edit(end.start(), end.end(), names[1])

    def _whole(self, one: _Open, end: re.Match[str]) -> Iterator[Edit]:
        if one.parts and one.of_tables:
            # What is left of the float around the tables is its caption, which becomes a paragraph.
            yield self._instead(one.start, self.groups.options(one.end), "\\par ")
            yield Edit(end.start(), end.end(), "\\par ")
            for each in one.captions:
                yield self._instead(each.start, each.mark, "\\par {")
                yield Edit(each.end, each.end, "\\par ")
        elif one.captions and not one.of_tables and self._has_parts(one, end.start()):
            yield from self._moved(one, end.start())
        elif one.of_tables and one.captions and not _SHOWN.search(self.text, one.end, end.start()):
            # Pandoc drops a table without rows, with its caption; what was to stand in it has a finding.
            yield Edit(end.start(), end.start(), "\\begin{tabular}{l}…\\end{tabular}")
        elif not one.parts and len(one.captions) > 1:
            again = f"\\end{{{one.name}}}\\begin{{{one.name}}}"
            for each in one.captions[:-1] if one.shows_first else one.captions[1:]:
                at = each.end if one.shows_first else each.start
                yield Edit(at, at, again)

    def _has_parts(self, one: _Open, end: int) -> bool:
        """Whether a figure has parts besides its caption; the boxes of floatrow hold theirs."""
        if _BOXED.search(self.text, one.end, end):
            return False
        return bool(one.parts) or _SUBFIGURE.search(self.text, one.end, end) is not None

    def _moved(self, one: _Open, end: int) -> Iterator[Edit]:
        """Captions of a figure with parts, at its end: Pandoc drops those that stand before its parts."""
        said = []
        for each in one.captions:
            said.append(" ".join(COMMENT.sub(r"\1", self.text[each.start : each.end]).split()))
            yield self._instead(each.start, each.end, "")
        yield Edit(end, end, " ".join(said))

    def _caption(self, found: re.Match[str]) -> Iterator[Edit]:
        start, at = found.start(), found.end()
        kind = self.groups.group(at) if found["caption"] == "captionof" else None
        words = self.groups.group(self.groups.options(kind[1] + 1 if kind else at))
        if words is None or not self.opened:
            if words and kind:
                yield Edit(start, words[0] - 1, f"\\par {self.text[slice(*kind)].strip().capitalize()}: ")
                yield Edit(words[1], words[1] + 1, "}\\par ")
            return
        label = _LABEL.match(self.text, words[1] + 1)
        one = self._owner()
        one.captions.append(_Caption(start, words[0], words[1], label.end() if label else words[1] + 1))
        if kind and not one.is_float:
            one.kind = "table" if "tab" in self.text[slice(*kind)] else "figure"
        if found["caption"] != "caption":
            yield self._instead(start, kind[1] + 1 if kind else at, "\\caption")

    def _owner(self) -> _Open:
        return next((each for each in reversed(self.opened[-20:]) if each.name != "center"), self.opened[-1])

    def _boxed(self, found: re.Match[str]) -> Iterator[Edit]:
        around = self._float()
        if around is None:
            return
        words, content, ends = self._arguments(found["box"].rstrip("*"), found.end())
        if content is None:
            return
        around.parts += 1
        begin, end = _OF_TABLES if around.of_tables else _OF_FIGURES
        caption = f"\\caption{{{words}}}" if words.strip() else ""
        yield self._instead(found.start(), content, f"{begin}{caption}")
        for each in ends[:-1]:
            yield self._instead(*each, " ")
        yield Edit(*ends[-1], end)

    def _arguments(self, name: str, at: int) -> tuple[str, int | None, list[tuple[int, int]]]:
        """The words of a caption, where the content begins, and the ranges of marks that end it or divide it."""
        words = ""
        if name == "subcaptionbox":
            title = self.groups.group(self.groups.options(at))
            if title is None:
                return "", None, []
            words, at = self.text[slice(*title)], title[1] + 1
            at = self.groups.options(at)
        else:
            while option := self.groups.option(at):
                words, at = self.text[slice(*option)], option[1] + 1
        first = self.groups.group(at)
        if first is None:
            return "", None, []
        if name in {"ffigbox", "ttabbox", "fcapside"}:
            second = self.groups.group(first[1] + 1)
            ends = [(first[1], second[0]), (second[1], second[1] + 1)] if second else [(first[1], first[1] + 1)]
            return "", first[0], ends
        return words, first[0], [(first[1], first[1] + 1)]

    def _instead(self, start: int, end: int, written: str) -> Edit:
        """An edit that keeps the lines of what it replaces."""
        lines = self.text.count("\n", start, end) - written.count("\n")
        return Edit(start, end, written + "%\n" * max(lines, 0))
