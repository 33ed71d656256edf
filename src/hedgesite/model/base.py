"""What all content types share: frozen values that know where they were written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from hedgesite.diagnostics import Origin

ID_PATTERN = r"[a-z0-9][a-z0-9-]*"
NOWHERE = Origin("")

SOURCE_KEY_PATTERN = r"[A-Za-z0-9_][A-Za-z0-9_:.#$%&+?<>~/-]*"


class LocatedStr(str):
    """A string that knows its place in a YAML file."""

    origin: Origin

    @classmethod
    def at(cls, text: str, origin: Origin) -> Self:
        located = cls(text)
        located.origin = origin
        return located


class LocatedDict(dict[str, Any]):
    """A mapping that knows its place in a YAML file, and the places of its keys."""

    origin: Origin
    key_origins: Mapping[str, Origin]

    @classmethod
    def at(cls, items: Mapping[str, Any], origin: Origin, key_origins: Mapping[str, Origin]) -> Self:
        located = cls(items)
        located.origin = origin
        located.key_origins = key_origins
        return located


def _check_id(value: str) -> str:
    if not re.fullmatch(ID_PATTERN, value):
        raise PydanticCustomError(
            "id_syntax",
            "'{value}' is no id: use a-z, 0-9 and hyphens, with no hyphen first",
            {"value": value},
        )
    return value


Id = Annotated[str, AfterValidator(_check_id)]
"""`[a-z0-9][a-z0-9-]*`; unique in its kind, and part of an address."""


@dataclass(frozen=True, slots=True)
class Ref:
    """The mention of another thing's id (or a source's key), and where it is mentioned."""

    id: str
    origin: Origin

    def __str__(self) -> str:
        return self.id

    @classmethod
    def __get_pydantic_core_schema__(cls, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        def decode(value: str) -> Ref:
            return cls(str(value), getattr(value, "origin", Origin("")))

        text = core_schema.no_info_before_validator_function(_keep_located, core_schema.any_schema())
        located = core_schema.no_info_after_validator_function(decode, text)
        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(decode, core_schema.str_schema()),
            python_schema=located,
        )


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown in a YAML field, and where it begins. False where it is empty."""

    text: str = ""
    origin: Origin = NOWHERE

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
            return cls(str(value), getattr(value, "origin", Origin("")))

        return core_schema.json_or_python_schema(
            json_schema=core_schema.no_info_after_validator_function(decode, core_schema.str_schema()),
            python_schema=core_schema.no_info_plain_validator_function(decode),
        )


def _keep_located(value: object) -> object:
    """pydantic's own string validation would copy the text and lose its place."""
    if not isinstance(value, str) or not value.strip():
        raise PydanticCustomError("string_type", "Input should be an id")
    return value


class Value(BaseModel):
    """Base of everything decoded from YAML: frozen, no unknown fields, hyphenated names in the file."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=lambda name: name.replace("_", "-"),
        arbitrary_types_allowed=True,
    )

    origin: SkipJsonSchema[Origin] = Field(default=Origin(""), repr=False)
    """Where the value begins in its file."""

    @model_validator(mode="before")
    @classmethod
    def _take_origin(cls, data: object) -> object:
        if not isinstance(data, Mapping):
            return data
        if "origin" in data:
            raise PydanticCustomError("extra_forbidden", "'origin' is no field of the content format")
        if isinstance(data, LocatedDict):
            return {**data, "origin": data.origin}
        return data
