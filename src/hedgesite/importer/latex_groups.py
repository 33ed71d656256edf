"""A text of LaTeX whose groups in braces are known."""

from __future__ import annotations

import re

NESTED = r"(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*"
"""The content of a group, with groups up to two levels deep in it."""
_GROUP = re.compile(r"[^\S\n]*(?:%[^\n]*)?\n?[^\S\n]*\{")
_OPTION = re.compile(r"[^\S\n]*(?:%[^\n]*\n[^\S\n]*)?\[")
_ENDS_OPTION = re.compile(r"(?<!\\)[\]{]")
_LONGEST_OPTION = 2000


class Groups:
    """The groups of a text, found in one pass."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closes: dict[int, int] = {}
        """Where each group ends, by where it begins."""
        opened: list[int] = []
        for found in re.finditer(r"\\.|[{}]", text, re.DOTALL):
            if found[0] == "{":
                opened.append(found.start())
            elif found[0] == "}" and opened:
                self.closes[opened.pop()] = found.start()

    def group(self, at: int) -> tuple[int, int] | None:
        """Begin and end of the content of the argument in braces at a place."""
        found = _GROUP.match(self.text, at)
        close = self.closes.get(found.end() - 1) if found else None
        return (found.end(), close) if found and close is not None else None

    def option(self, at: int) -> tuple[int, int] | None:
        """Begin and end of the content of the argument in square brackets at a place."""
        found = _OPTION.match(self.text, at)
        if found is None:
            return None
        begin = at = found.end()
        end = begin + _LONGEST_OPTION
        if self.text.find("]", begin, end) < 0:
            return None
        while mark := _ENDS_OPTION.search(self.text, at, end):
            if mark[0] == "]":
                return begin, mark.start()
            # A bracket within braces ends nothing.
            at = self.closes.get(mark.start(), mark.start()) + 1
        return None

    def options(self, at: int) -> int:
        """The position after the arguments in square brackets at a place."""
        while found := self.option(at):
            at = found[1] + 1
        return at

    def groups(self, at: int, count: int) -> tuple[int, tuple[int, int] | None]:
        """The position after so many arguments, and the last of them; the same position if they are not there."""
        last = None
        for _ in range(count):
            last = self.group(self.options(at))
            if last is None:
                return at, None
            at = last[1] + 1
        return at, last
