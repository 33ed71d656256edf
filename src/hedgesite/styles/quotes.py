"""Typographic quotation marks and dashes. Every change keeps the length of the text, so that marks stay in place."""

from __future__ import annotations

import re

from hedgesite.styles.runs import Runs, plain, text_of, with_text

_MISREAD = ('"', "'", "’")
_CLOSED_LATER = re.compile(r"[^\W\d_]{2}.*?\S['’](?![^\W\d_])")
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
    out: list[str] = []
    for position, char in enumerate(text):
        before = text[position - 1] if position else " "
        if char == '"':
            char = "“" if before in _OPENS_AFTER else "”"
        elif char in "'’":
            opens = before in _OPENS_AFTER or before == '"'
            char = "‘" if opens and _closes_later(text, position) else "’"
        out.append(char)
    return "".join(out)


def _closes_later(text: str, position: int) -> bool:
    return _CLOSED_LATER.match(text, position + 1) is not None


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
