"""Typographic quotation marks and dashes. Replacements keep the length of the text, so that markup stays aligned."""

from __future__ import annotations

import re
from bisect import bisect_left

from hedgesite.model.richtext import Runs, plain, text_of, with_text

_MISREAD = ('"', "'", "’")
_WORD = re.compile(r"[^\W\d_]{2}")
_CLOSING = re.compile(r"(?<=\S)['’](?![^\W\d_])")
_BREAK = re.compile("\n")
_OPENS_AFTER = " \N{NO-BREAK SPACE}\t([{—–-/“‘„"
_TEX_DASH = re.compile(r"(?<=\w)\s*(?:-{2,3}|[‐‑−]|\s[–—]|[–—]\s)\s*(?=\w)")
_RANGE = re.compile(
    r"(?<=[0-9])\s*[-–—]+\s*(?=[A-Za-z]?[0-9])|(?<=[0-9][a-zʳᵛ])\s*-{1,3}\s*(?=[0-9]+[a-zʳᵛ](?!\w))|(?<=[)\]])-(?=[(\[])"
    r"|(?<![A-Za-z])([ivxlcdm]+|[IVXLCDM]+)\s*[-–—]+\s*(?=(?:[ivxlcdm]+|[IVXLCDM]+)(?![A-Za-z]))"
)

_LETTER_RANGE = re.compile(r"(?<=(?<![\w-])[A-Za-z])-(?=[A-Za-z](?![\w-]))")
_INCLUSIVE = re.compile(r"(?<![\w.–-])(\d+)–(\d+)(?![\w–-])")
_SHORTENED = 3
"""Shorter numbers are written in full."""

_TWO_NUMBERS = re.compile(r"(\d{1,9})-(\d{1,9})")


def typographic(text: str) -> str:
    """Replace straight quotation marks and apostrophes with curly ones (6.115).

    TeX reads every `'` as a closing mark; one that begins a word and is closed later must have been meant as an opening
    mark.
    """
    if not any(mark in text for mark in _MISREAD):
        return text
    # The positions are collected once: searching from each mark would take quadratic time for a title with many marks.
    closing, breaks = ([found.start() for found in pattern.finditer(text)] for pattern in (_CLOSING, _BREAK))
    out: list[str] = []
    for position, char in enumerate(text):
        before = text[position - 1] if position else " "
        if char == '"':
            char = "“" if before in _OPENS_AFTER else "”"
        elif char in "'’":
            # An apostrophe also begins words ('90s), so only a closing mark on the same line makes it a quotation mark.
            opens = before in _OPENS_AFTER or before == '"'
            char = "‘" if opens and _closes_later(text, position, closing, breaks) else "’"
        out.append(char)
    return "".join(out)


def _closes_later(text: str, position: int, closing: list[int], breaks: list[int]) -> bool:
    """Whether a word of at least two letters follows the mark, and a closing mark on the same line follows it."""
    if not _WORD.match(text, position + 1):
        return False
    at = bisect_left(closing, position + 4)
    return at < len(closing) and bisect_left(breaks, position) == bisect_left(breaks, closing[at])


def inner(text: str) -> str:
    """Change double quotation marks to single and back, for a text that will be in double ones itself (13.30)."""
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
    """The text in double quotation marks. Attributes of the whole text, such as its language, stay inside them."""
    if not runs:
        return runs
    return plain("“") + with_text(runs, inner(text_of(runs))) + plain("”")


def ranges(text: str) -> str:
    """Put en dashes between numbers (6.78): `33--35`, `33 - 35` and `xi-xiv` become `33–35` and `xi–xiv`.

    Where a dash stands already, hyphens belong to the numbers: `1-15--1-20`.
    """
    text = _TEX_DASH.sub("–", text)
    if "–" not in text:
        return text if runs_backwards(text) else _dashed(text)
    return "".join(part if "–" in part else _dashed(part) for part in re.split(r"([,;])", text))


def runs_backwards(text: str) -> bool:
    """Whether two numbers are one page, as `15-1` is the first of chapter 15; `115-8` is short for 115–118."""
    numbers = _TWO_NUMBERS.fullmatch(text)
    if numbers is None:
        return False
    first, last = numbers.groups()
    return int(first[: max(0, len(first) - len(last))] + last) < int(first)


def letter_ranges(text: str) -> str:
    """Ranges between single letters, as places have them: `A–C`."""
    return _LETTER_RANGE.sub("–", text)


def short_ranges(text: str) -> str:
    """Ranges without the digits that both numbers share (9.61): `321–28`, `101–8`, but `71–72`, `100–104`."""
    return _INCLUSIVE.sub(lambda match: f"{match[1]}–{_changed(match[1], match[2])}", text)


def _changed(first: str, last: str) -> str:
    """The digits of the last number that are written."""
    if len(first) != len(last) or len(first) < _SHORTENED or first.endswith("00") or int(last) <= int(first):
        return last
    same = next(at for at, (one, other) in enumerate(zip(first, last, strict=True)) if one != other)
    changed = last[same:]
    if first[-2] == "0" and len(changed) <= 1:
        return changed
    return last[min(same, len(last) - 2) :]


def _dashed(text: str) -> str:
    return _RANGE.sub(lambda match: f"{match.group(1) or ''}–", text)
