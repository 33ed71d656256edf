"""The steps of an algorithm as a list of LaTeX, with a list in it for each block.

Source: the packages algorithmic, algpseudocode and algorithm2e, on their commands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hedgesite.importer.latex_groups import Groups

_DEEPEST = 4
"""Lists in lists. What is deeper stands at this depth."""
_OPENING = {
    "for": ("for", "do"), "forall": ("for all", "do"), "foreach": ("for each", "do"), "while": ("while", "do"),
    "if": ("if", "then"), "uif": ("if", "then"), "lif": ("if", "then"), "loop": ("loop", ""),
    "repeat": ("repeat", ""), "switch": ("switch", ""), "case": ("case", ""), "ucase": ("case", ""),
    "begin": ("begin", ""), "fn": ("function", ""), "lfor": ("for", "do"), "lwhile": ("while", "do"),
    "lforeach": ("for each", "do"), "eif": ("if", "then"), "procedure": ("procedure", ""),
    "function": ("function", ""),
}  # fmt: skip
_BETWEEN = {
    "else": ("else", ""), "elsif": ("else if", "then"), "elseif": ("else if", "then"), "uelseif": ("else if", "then"),
    "uelse": ("else", ""), "lelse": ("else", ""), "lelseif": ("else if", "then"), "other": ("otherwise", ""),
}  # fmt: skip
_LABELS = {
    "require": "Require:", "ensure": "Ensure:", "kwin": "Input:", "kwout": "Output:", "kwdata": "Data:",
    "kwresult": "Result:", "input": "Input:", "output": "Output:", "kwinput": "Input:", "kwoutput": "Output:",
}  # fmt: skip
_WORDS = {
    "return": "return", "kwret": "return", "kwreturn": "return", "print": "print", "true": "true", "false": "false",
    "and": "and", "or": "or", "not": "not", "to": "to", "kwto": "to", "break": "break", "continue": "continue",
}  # fmt: skip
_COMMENTS = frozenset({"comment", "tcp", "tcc", "tcr"})
_NO_CONDITION = frozenset({"loop", "repeat", "begin", "else", "uelse", "lelse", "other"})
_SETTINGS = re.compile(
    r"\\(?:SetKw[A-Za-z]*|SetKwInOut|SetFuncSty|SetArgSty|algnewcommand|algrenewcommand|algdef|algsetup|SetNlSty"
    r"|SetAlgoNlRelativeSize|SetCommentSty|setcounter|renewcommand|newcommand|vspace\*?|hspace\*?)\s*"
    r"(?:\[[^\[\]]*\]|\{(?:[^{}]|\{[^{}]*\})*\}|\\[A-Za-z]+)*"
    r"|\\(?:SetAlgoLined|SetAlgoNoLine|SetAlgoVlined|SetAlgoNoEnd|DontPrintSemicolon|LinesNumbered|LinesNotNumbered|small"
    r"|footnotesize|scriptsize|normalsize|centering|raggedright|BlankLine|nl|indent|noindent|par|SetInd|newline|medskip"
    r"|smallskip|bigskip|hfill|hrule|vspace|setlength|algoindent|ShowLn|RestyleAlgo\s*\{[^{}]*\})(?![A-Za-z])"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(?![A-Za-z])")
_TOKEN = re.compile(
    r"\\(?P<name>[A-Za-z]+)(?P<star>\*?)|(?P<stop>\\;|\\\\(?:\[[^\]\n]{0,20}\])?)|\\.|\n[ \t]*\n", re.DOTALL
)


def as_list(text: str, *, has_bodies: bool) -> str:
    """A list of the steps. `has_bodies` if a loop has its steps in braces, as in algorithm2e."""
    text = _SETTINGS.sub(" ", text)
    reader = _Steps(text, Groups(text), has_bodies)
    reader.read()
    return "".join(_written(reader.lines))


@dataclass(slots=True)
class _Steps:
    text: str
    groups: Groups
    has_bodies: bool
    lines: list[tuple[int, str]] = field(default_factory=list)
    """The depth of each line, and its words."""
    line: list[str] = field(default_factory=list)
    depth: int = 0
    closing: list[int] = field(default_factory=list)
    """Where the bodies end that are open, the innermost last."""
    second: list[int] = field(default_factory=list)
    """Where a body begins that is the second one of its command."""

    def read(self) -> None:
        at = 0
        while found := _TOKEN.search(self.text, at):
            at = self._until(at, found.start())
            if at > found.start():
                continue
            at = self._token(found)
        self._until(at, len(self.text))
        self._end_line()

    def _until(self, at: int, end: int) -> int:
        """Take over the words up to a place, past the bodies that end before it; the place that was reached."""
        while self.closing and self.closing[-1] <= end:
            close = self.closing.pop()
            self.line.append(self.text[at:close])
            self._end_line()
            self.depth -= 1
            at = close + 1
            if self.second and self.second[-1] == close:
                self.second.pop()
                at = self._second(at)
        if at < end:
            self.line.append(self.text[at:end])
            return end
        return at

    def _second(self, at: int) -> int:
        body = self.groups.group(_blank(self.text, at))
        if body is None:
            return at
        self._word("else")
        return self._body(body)

    def _body(self, body: tuple[int, int]) -> int:
        self._end_line()
        self.depth += 1
        self.closing.append(body[1])
        return body[0]

    def _end_line(self) -> None:
        words = " ".join("".join(self.line).split())
        if re.search(r"\w", words):
            self.lines.append((self.depth, words))
        self.line.clear()

    def _word(self, word: str) -> None:
        self.line.append(f" \\textbf{{{word}}} " if word else "")

    def _token(self, found: re.Match[str]) -> int:
        # Commands of mathematics, such as `\\to`, have the names of words of an algorithm in lower case.
        is_other = (found["name"] or "").islower() and found["name"] not in _COMMENTS
        name = "" if is_other else (found["name"] or "").lower()
        if found["stop"] or not found[0].strip():
            self._end_line()
        elif name in _OPENING:
            return self._opened(name, found.end())
        elif name in _BETWEEN:
            return self._between(name, found.end())
        elif name.startswith("end"):
            self._end_line()
            self.depth = max(self.depth - 1, 0) if not self.has_bodies else self.depth
        elif name == "until":
            self._end_line()
            self.depth = max(self.depth - 1, 0)
            self._word("until")
        else:
            return self._plain(name, found)
        return found.end()

    def _plain(self, name: str, found: re.Match[str]) -> int:
        at = found.end()
        if name in _LABELS:
            self._end_line()
            self._word(_LABELS[name])
            return self._labelled(at)
        if name in _COMMENTS:
            words = self.groups.group(self.groups.options(at))
            self.line.append(f" ▷ {self.text[slice(*words)]} " if words else "")
            return words[1] + 1 if words else at
        if name in {"state", "statex"}:
            self._end_line()
        elif name in _WORDS:
            self._word(_WORDS[name])
        elif name == "call":
            return self._named(at)
        else:
            self.line.append(found[0])
        return at

    def _labelled(self, at: int) -> int:
        words = self.groups.group(at)
        if words is None:
            return at
        self.line.append(f" {self.text[slice(*words)]} ")
        self._end_line()
        return words[1] + 1

    def _opened(self, name: str, at: int) -> int:
        self._end_line()
        before, after = _OPENING[name]
        self._word("repeat until" if name == "repeat" and self.has_bodies else before)
        is_named = name in {"procedure", "function"} and not self.has_bodies
        at = self._named(at) if is_named else self._condition(name, at)
        self._word(after)
        if not self.has_bodies:
            self._end_line()
            self.depth += 1
            return at
        return self._with_body(name, at)

    def _with_body(self, name: str, at: int) -> int:
        body = self.groups.group(_blank(self.text, at))
        if body is None:
            return at
        if name == "eif":
            self.second.append(body[1])
        return self._body(body)

    def _between(self, name: str, at: int) -> int:
        self._end_line()
        self.depth = max(self.depth - 1, 0) if not self.has_bodies else self.depth
        before, after = _BETWEEN[name]
        self._word(before)
        at = self._condition(name, at)
        self._word(after)
        if self.has_bodies:
            return self._with_body(name, at)
        self._end_line()
        self.depth += 1
        return at

    def _condition(self, name: str, at: int) -> int:
        if name in _NO_CONDITION and not (name == "repeat" and self.has_bodies):
            return at
        words = self.groups.group(self.groups.options(at))
        if words is None:
            return at
        self.line.append(f" {_COMMAND.sub(_in_words, self.text[slice(*words)])} ")
        return words[1] + 1

    def _named(self, at: int) -> int:
        """A name and what stands in parentheses after it."""
        for pattern in ("{}", "({})"):
            words = self.groups.group(at)
            if words is None:
                break
            self.line.append(pattern.format(self.text[slice(*words)]))
            at = words[1] + 1
        return at


def _in_words(found: re.Match[str]) -> str:
    word = "" if found[1].islower() else _WORDS.get(found[1].lower(), "")
    return f" \\textbf{{{word}}} " if word else found[0]


def _blank(text: str, at: int) -> int:
    found = re.compile(r"\s*").match(text, at)
    return found.end() if found else at


def _written(lines: list[tuple[int, str]]) -> Iterator[str]:
    depth = -1
    for wanted, words in lines:
        # A block without a step of its own would begin a list in no item.
        wanted = min(wanted, depth + 1, _DEEPEST)
        while depth < wanted:
            yield "\\begin{itemize}"
            depth += 1
        while depth > wanted:
            yield "\\end{itemize}"
            depth -= 1
        yield f"\\item {words} "
    yield "\\end{itemize}" * (depth + 1)
