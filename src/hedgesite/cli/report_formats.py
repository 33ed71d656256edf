"""Findings as annotations of a pull request, and for other programs."""

from __future__ import annotations

import json
from collections.abc import Callable

from hedgesite.diagnostics import Report, Rule, Severity

_LEVELS = {Severity.ADVICE: "notice"}
"""GitHub's name of a severity, where it differs from ours."""


def as_github(report: Report, where_to_read: Callable[[Rule], str] | None = None) -> str:
    """Workflow commands that GitHub shows as annotations on the lines of a pull request.

    `where_to_read` gives the address at which a rule is explained; each annotation ends with it.
    """
    return "\n".join(
        f"::{_LEVELS.get(d.severity, d.severity)} file={_property(d.origin.file)},line={d.origin.line},"
        f"col={d.origin.column},title={_property(d.rule.id)}::{_message(f'{d.problem}; {d.remedy}')}"
        + (_message(f" ({where_to_read(d.rule)})") if where_to_read else "")
        for d in report.diagnostics
    )


def as_json(report: Report, where_to_read: Callable[[Rule], str] | None = None) -> str:
    """A JSON array with one object per finding.

    `where_to_read` gives the address at which a rule is explained; it becomes the field `help`.
    """
    return json.dumps(
        [
            {
                "rule": d.rule.id,
                "severity": d.severity.value,
                "file": d.origin.file,
                "line": d.origin.line,
                "column": d.origin.column,
                "problem": d.problem,
                "remedy": d.remedy,
            }
            | ({"help": where_to_read(d.rule)} if where_to_read else {})
            for d in report.diagnostics
        ],
        ensure_ascii=False,
        indent=2,
    )


def _message(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
