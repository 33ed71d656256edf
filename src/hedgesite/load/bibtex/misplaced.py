"""Fields that programs and writers use for something else than BibLaTeX does: they are read as what they mean."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hedgesite.load.bibtex.labels import is_page_total
from hedgesite.load.bibtex.macros import RawField
from hedgesite.load.bibtex.months import is_name_of_month
from hedgesite.load.bibtex.relations import Fields
from hedgesite.model.vocabulary import words

_VOLUME_OF_PAGES = re.compile(r"[\s,(]*(?<![\w.])(?:vol|volume)\b\.?[\s~]*(\w{1,8})\)?\s*$", re.IGNORECASE)
_LONGEST_LABEL = 24
"""Characters at the end of pages in which a volume may stand."""
_TITLE = re.compile(r"(?!(?:chap(?:ter)?s?|ch|kap(?:itel)?|cap)\b)\W*[^\W\d]{2,}[^,;]*\s+\S*[^\W\d]{2}", re.IGNORECASE)
"""The title of a chapter: more than one word, and no number."""
_MEETINGS = words("inproceedings conference proceedings")
_HOSTED = words("inbook bookinbook suppbook incollection suppcollection inreference inproceedings")
_WHOLE = words("book mvbook collection mvcollection reference mvreference proceedings mvproceedings manual")
_OF_MAIN_TITLE = (("maintitle", "title"), ("mainsubtitle", "subtitle"), ("maintitleaddon", "titleaddon"))


def with_venue(type: str, fields: Sequence[RawField]) -> Sequence[RawField]:
    """The fields of an entry, in which `location` is the venue if there is an `address` as well.

    The library of the ACM writes the place of the meeting as `location`, and that of the publisher as `address`.
    """
    if type not in _MEETINGS:
        return fields
    places = {field.name: field for field in fields if field.name in {"location", "address", "venue"}}
    if places.keys() != {"location", "address"}:
        return fields
    if places["location"].raw.split() == places["address"].raw.split():
        return fields
    return [field._replace(name="venue") if field.name == "location" else field for field in fields]


def month_of_number(fields: Fields) -> RawField | None:
    """The month that the number of an issue is: Mendeley writes that of a journal without issues so."""
    number = fields.get("number")
    if not number or "month" in fields or not is_name_of_month(number.raw):
        return None
    fields["month"] = fields.pop("number")
    return number


def put_right(type: str, fields: Fields) -> None:
    """Move what stands in the place of something else, and means nothing but this one thing."""
    pages = fields.get("pages")
    if pages and "pagetotal" not in fields and is_page_total(type, pages.raw):
        fields["pagetotal"] = fields.pop("pages")
    elif pages:
        _part_volume(fields, pages)
    chapter = fields.get("chapter")
    if type == "inbook" and chapter and "booktitle" not in fields and _TITLE.match(chapter.raw):
        # BibTeX's `title` is that of the book.
        for name in ("title", "subtitle"):
            if name in fields:
                fields[f"book{name}"] = fields.pop(name)
        fields["title"] = fields.pop("chapter")
    # A work whose own title, or whose book's, is only that of the whole is known by this title.
    if type in _HOSTED and not {"booktitle", "journaltitle"} & fields.keys():
        _rename(fields, "book")
    elif type in _WHOLE and not {"title", "volume", "part"} & fields.keys():
        _rename(fields, "")


def _part_volume(fields: Fields, pages: RawField) -> None:
    """`pages = {568-573 vol.2}`, as the IEEE exports it."""
    end = _VOLUME_OF_PAGES.search(pages.raw[-_LONGEST_LABEL:])
    start = len(pages.raw) - len(end[0]) if end else 0
    if end is None or not start:
        return
    volume = fields.setdefault("volume", pages._replace(name="volume", raw=end[1]))
    if volume.raw.strip() == end[1]:
        fields["pages"] = pages._replace(raw=pages.raw[:start])


def _rename(fields: Fields, prefix: str) -> None:
    if "maintitle" not in fields:
        return
    for name, title in _OF_MAIN_TITLE:
        if name in fields and f"{prefix}{title}" not in fields:
            fields[f"{prefix}{title}"] = fields.pop(name)
