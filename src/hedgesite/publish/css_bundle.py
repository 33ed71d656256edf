"""Joins the companion's style sheets into one: on a phone, each further file would delay the first text by a round
trip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

FOLDER = "assets/hedgesite"
STYLE_SHEETS = ("pages", "codes", "things", "sources", "finder", "ways", "dimensions", "shell", "print")
"""In the order in which later ones may override earlier ones."""

STYLE_SHEET = f"{FOLDER}/hedgesite.css"
"""The style sheet that pages request, below the site's root."""

_STRING_OR_COMMENT = re.compile(r"""("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|/\*.*?\*/""", re.DOTALL)


def joined(sheets: Iterable[str]) -> str:
    """The text of `STYLE_SHEET`: the existing ones of `STYLE_SHEETS`, in this order."""
    return "".join(without_comments(sheet) for sheet in sheets)


def without_comments(style: str) -> str:
    """The same rules without comments, indentation and empty lines; strings are unchanged."""
    bare = _STRING_OR_COMMENT.sub(lambda found: found[1] or "", style)
    lines = (line.strip() for line in bare.splitlines())
    return "".join(f"{line}\n" for line in lines if line)
