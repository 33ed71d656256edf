"""Where the text of a LaTeX document begins."""

from __future__ import annotations

import re

_BEGIN = re.compile(r"^(?:[^%\\\n]|\\.)*?(?P<begin>\\begin\s*\{document\})", re.MULTILINE)


def document_begin(text: str) -> tuple[int, int] | None:
    """Begin and end of the command that begins the document, which a comment may name as well."""
    found = _BEGIN.search(text)
    return found.span("begin") if found else None
