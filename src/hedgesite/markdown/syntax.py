"""The syntax tree in `Body.syntax`, which the renderer reads and nothing changes after the scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it.token import Token

from hedgesite.model.text import Note


@dataclass(frozen=True, slots=True)
class Definition:
    """Definition of a note; `tokens` are its blocks."""

    label: str
    opened: Token
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class CalledNote:
    """A called note, with the tokens of its definition and its number of calls."""

    note: Note
    tokens: tuple[Token, ...]
    calls: int


@dataclass(frozen=True, slots=True)
class Syntax:
    """Tokens of a body, separate from its notes.

    The scan stores its results in the `meta` of tokens: `group`, `typed`, `note` and `call`, `block`, `heading`.
    """

    tokens: tuple[Token, ...]
    notes: tuple[CalledNote, ...]


def split_definitions(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[Definition, ...]]:
    """Separate the text from note definitions, which may be nested in lists, quotes and each other."""
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
    """The syntax tree of a scanned body.

    Raises TypeError for a body that was not scanned.
    """
    if not isinstance(syntax, Syntax):
        raise TypeError("the body was not read by scan_body")
    return syntax
