"""Typographic quotation marks and dashes. Every change keeps the length of the text, so that marks stay in place."""

from __future__ import annotations

import re
from bisect import bisect_left

from hedgesite.model.richtext import Runs, plain, text_of, with_text

_MISREAD = ('"', "'", "’")
_WORD = re.compile(r"[^\W\d_]{2}")
_CLOSING = re.compile(r"(?<=\S)['’](?![^\W\d_])")
_BREAK = re.compile("\n")
_OPENS_AFTER = " \N{NO-BREAK SPACE}\t([{—–-/“‘„"
_RANGE = re.compile(
    r"(?<=[0-9])\s*[-–—]+\s*(?=[A-Za-z]?[0-9])|(?<![A-Za-z])([ivxlcdm]+)\s*[-–—]+\s*(?=[ivxlcdm]+(?![A-Za-z]))"
)


def typographic(text: str) -> str:
    """Straight quotation marks and apostrophes become curly (6.115).

    TeX reads every `'` as a closing mark; one that opens a word and is closed later must have been meant to open.
    """
    if not any(mark in text for mark in _MISREAD):
        return text
    # Looked for once: a search from each mark on would take a title of many marks the square of its length.
    closing, breaks = ([found.start() for found in pattern.finditer(text)] for pattern in (_CLOSING, _BREAK))
    out: list[str] = []
    for position, char in enumerate(text):
        before = text[position - 1] if position else " "
        if char == '"':
            char = "“" if before in _OPENS_AFTER else "”"
        elif char in "'’":
            opens = before in _OPENS_AFTER or before == '"'
            char = "‘" if opens and _closes_later(text, position, closing, breaks) else "’"
        out.append(char)
    return "".join(out)


def _closes_later(text: str, position: int, closing: list[int], breaks: list[int]) -> bool:
    """Whether a word of two letters begins behind the mark, and its line has a closing mark behind these."""
    if not _WORD.match(text, position + 1):
        return False
    at = bisect_left(closing, position + 4)
    return at < len(closing) and bisect_left(breaks, position) == bisect_left(breaks, closing[at])


def inner(text: str) -> str:
    """Turn the quotation marks of a text that will itself stand in double ones: double to single, and back (13.30)."""
    if not any(mark in text for mark in "“”„"):
        return text
    out: list[str] = []
    depth = 0
    single_inside = False
    for position, char in enumerate(text):
        following = text[position + 1 : position + 2]
        if char == "„" or (char == "“" and not depth):
            depth, char = 1, "‘"
        elif char in "”“" and depth:
            depth, char = 0, "’"
        elif char == "‘" and depth:
            single_inside, char = True, "“"
        elif char == "’" and depth and single_inside and not following.isalnum():
            single_inside, char = False, "”"
        out.append(char)
    return "".join(out)


def quoted(runs: Runs) -> Runs:
    """In double quotation marks. Marks of the whole text, such as its language, stay inside them."""
    if not runs:
        return runs
    return plain("“") + with_text(runs, inner(text_of(runs))) + plain("”")


def ranges(text: str) -> str:
    """En dashes between numbers (6.78): `33--35`, `33 - 35` and `xi-xiv` become `33–35` and `xi–xiv`."""
    return _RANGE.sub(lambda match: f"{match.group(1) or ''}–", text)
