"""JSON Schemas of the content format, for editors: made from the content types, with a companion's ids beside them.

Source: https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

import ast
import inspect
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType, NoneType
from typing import Any, get_args

from pydantic import AfterValidator

from hedgesite.model import content, matter
from hedgesite.model.base import ID_PATTERN, SOURCE_KEY_PATTERN, Prose, Value
from hedgesite.model.content import Actor, Article, Codebook, Event, Hypothesis, Series, Term
from hedgesite.model.dates import Edtf
from hedgesite.model.library import Library
from hedgesite.model.matter import FreePageMatter, FrontMatter
from hedgesite.model.mentions import MENTIONS
from hedgesite.model.names import KINDS, Names

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDS = "ids.schema.json"
"""Name of the schema that knows the companion's own ids; the others point to it."""

_NEVER_BARE = {"section", "term", "series", "page"}
"""Kinds of things that no annotation of a passage names."""

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Described:
    """A schema file, and the content files that it describes."""

    name: str
    files: str
    """Glob below the content directory."""
    model: type[Value]
    is_list: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.schema.json"


DESCRIBED = (
    Described("article", "article.yml", Article),
    Described("dimensions", "dimensions.yml", Codebook),
    Described("hypotheses", "hypotheses.yml", Hypothesis, is_list=True),
    Described("actors", "actors.yml", Actor, is_list=True),
    Described("events", "events.yml", Event, is_list=True),
    Described("glossary", "glossary.yml", Term, is_list=True),
    Described("series", "data/*.yml", Series),
    Described("section", "sections/*.md", FrontMatter),
    Described("page", "pages/*.md", FreePageMatter),
)


def schemas() -> Mapping[str, str]:
    """File name to text, for every kind of content file: the same for all companions."""
    return MappingProxyType({it.file: _text(_schema(it)) for it in DESCRIBED})


def ids_schema(library: Library | None = None) -> str:
    """The schema of mentions, kind by kind: it offers a companion's ids, and lets others pass, which `check` judges."""
    names = Names.of(library) if library else None
    titles = _titles(library) if library else {}
    defs = {kind: _mention(kind, _known(kind, names), titles) for kind in KINDS}
    defs["nocite"] = {"anyOf": [{"$ref": "#/$defs/source"}, {"type": "string", "pattern": f"^@{SOURCE_KEY_PATTERN}$"}]}
    return _text({"$schema": DIALECT, "title": "The companion's ids", "$defs": defs})


def _known(kind: str, names: Names | None) -> list[str]:
    return sorted(names.ids(kind)) if names else []


def _mention(kind: str, ids: list[str], titles: Mapping[tuple[str, str], str]) -> Schema:
    pattern = SOURCE_KEY_PATTERN if kind == "source" else ID_PATTERN
    article = "an" if kind[0] in "aeiou" else "a"
    what = "Key of a source in references.bib." if kind == "source" else f"Id of {article} {kind}."
    free = {"type": "string", "pattern": f"^{pattern}$"}
    if not ids:
        return {"description": what, **free}
    known = {"enum": ids, "enumDescriptions": [titles.get((kind, id), "") for id in ids]}
    return {"description": what, "anyOf": [known, free]}


def _titles(library: Library) -> dict[tuple[str, str], str]:
    found = {("section", it.id): it.title for it in library.sections}
    found |= {("passage", it.id): it.block.text[:80] for it in library.passages}
    found |= {("dimension", it.id): it.name for it in library.dimensions}
    found |= {("hypothesis", it.id): it.short for it in library.hypotheses}
    found |= {("actor", it.id): it.name for it in library.actors}
    found |= {("event", it.id): f"{it.name} ({it.date.text})" for it in library.events}
    found |= {("term", it.id): it.term for it in library.terms}
    found |= {("source", it.key): it.text("title") for it in library.sources}
    found |= {("series", it.id): it.series.title for it in library.series}
    found |= {("page", it.id): it.matter.title for it in library.pages}
    return found


def snippets(library: Library) -> str:
    """A companion's citations and typed links as snippets for Markdown files: editors that complete nothing in front
    matter complete these.

    Source: https://code.visualstudio.com/docs/editing/userdefinedsnippets
    """
    titles = _titles(library)
    lines = []
    for kind, id in sorted(thing for thing in titles if thing[0] != "passage"):
        written = f"@{id}" if kind == "source" else f"{kind}:{id}"
        for text in (written, id) if kind not in _NEVER_BARE else (written,):
            body = text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
            snippet = {"scope": "markdown", "prefix": text, "body": body, "description": titles[kind, id]}
            lines.append(f"  {json.dumps(f'{kind} {text}')}: {json.dumps(snippet, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _schema(described: Described) -> Schema:
    schema: Schema = described.model.model_json_schema(by_alias=True)
    name = described.model.__name__
    defs: dict[str, Schema] = {**schema.pop("$defs", {}), name: schema}
    here = {"$ref": f"#/$defs/{name}"}
    root = {"type": "array", "items": here} if described.is_list else here
    for name, definition in defs.items():
        definition.pop("title", None)
        _explain(_types()[name], definition)
    return {"$schema": DIALECT, "title": described.files, **root, "$defs": dict(sorted(defs.items()))}


def _explain(model: type[Any], definition: Schema) -> None:
    """Say of every field what its type says beyond being text, and what its docstring says."""
    if not issubclass(model, Value):
        return
    documented = _docstrings()
    for name, field in model.model_fields.items():
        known = definition["properties"].get(field.alias or name)
        if known is None:
            continue
        known.pop("title", None)
        if not known.get("default") or isinstance(known["default"], dict):
            known.pop("default", None)
        description = documented.get((model.__name__, name))
        if description:
            known["description"] = description
        types = {field.annotation, *get_args(field.annotation)} - {NoneType}
        if Edtf in types:
            _in_place_of_text(known, {"type": ["string", "integer"], "examples": _DATES})
        if Prose in types and any(isinstance(rule, AfterValidator) for rule in field.metadata):
            known["minLength"] = 1
        if name in {"id", "aliases"}:
            _in_place_of_text(known, {"type": "string", "pattern": f"^{ID_PATTERN}$"})
        if name == "passages" and "additionalProperties" in known:
            known["propertyNames"] = {"pattern": f"^{ID_PATTERN}$"}
        kind = MENTIONS.get((model, name))
        if kind:
            _in_place_of_text(known, {"$ref": f"{IDS}#/$defs/{'nocite' if name == 'nocite' else kind}"})


_DATES = ["2020-11-10", "2008-08", "2007/2020", "2015~"]


def _in_place_of_text(node: Schema, better: Schema) -> None:
    """Put a stricter schema where a field, or each item of it, is said to be any text."""
    if node.get("type") == "string":
        del node["type"]
        node.update(better)
    for inner in (node.get("items"), *node.get("anyOf", ())):
        if isinstance(inner, dict):
            _in_place_of_text(inner, better)


@cache
def _types() -> Mapping[str, type[Any]]:
    """Content types by name."""
    modules = (content, matter)
    return MappingProxyType({name: it for m in modules for name, it in vars(m).items() if inspect.isclass(it)})


@cache
def _docstrings() -> Mapping[tuple[str, str], str]:
    """Class and field to the string that stands below the field."""
    return MappingProxyType({key: text for module in (content, matter) for key, text in _documented(module)})


def _documented(module: ModuleType) -> Iterable[tuple[tuple[str, str], str]]:
    for node in ast.parse(inspect.getsource(module)).body:
        if not isinstance(node, ast.ClassDef):
            continue
        for field, below in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
            ):
                yield (node.name, field.target.id), " ".join(str(below.value.value).split())


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
