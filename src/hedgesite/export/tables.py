"""Tables with files of their own as CSV: cells in plain text, with citations in words.

A cell that covers several is written at its first place, and the others are empty. Cells that are guarded are those
that a spreadsheet would run; a number with a sign is none of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hedgesite.export.context import Context
from hedgesite.export.csv_files import csv_file, guarded
from hedgesite.model.base import is_number
from hedgesite.model.table import download_of


def table_downloads(context: Context) -> Mapping[str, bytes]:
    """The files by their path below the site's root."""
    return MappingProxyType(
        {
            download_of(path): csv_file(map(_safe, row) for row in context.texts.rows(body, display))
            for path, (body, display) in context.library.shown_tables.items()
        }
    )


def _safe(cell: str) -> str:
    return cell if is_number(cell) else guarded(cell)
