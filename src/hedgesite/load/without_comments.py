"""Texts of content files without their comments, which stay in the repository: `<!-- … -->` and `# …`."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

_OPENING, _CLOSING = "<!--", "-->"
_FENCE = re.compile(r"[ \t>]*(?P<fence>`{3,20}|~{3,20})(?P<info>[^\n]*)")
_BACKTICKS = re.compile("`+")
_VISIBLE = re.compile(r"[^ \t]")
_HASH = re.compile(r"(?:^|(?<=[ \t]))#[^\n]*", re.MULTILINE)
_GONE = "\0"
"""Stands where a comment was, so that a line which held nothing else can be told from a blank one."""
_BEFORE = re.compile(r"[ \t]*\x00")
_HEADER = re.compile(r"[|>][-+0-9]*[ \t]+(?P<comment>#[^\n]*)")


def markdown_without_comments(text: str) -> str:
    """Markdown without its comments; those in code are text.

    Where it is doubtful whether something is code, a comment is taken out rather than given away.
    """
    last = text.rfind(_CLOSING)
    if last < 0 or _OPENING not in text:
        return text
    kept: list[str] = []
    fences, line, at = _fences(text), _Line(text, 0), 0
    while (start := text.find(_OPENING, at)) >= 0 and start + 2 <= last:
        while fences and fences[-1][1] <= start:
            fences.pop()
        line = line.at(start)
        in_fence = bool(fences) and fences[-1][0] <= start
        if literal := fences[-1][1] if in_fence else line.code_end(start):
            kept.append(text[at:literal])
            at = literal
            continue
        end = text.find(_CLOSING, start + 2) + len(_CLOSING)
        closing = line.at(end)
        is_alone = line.start >= at and _is_blank(text, line.start, start) and _is_blank(text, end, closing.end)
        if is_alone:
            kept.append(text[at : line.start])
            at = min(closing.end + 1, len(text))
        else:
            kept.append(text[at:start])
            at = _after_blanks(text, end) if text[start - 1 : start] in {" ", "\t"} else end
        line = closing
    return "".join(kept) + text[at:]


def _is_blank(text: str, start: int, end: int) -> bool:
    found = _VISIBLE.search(text, start, end)
    return found is None


def _after_blanks(text: str, at: int) -> int:
    while text[at : at + 1] in {" ", "\t"}:
        at += 1
    return at


class _Line:
    """A line of a text, and the code within it."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        newline = text.find("\n", start)
        self.end = newline if newline >= 0 else len(text)
        self._code: list[tuple[int, int]] | None = None

    def at(self, offset: int) -> _Line:
        """The line of an offset that is not before this one."""
        if offset <= self.end:
            return self
        return _Line(self.text, self.text.rfind("\n", 0, offset) + 1)

    def code_end(self, offset: int) -> int:
        """Offset after the code that an offset is in; 0 if it is in none. Offsets are asked for in order."""
        if self._code is None:
            self._code = list(_code_spans(self.text, self.start, self.end))
            self._code.reverse()
        while self._code and self._code[-1][1] <= offset:
            self._code.pop()
        return self._code[-1][1] if self._code and self._code[-1][0] < offset else 0


def _code_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Code between runs of as many backticks. A run behind a backslash begins none."""
    runs = [found.span() for found in _BACKTICKS.finditer(text, start, end)]
    following: dict[int, int] = {}
    next_alike: list[int] = []
    for number in reversed(range(len(runs))):
        length = runs[number][1] - runs[number][0]
        next_alike.append(following.get(length, 0))
        following[length] = number
    next_alike.reverse()
    number = 0
    while number < len(runs):
        closing = next_alike[number]
        if closing and text[runs[number][0] - 1 : runs[number][0]] != "\\":
            yield runs[number][0], runs[closing][1]
            number = closing
        number += 1


def _fences(text: str) -> list[tuple[int, int]]:
    """Blocks of code between fences, the last one first. A fence that is never closed opens no code here."""
    opened: tuple[int, str] | None = None
    found: list[tuple[int, int]] = []
    offset = 0
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if match and opened is None:
            if match["fence"][0] == "~" or "`" not in match["info"]:
                opened = offset, match["fence"]
        elif match and opened and match["fence"].startswith(opened[1]) and not match["info"].strip():
            found.append((opened[0], offset + len(line)))
            opened = None
        offset += len(line) + 1
    return found[::-1]


def yaml_without_comments(text: str, node: yaml.Node | None) -> str:
    """YAML without its own comments and without those in its texts. `node` is the composed document."""
    kept: list[str] = []
    at = 0
    for scalar in _scalars(node) if node else ():
        start, end = scalar.start_mark.index, scalar.end_mark.index
        kept.append(_without_hashes(text[at:start]))
        kept.append(_scalar_without_comments(text[start:end], scalar))
        at = end
    kept.append(_without_hashes(text[at:]))
    lines = "".join(kept).split("\n")
    whole = "\n".join(line for line in lines if line != _GONE).replace(_GONE, "")
    return whole if whole.endswith("\n") or not whole else f"{whole}\n"


def _without_hashes(gap: str) -> str:
    """What stands between two scalars, without comments."""
    return _BEFORE.sub(_GONE, _HASH.sub(_GONE, gap)) if "#" in gap else gap


def _scalar_without_comments(written: str, scalar: yaml.ScalarNode) -> str:
    if scalar.style in {"|", ">"} and (header := _HEADER.match(written)):
        written = written[: header.start("comment")].rstrip() + written[header.end("comment") :]
    if _OPENING not in written:
        return written
    without = markdown_without_comments(written)
    # A text of which nothing is left must not become a value that is missing.
    return without if without.strip() else '""'


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """The scalars below a node in the order of the text."""
    waiting: list[yaml.Node] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, yaml.ScalarNode):
            yield each
        elif isinstance(each, yaml.SequenceNode):
            waiting += reversed(each.value)
        elif isinstance(each, yaml.MappingNode):
            waiting += reversed([part for pair in each.value for part in pair])
