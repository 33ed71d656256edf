"""Dates in EDTF (Extended Date/Time Format), levels 0 and 1 without times of day.

Source: https://www.loc.gov/standards/datetime/
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import MAXYEAR, date

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError

from hedgesite.model.base import schema_of

_POINT = re.compile(
    r"(?P<year>-?(?:\d{3}[\dX]|\d{2}XX))(?:-(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)?(?P<mark>[~?%]|\?~|~\?)?",
    re.ASCII,
)
_BOTH = frozenset({"%", "?~", "~?"})
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class DatePoint:
    """A year, a month, a season (months 21 to 24: spring to winter) or a day."""

    year: int
    """As astronomers count: 0 is 1 BCE, and -43 is 44 BCE."""
    month: int | None = None
    day: int | None = None
    approximate: bool = False
    uncertain: bool = False
    unspecified_years: int = 1
    """Number of years that the point covers: 1, 10 (`201X`) or 100 (`20XX`)."""

    @property
    def is_qualified(self) -> bool:
        """Whether it is not quite certain (`~`, `?`)."""
        return self.approximate or self.uncertain

    @property
    def is_season(self) -> bool:
        return self.month in _SEASONS

    @property
    def first_day(self) -> date:
        """The earliest day that the point covers."""
        month = _SEASONS.get(self.month or 1, self.month or 1)
        # EDTF has a year 0000, Python's `date` begins at 1.
        return date(max(self.year, 1), month, self.day or 1)

    @property
    def last_day(self) -> date:
        """The latest day that the point covers."""
        if self.day is not None:
            return self.first_day
        year, month = max(self.year + self.unspecified_years - 1, 1), self.month or 12
        if self.is_season:
            start = _SEASONS[month]
            # Winter runs into the next year, except in the last year that `date` can hold.
            year, month = (year, start + 2) if start < 12 else (year + 1, 2) if year < MAXYEAR else (year, 12)
        return date(year, month, monthrange(year, month)[1])


_UNKNOWN = DatePoint(1)


@dataclass(frozen=True, slots=True)
class Edtf:
    """A date or an interval. In an interval, None is an open end; a date has `end` equal to `start`."""

    text: str
    start: DatePoint | None
    end: DatePoint | None

    @property
    def is_interval(self) -> bool:
        return "/" in self.text

    @property
    def is_day(self) -> bool:
        """Whether this is one day, known exactly: `2020-11-10`."""
        return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", self.text) is not None

    @property
    def sort_key(self) -> tuple[float, date]:
        """Key that sorts by the middle of the covered days, so that a month sorts among its days.

        An open end counts as the other end.
        """
        first = (self.start or self.end or _UNKNOWN).first_day
        last = (self.end or self.start or _UNKNOWN).last_day
        return (first.toordinal() + last.toordinal()) / 2, first

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Parse an EDTF date or interval.

        Raises ValueError with an explanation if the text is neither.
        """
        text = text.strip()
        parts = text.split("/")
        if len(parts) > 2:
            raise ValueError(f"'{text}' has more than two ends")
        points = [_parse_end(part, text, interval=len(parts) == 2) for part in parts]
        start, end = points[0], points[-1]
        if start is None and end is None:
            raise ValueError(f"'{text}' is open at both ends")
        if start and end and end.last_day < start.first_day:
            raise ValueError(f"'{text}' ends before it begins")
        return cls(text, start, end)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def decode(value: object) -> Edtf:
            if isinstance(value, Edtf):
                return value
            try:
                return _of_our_era(cls.parse(str(value)))
            except ValueError as error:
                raise PydanticCustomError("date_syntax", "{why}", {"why": str(error)}) from None

        return schema_of(decode)


def _of_our_era(date: Edtf) -> Edtf:
    """The date, unless it is one that a timeline cannot place. Raises ValueError for years before 1 BCE."""
    if any(point.year < 0 for point in (date.start, date.end) if point):
        raise ValueError(f"'{date.text}' lies before the year 0, which only sources may")
    return date


def edtf(text: str) -> Edtf | None:
    """The date that a text is; None if it is none."""
    try:
        return Edtf.parse(text)
    except ValueError:
        return None


def _parse_end(part: str, whole: str, *, interval: bool) -> DatePoint | None:
    if interval and part in {"", ".."}:
        return None
    match = _POINT.fullmatch(part)
    if match is None:
        raise ValueError(f"'{whole}' is not an EDTF date")
    year_text = match["year"]
    month, day = (int(match[g]) if match[g] and match[g] != "XX" else None for g in ("month", "day"))
    point = DatePoint(
        year=int(year_text.replace("X", "0")),
        month=month,
        day=day,
        approximate=match["mark"] in {"~", *_BOTH},
        uncertain=match["mark"] in {"?", *_BOTH},
        unspecified_years=10 ** year_text.count("X"),
    )
    _check_calendar(point, whole)
    return point


def _check_calendar(point: DatePoint, whole: str) -> None:
    if point.month is not None and not (1 <= point.month <= 12 or point.is_season):
        raise ValueError(f"'{whole}' has no month {point.month:02}")
    if point.day is None:
        return
    if point.month is None or point.is_season:
        raise ValueError(f"'{whole}' has a day without a month")
    if not 1 <= point.day <= monthrange(max(point.year, 1), point.month)[1]:
        raise ValueError(f"'{whole}' has no day {point.day:02}")
