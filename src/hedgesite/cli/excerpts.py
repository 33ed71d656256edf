"""Findings for people at a terminal: errors before warnings, each with the line it refers to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import click

from hedgesite.diagnostics import Diagnostic, Origin, Report, Severity, printable

Lines = Callable[[str], list[str]]
"""Returns the lines of a file by path; an empty list if it cannot be read."""

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}
_HEADINGS = {Severity.ERROR: "Errors", Severity.WARNING: "Warnings", Severity.ADVICE: "Advice"}
_WIDTH = 100
"""Most terminal cells of a line that are shown; a longer line is cut to the part around the position."""
_BEFORE = 60
_WORD = re.compile(r"[@\w](?:[\w:.#/-]*\w)?")


def with_source(report: Report, lines: Lines, *, colour: bool) -> str:
    """The findings, errors first, each followed by its source line and a caret below its position."""

    lines = cache(lines)

    def paint(text: str, **style: object) -> str:
        return click.style(text, **style) if colour else text  # type: ignore[arg-type]

    parts: list[str] = []
    groups = {Severity.ERROR: report.errors, Severity.WARNING: report.warnings, Severity.ADVICE: report.advice}
    for severity, findings in groups.items():
        if findings:
            parts.append(paint(f"{_HEADINGS[severity]}\n", bold=True))
        for finding in findings:
            place = paint(printable(str(finding.origin)), bold=True)
            rule = paint(finding.rule.id, fg=_COLOURS[severity])
            what = f"{place}: {rule}: {printable(finding.problem)}"
            excerpt = (paint(line, dim=True) for line in _excerpt(finding, lines))
            parts.append("\n".join((what, *excerpt, f"  {printable(finding.remedy)}\n")))
    return "\n".join(parts).rstrip("\n")


def _excerpt(finding: Diagnostic, lines: Lines) -> Iterator[str]:
    origin = finding.origin
    text = lines(origin.file)
    if not 0 < origin.line <= len(text) or not text[origin.line - 1].strip():
        return
    line, column = _window(text[origin.line - 1], origin)
    margin = f"{origin.line:>6} | "
    word = _WORD.match(line, column)
    below = "^" + "~" * (_cells(word[0]) - 1 if word else 0)
    yield margin + printable(line.expandtabs(1))
    yield " " * (len(margin) - 2) + "| " + " " * _cells(line[:column]) + below


def _window(line: str, origin: Origin) -> tuple[str, int]:
    """The visible part of a line, and the position within it."""
    column = min(origin.column - 1, len(line))
    if len(line) <= _WIDTH:
        return line, column
    start = max(0, min(column - _BEFORE, len(line) - _WIDTH))
    end = start + _WIDTH
    opening, closing = "…" if start else "", "…" if end < len(line) else ""
    return f"{opening}{line[start:end]}{closing}", column - start + len(opening)


def _cells(text: str) -> int:
    """Number of terminal cells that a text occupies."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else len(printable(c))
        for c in text.expandtabs(1)
    )
