"""Raw fields of a `.bib` file, and the `@string` macros that their values may use."""

from __future__ import annotations

from typing import NamedTuple

from pybtex.database.input.bibtex import month_names

from hedgesite.diagnostics import Rule
from hedgesite.load.bibtex.located_report import LocatedReport
from hedgesite.messages import Known

_LONGEST_MACRO = 10_000
_MOST_FROM_MACROS = 4_000_000
"""Longest total expansion of a file's macros, in characters: a few nested macros could exhaust memory."""
_FULL_MONTHS = frozenset(name.lower() for name in month_names.values())


class RawField(NamedTuple):
    """A field as written in the file."""

    name: str
    """In lower case."""
    raw: str
    """Value without outer braces or quotes, with macros expanded."""
    start: int
    """Offset of the name in the file."""
    value_start: int
    """Offset of the first character of `raw`; if parts were joined, of the first part."""


class Macros:
    """The `@string` macros of a file; names are case-insensitive, as in BibTeX."""

    def __init__(self, report: LocatedReport) -> None:
        self._report = report
        self._values: dict[str, str] = dict(month_names)
        self._suggestions: dict[str, str] = {}
        self._given = 0

    def define(self, field: RawField) -> None:
        value = field.raw
        if len(value) > _LONGEST_MACRO:
            problem = f"the @string '{field.name}' grows beyond {_LONGEST_MACRO} characters"
            self._report.add(Rule.BIB_MACRO, field.start, problem, "shorten it; the rest was cut off")
            value = value[:_LONGEST_MACRO]
        if self._values.get(field.name, value) != value:
            problem = f"the @string '{field.name}' was defined before with another value"
            self._report.add(Rule.BIB_MACRO, field.start, problem, "keep one of them; from here on this one is used")
        self._values[field.name] = value

    def value(self, name: str, start: int) -> str:
        folded = name.lower()
        if folded in self._values:
            return self._counted(name, self._values[folded], start)
        # Full month names are not standard macros, but authors use them, and their meaning is clear.
        if folded not in _FULL_MONTHS:
            if folded not in self._suggestions:
                self._suggestions[folded] = Known(self._values).hint(name)
            remedy = f"put it in braces, or define it with @string before{self._suggestions[folded]}"
            self._report.add(Rule.BIB_MACRO, start, f"'{name}' is not a known @string", remedy)
        return name

    def _counted(self, name: str, value: str, start: int) -> str:
        within = self._given <= _MOST_FROM_MACROS
        self._given += len(value)
        if self._given <= _MOST_FROM_MACROS:
            return value
        # Only the macro that crosses the bound is reported, not every later one.
        if within:
            problem = f"@string names expand to more than {_MOST_FROM_MACROS} characters in total, with '{name}' here"
            self._report.add(Rule.BIB_MACRO, start, problem, "shorten them; from here on they are not expanded")
        return name
