"""Conditions of LaTeX that a reader of the source can decide: what they leave out is no text, and need not be LaTeX.

Source: The TeXbook, chapter 20, "Conditionals"; LaTeX2e unofficial reference manual, "\\newif".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from hedgesite.importer.latex_balance import Edit, edited
from hedgesite.importer.latex_verbatim import LITERAL, Ends

_OF_TEX = (
    "x|num|dim|odd|case|true|false|cat|mmode|hmode|vmode|inner|void|hbox|vbox|eof|defined|csname|pdf|xetex|luatex"
    "|XeTeX|LuaTeX|PDFTeX|pdftex"
)
_DECLARED = re.compile(r"\\newif\s*\\if(?P<name>[A-Za-z@]+)")
_TOKEN = re.compile(
    rf"{LITERAL}|\\\\"
    r"|\\newif\s*\\if[A-Za-z@]+"
    r"|\\if(?P<name>[A-Za-z@]*)(?![A-Za-z@])|\\(?P<end>fi|else|or)(?![A-Za-z@])"
    r"|\\(?P<set>[A-Za-z@]+)(?P<value>true|false)(?![A-Za-z@])"
)


@dataclass(slots=True)
class _Open:
    start: int
    value: bool | None
    """None if it cannot be decided: then it stays as it is."""
    is_hidden: bool
    """Whether it stands in what is left out."""
    otherwise: int = -1
    """Where its second branch begins."""


def with_decided_conditions(text: str) -> str:
    """The text without the branches that are never taken: of `\\iffalse`, and of what `\\newif` declares.

    As many lines stay.
    """
    declared = {found["name"]: False for found in _DECLARED.finditer(text)}
    if not declared and "\\iffalse" not in text and "\\iftrue" not in text:
        return text
    return edited(text, _Conditions(text, declared).edits())


class _Conditions:
    def __init__(self, text: str, values: dict[str, bool]) -> None:
        self.text = text
        self.values: dict[str, bool] = {"true": True, "false": False, **values}
        self.known = re.compile(rf"(?:{_OF_TEX})?|{'|'.join(map(re.escape, self.values))}")
        self.opened: list[_Open] = []
        self.cut: list[Edit] = []

    def edits(self) -> list[Edit]:
        ends, at = Ends(self.text), 0
        while found := _TOKEN.search(self.text, at):
            at = found.end()
            if found["literal"] and not self._is_hidden():
                at = ends.after(found["literal"], at) or at
            elif found["name"] is not None and self.known.fullmatch(found["name"]):
                self._begin(found)
            elif found["end"] and self.opened:
                self._end(found)
            elif found["set"] in self.values and not self._is_hidden():
                self.values[found["set"]] = found["value"] == "true"
        return self.cut

    def _is_hidden(self) -> bool:
        if not self.opened:
            return False
        inner = self.opened[-1]
        return inner.is_hidden or inner.value is (inner.otherwise >= 0)

    def _begin(self, found: re.Match[str]) -> None:
        hidden = self._is_hidden()
        value = None if hidden else self.values.get(found["name"])
        self.opened.append(_Open(found.start(), value, hidden))
        if value is True:
            self._leave_out(found.start(), found.end())

    def _end(self, found: re.Match[str]) -> None:
        one = self.opened[-1]
        if found["end"] == "else" and one.otherwise < 0:
            one.otherwise = found.start()
            if one.value is False:
                self._leave_out(one.start, found.end())
        elif found["end"] == "fi":
            self.opened.pop()
            if one.value is True:
                self._leave_out(one.otherwise if one.otherwise >= 0 else found.start(), found.end())
            elif one.value is False:
                self._leave_out(found.start() if one.otherwise >= 0 else one.start, found.end())

    def _leave_out(self, start: int, end: int) -> None:
        self.cut.append(Edit(start, end, "%\n" * self.text.count("\n", start, end)))
