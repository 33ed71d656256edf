"""EDTF dates in words."""

from __future__ import annotations

from hedgesite.model.dates import DatePoint, Edtf
from hedgesite.words import cldr
from hedgesite.words.translation import Words


def date_in_words(words: Words, edtf: Edtf) -> str:
    """`10 November 2020`, `summer 2016`, `about 2015`, `2007 to 2020`, `since 2007`, `the 21st century`."""
    start, end = (_point(words, point) if point else "" for point in (edtf.start, edtf.end))
    if not edtf.is_interval:
        return start or end
    if not end:
        return words.gettext("since %(date)s", date=start)
    if not start:
        return words.gettext("until %(date)s", date=end)
    return words.gettext("%(start)s to %(end)s", start=start, end=end)


def _point(words: Words, point: DatePoint) -> str:
    text = _calendar(words, point)
    if point.approximate:
        text = words.gettext("about %(date)s", date=text)
    return words.gettext("%(date)s (uncertain)", date=text) if point.uncertain else text


def _calendar(words: Words, point: DatePoint) -> str:
    if point.unspecified_years == 1 and point.month and not point.is_season:
        if point.day:
            return words.marked(cldr.day_in_words(words.language, point.year, point.month, point.day))
        return words.marked(cldr.month_in_words(words.language, point.year, point.month))
    year = _year(words, point)
    match point.month:
        case 21:
            return words.gettext("spring %(year)s", year=year)
        case 22:
            return words.gettext("summer %(year)s", year=year)
        case 23:
            return words.gettext("autumn %(year)s", year=year)
        case 24:
            return words.gettext("winter %(year)s", year=year)
    return year


def _year(words: Words, point: DatePoint) -> str:
    if point.unspecified_years == 10:
        return words.pgettext("decade", "%(year)ss", year=point.year)
    if point.unspecified_years == 100:
        return words.gettext("the %(ordinal)s century", ordinal=words.ordinal(point.year // 100 + 1))
    if point.year < 1:
        return words.gettext("%(year)s BCE", year=1 - point.year)
    return cldr.year_in_words(words.language, point.year)
