"""No-break spaces where a language has them, so that no line begins with a sign or ends with an initial.

English has none: its texts stay as they are written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

from hedgesite.markdown.text_language import inlines, languages_of

_NO_BREAK, _NARROW = "\u00a0", "\u202f"
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
        for token, own in zip(children, _rules(languages_of(children, language)), strict=True):
            if token.type == "text":
                for pattern, replacement in own:
                    token.content = pattern.sub(replacement, token.content)


def _rules(languages: Iterator[str]) -> Iterator[tuple[_Rule, ...]]:
    return (rules_of(language) for language in languages)
