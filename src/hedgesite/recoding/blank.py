"""Blank forms: passages to be coded in a spreadsheet, without the codes that they have."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from random import Random

from hedgesite.export.context import Context
from hedgesite.export.csv_files import guarded
from hedgesite.model.library import Library

ID, NONE, REMARK = "id", "none", "remark"
BESIDE = ("section", "number", "text", REMARK)
"""Columns of the form that are there to be read, or to be written in by the coder for themselves."""


def draw(library: Library, number: int | None, seed: int) -> tuple[str, ...]:
    """Ids of passages of text drawn at random, in article order; all of them if no number is given.

    The same seed draws the same passages of the same companion, whatever the version of Python.
    """
    ids = [passage.id for passage in library.text_passages]
    if number is None or number >= len(ids):
        return tuple(ids)
    random, left = Random(seed), list(ids)
    drawn = {left.pop(int(random.random() * len(left))) for _ in range(number)}
    return tuple(id for id in ids if id in drawn)


def blank_form(context: Context, passages: Sequence[str]) -> bytes:
    """A table with a row for each passage and an empty column for each code: CSV as spreadsheets read it.

    A coder marks the codes that apply with `x`, or the column `none` where none does.
    """
    wanted, buffer = set(passages), io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    codes = [dimension.id for dimension in context.library.dimensions]
    writer.writerow((ID, "section", "number", "text", *codes, NONE, REMARK))
    for section in context.library.sections:
        texts = context.texts.passages(section)
        for passage in (each for each in section.passages if each.id in wanted):
            cells = (passage.id, section.title, str(passage.block.number), texts[passage.id])
            writer.writerow([*map(guarded, cells), *("" for _ in codes), "", ""])
    return buffer.getvalue().encode("utf-8-sig")
