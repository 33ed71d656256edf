"""Types of field values."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    StringConstraints,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

from hedgesite.model.base import Id, LocatedStr, PlainStr, Prose, Ref, is_number, number_of
from hedgesite.model.dates import Edtf
from hedgesite.model.dois import PREFIX, RESOLVER
from hedgesite.model.vocabulary import is_private

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Plain text that is not empty."""


class TitleText(str):
    """A title or name as plain text, which knows its emphasis and typography as HTML."""

    html: str
    markdown: str

    @classmethod
    def of(cls, text: str, html: str, markdown: str = "") -> Self:
        title = cls(text)
        title.html = html
        title.markdown = markdown
        return title


def _set(value: str, info: ValidationInfo) -> str:
    """Parse the field's Markdown with the decoder's function, since the model does not depend on a parser."""
    read = (info.context or {}).get(TITLE)
    return read(value) if read else value


TITLE = "title"
"""Key of the validation's context: a function from a title's Markdown to its `TitleText`."""
READ_TITLE = "read-title"
"""Key of the validation's context: a function from a title's Markdown and a language to its `TitleText`."""
Title = Annotated[Text, AfterValidator(_set)]
"""Plain text with emphasis, quotation marks and raised or lowered letters in Markdown; not empty."""


Subtitle = Annotated[str, StringConstraints(strip_whitespace=True), AfterValidator(_set)]
"""Like a title, but perhaps empty."""


def _not_empty(prose: Prose) -> Prose:
    if not prose:
        raise PydanticCustomError("string_too_short", "Text should not be empty")
    return prose


NonEmptyProse = Annotated[Prose, AfterValidator(_not_empty)]
"""Markdown with emphasis, typed links and citations; not empty."""


def in_its_place(value: object, check: ValidatorFunctionWrapHandler) -> object:
    """Validate, but return the original string: pydantic would return a copy without its position."""
    checked = check(value)
    return value if isinstance(value, LocatedStr) else checked


Refs = tuple[Ref, ...]
Ids = tuple[Id, ...]
LANGUAGE_PATTERN = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
Language = Annotated[str, StringConstraints(pattern=LANGUAGE_PATTERN)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
Url = Annotated[str, StringConstraints(pattern=r"^https?://\S+$"), WrapValidator(in_its_place)]
Mail = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+$", max_length=254),
    WrapValidator(in_its_place),
]
"""An address of mail in its plain form. What could begin another field of a letter, such as `?`, has no place in it."""
_ORCID = "https?://orcid\\.org/"
_RESOLVER = rf"{RESOLVER}|doi: ?"


def _without(beginning: str) -> Callable[[object, ValidatorFunctionWrapHandler], object]:
    """A validator that leaves out a beginning and keeps the place of what follows."""

    def shorten(value: object, check: ValidatorFunctionWrapHandler) -> object:
        checked = in_its_place(value, check)
        found = re.match(beginning, checked) if isinstance(checked, str) else None
        if found is None:
            return checked
        rest = str(checked)[found.end() :]
        return LocatedStr.at(rest, checked.origin) if isinstance(checked, LocatedStr) else rest

    return shorten


Orcid = Annotated[
    str,
    StringConstraints(pattern=rf"^(?:{_ORCID})?[0-9]{{4}}-[0-9]{{4}}-[0-9]{{4}}-[0-9]{{3}}[0-9X]$"),
    WrapValidator(_without(_ORCID)),
]
"""An ORCID, also as the address that its owner copies from there; the address is left out."""
Doi = Annotated[
    str,
    StringConstraints(pattern=rf"^(?:{_RESOLVER})?{PREFIX}\S+$"),
    WrapValidator(_without(_RESOLVER)),
]
"""A DOI, also as an address or behind `doi:`, as publishers print it; these are left out."""


def _is_day(date: Edtf) -> Edtf:
    if not date.is_day:
        raise PydanticCustomError("day_syntax", "'{date}' is not a day", {"date": date.text})
    return date


Day = Annotated[Edtf, AfterValidator(_is_day)]
"""One day of the calendar, known exactly: citation files and feeds take no other dates."""
LocatedText = Annotated[str, WrapValidator(in_its_place)]
"""Text that keeps its place in the file, for findings about it."""


StyleName = Annotated[
    str,
    StringConstraints(pattern=r"^[^\s./](?:.*\S)?$", max_length=200),
    WrapValidator(in_its_place),
]
"""Name of a citation style, or path of a file. Which of them exist is known where styles are read."""

CollationName = Annotated[str, StringConstraints(pattern=r"^(?:own|icu)$"), WrapValidator(in_its_place)]
"""What sorts: our table or ICU."""

RangesName = Annotated[str, StringConstraints(pattern=r"^(?:full|short)$"), WrapValidator(in_its_place)]
"""How much of the second number of a range is written."""


def _is_private(name: str) -> str:
    if not is_private(name):
        raise PydanticCustomError("private_field", "the field is not private")
    return name


PrivateField = Annotated[str, AfterValidator(_is_private)]
"""Name of a field of the bibliography that is for the author's own use."""
NoteLabel = Annotated[str, WrapValidator(in_its_place)]
"""Label of a note: `dagestan` in `[^dagestan]`."""


PageName = Annotated[str, StringConstraints(pattern=r"^\w[\w.:-]{0,11}$"), WrapValidator(in_its_place)]
"""What is printed on a page of the article as its number: `103`, `xii`, `S14`."""


_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"<>\\]+[^\s\"<>\\]*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether a text is an http(s) address with a valid host and port."""
    try:
        return _WEB_ADDRESS.fullmatch(text) is not None and urlsplit(text).port != 0
    except ValueError:
        return False


_MOST_DIGITS = 15
"""Significant digits that the program keeps of every number with a fraction."""


def _figure_of(value: object) -> object:
    if isinstance(value, PlainStr) and is_number(value):
        digits = re.sub(r"[eE].*|[^0-9]", "", value).lstrip("0")
        if len(digits.rstrip("0")) > _MOST_DIGITS:
            raise PydanticCustomError("figure_digits", "the figure has more digits than can be kept")
    number = number_of(value)
    if isinstance(value, bool):
        return value
    return float(number) if isinstance(number, int) and abs(number) < _LARGEST * 10 else number


def _can_be_drawn(figure: float) -> float:
    if figure and not _SMALLEST <= abs(figure) <= _LARGEST:
        raise PydanticCustomError("figure_size", "the figure is too large or too small to be drawn")
    return figure


_SMALLEST, _LARGEST = 1e-6, 1e15
Figure = Annotated[
    float, Field(strict=True, allow_inf_nan=False), BeforeValidator(_figure_of), AfterValidator(_can_be_drawn)
]
"""A number; a number in quotation marks is text and is rejected."""
Ordinal = Annotated[int, Field(strict=True, ge=1), BeforeValidator(number_of)]
"""A position, counted from 1."""
Count = Annotated[int, Field(strict=True, ge=0), BeforeValidator(number_of)]
"""A number of items, from 0."""
