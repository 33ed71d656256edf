"""JSON Schemas of the content format for editors, generated from the content types, with a companion's ids.

Source: https://json-schema.org/draft/2020-12
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType, ModuleType, NoneType
from typing import Any, get_args

from pydantic import AfterValidator

from hedgesite.model import kinds
from hedgesite.model.article import Article
from hedgesite.model.base import ID_PATTERN, SOURCE_KEY_PATTERN, Prose, Value
from hedgesite.model.dates import Edtf
from hedgesite.model.evidence import HypothesisLink, Short
from hedgesite.model.front_matter import Annotation, CounterpartMatter, Evidence, PageCounterpartMatter
from hedgesite.model.index import Entity, EntityIndex
from hedgesite.model.library import Library
from hedgesite.model.looks import Looks
from hedgesite.model.own_words import OwnWords
from hedgesite.model.source_aliases import SourceAliases
from hedgesite.model.table import FOLDER as TABLES
from hedgesite.model.table import TableFile
from hedgesite.model.version import FOLDER as VERSIONS
from hedgesite.model.version import Version
from hedgesite.model.word_lists import OFFERED, STANCES

DIALECT = "https://json-schema.org/draft/2020-12/schema"
IDS = "ids.schema.json"
"""Name of the schema that lists the companion's own ids; the others refer to it."""

Schema = dict[str, Any]
_LISTS_OF_FRONT_MATTER = ("evidence-kinds", "roles")
_LONGEST_TITLE = 80
"""Most characters of a passage that serve as its title."""


@dataclass(frozen=True, slots=True)
class Described:
    """A schema file, and the content files that it describes."""

    name: str
    files: str
    """Glob below the content directory."""
    model: type[Value] | type[SourceAliases]
    is_list: bool = False

    @property
    def file(self) -> str:
        return f"{self.name}.schema.json"


def described_files() -> tuple[Described, ...]:
    """Every schema: those of the article, own words, tables and aliases of sources, and one for each kind in YAML."""
    of_kinds = (_described(kind) for kind in kinds.KINDS if kind.model and kind.file)
    return (
        Described("article", "article.yml", Article),
        *of_kinds,
        Described("section-counterpart", "sections/*.*.md", CounterpartMatter),
        Described("page-counterpart", "pages/*.*.md", PageCounterpartMatter),
        Described("table", f"{TABLES}/*.yml", TableFile),
        Described("words", "words.yml", OwnWords),
        Described("site", "site.yml", Looks),
        Described("version", f"{VERSIONS}/*.yml", Version),
        Described("source-aliases", "source-aliases.yml", SourceAliases),
    )


def _described(kind: kinds.Kind) -> Described:
    assert kind.model
    return Described(kind.schema, kind.file, kind.root or kind.model, is_list=not (kind.root or kind.folder))


def schemas() -> Mapping[str, str]:
    """Schema texts by file name, one for every kind of content file; the same for all companions."""
    return MappingProxyType({it.file: _text(_schema(it)) for it in described_files()})


def ids_schema(library: Library | None = None) -> str:
    """The schema of references to things, kind by kind, and of items of lists such as the kinds of evidence.

    It suggests a companion's ids but accepts others: `check` reports unknown ones.
    """
    names = EntityIndex.of(library) if library else None
    defs = {kind.id: _mention(kind, names.of_kind(kind.id) if names else {}) for kind in kinds.KINDS}
    defs |= {name: _list_item(name, library) for name in OFFERED}
    defs["nocite"] = {"anyOf": [{"$ref": "#/$defs/source"}, {"type": "string", "pattern": f"^@{SOURCE_KEY_PATTERN}$"}]}
    return _text({"$schema": DIALECT, "title": "The companion's ids", "$defs": defs})


def _mention(kind: kinds.Kind, known: Mapping[str, Entity]) -> Schema:
    article = "an" if kind.id[0] in "aeiou" else "a"
    what = (
        f"Id of {article} {kind.id}." if kind.pattern == ID_PATTERN else f"Key of {article} {kind.id} in {kind.file}."
    )
    free = {"type": "string", "pattern": f"^{kind.pattern}$"}
    if not known:
        return {"description": what, **free}
    ids = sorted(known)
    offered = {
        "enum": ids,
        "enumDescriptions": [known[id].dated[: None if kind.file else _LONGEST_TITLE] for id in ids],
    }
    return {"description": what, "anyOf": [offered, free]}


def _list_item(name: str, library: Library | None) -> Schema:
    """An item of a list that every companion has, and that `words.yml` or the codebook extends."""
    named = dict.fromkeys(OFFERED[name], "")
    if library and name == STANCES:
        named = {**(library.codebook.ends if library.codebook else {}), **named}
    elif library:
        named |= {id: own.name for id, own in library.words.own_kinds(name).items()}
    described = {"enumDescriptions": list(named.values())} if any(named.values()) else {}
    free = {"type": "string", "pattern": f"^{ID_PATTERN}$"}
    return {"description": f"One of the {name.replace('-', ' ')}.", "anyOf": [{"enum": list(named), **described}, free]}


def snippets(library: Library) -> str:
    """A companion's citations, typed links, kinds of evidence and roles as snippets for Markdown files.

    They are for editors that cannot complete front matter.

    Source: https://code.visualstudio.com/docs/editing/userdefinedsnippets
    """
    bare = {kind for model in (Annotation, Evidence, HypothesisLink) for kind in kinds.references_of(model).values()}
    names, lines = EntityIndex.of(library), []
    for (kind, id), thing in sorted(names.by_id.items()):
        written = f"@{id}" if kind == "source" else f"{kind}:{id}"
        for text in (written, id) if kind in bare else (written,):
            body = text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
            snippet = {"scope": "markdown", "prefix": text, "body": body, "description": thing.dated}
            if kind != "passage":
                lines.append(f"  {json.dumps(f'{kind} {text}')}: {json.dumps(snippet, ensure_ascii=False)}")
    for name in _LISTS_OF_FRONT_MATTER:
        for id in library.words.kinds(name):
            snippet = {"scope": "markdown", "prefix": id, "body": id, "description": name.replace("-", " ")}
            lines.append(f"  {json.dumps(f'{name} {id}')}: {json.dumps(snippet, ensure_ascii=False)}")
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
        for node in definition.get("properties", {}).values():
            _text_as_typed(node)
            _of_a_list(node)
        _alone(_types()[name], definition)
    return {"$schema": DIALECT, "title": described.files, **root, "$defs": dict(sorted(defs.items()))}


def _explain(model: type[Any], definition: Schema) -> None:
    """Add to every field the constraints of its type beyond plain text, and its docstring."""
    if issubclass(model, SourceAliases):
        _in_place_of_text(definition["additionalProperties"], {"$ref": f"{IDS}#/$defs/source"})
    if not issubclass(model, Value):
        return
    documented = _documented(sys.modules[model.__module__])
    for name, field in model.model_fields.items():
        known = definition["properties"].get(field.alias or name)
        if known is None:
            continue
        known.pop("title", None)
        if not known.get("default") or isinstance(known["default"], dict):
            known.pop("default", None)
        classes = (each.__name__ for each in model.__mro__)
        if description := next((documented[each, name] for each in classes if (each, name) in documented), ""):
            known["description"] = description
        types = {field.annotation, *get_args(field.annotation)} - {NoneType}
        if Edtf in types:
            _in_place_of_text(known, {"type": ["string", "integer"], "examples": _DATES})
        if Prose in types and any(isinstance(rule, AfterValidator) for rule in field.metadata):
            known["minLength"] = 1
        if name in {"id", "aliases", "template"}:
            _in_place_of_text(known, {"type": "string", "pattern": f"^{ID_PATTERN}$"})
        if name == "passages" and "additionalProperties" in known:
            known["propertyNames"] = {"pattern": f"^{ID_PATTERN}$"}
        kind = kinds.references_of(model).get(name)
        if kind:
            _in_place_of_text(known, {"$ref": f"{IDS}#/$defs/{'nocite' if name == 'nocite' else kind}"})


def _alone(model: type[Any], definition: Schema) -> None:
    """Let a text stand for a whole mapping where the model reads it so."""
    if not issubclass(model, Short) or not model.ALONE:
        return
    whole = {name: definition.pop(name) for name in list(definition) if name != "description"}
    fields = [whole["properties"][name] for name in model.ALONE]
    texts = [option for field in fields for option in field.get("anyOf", [field]) if option.get("type") != "null"]
    plain = [{key: value for key, value in text.items() if key not in {"description", "default"}} for text in texts]
    definition["anyOf"] = [*plain, whole]


_DATES = ["2020-11-10", "2008-08", "2007/2020", "2015~"]


def _in_place_of_text(node: Schema, better: Schema) -> None:
    """Replace the schema of arbitrary text, in a field or each of its items, with a stricter one."""
    if node.get("type") == "string":
        del node["type"]
        node.update(better)
    for inner in (node.get("items"), *node.get("anyOf", ())):
        if isinstance(inner, dict):
            _in_place_of_text(inner, better)


def _text_as_typed(node: Schema) -> None:
    """Let arbitrary text be written as a number or a truth value: it is read as it is written."""
    if node.get("type") == "string" and not node.keys() & {"pattern", "enum", "const"}:
        node["type"] = ["string", "number", "boolean"]
    for inner in (node.get("items"), *node.get("anyOf", ())):
        if isinstance(inner, dict):
            _text_as_typed(inner)


def _of_a_list(node: Schema) -> None:
    """Refer to the list that a companion extends, in place of the items that every companion has."""
    options = node.get("anyOf", ())
    for name, offered in OFFERED.items():
        if options and options[0].get("enum") == list(offered):
            del node["anyOf"]
            node["$ref"] = f"{IDS}#/$defs/{name}"
    for option in options:
        _of_a_list(option)


def _types() -> Mapping[str, type[Any]]:
    """Content types by name, from the modules of the types that files hold."""
    modules = {it.model.__module__: sys.modules[it.model.__module__] for it in described_files()}.values()
    return {name: it for module in modules for name, it in vars(module).items() if inspect.isclass(it)}


@cache
def _documented(module: ModuleType) -> Mapping[tuple[str, str], str]:
    """The docstring of each field, by class and field name."""
    found = {}
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
                found[node.name, field.target.id] = " ".join(str(below.value.value).split())
    return found


def _text(schema: Schema) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
