"""Typographic quotation marks and apostrophes, in linear time.

The rule of markdown-it-py, `smartquotes`, takes quadratic time: it copies the text of a paragraph for each mark, and
searches all open marks for each possible closing one. It also has one style for all languages, and takes the
apostrophes of ’90s and ’tis for quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import isWhiteSpace
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hedgesite.markdown.characters import is_sign, is_wide
from hedgesite.markdown.quotation_styles import marks_of
from hedgesite.markdown.text_language import inlines, languages_of

_MARK = re.compile("['\"]")
_APOSTROPHE = "’"
_BREAKS = {"softbreak", "hardbreak"}
_SHORTENED = re.compile(
    r"(?:[0-9]{2}(?:s|er|ern)\b|[0-9]{2}(?![\w'])(?![^']*[^\s']'(?!\w))|n\b|[stk]\b(?!')"
    r"|(?:tis|twas|twere|twill|twould|twixt|tween|til|cause|em|neath|gainst|round|bout|cos|twasn|tisn)\b)",
    re.IGNORECASE,
)
"""What follows an apostrophe that stands for the beginning of a word or of a year."""
_AFTER_FOOT = re.compile(r"[ \u00a0]?[0-9]")


class _Place(NamedTuple):
    token: int
    offset: int


@dataclass(slots=True)
class _Level:
    """Open marks at one depth of emphasis and links."""

    depth: int
    opened: list[_Place] = field(default_factory=list)
    indexes: dict[str, list[int]] = field(default_factory=lambda: {'"': [], "'": []})
    """Indexes in `opened` by mark."""

    def open(self, mark: str, place: _Place) -> None:
        self.indexes[mark].append(len(self.opened))
        self.opened.append(place)

    def close(self, mark: str) -> _Place | None:
        """Pop the last of these marks and all opened after it; None if none is open."""
        if not self.indexes[mark]:
            return None
        first = self.indexes[mark][-1]
        place = self.opened[first]
        del self.opened[first:]
        for indexes in self.indexes.values():
            while indexes and indexes[-1] >= first:
                indexes.pop()
        return place


def quotation_marks_plugin(md: MarkdownIt) -> None:
    """Turn `"a"` and `'a'` into the quotation marks of the text's language, and other single marks into apostrophes.

    The language is that of the innermost passage or span that names one, else `env["language"]`.
    """
    md.core.ruler.at("smartquotes", _replace)


def _replace(state: StateCore) -> None:
    for token, language in inlines(state):
        if token.children and _MARK.search(token.content):
            _curl(token.children, language)


def _curl(tokens: Sequence[Token], language: str = "en") -> None:
    levels: list[_Level] = []
    curled: dict[int, dict[int, str]] = {}
    marks = [marks_of(own) for own in languages_of(tokens, language)]

    def put(place: _Place, mark: str) -> None:
        curled.setdefault(place.token, {})[place.offset] = mark

    def give_up(level: _Level) -> None:
        for place in level.opened:
            mark = tokens[place.token].content[place.offset]
            put(place, _APOSTROPHE if mark == "'" else marks[place.token].opening)

    for number, token in enumerate(tokens):
        while levels and levels[-1].depth > token.level:
            give_up(levels.pop())
        for offset, mark in _marks(token):
            place = _Place(number, offset)
            before, after = _around(tokens, place)
            here = levels[-1] if levels and levels[-1].depth == token.level else None
            is_open = bool(here and here.indexes[mark])
            opens, closes = _roles(mark, before, after, is_open=is_open)
            sign = _sign(mark, token.content, place, before, is_open=is_open)
            if sign:
                put(place, sign)
            elif closes and here and (began := here.close(mark)):
                put(began, marks[began.token].opening if mark == '"' else marks[began.token].inner_opening)
                put(place, marks[began.token].closing if mark == '"' else marks[began.token].inner_closing)
            elif opens:
                if here is None:
                    here = _Level(token.level)
                    levels.append(here)
                here.open(mark, place)
            elif mark == "'":
                put(place, _APOSTROPHE)
            elif closes:
                put(place, marks[number].closing)
    for level in levels:
        give_up(level)
    _write(tokens, curled)


def _sign(mark: str, text: str, place: _Place, before: str, *, is_open: bool) -> str:
    """What a mark is if it is not one of quotation: an apostrophe or a prime; empty otherwise."""
    if mark == "'" and before in "0123456789" and not is_open and _AFTER_FOOT.match(text, place.offset + 1):
        return "′"
    if mark == '"' and before in "0123456789" and not is_open:
        return "″"
    if mark == "'" and _SHORTENED.match(text, place.offset + 1):
        return _APOSTROPHE
    if mark == "'" and before == "n" and text[max(0, place.offset - 3) : place.offset] in (" 'n", "\u00a0'n"):
        return _APOSTROPHE
    return ""


def _write(tokens: Sequence[Token], curled: dict[int, dict[int, str]]) -> None:
    for number, marks in curled.items():
        text = list(tokens[number].content)
        for offset, mark in marks.items():
            text[offset] = mark
        tokens[number].content = "".join(text)


def _marks(token: Token) -> Iterator[tuple[int, str]]:
    if token.type == "text":
        for found in _MARK.finditer(token.content):
            yield found.start(), found[0]


def _around(tokens: Sequence[Token], place: _Place) -> tuple[str, str]:
    """The characters before and after a place on the same line, or spaces.

    It does not matter whether neighbouring marks were replaced already: straight and curly ones are punctuation.
    """
    number, offset = place
    text = tokens[number].content
    before = text[offset - 1] if offset else _first_text(tokens, range(number - 1, -1, -1))[-1]
    after = text[offset + 1] if offset + 1 < len(text) else _first_text(tokens, range(number + 1, len(tokens)))[0]
    return before, after


def _first_text(tokens: Sequence[Token], numbers: range) -> str:
    for number in numbers:
        if tokens[number].type in _BREAKS:
            break
        if tokens[number].content:
            return tokens[number].content
    return " "


def _roles(mark: str, before: str, after: str, *, is_open: bool) -> tuple[bool, bool]:
    """Whether a mark can open, and whether it can close what `is_open`.

    Chinese and Japanese have no blanks around marks. Among letters of other scripts, a single mark is an apostrophe.
    """
    space_before, space_after = isWhiteSpace(ord(before)), isWhiteSpace(ord(after))
    sign_before, sign_after = is_sign(before), is_sign(after)
    if mark == after == '"' and before in "0123456789":
        return False, False  # 7"" measures inches
    opens = not space_after and (not sign_after or space_before or sign_before)
    closes = not space_before and (not sign_before or space_after or sign_after)
    if opens and closes and not sign_before and not sign_after:
        wide = is_wide(before), is_wide(after)
        return (any(wide), is_open) if mark == '"' else (all(wide), all(wide) and is_open)
    if opens and closes:
        return sign_before, sign_after
    return opens, closes
