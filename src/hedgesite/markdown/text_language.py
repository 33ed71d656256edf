"""The language of each part of a text: of its innermost span or passage that names one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def inlines(state: StateCore) -> Iterator[tuple[Token, str]]:
    """Every inline source with its language, which is `env["language"]` unless a block around it names another."""
    languages = [str(state.env.get("language", "en"))]
    for token in state.tokens:
        if token.nesting > 0:
            placed = token.meta.get("attributes", ())
            languages.append(next((it.attributes.language for it in placed if it.attributes.language), languages[-1]))
        elif token.nesting < 0 and len(languages) > 1:
            languages.pop()
        elif token.type == "inline" and token.children:
            yield token, languages[-1]


def languages_of(tokens: Sequence[Token], language: str) -> Iterator[str]:
    """The language of each token of an inline source in a language."""
    languages = [language]
    for token in tokens:
        if token.type == "span_open":
            languages.append(token.meta["span"].language or languages[-1])
        elif token.type == "span_close" and len(languages) > 1:
            languages.pop()
        yield languages[-1]
