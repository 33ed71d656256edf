"""From values to places: round numbers for the axis of an amount, years or months for that of time."""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import NamedTuple

from hedgesite.words import ENGLISH, Words
from hedgesite.words.cldr import short_month_in_words

_ROUND = (1, 2, 2.5, 5, 10)
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000)
_SHORT_SPAN = 1100
"""Time axes shorter than this number of days show months."""


class Scale(NamedTuple):
    """A straight scale from values to coordinates."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def amount_ticks(low: float, high: float, most: int) -> tuple[float, ...]:
    """At most about `most` round numbers, zero among them, the last at or above `high`, the first at or below `low`."""
    low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        high = 1.0
    rough = (high - low) / max(most - 1, 1)
    magnitude = 10 ** math.floor(math.log10(rough))
    step = next(factor * magnitude for factor in _ROUND if factor * magnitude >= rough * 0.999999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(index * step, 10) for index in range(first, last + 1))


def time_scale(first: date, last: date, start: float, end: float) -> Scale:
    """The days of whole years around two dates, or of whole months where they lie close together."""
    if (last - first).days < _SHORT_SPAN:
        low, high = first.replace(day=1), _month_after(last)
    else:
        low, high = first.replace(month=1, day=1), _new_year(last.year + 1)
    return Scale(low.toordinal(), high.toordinal(), start, end)


def time_ticks(scale: Scale, most: int, words: Words = ENGLISH) -> tuple[tuple[float, str], ...]:
    """At most `most` coordinates with the year, or month and year, that begins there."""
    low, high = _day(scale.low), _day(scale.high)
    if scale.high - scale.low < _SHORT_SPAN + 62:
        days = [(day, short_month_in_words(words.language, day.year, day.month)) for day in _months(low, high, most)]
    else:
        step = next((s for s in _YEARS if (high.year - low.year) / s < most), _YEARS[-1])
        years = range(math.ceil(low.year / step) * step, high.year + 1, step)
        days = [(_new_year(year), str(year)) for year in years if year]
    return tuple((scale(day.toordinal()), label) for day, label in days if low <= day <= high)


def _day(ordinal: float) -> date:
    return date.fromordinal(min(max(int(ordinal), 1), date.max.toordinal()))


def _months(low: date, high: date, most: int) -> list[date]:
    count = (high.year - low.year) * 12 + high.month - low.month
    step = next((s for s in (1, 2, 3, 6, 12) if count / s < most), 24)
    return [
        date(low.year + (low.month - 1 + n) // 12, (low.month - 1 + n) % 12 + 1, 1) for n in range(0, count + 1, step)
    ]


def _month_after(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) if day < date(9999, 12, 1) else date.max


def _new_year(year: int) -> date:
    return date(year, 1, 1) if year <= date.max.year else date.max
