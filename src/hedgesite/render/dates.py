"""EDTF dates in words."""

from __future__ import annotations

from hedgesite.model.date_words import MONTHS, SEASONS
from hedgesite.model.dates import DatePoint, Edtf


def date_in_words(edtf: Edtf) -> str:
    """`10 November 2020`, `summer 2016`, `about 2015`, `2007 to 2020`, `since 2007`."""
    if not edtf.is_interval:
        return _point(edtf.start or edtf.end)
    if edtf.end is None:
        return f"since {_point(edtf.start)}"
    if edtf.start is None:
        return f"until {_point(edtf.end)}"
    return f"{_point(edtf.start)} to {_point(edtf.end)}"


def _point(point: DatePoint | None) -> str:
    if point is None:
        return ""
    year = {1: f"{point.year}", 10: f"{point.year}s", 100: f"the {point.year // 100 + 1}th century"}[
        point.unspecified_years
    ]
    if point.is_season:
        text = f"{SEASONS[point.month or 21].lower()} {year}"
    elif point.month:
        text = f"{point.day or ''} {MONTHS[point.month - 1]} {year}".strip()
    else:
        text = year
    return f"{'about ' if point.approximate else ''}{text}{' (uncertain)' if point.uncertain else ''}"
