"""TeX that the converter does not know, in terms that it knows. Offsets of the result lead back to what was written."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from hedgesite.mathml.limits import DEEPEST, Depth, check_command

_TOKEN = re.compile(
    r"%[^\n]*"
    r"|\\(?P<edge>begin|end)\s*\{(?P<env>[A-Za-z]+\*?)\}(?P<option>\[[tbc]\])?"
    r"|(?P<row>\\\\\*?)(?:[ \t]*\[[ \t]*-?[\d.]+[ \t]*(?:pt|em|ex|mm|cm|in|mu|bp|pc)[ \t]*\])?"
    r"|\\(?P<word>[A-Za-z]+)"
    r"|(?P<sign>\\[%#&_$])(?P<space>[ ]+)?"
    r"|\\."
    r"|(?P<mark>[{}$])"
    r"|(?P<pause>[&+\-=,)\]])",
    re.DOTALL,
)
_ENVIRONMENTS = {
    **dict.fromkeys(("align", "align*", "flalign", "flalign*", "alignat", "alignat*", "alignedat", "split"), "aligned"),
    **dict.fromkeys(("gather", "gather*", "multline", "multline*", "multlined"), "gathered"),
    **dict.fromkeys(("smallmatrix", "smallmatrix*"), "matrix"),
    "eqnarray": "array",
    "eqnarray*": "array",
    "darray": "array",
}
"""Environments that differ only in numbers, which formulas here get from their ids, or in size."""
_BARE = frozenset(("equation", "equation*", "displaymath", "math", "subequations"))
"""Environments that only say that a formula begins."""
_WITH_NUMBER = frozenset(("alignat", "alignat*", "alignedat"))
_COUNT = re.compile(r"\s*\{\s*\d+\s*\}")
_COLUMNS = re.compile(r"\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_REPEATED = re.compile(r"\*\{(\d{1,2})\}\{([lcr|: ]+)\}")
_SPACING = re.compile(r"[@!><]\{[^{}]*\}")
_PARAGRAPH = re.compile(r"[pmb]\{[^{}]*\}")
_TEXTS = {
    **dict.fromkeys(("text", "mbox", "hbox", "textnormal", "textmd", "textup", "textrm"), "text"),
    **{name: name for name in ("textit", "textbf", "textsf", "texttt", "textsc", "emph")},
    "textsl": "textit",
}
"""Commands for words, and what the converter calls them."""
_OPENING = re.compile(r"\s*\{")
_RULE = re.compile(r"(\\hline)(?:\s*\\hline)+(?![A-Za-z])")


@dataclass(slots=True)
class Prepared:
    """Text for the converter, in pieces that lead back to the TeX as written."""

    chunks: list[str] = field(default_factory=list)
    length: int = 0
    starts: list[tuple[int, int]] = field(default_factory=list)
    """Offset here, and in the TeX as written."""

    @property
    def text(self) -> str:
        return "".join(self.chunks)

    def add(self, text: str, at: int) -> None:
        if text:
            self.starts.append((self.length, at))
            self.chunks.append(text)
            self.length += len(text)

    def written_at(self, offset: int) -> int:
        """Offset in the TeX as written."""
        index = bisect_right(self.starts, offset, key=lambda start: start[0]) - 1
        if index < 0:
            return 0
        here, there = self.starts[index]
        return there + min(offset - here, max(0, len(self.chunks[index]) - 1)) if offset < self.length else -1


def prepare(tex: str, deepest: int = DEEPEST) -> Prepared:
    """Prepare a formula. Raises UnreadableError for what is refused, or nested too deeply."""
    return _Preparation(tex, deepest).read()


class _Preparation:
    def __init__(self, tex: str, deepest: int) -> None:
        self.tex = tex
        self.out = Prepared()
        self.depth = Depth(deepest)
        self.text_groups: list[tuple[int, str, bool]] = []
        """Open groups of words: depth, command, and whether they hold formulas."""
        self.in_text = False

    def read(self) -> Prepared:
        pos = 0
        while found := _TOKEN.search(self.tex, pos):
            self.out.add(self.tex[pos : found.start()], pos)
            pos = self._token(found)
        self.out.add(self.tex[pos:], pos)
        return self.out

    def _token(self, found: re.Match[str]) -> int:
        start, end = found.span()
        if found["edge"]:
            return self._edge(found)
        if found["word"]:
            return self._word(found["word"], start, end)
        if found["mark"]:
            self._mark(found["mark"], start)
        elif found["row"]:
            self.depth.pause()
            self.out.add("\\\\", start)
        elif found["sign"] and self.in_text:
            # The converter drops the blank after the sign.
            self.out.add(found["sign"] + ("{} " if found["space"] else ""), start)
        else:
            if found["pause"]:
                self.depth.pause()
            self.out.add(found[0], start)
        return end

    def _edge(self, found: re.Match[str]) -> int:
        name, end = found["env"], found.end()
        begins = found["edge"] == "begin"
        if begins:
            self.depth.open(found.start())
        else:
            self.depth.close()
        if name in _BARE:
            self.out.add("{" if begins else "}", found.start())
            return end
        known = _ENVIRONMENTS.get(name, name)
        # An unknown name stays where it is, so that the finding is at its place.
        self.out.add(f"\\{found['edge']}{{{known}}}", found.start())
        if begins and name.startswith("eqnarray"):
            self.out.add("{rcl}", end)
        elif begins and known == "array":
            return self._columns(end)
        elif begins and name in _WITH_NUMBER and (count := _COUNT.match(self.tex, end)):
            return count.end()
        return end

    def _columns(self, at: int) -> int:
        found = _COLUMNS.match(self.tex, at)
        if not found:
            return at
        columns = _REPEATED.sub(lambda each: each[2] * min(int(each[1]), 30), found[1])
        columns = _PARAGRAPH.sub("l", _SPACING.sub("", columns)).replace("||", "|")
        self.out.add(f"{{{columns}}}", at)
        return found.end()

    def _word(self, word: str, start: int, end: int) -> int:
        check_command(start, word)
        if word in _TEXTS and (group := _OPENING.match(self.tex, end)) and not self.in_text:
            return self._text(_TEXTS[word], start, group.end())
        if word == "hline" and (rule := _RULE.match(self.tex, start)):
            end = rule.end()
            self.out.add("\\hline", start)
            return end
        if word == "left":
            self.depth.open(start)
        elif word == "right":
            self.depth.close()
        self.depth.command(start, f"\\{word}")
        known = _TEXTS.get(word, word) if self.in_text else word
        self.out.add(f"\\{known}", start)
        return end

    def _text(self, command: str, start: int, end: int) -> int:
        """Begin a group of words. One that holds formulas is divided, since the converter knows none in words."""
        close = _end_of_group(self.tex, end)
        divided = "$" in re.sub(r"\\.", "", self.tex[end:close], flags=re.DOTALL)
        self.depth.open(start)
        self.text_groups.append((self.depth.opened, command, divided))
        self.in_text = True
        self.out.add(f"{{\\{command}{{" if divided else f"\\{command}{{", start)
        return end

    def _mark(self, mark: str, at: int) -> None:
        group = self.text_groups[-1] if self.text_groups else None
        if mark == "{":
            self.depth.open(at)
        elif mark == "}":
            if group and group[0] == self.depth.opened:
                self.text_groups.pop()
                mark = "}}" if group[2] and self.in_text else "}"
                self.in_text = False
            self.depth.close()
        elif group and group[0] == self.depth.opened:
            self.in_text = not self.in_text
            mark = f"\\{group[1]}{{" if self.in_text else "}"
        self.out.add(mark, at)


_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)


def _end_of_group(tex: str, start: int) -> int:
    depth = 1
    for found in _BRACE.finditer(tex, start):
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if depth == 0:
            return found.start()
    return len(tex)
