"""Converts titles, names and dates to CSL-JSON.

Sources: the JSON schema of CSL's input data, version 1.0.2 (github.com/citation-style-language/schema), and the chapter
on CSL-JSON of the citeproc-js manual (citeproc-js.readthedocs.io).
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import Any

from hedgesite.model.dates import DatePoint, Edtf
from hedgesite.model.richtext import NO_CASE, Mark, Runs, written
from hedgesite.model.source import FieldValue, Person, Source

JsonObject = dict[str, Any]

_TAGS = MappingProxyType(
    {
        "em": ("<i>", "</i>"),
        "strong": ("<b>", "</b>"),
        "sup": ("<sup>", "</sup>"),
        "sub": ("<sub>", "</sub>"),
        "nocase": ('<span class="nocase">', "</span>"),
        "sc": ('<span style="font-variant:small-caps;">', "</span>"),
    }
)
_AND = re.compile(r"\s+and\s+")
_FIRST_SEASON = 21
_ENDS_SENTENCE = ("?", "!", "…")


def rich_text(value: FieldValue) -> str:
    """Text with the few tags that CSL supports. Words protected by braces keep their case in every style."""
    return written(value.rich, tags)


def tags(mark: Mark) -> tuple[str, str]:
    """The tags of CSL-JSON for a mark, or nothing."""
    return _TAGS.get(mark[0], ("", ""))


def listed(places: Runs) -> str:
    """Places with semicolons instead of BibLaTeX's `and`, which is a word of English. Braces protect an `and`."""
    parts = (text if NO_CASE in marks else _AND.sub("; ", text) for text, marks in places)
    return "".join(parts)


def title(source: Source, name: str) -> str:
    """A title with its subtitle: `title` and `subtitle`, `booktitle` and `booksubtitle`, …"""
    main, sub = (source.fields.get(field) for field in (name, name.replace("title", "subtitle")))
    if main is None or sub is None:
        only = main or sub
        return rich_text(only) if only else ""
    separator = " " if main.text.rstrip("”’\"' ").endswith(_ENDS_SENTENCE) else ": "
    return f"{rich_text(main)}{separator}{rich_text(sub)}"


def name(person: Person, *, keeps_particle: bool = False) -> JsonObject:
    """A name. Its particle is dropped where the person is cited by the family name, unless the person or the entry
    (`keeps_particle`) says that it stays.
    """
    if person.is_body:
        return {"literal": person.literal}
    keeps = keeps_particle if person.keeps_particle is None else person.keeps_particle
    parts = {
        "family": person.family,
        "given": person.given,
        "non-dropping-particle" if keeps else "dropping-particle": person.particle,
        "suffix": person.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def date(edtf: Edtf) -> JsonObject:
    """A date in numbers if they express it fully, a season as such, else the EDTF text.

    CSL has no numbers for an open end, a decade (`201X`) or a season within an interval.
    """
    points = (edtf.start,) if not edtf.is_interval else (edtf.start, edtf.end)
    known = [point for point in points if point is not None and point.unspecified_years == 1]
    if len(known) < len(points) or (len(points) > 1 and any(point.is_season for point in known)):
        return {"raw": edtf.text}
    value: JsonObject = {"date-parts": [_numbers(point) for point in known]}
    if known[0].is_season and known[0].month:
        value["season"] = known[0].month - _FIRST_SEASON + 1
    if any(point.is_qualified for point in known):
        value["circa"] = True
    return value


def _numbers(point: DatePoint) -> list[int]:
    month = None if point.is_season else point.month
    # EDTF has a year 0, which is 1 BCE; CSL writes that as -1.
    year = point.year if point.year > 0 else point.year - 1
    return [number for number in (year, month, point.day if month else None) if number is not None]
