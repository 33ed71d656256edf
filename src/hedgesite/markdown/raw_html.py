"""Raw HTML, which is shown as text and reported."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from hedgesite.diagnostics import Rule
from hedgesite.markdown.pending_diagnostic import PendingDiagnostic, report
from hedgesite.messages import shortened

_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>|<!--|<!\[CDATA\[|<![A-Za-z]|<\?[A-Za-z]")
_REMEDIES = {
    "br": "end the line with a backslash",
    "em": "write *text*",
    "i": "write *text*",
    "strong": "write **text**",
    "b": "write **text**",
    "a": "write [text](https://…)",
    "span": "write [text]{.class}",
    "code": "write `text`",
    "img": "describe what it shows",
}
_ELSE = "write it in Markdown, or escape it as \\<"


def raw_html_plugin(md: MarkdownIt) -> None:
    """Replace the rule that would pass inline HTML through; block HTML is read as a paragraph."""
    md.inline.ruler.at("html_inline", _raw_html)


def _raw_html(state: StateInline, silent: bool) -> bool:
    found = _TAG.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        name = re.match(r"</?([A-Za-z0-9-]*)", found[0])
        remedy = _REMEDIES.get(name[1].lower(), _ELSE) if name else _ELSE
        problem = f"'{shortened(found[0])}' is raw HTML and is shown as text"
        report(state, state.pos, PendingDiagnostic(Rule.RAW_HTML, problem, remedy))
        token = state.push("text_special", "", 0)
        token.content = token.markup = found[0]
        token.info = "escape"
    state.pos = found.end()
    return True
