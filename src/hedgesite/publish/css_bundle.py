"""The companion's own style sheets as one: each further one would cost a phone a round trip before it shows a word."""

from __future__ import annotations

import re
from collections.abc import Iterable

FOLDER = "assets/hedgesite"
STYLE_SHEETS = ("pages", "codes", "things", "sources", "dimensions", "shell")
"""In the order in which later ones may override earlier ones."""

STYLE_SHEET = f"{FOLDER}/hedgesite.css"
"""The one that pages ask for, below the site's root."""

_STRING_OR_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)


def joined(sheets: Iterable[str]) -> str:
    """The text of `STYLE_SHEET`, from the texts of those in `STYLE_SHEETS` that there are, in this order."""
    return "".join(without_comments(sheet) for sheet in sheets)


def without_comments(style: str) -> str:
    """The same rules without comments, indentation and empty lines; strings are left as they are."""
    bare = _STRING_OR_COMMENT.sub(lambda found: found[1] or "", style)
    lines = (line.strip() for line in bare.splitlines())
    return "".join(f"{line}\n" for line in lines if line)
