"""Notes: `[^label]`, defined by `[^label]: …`, and inline notes `^[text]`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from hedgesite.diagnostics import Rule
from hedgesite.markdown.bracket_index import outline_of
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report

_CALL = re.compile(r"\[\^(?P<label>[^\s\[\]^]+)\]")


def notes_plugin(md: MarkdownIt) -> None:
    """Turn calls into `note_call` tokens with `meta["label"]`; definitions are between `footnote_reference_*` tokens.

    An inline note gets the label `^n`, which no written label can have, and a definition at the end.
    """
    ends = ["paragraph", "reference", "blockquote", "list"]
    md.block.ruler.before("reference", "footnote_def", footnote_def, {"alt": ends})
    md.inline.ruler.before("link", "note_call", _call)
    md.inline.ruler.before("note_call", "note_inline", _inline_note)
    md.core.ruler.after("inline", "note_inline", _define_inline_notes)


def _call(state: StateInline, silent: bool) -> bool:
    """Parse a call. In silent mode it counts as plain brackets, so that a call inside a link is found and reported."""
    if silent or not state.src.startswith("[^", state.pos):
        return False
    found = _CALL.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if _refused(state, found[0]):
        state.env.setdefault("refused_notes", set()).add(found["label"])
        state.pending += found[0]
    else:
        token = state.push("note_call", "", 0)
        token.meta = {"pos": state.pos, "label": found["label"]}
        token.content = ")"
    state.pos = found.end()
    return True


def _inline_note(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if silent or not state.src.startswith("^[", start):
        return False
    close = outline_of(state).closes.get(start + 1)
    if close is None or close >= state.posMax:
        return False
    content = state.src[start + 2 : close]
    if _refused(state, f"^[{content}]"):
        state.pending += "^"
        state.pos = start + 1
        return True
    number = state.env["inline_notes"] = state.env.get("inline_notes", 0) + 1
    token = state.push("note_call", "", 0)
    token.meta = {"pos": start, "label": f"^{number}", "content": content}
    token.content = ")"
    state.env["in_note"] = True
    token.children = []
    state.md.inline.parse(content, state.md, state.env, token.children)
    state.env["in_note"] = False
    state.pos = close + 1
    return True


def _refused(state: StateInline, written: str) -> bool:
    if state.env.get("in_note"):
        where, remedy = "an inline note", "give it a separate definition: [^label]: …"
    elif state.linkLevel > 0:
        where, remedy = "a link", "a note call is itself a link: put it after the link"
    else:
        return False
    shown = written if len(written) <= 40 else f"{written[:39]}…"
    report(state, state.pos, PendingDiagnostic(Rule.LINK_NESTED, f"the note '{shown}' is inside {where}", remedy))
    return True


def _define_inline_notes(state: StateCore) -> None:
    """Move every inline note into a definition, so that all notes are read the same way."""
    for token in list(state.tokens):
        for child in token.children or ():
            if child.type == "note_call" and child.children is not None:
                state.tokens.extend(_definition(token, child))
                child.children = None


def _definition(within: Token, call: Token) -> list[Token]:
    opened = Token("footnote_reference_open", "", 1, map=within.map)
    opened.meta = {"label": call.meta["label"], "within": within, "pos": call.meta["pos"]}
    inline = Token("inline", "", 0, content=call.meta["content"], children=call.children, map=within.map, level=2)
    inline.meta = {"within": within, "pos": call.meta["pos"] + 2}
    return [
        opened,
        Token("paragraph_open", "p", 1, map=within.map, level=1, block=True),
        inline,
        Token("paragraph_close", "p", -1, level=1, block=True),
        Token("footnote_reference_close", "", -1),
    ]
