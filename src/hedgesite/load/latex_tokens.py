"""Tokenizer for LaTeX in bibliographies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

DEEPEST_NESTING = 40

_SPECIAL = re.compile(r"[\\{}$~`'<&]")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_UNEVEN_BLANK = re.compile(r"[\t\r\n\f\v]")
_LESS = r"(?:<|\{?\\textless\s?\}?(?:\{\})?|\{?\$<\$\}?)"
_GREATER = r"(?:>|\{?\\textgreater\s?\}?(?:\{\})?|\{?\$>\$\}?)"
_LONGEST_FORMULA = 400
_STYLED_TAGS = "i|em|italic|b|strong|bold|sup|sub|inf|sc|scp|span"
_OTHER_TAGS = "p|br|div|u|big|small|font|tt|code|title|xref|math|m(?:row|i|n|o|text|sub|sup|subsup|frac|style)"
_ENTITY = r"(?:\{\\?&\}|\\?&)(?:[A-Za-z]{2,8}\d{0,2}|\\?\#\d{1,7}|\\?\#x[0-9A-Fa-f]{1,6});"
ENTITY = re.compile(_ENTITY)
"""A character of HTML such as `&uuml;`, also where a program has escaped its `&`."""
_TOKEN = re.compile(
    rf"""
    (?P<tag>{_LESS}/?(?:(?:jats|mml|ce):)?(?:{_STYLED_TAGS}|{_OTHER_TAGS})(?:\s[^<>{{}}\\$]{{0,80}})?/?{_GREATER})
    |(?P<escaped>\{{\\\$\}}(?:(?!\{{\\\$\}}).){{1,{_LONGEST_FORMULA}}}?\{{\\\$\}})
    |(?P<entity>{_ENTITY})
    """
    r"""
    |(?P<plain>(?:[^\\{}$~`'<&^_,>-]+|(?<!-)-(?!-)|(?<!,),(?!,)|(?<!>)>(?!>))+)
    |(?P<maths>\$\$?|\\[()])
    |(?P<symbol>\\a[ \t\r\n]*['`=]|\\[^A-Za-z])
    |(?P<word>\\[A-Za-z]+)[ \t\r\n]*
    |(?P<dash>-{1,3})
    |(?P<quote>``|''|`|'|(?<![^\s({\[]),,(?=[^\s,])|<<(?=[^\s<][^<>]{0,200}>>)|(?<=[^\s>])>>(?![>\w]))
    |(?P<open>\{)
    |(?P<close>\})
    |(?P<script>[\^_])
    |(?P<tie>~)
    |(?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)


_LESS_SIGN, _GREATER_SIGN = re.compile(_LESS), re.compile(_GREATER)
_REWRITTEN = frozenset({"tag", "symbol", "entity"})
_SIGN_OF_ENTITY = re.compile(r"[{}\\]")
_ESCAPED_SIGN = re.compile(r"\{\\(?:([$_{}#%&])|([\^~])\{\})\}|\\backslash(?=[A-Za-z])\s?")


class Token(NamedTuple):
    kind: str
    text: str
    r"""As written, but tags and entities without the escapes that programs give their signs, and `\'` for `\a'`."""
    offset: int


class LatexProblem(NamedTuple):
    """Something that could not be shown. `offset` counts from 0 in the raw value."""

    offset: int
    problem: str
    remedy: str


def is_plain(raw: str) -> bool:
    """Whether a value contains no markup."""
    return "--" not in raw and ",," not in raw and not _SPECIAL.search(raw)


def even(text: str) -> str:
    return _BLANKS.sub(" ", text) if "  " in text or _UNEVEN_BLANK.search(text) else text


def tokenize(raw: str) -> list[Token]:
    body = raw.strip(" \t\r\n\f\v")
    start = raw.find(body) if body else 0
    return [
        Token(match.lastgroup or "", _text_of(match), match.start())
        for match in _TOKEN.finditer(raw, start, start + len(body))
    ]


def _text_of(match: re.Match[str]) -> str:
    text, kind = match[match.lastindex or 0], match.lastgroup
    if kind not in _REWRITTEN:
        return text
    if kind == "tag":
        return _GREATER_SIGN.sub(">", _LESS_SIGN.sub("<", text, 1), 1)
    # Within a `tabbing`, the signs of three accents set the stops, so LaTeX calls these accents `\a'`, `\a`` and `\a=`.
    return f"\\{text[-1]}" if kind == "symbol" else _SIGN_OF_ENTITY.sub("", text)


def without_escapes(formula: str) -> str:
    r"""A formula whose every sign Mendeley has escaped, `{\$}x{\^{}}2{\$}`, as its author wrote it."""
    return _ESCAPED_SIGN.sub(lambda found: found[1] or found[2] or "\\", formula)


class Cursor:
    """Position in the tokens of a value, with the problems found so far."""

    def __init__(self, raw: str) -> None:
        self.tokens = tokenize(raw)
        self.next = 0
        self.depth = 0
        self.too_deep = False
        self.problems: list[LatexProblem] = []

    def report(self, token: Token, problem: str, remedy: str) -> None:
        self.problems.append(LatexProblem(token.offset, problem, remedy))

    def is_too_deep(self, token: Token) -> bool:
        if self.depth < DEEPEST_NESTING:
            return False
        if not self.too_deep:
            self.too_deep = True
            self.report(token, f"braces or commands nest deeper than {DEEPEST_NESTING}", "remove unnecessary ones")
        return True

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

    def characters_in_braces(self) -> str | None:
        """The characters of a brace group as they are written, for addresses; None if none is next."""
        self.skip_blanks()
        if self.next == len(self.tokens) or self.tokens[self.next].kind != "open":
            return None
        self.next += 1
        depth, characters = 1, []
        while self.next < len(self.tokens):
            token = self.tokens[self.next]
            self.next += 1
            depth += {"open": 1, "close": -1}.get(token.kind, 0)
            if not depth:
                break
            characters.append(token.text[1:] if token.kind == "symbol" else token.text)
        return "".join(characters).strip()


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
