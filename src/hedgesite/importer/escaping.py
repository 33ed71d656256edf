"""Text as Markdown that reads as that text: what the content format would take for markup is escaped.

Source: CommonMark 0.31, "Backslash escapes"; the syntax that `hedgesite.markdown` adds.
"""

from __future__ import annotations

import re

_ALWAYS = re.compile(r"[\\`*\[\]{}^~$|]|<(?=[A-Za-z/!?])|@(?=[\w{])|&(?=#?\w+;)|(?<!\w)_|_(?!\w)")
_START = re.compile(
    r"(?P<at>[#>+=:]|-(?=[\s-]|$)|(?:\d{1,9}|[a-z]|[ivxlcdm]{1,6}|[IVXLCDM]{2,6}|#)(?=[.)](?:\s|$))|[A-Z](?=\.\s\s|\)\s)|\((?=(?:\d{1,9}|[A-Za-z]|[ivxlcdm]{1,6}|[IVXLCDM]{1,6})\)\s)|(?:[Tt]able|Figure|Notes?)(?=:\s))"
)
_ALL = re.compile(r"[!-/:-@\[-`{-~]")


def escaped(text: str) -> str:
    """Text within a line."""
    return _ALWAYS.sub(r"\\\g<0>", text)


def fully_escaped(text: str) -> str:
    """Text in which every character of punctuation is escaped, for what cannot be written otherwise."""
    return _ALL.sub(r"\\\g<0>", text)


def at_start(markdown: str) -> str:
    """A paragraph whose first characters begin no list, heading, caption or quote."""
    found = _START.match(markdown)
    if not found:
        return markdown
    if found[0][-1].isalnum():
        return f"{found[0]}\\{markdown[found.end() :]}"
    return f"\\{markdown}"


def in_cell(markdown: str) -> str:
    """Markdown for a cell of a table, where a bar ends the cell even in code and formulas."""
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", " ".join(markdown.split()))
