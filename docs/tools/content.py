"""The content format, from the schemas that editors are given."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from hedgesite.export.export import EXPORTS, SOURCE_EXPORTS
from hedgesite.export.passages import columns
from hedgesite.model import kinds
from hedgesite.model.word_lists import OFFERED, STANCES
from hedgesite.schema import Described, described_files, schemas

Schema = dict[str, Any]

_PATTERNS = {
    r"^[a-z0-9][a-z0-9-]*$": "id",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "language: `en`, `sr-Latn`",
    r"^#[0-9a-fA-F]{6}$": "colour: `#1f5f8b`",
    r"^https?://\S+$": "http(s) address",
    r"^[A-Za-z0-9][A-Za-z0-9._+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+$": "address of mail",
    r"^(?:https?://orcid\.org/)?[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]$": "ORCID",
    r"^(?:https?://(?:dx\.|www\.)?doi\.org/|doi: ?)?10\.[0-9]{4,9}/\S+$": "DOI",
    r"^[^\s./](?:.*\S)?$": "name or path",
    r"^[A-Za-z0-9](?:[A-Za-z0-9 _-]{0,58}[A-Za-z0-9])?$": "name",
    r"^(?:own|icu)$": "`own` · `icu`",
    r"^(?:full|short)$": "`full` · `short`",
    r"^[0-9a-f]{16}$": "16 digits of a hash",
    r"^\w[\w.:-]{0,11}$": "number of a page",
}
_LINE = "| {} | {} | {} | {} |"


def _file(described: Described) -> str:
    """The fields of one kind of file, and of what stands within them."""
    schema = json.loads(schemas()[described.file])
    definitions: dict[str, Schema] = schema["$defs"]
    root = _name(schema["items"]["$ref"] if described.is_list else schema["$ref"])
    return "\n\n".join(_tables(described, definitions, root))


def _tables(described: Described, definitions: Mapping[str, Schema], root: str) -> Iterator[str]:
    """A table for each mapping, the file's own first, then those within it by the path that leads to them."""
    paths = {root: ""}
    waiting = [root]
    while waiting:
        name = waiting.pop(0)
        about = re.sub(r"\s*\(`[\w.-]+`\)|^`[\w.-]+`: ", "", definitions[name].get("description", ""))
        about = " ".join(about.split())
        whole = _whole(definitions[name])
        if "properties" not in whole:
            yield f"{about[:1].upper()}{about[1:]}\n\nEach line: the former key, a colon, the present key."
            continue
        rows = []
        required = whole.get("required", [])
        for field, schema in whole["properties"].items():
            path = f"{paths[name]}.{field}".strip(".")
            for inner in _mappings(schema, definitions):
                if inner not in paths:
                    paths[inner] = path
                    waiting.append(inner)
            kind = _kind(schema, definitions, described, paths)
            needed = "yes" if field in required else _default(schema)
            rows.append(_LINE.format(f"`{field}`", kind, needed, schema.get("description", "")))
        heading = f"### {_heading(described, paths[name])}\n\n" if paths[name] else ""
        header = ["| field | holds | needed | |", "|---|---|---|---|"]
        yield f"{heading}{about[:1].upper()}{about[1:]}\n\n" + "\n".join(header + rows)


def _whole(definition: Schema) -> Schema:
    """A definition with its fields, for one in whose place a text may stand as well."""
    return next((option for option in definition.get("anyOf", []) if "properties" in option), definition)


def _heading(described: Described, path: str) -> str:
    return f"{described.files}: {path}"


def _anchor(described: Described, path: str) -> str:
    """As both Markdown hosts and the handbook's builder make it from a heading."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", _heading(described, path)).lower())


def _default(schema: Schema) -> str:
    default = schema.get("default")
    return "" if default in (None, [], {}, "") or isinstance(default, dict) else f"else `{json.dumps(default)}`"


def _kind(schema: Schema, definitions: Mapping[str, Schema], described: Described, paths: Mapping[str, str]) -> str:
    """What a field holds, in words."""
    again = partial(_kind, definitions=definitions, described=described, paths=paths)
    if (name := _name(schema.get("$ref", ""))) == STANCES:
        return "id of an end · `neutral`"
    if name in OFFERED:
        usual = " · ".join(f"`{value}`" for value in OFFERED[name])
        return f"{usual} · [one of your own](../how-to/use-your-own-codebook.md#kinds-and-roles-of-your-own)"
    if "anyOf" in schema:
        return next(again(option) for option in schema["anyOf"] if option.get("type") != "null")
    if "$ref" in schema:
        name = _name(schema["$ref"])
        if schema["$ref"].startswith("#"):
            target = definitions[name]
            if "enum" in target:
                return " · ".join(f"`{value}`" for value in target["enum"])
            fields = f"[fields](#{_anchor(described, paths[name])})"
            return f"{again(target['anyOf'][0])} or {fields}" if "anyOf" in target else fields
        return {"source": "key of a source", "nocite": "key of a source"}.get(name, f"id of {_an(name)}")
    if schema.get("type") == "array":
        least = f", {schema['minItems']} at least" if schema.get("minItems") else ""
        return f"list: {again(schema['items'])}{least}"
    if schema.get("type") == "object":
        by, item = _by(schema)
        return f"by {by}: {again(item)}"
    if "examples" in schema:
        return "EDTF date"
    if "pattern" in schema:
        return _PATTERNS[schema["pattern"]]
    if isinstance(schema["type"], list):
        return "text"
    return {"string": "text", "number": "number", "integer": "whole number", "boolean": "`true` · `false`"}[
        schema["type"]
    ]


def _mappings(schema: Schema, definitions: Mapping[str, Schema]) -> Iterator[str]:
    """Names of the definitions with fields of their own that a field holds."""
    if schema.get("$ref", "").startswith("#") and "properties" in _whole(definitions[_name(schema["$ref"])]):
        yield _name(schema["$ref"])
    inner = [_by(schema)[1]] if schema.get("type") == "object" else schema.get("anyOf", [])
    for item in (*inner, *([schema["items"]] if "items" in schema else [])):
        yield from _mappings(item, definitions)


def _by(schema: Schema) -> tuple[str, Schema]:
    """What the keys of a mapping are, in words, and what its values hold."""
    for pattern, item in schema.get("patternProperties", {}).items():
        return _PATTERNS[pattern].split(":")[0], item
    if "propertyNames" not in schema:
        return "label", schema["additionalProperties"]
    named = schema["propertyNames"].get("pattern")
    return _PATTERNS[named] if named else "message", schema["additionalProperties"]


def _name(reference: str) -> str:
    return reference.rsplit("/", 1)[-1]


def _an(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _files() -> str:
    """A heading and the tables for each kind of file that the page does not tell of by itself."""
    return "\n\n".join(
        f"## {it.files}\n\n{_lead(it)}{_file(it)}" for it in described_files() if it.name not in {"article", "section"}
    )


def _lead(described: Described) -> str:
    if described.files.endswith(".md"):
        return "The front matter, between two lines `---`. The page stands at `/<id>/`.\n\n"
    return "A list. Each has:\n\n" if described.is_list else ""


def _targets() -> str:
    return "\n".join(f"- `[text]({kind}:{'key' if kind == 'source' else 'id'})`" for kind in kinds.ids())


def _files_of_exports() -> str:
    rows = [(each.address, f"{each.name.lower()}: {each.about}") for each in EXPORTS]
    lists = (
        (f"downloads/references.{each.ending}", f"all sources as {each.name}")
        for each in SOURCE_EXPORTS
        if each.make_list
    )
    return _table(("file", "holds"), (*rows, *lists))


def _formats_of_sources() -> str:
    rows = ((f"<key>.{each.ending}", each.name, f"`{each.media_type}`") for each in SOURCE_EXPORTS)
    return _table(("saved as", "format", "media type"), rows)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Rows whose first cell is code."""
    lines = ((f"`{first}`", *rest) for first, *rest in rows)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *lines))


def _columns() -> str:
    return ", ".join(f"`{column}`" for column in columns())


PARTS: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        **{f"content/{it.name}": partial(_file, it) for it in described_files()},
        "content/files": _files,
        "content/targets": _targets,
        "exports/columns": _columns,
        "exports/files": _files_of_exports,
        "exports/sources": _formats_of_sources,
    }
)
