"""Which findings a revision brings and which it mends, wherever their lines have gone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hedgesite.diagnostics import Diagnostic, Report

_Identity = tuple[str, str, str]


def finding_changes(
    before: Report, after: Report, roots: tuple[str, str]
) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Findings that appear and findings that are gone; `roots` are the content directories that their files name.

    A finding is the same where rule, file and problem are, whatever its line.
    """
    old = [_below(finding, roots[0]) for finding in before.diagnostics]
    new = [_below(finding, roots[1]) for finding in after.diagnostics]
    return _surplus(new, old), _surplus(old, new)


def _surplus(findings: list[Diagnostic], known: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    left = Counter(_identity(finding) for finding in known)
    surplus = []
    for finding in findings:
        if left[_identity(finding)] > 0:
            left[_identity(finding)] -= 1
        else:
            surplus.append(finding)
    return tuple(surplus)


def _identity(finding: Diagnostic) -> _Identity:
    return finding.rule.id, finding.origin.file, finding.problem


def _below(finding: Diagnostic, root: str) -> Diagnostic:
    """The finding with its file named below the content directory, in its origin as in its words."""
    prefix = f"{root}/"
    origin = replace(finding.origin, file=finding.origin.file.removeprefix(prefix))
    return replace(
        finding,
        origin=origin,
        problem=finding.problem.replace(prefix, ""),
        remedy=finding.remedy.replace(prefix, ""),
    )
