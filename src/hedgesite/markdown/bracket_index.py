"""Index of brackets and citation keys in an inline source, built in one pass and linear time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator
from dataclasses import dataclass, field

from markdown_it.common.utils import normalizeReference
from markdown_it.rules_inline import StateInline

from hedgesite.markdown.comments import end_of_comment
from hedgesite.markdown.entities import ENTITY, is_entity
from hedgesite.markdown.math_spans import math_span

# A key begins with a letter, digit or `_` and may contain single punctuation; braces delimit any other key.
# Source: Pandoc User's Guide, "Citation syntax".
KEY = r"\w(?:\w|[:.#$%&\-+?<>~/](?=\w)|[:/](?=/))*"

_LEXEME = re.compile(
    r"\\."
    r"|(?P<ticks>`+)"
    r"|<[A-Za-z][^\s<>]*>|(?P<comment><!--)"
    r"|https?://[^\s<>\[\];]*"
    rf"|(?P<suppressed>-)?@(?:\{{(?P<braced>[^{{}}\s]+)\}}|(?P<key>{KEY}))"
    r"|(?P<math>\$)"
    rf"|(?P<entity>{ENTITY})"
    r"|(?P<mark>[\[\];])",
    re.DOTALL,
)
_DESTINATION = re.compile(
    r"""\(\s*(?:<[^<>\n]*>|(?:[^\s()\\]|\\.|\([^\s()]*\))*)(?:\s+(?:"[^"]*"|'[^']*'|\([^()]*\)))?\s*\)"""
)
_FORCED_LOCATOR = re.compile(r"\s*,?\s*\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
_LONGEST_LABEL = 1000
_BACKTICKS = re.compile(r"`+")


def citable(key: str) -> str:
    """A key as citations write it behind `@`: in braces, unless it ends where the key does."""
    return key if re.fullmatch(KEY, key) else f"{{{key}}}"


@dataclass(frozen=True, slots=True)
class Key:
    """A citation key in the source, from `start` (of `@` or `-@`) up to `end`."""

    key: str
    start: int
    end: int
    suppressed: bool


@dataclass(slots=True)
class Outline:
    """Offsets in one inline source. Brackets are identified by the offset of their `[`."""

    closes: dict[int, int] = field(default_factory=dict)
    """Offset of the `]` of every closed bracket."""
    keys: dict[int, Key] = field(default_factory=dict)
    """Keys by their start."""
    inside: dict[int, list[Key]] = field(default_factory=dict)
    """Keys directly inside a bracket, not in a nested one."""
    semicolons: dict[int, list[int]] = field(default_factory=dict)
    """Semicolons directly inside a bracket."""
    unopened: set[int] = field(default_factory=set)
    """Offsets of each `]` that closes nothing."""
    with_links: set[int] = field(default_factory=set)
    """Brackets that contain a link, at any depth."""


def outline_of(state: StateInline) -> Outline:
    """The outline of the source of `state`; each source is read once per parse."""
    outlines: dict[str, Outline] = state.env.setdefault("outlines", {})
    if state.src not in outlines:
        outlines[state.src] = read_outline(state.src, state.env.get("references", {}))
    return outlines[state.src]


def label_end(state: StateInline, start: int, disable_nested: bool = False) -> int:
    """End of the bracket at `start`, or -1: replaces markdown-it-py's `parseLinkLabel`, which takes quadratic time.

    With `disable_nested`, as for a link, a bracket that contains a link is rejected.
    """
    outline = outline_of(state)
    close = outline.closes.get(start, -1)
    if close >= state.posMax or (disable_nested and start in outline.with_links):
        return -1
    return close


def read_outline(src: str, references: Container[str] = ()) -> Outline:
    """Read an inline source; `references` are the normalized labels of link definitions."""
    outline = Outline()
    code = _CodeSpans(src)
    opened: list[int] = []
    pos = 0
    while found := _LEXEME.search(src, pos):
        pos = found.end()
        if found["ticks"]:
            pos = code.end_of_span(found.start(), found.end())
        elif found["math"]:
            formula = math_span(src, found.start())
            pos = formula.end if formula else pos
        elif found["comment"]:
            pos = max(pos, end_of_comment(src, found.start()))
        elif found["entity"]:
            pos = found.end() if is_entity(found["entity"]) else found.start() + 1
        elif found["mark"]:
            pos = _mark(outline, opened, src, found.start(), references)
        elif key := _key(found, src):
            outline.keys[key.start] = key
            if opened:
                outline.inside.setdefault(opened[-1], []).append(key)
                # A locator in braces is opaque: its brackets and semicolons do not count.
                forced = _FORCED_LOCATOR.match(src, key.end)
                pos = forced.end() if forced else pos
    return outline


def _mark(outline: Outline, opened: list[int], src: str, at: int, references: Container[str]) -> int:
    if src[at] == "[":
        opened.append(at)
    elif src[at] == ";" and opened:
        outline.semicolons.setdefault(opened[-1], []).append(at)
    elif src[at] == "]" and opened:
        start = opened.pop()
        outline.closes[start] = at
        destination = _DESTINATION.match(src, at + 1)
        linked = destination or _is_reference(src, start, at, references)
        if opened and (start in outline.with_links or (linked and src[start - 1] != "!")):
            outline.with_links.add(opened[-1])
        if destination:
            return destination.end()
    elif src[at] == "]":
        outline.unopened.add(at)
    return at + 1


def _is_reference(src: str, start: int, close: int, references: Container[str]) -> bool:
    # CommonMark limits labels to 999 characters; normalizing longer ones at each nested bracket would be quadratic.
    if not references or close - start > _LONGEST_LABEL:
        return False
    return normalizeReference(src[start + 1 : close]) in references


def _key(found: re.Match[str], src: str) -> Key | None:
    name = found["braced"] or found["key"]
    if not name:
        return None
    before = src[found.start() - 1] if found.start() else " "
    suppressed = bool(found["suppressed"])
    # In `word-@key` or `--@key` the hyphen belongs to the text.
    if suppressed and (before.isalnum() or before == "-"):
        return Key(name, found.start() + 1, found.end(), False)
    if before.isalnum():
        return None
    return Key(name, found.start(), found.end(), suppressed)


class _CodeSpans:
    """Index of backtick runs: a code span ends at the next run of equal length (CommonMark, "Code spans")."""

    def __init__(self, src: str) -> None:
        self._runs: dict[int, list[int]] = {}
        for run in _runs(src):
            self._runs.setdefault(len(run[0]), []).append(run.start())

    def end_of_span(self, start: int, end: int) -> int:
        runs = self._runs.get(end - start, [])
        after = bisect_right(runs, start)
        return runs[after] + (end - start) if after < len(runs) else end


def _runs(src: str) -> Iterator[re.Match[str]]:
    return _BACKTICKS.finditer(src)
