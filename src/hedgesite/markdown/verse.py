"""Verse: lines that begin with `| `, and the source line of a quotation, which begins with a dash."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hedgesite.markdown.paragraphs import text_of_line

_LINE = re.compile(r"\|(?: |$)")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:[|][ \t]*:?-*:?[ \t]*)*")
_SOURCE = re.compile(r"(?:--{1,2}|[–—―])[ \t\u00a0]*(?=[^\s\d-]|$)")


def verse_plugin(md: MarkdownIt) -> None:
    """Read verse as a paragraph whose lines are kept, and mark the source line of a quotation."""
    md.block.ruler.before("paragraph", "verse", _verse)
    md.core.ruler.before("replacements", "verse_lines", _keep_lines)


def _verse(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    if state.is_code_block(start_line) or not _LINE.match(text_of_line(state, start_line)):
        return False
    if start_line + 1 < end_line and _DELIMITERS.fullmatch(text_of_line(state, start_line + 1).strip()):
        return False  # it is a table, or is meant to be one
    if silent:
        return True
    lines: list[str] = []
    line = start_line
    while line < end_line and not state.isEmpty(line) and state.sCount[line] >= state.blkIndent:
        text = text_of_line(state, line)
        if _LINE.match(text):
            words = text[2:].rstrip()
            lines.append("\u00a0" * (len(words) - len(words.lstrip(" "))) + words.lstrip(" "))
        elif lines and state.sCount[line] > state.blkIndent:
            lines[-1] += f" {text.strip()}"  # Pandoc: an indented line continues the one above
        else:
            break
        line += 1
    opened = state.push("paragraph_open", "p", 1)
    opened.map, opened.meta = [start_line, line], {"verse": True}
    inline = state.push("inline", "", 0)
    inline.content, inline.map, inline.children, inline.meta = "\n".join(lines), [start_line, line], [], {"verse": True}
    state.push("paragraph_close", "p", -1)
    state.line = line
    return True


def _keep_lines(state: StateCore) -> None:
    quotes = 0
    for index, token in enumerate(state.tokens):
        quotes += (token.type == "blockquote_open") - (token.type == "blockquote_close")
        if token.type != "inline":
            continue
        if token.meta.get("verse"):
            for child in token.children or ():
                child.type = "hardbreak" if child.type == "softbreak" else child.type
        elif quotes and _ends_quotation(state.tokens, index):
            _mark_source(state.tokens[index - 1], token)


def _ends_quotation(tokens: Sequence[Token], index: int) -> bool:
    return (
        tokens[index - 1].type == "paragraph_open"
        and index + 2 < len(tokens)
        and tokens[index + 2].type == "blockquote_close"
    )


def _mark_source(paragraph: Token, inline: Token) -> None:
    """Mark the last paragraph of a quotation, or its last line, as its source if it begins with a dash."""
    children = inline.children or []
    begin = max((at + 1 for at, child in enumerate(children) if child.type in ("softbreak", "hardbreak")), default=0)
    if begin >= len(children) or children[begin].type != "text" or not _SOURCE.match(children[begin].content):
        return
    if any(child.level != children[begin].level for child in children[begin : begin + 1]) or children[begin].level:
        return
    children[begin].content = f"— {_SOURCE.sub('', children[begin].content, count=1)}"
    if begin == 0:
        paragraph.meta["source"] = True
        return
    span = Token("source_open", "span", 1)
    span.meta = {"source": True}
    inline.children = [*children[:begin], span, *children[begin:], Token("source_close", "span", -1)]
