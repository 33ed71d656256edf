"""What a table or a project says of the codes of passages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule
from hedgesite.regular_files import MEBIBYTE

LARGEST: Mapping[str, int] = MappingProxyType({".csv": 16 * MEBIBYTE, ".tsv": 16 * MEBIBYTE, ".qdpx": 64 * MEBIBYTE})
"""Limit of a file in bytes, by its extension."""
ROLE = "role"

Given = Mapping[str, tuple[str, ...]]
"""Ids by field of an annotation: `dimensions`, `hypotheses`, `actors`, `events`, and `role` with a single one."""


class UnreadableCodesError(Exception):
    """A file gives no codes; the exception carries the finding that explains why."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Recoded:
    """The codes of each passage that a file speaks of, by its present id. Fields that it leaves alone are absent."""

    passages: Mapping[str, Given]
    report: Report = field(default_factory=Report)
    offered: tuple[str, ...] = ()
    """Dimensions that the coder could choose from, as far as the file says so."""


def unreadable(shown: str, problem: str, remedy: str, line: int = 1, column: int = 1) -> UnreadableCodesError:
    """The error with a finding about a place in the file."""
    return UnreadableCodesError(Diagnostic(Rule.CODES_UNREADABLE, Origin(shown, line, column), problem, remedy))


def distinct(ids: Sequence[str]) -> tuple[str, ...]:
    """Each id once, in their order."""
    return tuple(dict.fromkeys(ids))
