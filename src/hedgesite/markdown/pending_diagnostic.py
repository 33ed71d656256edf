"""Findings of single rules, kept in the token stream until their place in the file is known."""

from __future__ import annotations

from dataclasses import dataclass

from markdown_it.rules_inline import StateInline

from hedgesite.diagnostics import Rule


@dataclass(frozen=True, slots=True)
class PendingDiagnostic:
    """A finding without a place: the token that carries it, or whoever reports it, knows where it stands."""

    rule: Rule
    problem: str
    remedy: str


def report(state: StateInline, pos: int, slip: PendingDiagnostic) -> None:
    """Leaves a token at `pos` of the inline source that renders to nothing and carries the finding."""
    token = state.push("slip", "", 0)
    token.meta = {"pos": pos, "slip": slip}
