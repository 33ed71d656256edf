"""The parser's tree as `Body.syntax` keeps it: read by the renderer, never changed after the scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from hedgesite.model.text import Note


@dataclass(frozen=True, slots=True)
class Definition:
    """A note's definition: the tokens between its brackets, which hold blocks."""

    label: str
    opened: Token
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class CalledNote:
    """A note that is called, with its definition and the number of its calls."""

    note: Note
    tokens: tuple[Token, ...]
    calls: int


@dataclass(frozen=True, slots=True)
class Syntax:
    """Tokens of a body without its notes. What the scan found of a token stands in its `meta`: `group`, `typed`,
    `note` and `call`, `block`, `heading`."""

    tokens: tuple[Token, ...]
    notes: tuple[CalledNote, ...]


def split_definitions(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[Definition, ...]]:
    """Takes the definitions of notes, which may stand in lists, quotes and each other, out of the text."""
    kept: list[list[Token]] = [[]]
    opened: list[Token] = []
    definitions: list[Definition] = []
    for token in tokens:
        if token.type == "footnote_reference_open":
            opened.append(token)
            kept.append([])
        elif token.type == "footnote_reference_close":
            start = opened.pop()
            definitions.append(Definition(start.meta["label"], start, tuple(kept.pop())))
        else:
            kept[-1].append(token)
    return tuple(kept[0]), tuple(definitions)


def syntax_of(syntax: object) -> Syntax:
    """The tree of a scanned body.

    Raises TypeError for a body that was not scanned.
    """
    if not isinstance(syntax, Syntax):
        raise TypeError("the body was not read by scan_body")
    return syntax
