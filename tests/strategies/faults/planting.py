"""One fault in a companion, and where it is to be found."""

from __future__ import annotations

from dataclasses import dataclass

from hedgesite.diagnostics import Rule
from tests.strategies.plan import Companion, Files

MARK = "zz9"
"""Stands in no valid companion. Where a fault holds it, the fault stands in its line."""


@dataclass(frozen=True)
class Faulty:
    """A companion with one fault."""

    before: Companion
    """Without the fault."""
    files: Files
    rule: Rule
    file: str
    line: int | None
    """None where the finding stands at what surrounds the fault."""

    def __str__(self) -> str:
        return f"{self.file}:{self.line or '?'}: {self.rule.id}"


def planted(before: Companion, after: Companion | Files, rule: Rule, mark: str = MARK, below: int = 0) -> Faulty:
    """The fault stands where the mark does, or some lines below."""
    files = after.files() if isinstance(after, Companion) else after
    marked = [(path, data.decode()) for path, data in files.items() if mark.encode() in data]
    assert len(marked) == 1, (rule, [path for path, _ in marked])
    path, text = marked[0]
    return Faulty(before, files, rule, path, text[: text.index(mark)].count("\n") + 1 + below)


def planted_in(before: Companion, after: Companion, rule: Rule, file: str) -> Faulty:
    """The fault stands somewhere in the file."""
    return Faulty(before, after.files(), rule, file, None)
