"""Small things that Pandoc's Markdown has and CommonMark has not.

A backslash before a blank is a no-break space, code can have attributes, and items of lists can have boxes, as in
`- [x] done`.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline, backtick

from hedgesite.diagnostics import Rule
from hedgesite.markdown.attributes import read_attributes
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report

_BOX = re.compile(r"\[(?P<mark>[ xX])\](?=[ \t]+\S)")
_BOXES = {" ": "\u2610", "x": "\u2612", "X": "\u2612"}


def pandoc_marks_plugin(md: MarkdownIt) -> None:
    """Add the rules."""
    md.inline.ruler.before("escape", "no_break_space", _no_break_space)
    md.inline.ruler.at("backticks", _code)
    md.core.ruler.after("inline", "boxes", _boxes)


def _no_break_space(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("\\ ", state.pos) or state.pos + 2 > state.posMax:
        return False
    # At the end of a line it is a backslash, and the line breaks.
    if not state.src[state.pos + 2 : state.pos + 3].strip():
        return False
    if not silent:
        state.pending += "\u00a0"
    state.pos += 2
    return True


def _code(state: StateInline, silent: bool) -> bool:
    """Code, whose attributes right after it become its own."""
    count = len(state.tokens)
    if not backtick(state, silent):
        return False
    is_code = len(state.tokens) > count and state.tokens[-1].type == "code_inline"
    found = read_attributes(state.src, state.pos) if is_code else None
    if found and found[1] <= state.posMax:
        attributes, token = found[0], state.tokens[-1]
        token.meta["html"] = attributes.html()
        if attributes.named:
            remedy = "write the id on the line before the passage"
            report(state, state.pos, PendingDiagnostic(Rule.ATTRIBUTE, "code within a line has no id", remedy))
        for at, pending in (*attributes.pending, *attributes.unused()):
            report(state, at, pending)
        state.pos = found[1]
    return True


def _boxes(state: StateCore) -> None:
    tokens = state.tokens
    for item, opened, inline in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if item.type != "list_item_open" or opened.type != "paragraph_open" or not inline.children:
            continue
        first = inline.children[0]
        if first.type == "text" and (found := _BOX.match(first.content)):
            first.content = _BOXES[found["mark"]] + first.content[found.end() :]
