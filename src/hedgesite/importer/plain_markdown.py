"""Markdown that needs no reading back: words without any mark, simple citations, calls of notes, marks of what is open.

Reading back what was written takes most of an import's time, and cannot fail for words like these.
"""

from __future__ import annotations

import re

from hedgesite.importer.writer import UNRESOLVED
from hedgesite.markdown.lookalikes import DISPLAYS

_WORDS = r"(?:[^\W_]|[ .,;()’“”‘«»„–—…%?]|:(?!/)|(?<=[^\W_])[-'](?=[^\W_]))"
_KEY = rf"@(?!(?:{DISPLAYS})-)[^\W_]+(?:-[^\W_]+)*"
_GROUP = rf"\[{_KEY}(?:; {_KEY})*\](?=[ .,;)]|\Z)"
_NARRATIVE = rf"(?<=[ \n]){_KEY}(?=[.,;)](?: |\Z)| (?![\[(])|\Z)"
_CALL = r"\[\^[\w-]+\](?![\[({:])"
_MARKED = rf"\[(?P<marked>{_WORDS}++)\]\{{\.{UNRESOLVED}\}}"
_PLAIN = re.compile(rf"(?:\{{#[a-z0-9-]+\}}\n)?(?:{_WORDS}|{_GROUP}|{_NARRATIVE}|{_CALL}|{_MARKED})*+")
_DEFINITION = re.compile(r"\[\^[\w-]+\]: ")
_MARKUP = re.compile(rf"\A\{{#[a-z0-9-]+\}}\n|{_GROUP}|{_NARRATIVE}|{_CALL}|{_MARKED}")


def is_plain(markdown: str) -> bool:
    """Whether a paragraph, with its id or without, reads as the words that it consists of."""
    return "www." not in markdown and _PLAIN.fullmatch(markdown) is not None


def is_plain_note(definition: str) -> bool:
    """Whether the definition of a note is one plain paragraph."""
    found = _DEFINITION.match(definition)
    return found is not None and is_plain(definition[found.end() :])


def words_of_plain(markdown: str) -> str:
    """The words of plain Markdown, without citations and notes."""
    return _MARKUP.sub(lambda found: found["marked"] or "", markdown)
