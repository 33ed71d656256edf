"""Types of field values."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from hedgesite.model.base import Id, LocatedStr, Prose, Ref

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Plain text that is not empty."""


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
Orcid = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$"),
    WrapValidator(in_its_place),
]
Doi = Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/\S+$"), WrapValidator(in_its_place)]


StyleName = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/ -]*$", max_length=200),
    WrapValidator(in_its_place),
]
"""Name of a citation style, or path of a file."""
NoteLabel = Annotated[str, WrapValidator(in_its_place)]
"""Label of a note: `dagestan` in `[^dagestan]`."""


_WEB_ADDRESS = re.compile(r"https?://[^\s/?#\"<>\\]+[^\s\"<>\\]*", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether a text is an http(s) address with a valid host and port."""
    try:
        return _WEB_ADDRESS.fullmatch(text) is not None and urlsplit(text).port != 0
    except ValueError:
        return False


def _can_be_drawn(figure: float) -> float:
    if figure and not _SMALLEST <= abs(figure) <= _LARGEST:
        raise PydanticCustomError("figure_size", "the figure is too large or too small to be drawn")
    return figure


_SMALLEST, _LARGEST = 1e-6, 1e15
Figure = Annotated[float, Field(strict=True, allow_inf_nan=False), AfterValidator(_can_be_drawn)]
"""A number; text that looks like a number is rejected."""
Ordinal = Annotated[int, Field(strict=True, ge=1)]
"""A position, counted from 1."""
Count = Annotated[int, Field(strict=True, ge=0)]
"""A number of items, from 0."""
