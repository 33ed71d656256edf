"""Tables in files of their own: columns with types, and rows whose cells are Markdown and may span others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from hedgesite.model.base import NOWHERE, LocatedStr, Prose, Value, number_of
from hedgesite.model.dates import Edtf
from hedgesite.model.download import DOWNLOADS

FOLDER = "tables"
"""Below the content directory, with one file for each table."""
ENDINGS = (".yml", ".csv")
MOST_CELLS = 5_000
"""Most cells of a table, spans counted: a page with more takes seconds to lay out on a phone."""

Span = Annotated[int, Field(strict=True, ge=1, le=1_000), BeforeValidator(number_of)]


def is_table(target: str) -> bool:
    """Whether the address of an image names a file of a table, relative to the content or to the text's own file."""
    return re.fullmatch(rf"(?:\.{{1,2}}/)*{FOLDER}/[^/]+", target) is not None


class ColumnType(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


class Alignment(StrEnum):
    """Where the cells of a column are aligned."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class _Short(Value):
    """A value that may be written as the text of its field `text` alone."""

    @model_validator(mode="before")
    @classmethod
    def _of_text(cls, data: object) -> object:
        if data is None or isinstance(data, str | int | float):
            origin = data.origin if isinstance(data, LocatedStr) else NOWHERE
            return {"text": "" if data is None else data if isinstance(data, str) else str(data), "\0origin": origin}
        return data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        whole = handler.resolve_ref_schema(handler(core))
        short = {"type": ["string", "number", "boolean", "null"]}
        return {**whole, "type": ["object", *short["type"]]}


class Cell(_Short):
    """A cell: Markdown, or a mapping where more is to be said of it."""

    text: Prose = Prose()
    """Markdown of one line, with citations, typed links and notes."""
    colspan: Span = 1
    """Number of columns that it covers."""
    rowspan: Span = 1
    """Number of rows that it covers."""
    header: bool | None = None
    """Whether it names its row; without it, cells of the first column do, unless they are numbers."""


class Column(_Short):
    """A column: its name in Markdown, or a mapping where more is to be said of it."""

    text: Prose = Prose()
    """Markdown of one line: its name."""
    type: ColumnType = ColumnType.TEXT
    """What its cells are: they are checked, aligned and sorted accordingly."""
    align: Alignment | None = None
    """Numbers are at the right and everything else at the left, if not given."""


class TableFile(Value):
    """`tables/*.yml`: a table with spans and typed columns, which sections show as `![caption](tables/name.yml)`."""

    columns: tuple[Column, ...] = Field(min_length=1)
    groups: tuple[Cell, ...] = ()
    """Names of groups of columns, each with a `colspan`, in a row above the names of the columns."""
    rows: tuple[tuple[Cell, ...], ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell in the grid of a table."""

    cell: Cell
    column: int
    """Number of its first column, from 0."""
    value: float | None = None
    """What it is sorted by, in a column of numbers or dates."""
    date: Edtf | None = None
    """In a column of dates."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a file that can be shown."""

    path: str
    """Below the content directory: `tables/trade.yml`."""
    shown: str
    """Path as shown in diagnostics."""
    columns: tuple[Column, ...]
    groups: tuple[Placed, ...]
    rows: tuple[tuple[Placed, ...], ...]

    @property
    def has_spans(self) -> bool:
        """Whether a cell of the body covers several rows or columns."""
        return any(each.cell.colspan > 1 or each.cell.rowspan > 1 for row in self.rows for each in row)

    @property
    def download(self) -> str:
        """Path below the site's root of the table as CSV."""
        return download_of(self.path)


def table_path(file: str) -> str:
    """Path below the content directory of a table's file, or of the file that the address of an image names."""
    return f"{FOLDER}/{file.rpartition('/')[2]}"


def download_of(path: str) -> str:
    """Path below the site's root of the table in a file, as CSV."""
    return f"{DOWNLOADS}/{path.rpartition('.')[0]}.csv"
