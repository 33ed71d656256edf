"""Files of CSV by RFC 4180, for spreadsheets and statistics.

Lines end in CR LF. A file begins with a byte order mark, as spreadsheets read UTF-8 only where they find one; Python's
`utf-8-sig` and R's `readr` pass over it. A cell that a spreadsheet would take for a formula begins with an apostrophe.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With the full-width forms, which East Asian spreadsheets treat alike."""


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """A file of rows; its cells must be guarded where anybody but the program wrote them."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue().encode("utf-8-sig")


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs."""
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
