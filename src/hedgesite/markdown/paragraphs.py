"""Paragraphs and underlined headings, which do not end inside a displayed formula, whatever its lines look like."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*")


def paragraphs_plugin(md: MarkdownIt) -> None:
    """Read both with one rule. It is CommonMark's, except for the lines between `$$` and `$$`."""
    md.disable("lheading")
    md.block.ruler.at("paragraph", _paragraph)


def _paragraph(state: StateBlock, start_line: int, _end_line: int, _silent: bool) -> bool:
    parent, state.parentType = state.parentType, "paragraph"
    end, underline = _end(state, start_line)
    name = "paragraph"
    if underline:
        name = "heading"
        tag = "h1" if underline == "=" else "h2"
    else:
        tag = "p"
    state.line = end + 1 if underline else end
    opened = state.push(f"{name}_open", tag, 1)
    opened.markup, opened.map = underline, [start_line, state.line]
    inline = state.push("inline", "", 0)
    inline.content = state.getLines(start_line, end, state.blkIndent, False).strip(" \t\n\r\f\v")
    inline.map, inline.children = [start_line, end], []
    state.push(f"{name}_close", tag, -1).markup = underline
    state.parentType = parent
    return True


def _end(state: StateBlock, start_line: int) -> tuple[int, str]:
    """The line after the text, and the sign that underlines it, if any does."""
    terminators = state.md.block.ruler.getRules("paragraph")
    formula_end = _end_of_formula(state, start_line)
    line = start_line + 1
    while line < state.lineMax and not state.isEmpty(line):
        inside = line <= formula_end
        # A line that is indented by four or more continues the text.
        if not inside and state.sCount[line] - state.blkIndent <= 3:
            if state.sCount[line] >= state.blkIndent and _UNDERLINE.fullmatch(text := text_of_line(state, line)):
                return line, text[0]
            # A negative indent is that of a line of a quote without its mark.
            if state.sCount[line] >= 0 and any(rule(state, line, state.lineMax, True) for rule in terminators):
                break
        if not inside:
            formula_end = _end_of_formula(state, line)
        line += 1
    return line, ""


def _end_of_formula(state: StateBlock, line: int) -> int:
    """The line on which a formula ends that begins on this one; -1 if none does. A blank line ends the search."""
    if text_of_line(state, line).count("$$") % 2 == 0:
        return -1
    for later in range(line + 1, state.lineMax):
        if state.isEmpty(later):
            break
        if text_of_line(state, later).count("$$") % 2:
            return later
    return -1


def text_of_line(state: StateBlock, line: int) -> str:
    """The text of a line within its block, without its indent."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
