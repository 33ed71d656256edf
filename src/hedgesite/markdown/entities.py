r"""Characters written as entities and escapes in the parts of a citation.

Source: CommonMark, "Entity and numeric character references"; Pandoc User's Guide, "Backslash escapes" (`\ ` is a
non-breaking space).
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from string import punctuation

ENTITY = r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_CHARACTER = re.compile(rf"{ENTITY}|\\ ")


def is_entity(written: str) -> bool:
    return written.startswith("&#") or written[1:] in html5


def with_characters(text: str) -> str:
    """The text with entities and `\\ ` as characters. Punctuation stays as written, lest it become markup."""
    if "&" not in text and "\\ " not in text:
        return text
    return _CHARACTER.sub(lambda found: _character(found[0]), text)


def _character(written: str) -> str:
    if not written.startswith("&"):
        return "\N{NO-BREAK SPACE}"
    character = unescape(written) if is_entity(written) else written
    return written if character in punctuation else character
