"""What is found in any LaTeX: where the text of a document begins, comments and labels."""

from __future__ import annotations

import re

COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
"""A comment. Group 1 is what stands before it and is none of it: pairs of backslashes."""
LABEL = re.compile(r"\\label\s*\{([^{}]*)\}")
_BEGIN = re.compile(r"^(?:[^%\\\n]|\\.)*?(?P<begin>\\begin\s*\{document\})", re.MULTILINE)


def document_begin(text: str) -> tuple[int, int] | None:
    """Begin and end of the command that begins the document, which a comment may name as well."""
    found = _BEGIN.search(text)
    return found.span("begin") if found else None
