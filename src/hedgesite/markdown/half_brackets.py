"""Brackets of citations of which one is missing: `[see @key, 12` and `@key, 12]`."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from hedgesite.diagnostics import Rule
from hedgesite.markdown.bracket_index import Key, Outline
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report

_LONGEST = 40
_OPENING = re.compile(r"(?<![\\!^\]])\[(?!\s)[^()\[\]@\\]{0,40}$")
_ESCAPED = re.compile(r"\\\[[^\[\]]{0,40}$")
_BLANK = re.compile(r"@[ \t]{1,3}(\w[\w:.-]{0,60})(?=[^\[\]@]{0,60}\])")
_BEGINS = re.compile(r"(?<!\\)\[-?$|;[ \t]?-?$")
_CLOSING = re.compile(r"[^()\[\]@\\]{0,60}(?<=\S)(?=\])")


def check_brackets(state: StateInline, outline: Outline, key: Key) -> None:
    """Report a bracket shortly before or after a citation in the text that has no other half."""
    # The windows bound the search: a bracket far away belongs to other text.
    begin = max(0, key.start - _LONGEST - 2)
    if _ESCAPED.search(state.src, begin, key.start):
        return
    opening = _OPENING.search(state.src, begin, key.start)
    closing = _CLOSING.match(state.src, key.end, state.posMax)
    if opening and opening.start() not in outline.closes:
        problem, remedy = f"the bracket before '@{key.key}' is not closed", "write ] after the citation"
        _report(state, opening.start(), problem, f"{remedy}, or \\[ for a bracket of the text")
    elif closing and closing.end() in outline.unopened:
        problem, remedy = f"nothing opens the bracket after '@{key.key}'", "write [ before the citation"
        _report(state, closing.end(), problem, f"{remedy}, or \\] for a bracket of the text")


def check_blank(state: StateInline) -> None:
    """Report a blank between `@` and what looks like a key in brackets: `[@ key, 12]`."""
    if found := _BLANK.match(state.src, state.pos):
        before = state.src[max(0, state.pos - 4) : state.pos]
        if _BEGINS.search(before):
            _report(
                state, state.pos, f"a blank parts @ from '{found[1]}', so that nothing is cited", f"write @{found[1]}"
            )


def _report(state: StateInline, at: int, problem: str, remedy: str) -> None:
    report(state, at, PendingDiagnostic(Rule.CITATION_SYNTAX, problem, remedy))
