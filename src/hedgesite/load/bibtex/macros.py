"""Fields as they stand in a `.bib` file, and the `@string` names that their values may use."""

from __future__ import annotations

from typing import NamedTuple

from pybtex.database.input.bibtex import month_names

from hedgesite.diagnostics import Rule
from hedgesite.load.bibtex.located_report import LocatedReport
from hedgesite.messages import Known

_LONGEST_MACRO = 10_000
_MOST_FROM_MACROS = 4_000_000
"""Characters that the macros of a file may stand for in all: a few of them could fill any memory."""
_FULL_MONTHS = frozenset(name.lower() for name in month_names.values())


class RawField(NamedTuple):
    """A field as it stands in the file."""

    name: str
    """In lower case."""
    raw: str
    """Without outer braces or quotes, macros put in."""
    start: int
    """Offset of the name in the file."""
    value_start: int
    """Offset of the first character of `raw`; where parts were joined, of the first of them."""


class Macros:
    """`@string` names, which BibTeX reads without regard to case."""

    def __init__(self, findings: LocatedReport) -> None:
        self._findings = findings
        self._values: dict[str, str] = dict(month_names)
        self._suggestions: dict[str, str] = {}
        self._given = 0

    def define(self, field: RawField) -> None:
        value = field.raw
        if len(value) > _LONGEST_MACRO:
            problem = f"the @string '{field.name}' grows beyond {_LONGEST_MACRO} characters"
            self._findings.add(Rule.BIB_MACRO, field.start, problem, "shorten it; what comes later was cut off")
            value = value[:_LONGEST_MACRO]
        if self._values.get(field.name, value) != value:
            problem = f"the @string '{field.name}' is defined before with another value"
            self._findings.add(Rule.BIB_MACRO, field.start, problem, "keep one of the two; from here on this one holds")
        self._values[field.name] = value

    def value(self, name: str, start: int) -> str:
        folded = name.lower()
        if folded in self._values:
            return self._counted(name, self._values[folded], start)
        if folded not in _FULL_MONTHS:
            if folded not in self._suggestions:
                self._suggestions[folded] = Known(self._values).hint(name)
            remedy = f"put it in braces, or define it with @string before{self._suggestions[folded]}"
            self._findings.add(Rule.BIB_MACRO, start, f"'{name}' is no @string that is known here", remedy)
        return name

    def _counted(self, name: str, value: str, start: int) -> str:
        within = self._given <= _MOST_FROM_MACROS
        self._given += len(value)
        if self._given <= _MOST_FROM_MACROS:
            return value
        if within:
            problem = f"the @string names stand for more than {_MOST_FROM_MACROS} characters in all, with '{name}' here"
            self._findings.add(Rule.BIB_MACRO, start, problem, "shorten them; from here on their names are shown")
        return name
