"""What a server tells its writer of the findings after each save: what is new, what is gone, how many are left."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator

from hedgesite.diagnostics import Diagnostic, Report, Severity
from hedgesite.messages import counted

_Line = tuple[int, str]
"""A level of the module `logging`, and a text."""


def told_findings(before: Report | None, now: Report) -> Iterator[_Line]:
    """The lines to log of a build's findings: all at the first build (`before` is None), later only what differs."""
    if before is None:
        yield from map(_line, now.diagnostics)
        return
    yield from map(_line, _beyond(now.diagnostics, before.diagnostics))
    gone = list(_beyond(before.diagnostics, now.diagnostics))
    for finding in gone:
        # A build that stops at an error does not get as far as what warns.
        if finding.severity is Severity.ERROR or not now.errors:
            yield logging.INFO, f"Gone: {finding.origin}: {finding.rule.id}: {finding.problem}"
    if now.diagnostics:
        yield logging.INFO, f"Left: {_numbers(now)}"
    elif gone:
        yield logging.INFO, "No finding is left"


def known_findings(before: Report | None, now: Report) -> Report:
    """What a writer knows of after a build: where errors ended it, also the warnings that were told of before."""
    if before is None or not now.errors:
        return now
    return now + Report.of(_beyond(before.warnings, now.diagnostics))


def _line(finding: Diagnostic) -> _Line:
    return (logging.ERROR if finding.severity is Severity.ERROR else logging.WARNING), str(finding)


def _beyond(some: Iterable[Diagnostic], others: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Those that the others do not have, wherever in its file each stands: a line above moves all below it."""
    left = Counter(map(_identity, others))
    for finding in some:
        identity = _identity(finding)
        if left[identity]:
            left[identity] -= 1
        else:
            yield finding


def _identity(finding: Diagnostic) -> tuple[object, ...]:
    return finding.rule, finding.origin.file, finding.problem, finding.severity


def _numbers(report: Report) -> str:
    numbers = ((len(report.errors), "error"), (len(report.warnings), "warning"))
    return ", ".join(counted(number, noun) for number, noun in numbers if number)
