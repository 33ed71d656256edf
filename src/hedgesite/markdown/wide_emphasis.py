"""Emphasis beside full-width signs: `这是**「重点」**吗`, which CommonMark takes for asterisks.

Source: "CommonMark CJK-friendly emphasis", which changes when a run of asterisks beside a sign can open or close.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from hedgesite.markdown.characters import is_sign, is_wide


def wide_emphasis_plugin(md: MarkdownIt) -> None:
    """Replace the rule that finds the runs of asterisks and underscores."""
    md.inline.ruler.at("emphasis", _tokenize)


def _tokenize(state: StateInline, silent: bool) -> bool:
    marker = state.src[state.pos]
    if silent or marker not in "_*":
        return False
    scanned = state.scanDelims(state.pos, marker == "*")
    opens, closes = scanned.can_open, scanned.can_close
    if marker == "*":
        end = state.pos + scanned.length
        before = state.src[state.pos - 1] if state.pos else " "
        after = state.src[end] if end < state.posMax else " "
        opens = opens or (not after.isspace() and is_sign(after) and (is_wide(after) or is_wide(before)))
        closes = closes or (not before.isspace() and is_sign(before) and (is_wide(before) or is_wide(after)))
    for _ in range(scanned.length):
        state.push("text", "", 0).content = marker
        delimiter = Delimiter(ord(marker), scanned.length, len(state.tokens) - 1, -1, opens, closes)
        state.delimiters.append(delimiter)
    state.pos += scanned.length
    return True
