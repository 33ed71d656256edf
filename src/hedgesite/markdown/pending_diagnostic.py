"""Findings of parser rules, kept in the token stream until their position in the file is known."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from hedgesite.diagnostics import Rule


@dataclass(frozen=True, slots=True)
class PendingDiagnostic:
    """A finding without a position, which its token or its reporter provides."""

    rule: Rule
    problem: str
    remedy: str


def report(state: StateInline, pos: int, pending: PendingDiagnostic) -> None:
    """Push a token that carries the finding at `pos` of the inline source and renders to nothing."""
    token = state.push("pending_diagnostic", "", 0)
    token.meta = {"pos": pos, "pending": pending}


def report_block(state: StateBlock | StateCore, line: int, column: int, pending: PendingDiagnostic) -> None:
    """Keep a finding at a line and column of the text, both from 0, that no token carries."""
    state.env.setdefault("pending_of_blocks", []).append((line, column, pending))


def pending_in(inline: Token) -> list[Token]:
    """The tokens of a text in one line that carry findings."""
    return [child for child in inline.children or () if child.type == "pending_diagnostic"]
