"""Plain text: paragraphs between empty lines, and headings as typists write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hedgesite.importer.titles import OPENINGS, bare, is_list_title
from hedgesite.importer.tree import Block, Heading, Para, Text

_MARKDOWN = re.compile(
    r"^#{1,6} \S|^\[\^[^\]\s]+\]:|\]\(https?://|^\|.*\|$|\*\*\w|^```|^(?:===+|---+)$|\[-?@\w|(?<!\w)\*\w[^*\n]*\w\*(?!\w)",
    re.MULTILINE,
)
_NUMBERED = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5})\.?\s+[^\W\d]")
_LONGEST_TITLE = 80


def looks_like_markdown(text: str) -> bool:
    """Whether a text has marks that only Markdown has."""
    return bool(_MARKDOWN.search(text))


def read_plain_text(text: str, first_line: int) -> tuple[Block, ...]:
    """The paragraphs of a text whose first line has the given number."""
    return tuple(_blocks(text, first_line))


def _blocks(text: str, first_line: int) -> Iterator[Block]:
    paragraph: list[str] = []
    begin = first_line
    for number, line in enumerate((*text.split("\n"), ""), first_line):
        if line.strip():
            begin = begin if paragraph else number
            paragraph.append(line.strip())
        elif paragraph:
            words = " ".join(paragraph)
            is_title = len(paragraph) == 1 and _is_title(words)
            found = _NUMBERED.match(words)
            level = 1 + (found["number"].count(".") if found else 0)
            content = (Text(words),)
            yield Heading(level, content, begin) if is_title else Para(content, begin)
            paragraph = []


def _is_title(words: str) -> bool:
    if len(words) > _LONGEST_TITLE or words.endswith((".", ",", ";", ":", "?")):
        return False
    letters = re.sub(r"[\W\d_]", "", words)
    is_known = bare(words) in OPENINGS or is_list_title(bare(words))
    return is_known or bool(_NUMBERED.match(words)) or (len(letters) > 3 and letters.isupper())
