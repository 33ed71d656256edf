"""Validation of plain data against the content types, with a diagnostic at the position of each error."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from hedgesite.diagnostics import Diagnostic, Report, Rule
from hedgesite.load.validation_messages import LIST_TYPES, misfit
from hedgesite.load.yaml import Unread, YamlDocument
from hedgesite.markdown import read_title
from hedgesite.messages import suggestion
from hedgesite.model.as_dates import date_remedy
from hedgesite.model.base import DEVICES, FORMAT, LocatedDict
from hedgesite.model.fields import READ_TITLE, TITLE
from hedgesite.model.slugs import id_of
from hedgesite.model.word_lists import LISTS, Lists

Path = tuple[str | int, ...]
T = TypeVar("T", bound=BaseModel)

_KEY = "[key]"
"""Last step of pydantic's path to a mapping's key, as opposed to its value."""


@dataclass(frozen=True, slots=True)
class Decoded(Generic[T]):
    """Result of decoding a mapping."""

    value: T | None
    """The decoded value; None if too little is left."""
    report: Report
    lost: tuple[Path, ...] = ()
    """Paths within the data of invalid parts that were left out."""


@dataclass(frozen=True, slots=True)
class DecodedList(Generic[T]):
    """Result of decoding a list of mappings."""

    items: tuple[T, ...]
    report: Report
    is_whole: bool = True
    """Whether the list was decoded without loss."""


def decode(
    model: type[T],
    document: YamlDocument,
    at: Path = (),
    *,
    instead: Mapping[str, Any] = MappingProxyType({}),
    language: str = "en",
    lists: Lists = (),
) -> Decoded[T]:
    """Decode the data at a path, in a language that decides the typography of titles, with a companion's own kinds.

    Invalid parts are reported and left out.

    `instead` gives values for required fields that are then missing.
    """
    data = _at(document.data, at)
    if isinstance(data, Unread):
        return Decoded(None, Report(), ((),))
    if not isinstance(data, LocatedDict):
        return Decoded(None, Report.of([_no_mapping(model, document, at, data)]), ((),))
    try:
        return Decoded(model.model_validate(data, context=_context(language, lists)), Report())
    except ValidationError as error:
        details = error.errors(include_url=False)
    report = Report.of(_finding(model, document, at, detail) for detail in details if not _follows(detail, details))
    lost = tuple(_path(detail) for detail in details)
    return Decoded(_salvage(model, data, details, instead, _context(language, lists)), report, lost)


def decode_list(
    model: type[T], document: YamlDocument, at: Path = (), language: str = "en", lists: Lists = ()
) -> DecodedList[T]:
    """Decode each item of the list at a path; an invalid item is reported and the others are kept."""
    data = _at(document.data, at)
    if data is None:
        return DecodedList((), Report())
    if not isinstance(data, list):
        finding = Diagnostic(
            Rule.FIELD_VALUE, document.origin_at(at), "this is not a list", "begin each item with a hyphen"
        )
        return DecodedList((), Report.of([] if isinstance(data, Unread) else [finding]), is_whole=False)
    decoded = [decode(model, document, (*at, index), language=language, lists=lists) for index in range(len(data))]
    report = Report.of(finding for item in decoded for finding in item.report.diagnostics)
    items = tuple(item.value for item in decoded if item.value is not None)
    return DecodedList(items, report, not any(item.lost for item in decoded))


def _context(language: str, lists: Lists) -> dict[str, object]:
    own = {LISTS: dict(lists)} if lists else {}
    return {TITLE: partial(read_title, language=language), READ_TITLE: read_title, **own}


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else data[step]
    return data


def _path(detail: ErrorDetails) -> Path:
    return tuple(step for step in detail["loc"] if step != _KEY)


def _follows(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Whether an error is a consequence of another one, or is reported already."""
    if detail["type"] == "too_short":
        length = len(detail["loc"])
        return any(len(other["loc"]) > length and other["loc"][:length] == detail["loc"] for other in details)
    return isinstance(detail["input"], Unread) and detail["type"] != "extra_forbidden"


def _no_mapping(model: type[BaseModel], document: YamlDocument, at: Path, data: Any) -> Diagnostic:
    what = "there is nothing here" if data is None else "this is not a mapping of fields to values"
    fields = [(field.is_required(), field.alias or name) for name, field in model.model_fields.items()]
    needed = next((name for is_required, name in fields if is_required), fields[-1][1])
    return Diagnostic(Rule.FIELD_VALUE, document.origin_at(at), what, f"write fields such as '{needed}: …'")


def _salvage(
    model: type[T],
    data: LocatedDict,
    details: Sequence[ErrorDetails],
    instead: Mapping[str, Any],
    context: dict[str, object],
) -> T | None:
    """The value without its invalid parts; None if it is invalid without them.

    As much as possible is kept for further checks: a field is removed first, and an item only if it needs that field.
    """
    while details:
        missing = {_path(detail) for detail in details if detail["type"] == "missing"}
        needed = {path[0]: instead.get(str(path[0])) for path in missing if len(path) == 1}
        if None in needed.values():
            return None
        unfit = {_path(detail) for detail in details} - missing | {path[:-1] for path in missing if len(path) > 1}
        data = _without(LocatedDict.at({**data, **needed}, data.origin), unfit)
        try:
            return model.model_validate(data, context=context)
        except ValidationError as error:
            details = error.errors(include_url=False)
    return None


def _without(data: Any, paths: set[Path]) -> Any:
    dropped = {path[0] for path in paths if len(path) == 1}
    deeper = {path[0]: {p[1:] for p in paths if len(p) > 1 and p[0] == path[0]} for path in paths if len(path) > 1}
    if isinstance(data, dict):
        kept = {k: _without(v, deeper[k]) if k in deeper else v for k, v in data.items() if k not in dropped}
        return LocatedDict.at(kept, data.origin) if isinstance(data, LocatedDict) else kept
    if isinstance(data, list):
        items = enumerate(data)
        return [_without(v, deeper[k]) if k in deeper else v for k, v in items if k not in dropped]
    return data


def _finding(model: type[BaseModel], document: YamlDocument, at: Path, detail: ErrorDetails) -> Diagnostic:
    path, of_key = (*at, *_path(detail)), _KEY in detail["loc"]
    kind, name = detail["type"], str(path[-1])
    written = name if of_key else document.written_at(path)
    if kind == "extra_forbidden":
        known = _known_fields(model, detail["loc"][:-1])
        origin = document.origin_at(path, key=True)
        return Diagnostic(Rule.FIELD_UNKNOWN, origin, f"'{name}' is not a field here", suggestion(name, known))
    if kind == "missing":
        origin = document.origin_at(path[:-1])
        return Diagnostic(Rule.FIELD_MISSING, origin, f"the field '{name}' is missing", f"add '{name}: …'")
    origin = document.origin_at(path, key=of_key)
    if kind == "row_upside_down":
        place = document.origin_at((*path, "upper"))
        return Diagnostic(Rule.FIELD_VALUE, place, detail["msg"], "give the lower one as 'value'")
    if kind == "id_syntax":
        remedy = f"use a-z, 0-9 and hyphens, such as '{id_of(written or '', 'an-id')}'"
        why = ": Windows reserves it for a device" if written in DEVICES else ""
        return Diagnostic(Rule.ID_SYNTAX, origin, f"'{written}' is not an id{why}", remedy)
    if kind == "less_than_equal" and name == "format":
        problem = f"this companion is written in format {written}, which needs a later version of hedgesite"
        remedy = f"update hedgesite; this version reads formats up to {FORMAT}"
        return Diagnostic(Rule.FIELD_VALUE, origin, problem, remedy)
    if kind == "date_syntax":
        return Diagnostic(Rule.DATE_SYNTAX, origin, detail["msg"], date_remedy(written or ""))
    if kind == "day_syntax":
        return Diagnostic(Rule.DATE_SYNTAX, origin, detail["msg"], "write a day such as 2020-11-10")
    problem, remedy = misfit(path, written, detail)
    if kind in LIST_TYPES and detail["input"] is not None and (field := _first_field(model, detail["loc"])):
        remedy = f"write a list: begin each item with a hyphen and a field, such as '- {field}: …'"
    return Diagnostic(Rule.FIELD_VALUE, origin, problem, remedy)


def _first_field(model: type[BaseModel], path: Sequence[str | int]) -> str:
    """The first field that items of the list at `path` need; empty if the items are no mappings, or may be texts."""
    schema = _schema(model)
    item = _schema_at(schema, (*path, 0))
    fields = _resolve(item, schema)
    return "" if "anyOf" in item else next(iter(fields.get("required", fields.get("properties", ()))), "")


def _known_fields(model: type[BaseModel], path: Sequence[str | int]) -> list[str]:
    """Field names that the mapping at `path` inside `model` may have."""
    schema = _schema(model)
    return list(_resolve(_schema_at(schema, path), schema).get("properties", {}))


def _schema_at(schema: Any, path: Sequence[str | int]) -> Any:
    here = schema
    for step in path:
        here = _resolve(here, schema)
        if isinstance(step, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(step) or here.get("additionalProperties") or {}
    return here


@cache
def _schema(model: type[BaseModel]) -> Any:
    return model.model_json_schema(by_alias=True)


def _resolve(node: Any, schema: Any) -> Any:
    node = next((option for option in node.get("anyOf", []) if "$ref" in option), node)
    node = (node.get("allOf") or [node])[0]
    return schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
