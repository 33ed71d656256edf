"""Values of cells in typed columns: what a number or a date is, by which the column is checked and sorted."""

from __future__ import annotations

import re

from hedgesite.diagnostics import Diagnostic, Rule
from hedgesite.messages import shortened
from hedgesite.model.as_dates import date_remedy
from hedgesite.model.dates import Edtf
from hedgesite.model.table import Cell, ColumnType, Placed
from hedgesite.words.cldr import decimal_mark

_NUMBER = re.compile(r"(?P<sign>[-+−–]?)[^\S\n]?[$€£¥]?(?P<digits>[0-9](?:[0-9.,'’·  ]*[0-9])?|\.[0-9]+)")
_ALONE = re.compile(r"[$€£¥(\[]?[-+−–]?\s?[$€£¥]?[0-9.,'’  ]*[0-9][%‰*†‡)\]\s$€£¥]*")
_NOTHING = re.compile(r"[-–—.…\s]*|n/?a\.?|\.\.\.?", re.IGNORECASE)
"""What stands for a missing value."""
_GROUPING = re.compile(r"['’  ]")


def value_of(cell: Cell, type: ColumnType, language: str) -> Placed | Diagnostic:
    """The cell with its value, or a finding if it is none of its column's type."""
    text = cell.text.text.strip()
    if type is ColumnType.TEXT or _NOTHING.fullmatch(text):
        return Placed(cell, 0)
    if type is ColumnType.DATE:
        try:
            date = Edtf.parse(text)
        except ValueError as why:
            return Diagnostic(Rule.DATE_SYNTAX, cell.text.origin, str(why), date_remedy(text))
        return Placed(cell, 0, date.sort_key[0], date)
    number = number_in(text, language)
    if number is None:
        problem = f"'{shortened(text)}' is not a number, as its column says"
        remedy = "write a number, a dash where there is none, or 'type: text' in the column"
        return Diagnostic(Rule.FIELD_VALUE, cell.text.origin, problem, remedy)
    return Placed(cell, 0, number)


def number_in(text: str, language: str, *, alone: bool = False) -> float | None:
    """The first number in a text, such as `1,204`, `(0.03)`, `−0.45***` or `12 %`; None if there is none.

    With `alone`, the text must contain nothing else but signs that go with numbers.
    """
    if alone and not (_ALONE.fullmatch(text) or _NOTHING.fullmatch(text)):
        return None
    found = _NUMBER.search(text)
    if found is None:
        return 0.0 if alone else None
    digits = _GROUPING.sub("", found["digits"])
    marks = [mark for mark in digits if mark in ".,"]
    if not marks:
        decimal = ""
    elif len(set(marks)) == 2:
        # Of two marks, the last one begins the fraction: `1.204,5`.
        decimal = marks[-1]
    elif len(marks) > 1:
        decimal = ""
    else:
        own = decimal_mark(language)
        groups = re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", digits)
        decimal = marks[0] if marks[0] == own or not groups else ""
    whole, _, fraction = digits.partition(decimal) if decimal else (digits, "", "")
    number = float(f"{re.sub('[.,]', '', whole) or 0}.{re.sub('[.,]', '', fraction) or 0}")
    return -number if found["sign"] in ("-", "−", "–") and found["sign"] else number
