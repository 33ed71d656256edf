"""Comments `<!-- … -->`, which are neither published nor counted."""

from __future__ import annotations

from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from hedgesite.diagnostics import Rule
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report, report_block

OPENING, CLOSING = "<!--", "-->"
_WITHIN = PendingDiagnostic(
    Rule.RAW_HTML,
    "a comment begins within a comment, which perhaps goes on further than it was meant to",
    "close the first one with -->, or take out the second <!--",
)


def comments_plugin(md: MarkdownIt) -> None:
    """Leave out comments within a text, and those over several paragraphs that begin on a line of their own."""
    md.inline.ruler.before("html_inline", "comment", _inline)
    md.block.ruler.before("fence", "comment", _block, {"alt": []})


def end_of_comment(src: str, pos: int, end: int | None = None) -> int:
    """Offset after the comment that begins at `pos`; -1 if none does, or if it is not closed."""
    if not src.startswith(OPENING, pos) or _last_closing(src) < pos + 2:
        return -1
    # CommonMark: `<!-->` and `<!--->` are comments too.
    close = src.find(CLOSING, pos + 2, end)
    return close + len(CLOSING) if close >= 0 else -1


@lru_cache(maxsize=4)
def _last_closing(src: str) -> int:
    return src.rfind(CLOSING)


def _inline(state: StateInline, silent: bool) -> bool:
    end = end_of_comment(state.src, state.pos, state.posMax)
    if end < 0:
        return False
    inner = state.src.find(OPENING, state.pos + len(OPENING), end)
    if inner >= 0 and not silent:
        report(state, inner, _WITHIN)
    # Of the blanks on both sides of a comment one remains, and none at the beginning of a text.
    if state.pending.endswith(" ") or not (state.pending or state.tokens):
        end = next((at for at in range(end, state.posMax) if state.src[at] not in " \t"), state.posMax)
    state.pos = end
    return True


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    start = state.bMarks[start_line] + state.tShift[start_line]
    if state.is_code_block(start_line) or not state.src.startswith(OPENING, start):
        return False
    line = _closing_line(state, start, start_line, end_line)
    if line is None:
        return False
    after = state.src.index(CLOSING, start + 2 if line == start_line else state.bMarks[line]) + len(CLOSING)
    rest = state.src[after : state.eMarks[line]]
    if rest.strip() and line == start_line:
        return False  # the text goes on: it is left out there
    if silent:
        return True
    _report_inner(state, start, after)
    if not rest.strip():
        state.line = line + 1
        return True
    # The line goes on behind the comment: the rest of it is read as if it began there.
    blanks = len(rest) - len(rest.lstrip())
    state.bMarks[line], state.tShift[line], state.sCount[line] = after, blanks, state.blkIndent
    state.line = line
    return True


def _report_inner(state: StateBlock, start: int, end: int) -> None:
    inner = state.src.find(OPENING, start + len(OPENING), end)
    if inner >= 0:
        line = state.src.count("\n", 0, inner)
        column = inner - (state.src.rfind("\n", 0, inner) + 1)
        report_block(state, line, column, _WITHIN)


def _closing_line(state: StateBlock, start: int, start_line: int, end_line: int) -> int | None:
    """The line of the same container that closes a comment."""
    unclosed: set[int] = state.env.setdefault("unclosed_comments", set())
    if end_line in unclosed or _last_closing(state.src) < start + 2:
        return None
    for line in range(start_line, end_line):
        begin = start + 2 if line == start_line else state.bMarks[line] + state.tShift[line]
        if line > start_line and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            return None
        if state.src.find(CLOSING, begin, state.eMarks[line]) >= 0:
            return line
    unclosed.add(end_line)
    return None
