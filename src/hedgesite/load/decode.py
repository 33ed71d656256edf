"""Plain data into the content types, with every misfit as a diagnostic at its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from hedgesite.diagnostics import Diagnostic, Report, Rule, suggestion
from hedgesite.load.yaml import YamlDocument
from hedgesite.model.base import LocatedDict, Value

Path = tuple[str | int, ...]
T = TypeVar("T", bound=Value)

_REMEDIES = {
    "colour": "write it as #rrggbb, in quotation marks",
    "orcid": "write the sixteen digits as 0000-0000-0000-0000",
    "doi": "write it without a resolver, as 10.1234/abc",
    "url": "write the whole address, beginning with https://",
    "pdf-url": "write the whole address, beginning with https://",
    "mark": "use one to three letters",
}


def decode(model: type[T], document: YamlDocument, at: Path = ()) -> tuple[T | None, Report]:
    """Decode the data at a path. What does not fit is reported and left out; None where too little is left."""
    data = _at(document.data, at)
    if not isinstance(data, dict):
        return None, Report.of([_no_mapping(model, document, at, data)])
    try:
        return model.model_validate(data), Report()
    except ValidationError as error:
        details = error.errors(include_url=False)
    report = Report.of(_finding(model, document, at, detail) for detail in details)
    return _salvage(model, data, [detail["loc"] for detail in details]), report


def decode_list(model: type[T], document: YamlDocument, at: Path = ()) -> tuple[tuple[T, ...], Report]:
    """Decode each item of the list at a path; an item that does not fit is reported and the rest are kept."""
    data = _at(document.data, at)
    if data is None:
        return (), Report()
    if not isinstance(data, list):
        origin = document.origin_at(at)
        return (), Report.of([Diagnostic(Rule.FIELD_VALUE, origin, "this is no list", "begin each item with a hyphen")])
    items, report = [], Report()
    for index in range(len(data)):
        item, found = decode(model, document, (*at, index))
        items.append(item)
        report += found
    return tuple(item for item in items if item is not None), report


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else data[step]
    return data


def _no_mapping(model: type[Value], document: YamlDocument, at: Path, data: Any) -> Diagnostic:
    what = "there is nothing here" if data is None else "this is no mapping of fields to values"
    needed = [name for name, field in _fields(model).items() if field.is_required()]
    return Diagnostic(Rule.FIELD_VALUE, document.origin_at(at), what, f"write fields such as '{needed[0]}: …'")


def _salvage(model: type[T], data: LocatedDict | dict[str, Any], paths: Iterable[tuple[Any, ...]]) -> T | None:
    """What is left of a value when the misfits are taken out, where that is still a value."""
    kept: Any = _without(data, {tuple(step for step in path if step != "[key]") for path in paths if path})
    try:
        return model.model_validate(kept)
    except ValidationError:
        return None


def _without(data: Any, paths: set[tuple[Any, ...]]) -> Any:
    dropped = {path[0] for path in paths if len(path) == 1}
    deeper = {path[0]: {p[1:] for p in paths if len(p) > 1 and p[0] == path[0]} for path in paths if len(path) > 1}
    if isinstance(data, dict):
        kept = {k: _without(v, deeper[k]) if k in deeper else v for k, v in data.items() if k not in dropped}
        return LocatedDict.at(kept, data.origin, data.key_origins) if isinstance(data, LocatedDict) else kept
    if isinstance(data, list):
        # A list item with a misfit goes whole: half an item would be another statement than the author's.
        return [item for index, item in enumerate(data) if index not in dropped and index not in deeper]
    return data


def _finding(model: type[Value], document: YamlDocument, at: Path, detail: ErrorDetails) -> Diagnostic:
    path: Path = (*at, *(step for step in detail["loc"] if step != "[key]"))
    kind, name = detail["type"], str(path[-1]) if path else ""
    if kind == "extra_forbidden":
        known = _known_fields(model, detail["loc"][:-1])
        origin = document.origin_at(path, key=True)
        return Diagnostic(Rule.FIELD_UNKNOWN, origin, f"'{name}' is no field here", suggestion(name, known))
    if kind == "missing":
        origin = document.origin_at(path[:-1])
        return Diagnostic(Rule.FIELD_MISSING, origin, f"the field '{name}' is missing", f"add '{name}: …'")
    if kind == "id_syntax":
        key = "[key]" in detail["loc"]
        return Diagnostic(Rule.ID_SYNTAX, document.origin_at(path, key=key), detail["msg"], "rename it")
    if kind == "date_syntax":
        remedy = "write an EDTF date, from 2020 to 2020-11-10, or an interval such as 2007/2020"
        return Diagnostic(Rule.DATE_SYNTAX, document.origin_at(path), detail["msg"], remedy)
    return Diagnostic(Rule.FIELD_VALUE, document.origin_at(path), *_misfit(name, detail))


def _misfit(name: str, detail: ErrorDetails) -> tuple[str, str]:
    given = detail["input"]
    shown = f"'{given}'" if isinstance(given, str | int | float) and str(given).strip() else "an empty value"
    if given is not None and not isinstance(given, str | int | float):
        shown = {"list": "a list", "dict": "a mapping"}.get(type(given).__name__, "a mapping")
    what = detail["msg"].removeprefix("Value error, ").removeprefix("Input ")
    if name in _REMEDIES:
        return f"{shown} does not fit the field '{name}'", _REMEDIES[name]
    quote = detail["type"] == "string_type" and isinstance(given, int | float)
    remedy = "put the text in quotation marks" if quote else "correct it"
    return f"{shown} does not fit the field '{name}': it {what}", remedy


def _fields(model: type[Value]) -> dict[str, Any]:
    return {(f.alias or name): f for name, f in model.model_fields.items() if name != "origin"}


def _known_fields(model: type[Value], path: Sequence[str | int]) -> list[str]:
    """Names of the fields that the mapping at `path` inside `model` may have."""
    schema = model.model_json_schema(by_alias=True)
    here: Any = schema
    for step in path:
        here = _resolve(here, schema)
        if isinstance(step, int):
            here = here.get("items", {})
        else:
            here = here.get("properties", {}).get(step) or here.get("additionalProperties") or {}
    return list(_resolve(here, schema).get("properties", {}))


def _resolve(node: Any, schema: Any) -> Any:
    node = next((option for option in node.get("anyOf", []) if "$ref" in option), node)
    node = (node.get("allOf") or [node])[0]
    return schema["$defs"][node["$ref"].rpartition("/")[2]] if "$ref" in node else node
