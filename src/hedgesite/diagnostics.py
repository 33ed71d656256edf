"""Findings about content: their places in files, and their text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from hedgesite.rules import Rule, Severity

__all__ = ["Diagnostic", "Origin", "Report", "Rule", "Severity", "Span", "as_text", "printable"]

# Line separators and bidirectional controls are included: quoted content must not be able to forge a line of a report.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A position in a content file. `file` is a POSIX path as the user would type it; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Span:
    """A range in a content file, from `start` up to but not including `end` (same file)."""

    start: Origin
    end: Origin


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: `problem` says what is wrong and quotes the offending text, `remedy` says what to do about it."""

    rule: Rule
    origin: Origin
    problem: str
    remedy: str
    level: Severity | None = None
    """Overrides the severity of the rule, for example for faults in sources that are not cited."""

    @property
    def severity(self) -> Severity:
        return self.level or self.rule.severity

    def __str__(self) -> str:
        return f"{self.origin}: {self.rule.id}: {self.problem}; {self.remedy}"


@dataclass(frozen=True, slots=True)
class Report:
    """Findings sorted by file and line. Adding two reports merges their findings."""

    diagnostics: tuple[Diagnostic, ...] = field(default=())

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Report:
        """Build a report of distinct findings, sorted by position and then by rule."""
        distinct = dict.fromkeys(diagnostics)
        return cls(tuple(sorted(distinct, key=lambda d: (d.origin, d.rule.id, d.problem))))

    def __add__(self, other: Report) -> Report:
        return Report.of((*self.diagnostics, *other.diagnostics))

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity is Severity.WARNING)

    @property
    def advice(self) -> tuple[Diagnostic, ...]:
        return tuple(d for d in self.diagnostics if d.severity is Severity.ADVICE)

    def fails(self, *, strict: bool = False) -> bool:
        """Whether the report stops a build: errors always do, warnings only if `strict`."""
        return bool(self.errors or (strict and self.warnings))


def as_text(report: Report) -> str:
    """One line per finding: `file:line:column: rule-id: problem; remedy`. Control characters are escaped."""
    return "\n".join(printable(str(d)) for d in report.diagnostics)


def printable(text: str) -> str:
    """The text with control characters and characters that change the writing direction escaped."""
    return _CONTROL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode()
