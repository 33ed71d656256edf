"""No-break spaces where a language has them, so that no line begins with a sign or ends with an initial.

English has none: its texts stay as they are written.
"""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from hedgesite.markdown.text_language import inlines, languages_of

_NO_BREAK, _NARROW = "\u00a0", "\u202f"
_OBJECT = "\ufffc"
"""Stands for a citation, a formula, code or a note."""
_Rule = tuple[re.Pattern[str], str]
_INITIAL = (re.compile(r"(?<![^\W_])([^\W\d_]\.) (?=[^\W\d_](?:\.|[^\W\d_]))"), rf"\1{_NO_BREAK}")
_UNIT = (
    re.compile(
        r"(?<=[0-9]) (?=(?:[kcm]?m[²³]?|[kmM]?[gWVJ]|t|ha|[khGMT]?Wh|°[CF]?|%|‰|€|\$|£|₽|Kč|zł|км|кг|га|руб)(?!\w))"
    ),
    _NO_BREAK,
)
_FRENCH: tuple[_Rule, ...] = (
    (re.compile(rf"(?<=\S)[ {_NO_BREAK}](?=[;!?])"), _NARROW),
    (re.compile(r"(?<=\S) (?=[:»])|(?<=«) (?=\S)"), _NO_BREAK),
)
_QUEBEC: tuple[_Rule, ...] = ((re.compile(r"(?<=\S) (?=[:»])|(?<=«) (?=\S)"), _NO_BREAK),)
_PREPOSITION = (re.compile(r"(?<![\w’])([kvszouaiwKVSZOUAIW]) (?=\w)"), rf"\1{_NO_BREAK}")
_BY_LANGUAGE: dict[str, tuple[_Rule, ...]] = {
    "fr": _FRENCH,
    "fr-ca": _QUEBEC,
    **dict.fromkeys(("cs", "sk", "pl"), (_PREPOSITION,)),
}


def spacing_plugin(md: MarkdownIt) -> None:
    """Put no-break spaces into text, by its language."""
    md.core.ruler.after("smartquotes", "spacing", _space)


@cache
def rules_of(language: str) -> tuple[_Rule, ...]:
    """The rules of a language tag."""
    tag = language.lower()
    if tag.partition("-")[0] in ("en", "zh", "ja", "ko"):
        return ()
    own = _BY_LANGUAGE.get(tag) or _BY_LANGUAGE.get(tag.partition("-")[0], ())
    return (*own, _INITIAL, _UNIT)


def _space(state: StateCore) -> None:
    for inline, language in inlines(state):
        children = inline.children or []
        rules = [rules_of(own) for own in languages_of(children, language)]
        if not any(rules):
            continue
        parts = [_part(token) for token in children]
        whole = "".join(parts)
        # Each piece has rules of its own, which are mostly the same.
        spaced = {own: _spaced(whole, own) for own in set(rules)}
        at = 0
        for token, part, own in zip(children, parts, rules, strict=True):
            if token.type == "text":
                token.content = spaced[own][at : at + len(part)]
            at += len(part)


def _part(token: Token) -> str:
    """What the rules see of a token: markup is nothing, so that a sign may follow it; a formula is no blank."""
    if token.type in ("text", "text_special"):
        return token.content
    if token.type in ("softbreak", "hardbreak"):
        return "\n"
    return "" if token.nesting or token.type == "pending_diagnostic" else _OBJECT


def _spaced(text: str, rules: tuple[_Rule, ...]) -> str:
    """The text with its spaces; every rule replaces one character by one."""
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
