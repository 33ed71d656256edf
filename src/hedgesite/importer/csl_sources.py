"""Sources that a manuscript has as items of CSL: in the fields of its document, or in JSON or YAML beside it.

Source: the item types and variables of CSL 1.0.2 (docs.citationstyles.org, appendices III and IV).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from hedgesite.importer.sources import Entry
from hedgesite.load.bibtex.digits import western
from hedgesite.model.csl_variables import DATES
from hedgesite.model.source import Person

_SHOWN_AS = ("title", "container-title", "genre", "publisher", "number")
"""What names a work, best first."""
_WRITTEN_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?:/.*)?")


def csl_entries(items: Iterable[Any]) -> Iterator[tuple[str, Entry]]:
    """Sources from items of CSL, by their id. An item with neither a name nor an author is left out."""
    for item in items:
        if isinstance(item, dict) and item.get("id") is not None:
            plain = next(filter(None, (_text(item.get(name, "")) for name in _SHOWN_AS)), "")
            if plain or _persons(item.get("author")):
                yield str(item["id"]), _entry(str(item["id"]), item, plain)


def _entry(id: str, item: Mapping[str, Any], plain: str) -> Entry:
    dates = {name: _date(item[name]) for name in DATES if item.get(name)}
    authors, editors = _persons(item.get("author")), _persons(item.get("editor"))
    texts = {name: " ".join(map(str, value)) for name, value in item.items() if _is_list_of_texts(value)}
    fields = {"title": plain, "urldate": _day(dates.get("accessed"))}
    return Entry(
        key=re.sub(r'[\s,{}"\\@]+', "-", id).strip("-") or "source",
        type=str(item.get("type", "")),
        offset=0,
        plain=plain,
        persons=authors or editors,
        editors=bool(editors) and not authors,
        year=_day(dates.get("issued"))[:4],
        fields=MappingProxyType(fields),
        item=MappingProxyType({**item, **texts, **dates}),
    )


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str | int) for each in value)


def _text(value: object) -> str:
    if isinstance(value, list):
        return " ".join(map(str, value))
    return re.sub(r"</?(?:i|b|sup|sub|span|sc)\b[^>]*>", "", " ".join(str(value).split()))


def year_of_item(year: str) -> dict[str, Any]:
    """A year as a date of CSL; as its words if it is no number."""
    return {"date-parts": [[int(year)]]} if re.fullmatch(r"\d{4}", year) else {"literal": year}


def _date(value: Any) -> dict[str, Any]:
    """A date in the one form that CSL-JSON has; CSL-YAML also has texts, and lists of years, months and days."""
    if isinstance(value, dict) and "year" not in value:
        return value
    points = value if isinstance(value, list) else [value]
    if all(isinstance(each, dict) for each in points):
        parts = [[each[name] for name in ("year", "month", "day") if each.get(name)] for each in points]
        circa = {"circa": True} if any(each.get("circa") for each in points) else {}
        return {"date-parts": [each for each in parts if each], **circa}
    text = str(value)
    return {"raw" if _WRITTEN_DATE.fullmatch(text) else "literal": text}


def _day(date: Mapping[str, Any] | None) -> str:
    """The first day of a date, as much of it as is known: `2010-03`."""
    parts = (date or {}).get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    numbers = [int(str(part)) for part in first if str(part).isdecimal()]
    if not numbers or not 1000 <= numbers[0] <= 2999:
        text = western(str((date or {}).get("raw") or (date or {}).get("literal") or ""))
        found = _WRITTEN_DATE.match(text)
        return found[0].partition("/")[0] if found else ""
    rest = [f"{number:02}" for number, most in zip(numbers[1:], (12, 31), strict=False) if 1 <= number <= most]
    return "-".join([str(numbers[0]), *rest])


def _persons(value: object) -> tuple[Person, ...]:
    found = []
    for each in value if isinstance(value, list) else []:
        if not isinstance(each, dict):
            continue
        family, given = _text(each.get("family", "")), _text(each.get("given", ""))
        particle = _text(each.get("non-dropping-particle", ""))
        literal = _text(each.get("literal", ""))
        if family:
            found.append(Person(family, given, particle, _text(each.get("suffix", ""))))
        elif literal or given:
            found.append(Person(literal=literal or given))
    return tuple(found)
