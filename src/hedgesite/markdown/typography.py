"""Dashes and ellipses.

The `replacements` rule of markdown-it-py is not used: it would turn `(c)`, `(r)` and `(p)`, which scholars use in
enumerations, into signs.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

_SIGN = re.compile(r"\.\.\.|(?<!-)-{2,3}(?!-)")
_SIGNS = {"...": "…", "---": "—", "--": "–"}


def typography_plugin(md: MarkdownIt) -> None:
    """Turn `--` into an en dash, `---` into an em dash and `...` into an ellipsis, in text only."""
    md.core.ruler.at("replacements", _replace)


def _replace(state: StateCore) -> None:
    for token in state.tokens:
        for child in token.children or ():
            if child.type == "text":
                child.content = _SIGN.sub(lambda found: _SIGNS[found[0]], child.content)
