"""Building blocks of all content types: frozen values that know their position in a file."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from hedgesite.diagnostics import Origin

FORMAT = 1
"""Latest version of the content format; older files are brought to it by `hedgesite.upgrade`."""
ID_PATTERN = r"[a-z0-9][a-z0-9-]*"
LONGEST_ID = 100
"""Longest id, in characters. An id becomes the name of a folder, and file systems allow 255 bytes."""
DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))))
"""Device names that Windows reserves: no file can have one there, whatever its extension.

Source: Microsoft's "Naming Files, Paths, and Namespaces".
"""
NOWHERE = Origin("")

CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Control characters that no text of a content file may contain."""

SOURCE_KEY_PATTERN = r'[^\s\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069,{}"\\@]+'


SourceMap = tuple[tuple[int, Origin], ...]
"""Ascending offsets in a text, each with the position in the file from which the text continues.

Empty if all lines of the text begin at the same column on consecutive lines.
"""


class LocatedStr(str):
    """A string that knows its position in a YAML file."""

    origin: Origin
    places: SourceMap = ()

    @classmethod
    def at(cls, text: str, origin: Origin, places: SourceMap = ()) -> Self:
        located = cls(text)
        located.origin = origin
        located.places = places
        return located


class PlainStr(LocatedStr):
    """A located string written without quotation marks, which a field of numbers may read as a number."""


_NUMBER = re.compile(r"[-+]?(?=\.?[0-9])(?:0|[1-9][0-9_]*)?(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]{1,3})?")


def is_number(text: str) -> bool:
    """Whether a text is a number in decimal digits that every program reads alike."""
    return _NUMBER.fullmatch(text) is not None


def number_of(value: object) -> object:
    """The number that a value means if it is written as one, without quotation marks; otherwise the value itself."""
    if not isinstance(value, PlainStr) or not is_number(value):
        return value
    written = value.replace("_", "")
    try:
        return int(written) if written.lstrip("+-").isdigit() else float(written)
    except ValueError:  # Python limits the digits of an integer
        return value


Format = Annotated[int, Field(strict=True, ge=1, le=FORMAT), BeforeValidator(number_of)]
"""A version of the content format."""


class LocatedDict(dict[str, Any]):
    """A mapping that knows its position in a YAML file. Its keys are `LocatedStr`."""

    origin: Origin

    @classmethod
    def at(cls, items: Mapping[Any, Any], origin: Origin) -> Self:
        located = cls(items)
        located.origin = origin
        return located


def origin_of(text: str, otherwise: Origin = NOWHERE) -> Origin:
    """The position of a string if it is located, else `otherwise`."""
    return text.origin if isinstance(text, LocatedStr) else otherwise


def is_id(text: str) -> bool:
    """Whether a text is a valid id, which is also a valid folder name on every operating system."""
    return bool(re.fullmatch(ID_PATTERN, text)) and text not in DEVICES and len(text) <= LONGEST_ID


def _check_id(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("string_type", "Input should be an id")
    if not is_id(value):
        raise PydanticCustomError("id_syntax", "'{value}' is not an id", {"value": value})
    return value


def schema_of(decode: Callable[[Any], object]) -> CoreSchema:
    """The schema of a value that is a text in JSON, and is decoded from whatever stands in YAML."""
    return core_schema.json_or_python_schema(
        json_schema=core_schema.no_info_after_validator_function(decode, core_schema.str_schema()),
        python_schema=core_schema.no_info_plain_validator_function(decode),
    )


class _IdSchema:
    """Schema that preserves an id's position, which pydantic's own string validation would lose."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return schema_of(_check_id)


Id = Annotated[str, _IdSchema]
"""`[a-z0-9][a-z0-9-]*`; unique within its kind, and part of an address."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to another thing by id (or to a source by key), and its position."""

    id: str
    origin: Origin

    def __str__(self) -> str:
        return self.id

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def decode(value: str) -> Ref:
            return cls(str(value), origin_of(value))

        text = core_schema.no_info_before_validator_function(_keep_located, core_schema.any_schema())
        located = core_schema.no_info_after_validator_function(decode, text)
        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(decode, core_schema.str_schema()),
            python_schema=located,
        )


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown in a YAML field, and where it begins. Falsy if it is empty."""

    text: str = ""
    origin: Origin = NOWHERE
    places: SourceMap = field(default=(), repr=False, compare=False)

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def __str__(self) -> str:
        return self.text

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def decode(value: object) -> Prose:
            if isinstance(value, Prose):
                return value
            if not isinstance(value, str):
                raise PydanticCustomError("string_type", "Input should be text")
            places = value.places if isinstance(value, LocatedStr) else ()
            return cls(str(value), origin_of(value), places)

        return schema_of(decode)


def _keep_located(value: object) -> object:
    """Pass the string through unchanged: pydantic's own string validation would copy it and lose its position."""
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("string_type", "Input should be an id")
    return value


def without_dots(path: str) -> str:
    """A path below the content directory, which a file may write from its own folder."""
    return re.sub(r"\A(?:\.{1,2}/)+", "", path)


def path_in(folder: str, written: str) -> str:
    """The path below the content directory of a file in one of its folders, written with or without the folder."""
    bare = without_dots(written.strip())
    return bare if bare.startswith(f"{folder}/") else f"{folder}/{bare}"


_ORIGIN = "\0origin"
"""Alias of the `origin` field: no file can contain a field of this name."""


class Value(BaseModel):
    """Base class of everything decoded from YAML: frozen, without unknown fields, with hyphenated names in the file."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        arbitrary_types_allowed=True,
        defer_build=True,
    )

    origin: SkipJsonSchema[Origin] = Field(default=NOWHERE, repr=False, alias=_ORIGIN)
    """Where the value begins in its file."""

    @model_validator(mode="before")
    @classmethod
    def _take_origin(cls, data: object) -> object:
        return {**data, _ORIGIN: data.origin} if isinstance(data, LocatedDict) else data
