"""Attributes in braces: `{#id .class lang=sr}` before a block, after a heading, or after `[a span]`.

Before a block, those that begin with an id may be a comment, `<!-- #id -->`, which previews of Markdown do not show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import stripEscape
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from hedgesite.diagnostics import Rule
from hedgesite.markdown.bracket_index import outline_of
from hedgesite.markdown.comments import CLOSING, OPENING
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report, report_block
from hedgesite.messages import Known
from hedgesite.model.base import ID_PATTERN
from hedgesite.model.direction import direction_of
from hedgesite.model.slugs import slug

_ATTRIBUTE = re.compile(
    r"""\s*(?:#(?P<id>[^\s{}#"=]+)|\.(?P<class>[^\s{}#."=]+)"""
    r"""|(?P<name>[A-Za-z_:][\w:.-]*)=(?:"(?P<quoted>(?:\\.|[^"\\])*)"|[“„](?P<typographic>[^“”„{}]*)[”“]"""
    r"""|(?P<bare>[^\s"“”„{}]+)))(?=[\s}])"""
)
_ID = re.compile(rf"#{ID_PATTERN}(?=[ \t]|$)")
_END = re.compile(r"\s*\}")
_TRAILING = re.compile(r"[ \t]+(?=\{[^{}\n]*\}$)")
_CLASS = re.compile(r"[a-z][a-z0-9-]*")
_OWN = "own-"
"""Prefix of content classes on a page, so that none coincides with one of the shell's.

The shell's script, for example, downloads a program when it finds the class `mermaid`.
"""
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Given(NamedTuple):
    """An attribute `name=value`, and the offset of its name."""

    name: str
    value: str
    at: int


@dataclass(frozen=True, slots=True)
class Attributes:
    """Attributes from a pair of braces. Offsets count from the beginning of the text that was read."""

    id: str | None = None
    id_at: int = 0
    named: bool = False
    """Whether an id was given, valid or not."""
    classes: tuple[str, ...] = ()
    language: str | None = None
    values: tuple[Given, ...] = ()
    """Further attributes, which only some elements use."""
    pending: tuple[tuple[int, PendingDiagnostic], ...] = ()
    """Findings, each with its offset."""

    def value(self, name: str) -> str | None:
        """The value of a further attribute, the last one if there are several; None if it is not given."""
        return next((given.value for given in reversed(self.values) if given.name == name), None)

    def unused(self, used: Iterable[str] = ()) -> Iterator[tuple[int, PendingDiagnostic]]:
        """A finding for each further attribute that the element does not use."""
        known = Known(used)
        names = ", ".join(("#id", ".class", *(f"{name}=…" for name in known.names)))
        for given in self.values:
            if given.name not in known.names:
                near = known.nearest(given.name)
                remedy = f"did you mean {near}=…?" if near else f"use only {names} and lang=…"
                problem = f"the attribute '{given.name}' is not used"
                yield given.at, PendingDiagnostic(Rule.ATTRIBUTE, problem, remedy)

    def html(self) -> dict[str, str]:
        """HTML attributes without the id."""
        html = {
            "class": " ".join(f"{_OWN}{name}" for name in self.classes),
            "lang": self.language or "",
            "dir": direction_of(self.language) if self.language else "",
        }
        return {name: value for name, value in html.items() if value}


def read_attributes(text: str, start: int = 0) -> tuple[Attributes, int] | None:
    """Read `{…}` at `start`: the attributes and their end; None if there are none."""
    if not text.startswith("{", start):
        return None
    attributes = Attributes()
    pos = start + 1
    while found := _ATTRIBUTE.match(text, pos):
        attributes = _with(attributes, found)
        pos = found.end()
    end = _END.match(text, pos)
    if not end or pos == start + 1:
        return None
    return attributes, end.end()


def _with(attributes: Attributes, found: re.Match[str]) -> Attributes:
    # Word processors turn the marks around a value into those of a text.
    value = found["bare"] or stripEscape(found["quoted"] or found["typographic"] or "")
    if found["id"]:
        return _with_id(attributes, found["id"], found.start("id") - 1)
    if found["class"]:
        return _with_class(attributes, found["class"], found.start("class") - 1)
    at = found.start("name")
    if found["name"] == "id":
        return _with_id(attributes, value, at)
    if found["name"] == "class":
        for name in value.split():
            attributes = _with_class(attributes, name, at)
        return attributes
    if found["name"] == "lang" and _LANGUAGE.fullmatch(value):
        return replace(attributes, language=value)
    if found["name"] == "lang":
        return _with_problem(attributes, at, f"'{value}' is not a language", "write a language tag such as lang=sr")
    return replace(attributes, values=(*attributes.values, Given(found["name"], " ".join(value.split()), at)))


def _with_id(attributes: Attributes, id: str, at: int) -> Attributes:
    if re.fullmatch(ID_PATTERN, id):
        return replace(attributes, id=id, id_at=at, named=True)
    near = f": {meant}" if (meant := slug(id, "")) else ""
    pending = PendingDiagnostic(
        Rule.ID_SYNTAX,
        f"'{id}' is not an id",
        f"use a-z, 0-9 and hyphens, with no hyphen first{near}",
    )
    return replace(attributes, named=True, pending=(*attributes.pending, (at, pending)))


def _with_class(attributes: Attributes, name: str, at: int) -> Attributes:
    if _CLASS.fullmatch(name):
        return replace(attributes, classes=(*attributes.classes, name))
    return _with_problem(
        attributes, at, f"'{name}' is not a class", "use a-z, 0-9 and hyphens, beginning with a letter"
    )


def _with_problem(attributes: Attributes, at: int, problem: str, remedy: str) -> Attributes:
    pending = PendingDiagnostic(Rule.ATTRIBUTE, problem, remedy)
    return replace(attributes, pending=(*attributes.pending, (at, pending)))


def attributes_plugin(md: MarkdownIt) -> None:
    """Parse attributes and attach them: blocks get `meta["attributes"]`, a tuple of `Placed`."""
    md.block.ruler.before(
        "fence",
        "attributes",
        _attribute_line,
        {"alt": ["paragraph", "reference", "blockquote", "list"]},
    )
    md.inline.ruler.before("link", "attributes", _span)
    md.core.ruler.after("block", "attributes", _attach)


@dataclass(frozen=True, slots=True)
class Placed:
    """Attributes of a block, with the line and column, both from 0, from which their offsets count."""

    attributes: Attributes
    line: int
    column: int


def _attribute_line(state: StateBlock, start_line: int, _end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line):
        return False
    start = state.bMarks[start_line] + state.tShift[start_line]
    text = state.src[start : state.eMarks[start_line]].rstrip()
    if inner := _in_comment(text):
        # Offsets count from where the brace would be.
        start, text = start + text.index("#") - 1, f"{{{inner}}}"
    found = read_attributes(text)
    if found is None or found[1] != len(text):
        return False
    if not silent:
        column = start - (state.src.rfind("\n", 0, start) + 1)
        token = state.push("attributes", "", 0)
        token.map = [start_line, start_line + 1]
        token.meta = {"attributes": Placed(found[0], start_line, column)}
        state.line = start_line + 1
    return True


def _in_comment(text: str) -> str:
    """Attributes in a comment that fills its line and begins with an id; empty for any other comment."""
    inner = text[len(OPENING) : -len(CLOSING)].strip() if text.startswith(OPENING) and text.endswith(CLOSING) else ""
    return inner if _ID.match(inner) and CLOSING not in inner else ""


def _attach(state: StateCore) -> None:
    """Attach every attribute line to the block after it, and trailing attributes to their heading."""
    kept: list[Token] = []
    waiting: list[Placed] = []
    for index, token in enumerate(state.tokens):
        if token.type == "attributes":
            waiting.append(token.meta["attributes"])
            continue
        if waiting and (token.nesting < 0 or token.type == "footnote_reference_open"):
            _report_dangling(state, waiting)
        elif waiting:
            token.meta["attributes"] = tuple(waiting)
        waiting = []
        if token.type == "heading_open":
            _take_trailing(token, state.tokens[index + 1])
        kept.append(token)
    _report_dangling(state, waiting)
    state.tokens = kept


def _report_dangling(state: StateCore, waiting: list[Placed]) -> None:
    problem = "no block follows these attributes"
    pending = PendingDiagnostic(Rule.ATTRIBUTE, problem, "put them on the line before a block")
    for placed in waiting:
        report_block(state, placed.line, placed.column, pending)


def _take_trailing(heading: Token, inline: Token) -> None:
    space = _TRAILING.search(inline.content)
    found = read_attributes(inline.content, space.end()) if space else None
    if not space or not found or found[1] != len(inline.content):
        return
    inline.meta["trailing"] = (found[0], len(inline.content))
    inline.content = inline.content[: space.start()]
    heading.meta["trailing"] = found[0]


def _span(state: StateInline, silent: bool) -> bool:
    """Parse `[text]{.class}`. In silent mode it counts as plain brackets, so that a link may contain it."""
    start = state.pos
    if silent or state.src[start] != "[":
        return False
    close = outline_of(state).closes.get(start)
    if close is None or close + 1 >= state.posMax:
        return False
    found = read_attributes(state.src, close + 1)
    if found is None or found[1] > state.posMax:
        return False
    attributes, end = found
    maximum = state.posMax
    token = state.push("span_open", "span", 1)
    token.meta = {"pos": start, "span": attributes}
    for at, pending in (*attributes.pending, *attributes.unused()):
        report(state, at, pending)
    if start + 1 in outline_of(state).keys:
        remedy = "put a space before the braces, or write the attributes around more text"
        report(
            state,
            start,
            PendingDiagnostic(Rule.CITATION_SYNTAX, "a citation with attributes reads as a narrative one", remedy),
        )
    state.pos, state.posMax = start + 1, close
    state.md.inline.tokenize(state)
    state.push("span_close", "span", -1)
    state.pos, state.posMax = end, maximum
    return True
