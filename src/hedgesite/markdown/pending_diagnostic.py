"""Findings of parser rules, kept in the token stream until their position in the file is known."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.rules_inline import StateInline

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
