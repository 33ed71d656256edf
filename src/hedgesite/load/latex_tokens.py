"""Tokenizer for LaTeX in bibliographies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_SPECIAL = re.compile(r"[\\{}$~`'<&]")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_UNEVEN_BLANK = re.compile(r"[\t\r\n\f\v]")
_TOKEN = re.compile(
    r"""
    (?P<plain>(?:[^\\{}$~`'<&^_-]+|(?<!-)-(?!-))+)
    |(?P<maths>\$\$?|\\[()])
    |(?P<word>\\[A-Za-z]+)[ \t\r\n]*
    |(?P<symbol>\\.)
    |(?P<dash>-{1,3})
    |(?P<quote>``|''|`|')
    |(?P<tag></?(?:i|em|b|strong|sup|sub|sc|span)(?:\s[^<>]{0,80})?>)
    |(?P<entity>&(?:amp|lt|gt|quot|apos|nbsp|\#\d{1,7}|\#x[0-9A-Fa-f]{1,6});)
    |(?P<open>\{)
    |(?P<close>\})
    |(?P<script>[\^_])
    |(?P<tie>~)
    |(?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    kind: str
    text: str
    offset: int


class LatexProblem(NamedTuple):
    """Something that could not be shown. `offset` counts from 0 in the raw value."""

    offset: int
    problem: str
    remedy: str


def is_plain(raw: str) -> bool:
    """Whether a value contains no markup."""
    return "--" not in raw and not _SPECIAL.search(raw)


def even(text: str) -> str:
    return _BLANKS.sub(" ", text) if "  " in text or _UNEVEN_BLANK.search(text) else text


def tokenize(raw: str) -> list[Token]:
    body = raw.strip(" \t\r\n\f\v")
    start = raw.find(body) if body else 0
    return [
        Token(match.lastgroup or "", match[match.lastindex or 0], match.start())
        for match in _TOKEN.finditer(raw, start, start + len(body))
    ]


class Cursor:
    """Position in the tokens of a value, with the problems found so far."""

    def __init__(self, raw: str) -> None:
        self.tokens = tokenize(raw)
        self.next = 0
        self.problems: list[LatexProblem] = []

    def report(self, token: Token, problem: str, remedy: str) -> None:
        self.problems.append(LatexProblem(token.offset, problem, remedy))

    def skip_closing_brace(self) -> None:
        if self.next < len(self.tokens):
            self.next += 1
        else:
            self.problems.append(LatexProblem(self.end, "a brace is not closed", "close it with '}'"))

    @property
    def end(self) -> int:
        return self.tokens[-1].offset + len(self.tokens[-1].text) if self.tokens else 0

    def skip_blanks(self) -> None:
        while self.next < len(self.tokens) and self.tokens[self.next].kind == "plain":
            token = self.tokens[self.next]
            stripped = token.text.lstrip(" \t\r\n")
            if stripped:
                self.tokens[self.next] = token._replace(
                    text=stripped, offset=token.offset + len(token.text) - len(stripped)
                )
                return
            self.next += 1


def closing_of_formula(tokens: Sequence[Token], start: int, opening: Token) -> int | None:
    """Index of the sign that closes a formula beginning at `start`. As in Pandoc, `$5 and $10` is none."""
    depth = 0
    closing_text = "\\)" if opening.text == "\\(" else opening.text
    for position in range(start, len(tokens)):
        token = tokens[position]
        depth += {"open": 1, "close": -1}.get(token.kind, 0)
        if depth < 0:
            return None
        if token.kind == "maths":
            closes = not depth and token.text == closing_text and _reads_as_formula(tokens, start, position)
            return position if closes else None
    return None


def _reads_as_formula(tokens: Sequence[Token], start: int, closing: int) -> bool:
    content = tokens[start:closing]
    if any(token.kind in {"word", "script"} for token in content) or tokens[closing].text == "\\)":
        return True
    after = tokens[closing + 1].text if closing + 1 < len(tokens) else ""
    is_spaced = not content or content[0].text[0].isspace() or content[-1].text[-1].isspace()
    return not is_spaced and not after[:1].isdigit()
