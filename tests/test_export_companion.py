"""The companion as JSON: its schema, and that nothing of the content is missing from it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from pydantic import BaseModel

from hedgesite.export.companion import FORMAT, VERSION
from hedgesite.model import article, evidence, front_matter, kinds, translations
from hedgesite.model import content as model
from hedgesite.model.base import Value
from hedgesite.model.front_matter import Annotation
from hedgesite.model.math import Math
from hedgesite.model.text import CitationMode
from hedgesite.model.word_lists import DEFAULTS
from tests.exports import COMPANIONS, FULL, REAL, context_of, downloaded

SCHEMA: dict[str, Any] = json.loads(downloaded(FULL, "companion.schema.json"))
DEFINITIONS = SCHEMA["$defs"]
TYPES: dict[str, type[BaseModel]] = {
    "actor": model.Actor,
    "archive": evidence.Archive,
    "article": article.Article,
    "author": article.Author,
    "clause": evidence.Clause,
    "dimension": model.Dimension,
    "event": model.Event,
    "evidence": front_matter.Evidence,
    "framework": model.Framework,
    "hypothesis": model.Hypothesis,
    "hypothesis-link": evidence.HypothesisLink,
    "journal": article.Journal,
    "licence": article.Licence,
    "page": front_matter.FreePageMatter,
    "passage": front_matter.Annotation,
    "row": model.Row,
    "section": front_matter.FrontMatter,
    "series": model.Series,
    "span": evidence.CodedSpan,
    "term": model.Term,
    "trade-off": model.TradeOff,
    "translation": translations.ArticleTranslation,
}
"""Content types by their names in the schema."""


def document(content: Path, site_url: str = "") -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(downloaded(content, "companion.json", site_url))
    return loaded


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["format"]["const"] == FORMAT
    assert SCHEMA["properties"]["version"]["const"] == VERSION


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_documents_keep_to_the_schema(content: Path) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    for found in (document(content), document(content, "https://example.org/")):
        assert [f"{error.json_path}: {error.message}" for error in validator.iter_errors(found)] == []


def test_nothing_but_what_the_schema_names_is_accepted() -> None:
    objects = [*objects_in(SCHEMA)]
    open_ones = [each for each in objects if "properties" in each and each.get("additionalProperties") is not False]
    assert open_ones == []
    assert len(objects) > 20


def objects_in(schema: Any) -> Iterator[dict[str, Any]]:
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for each in schema.values():
            yield from objects_in(each)
    elif isinstance(schema, list):
        for each in schema:
            yield from objects_in(each)


@pytest.mark.parametrize("name", TYPES)
def test_the_schema_knows_every_field_of_the_content(name: str) -> None:
    fields = {info.alias or field for field, info in TYPES[name].model_fields.items() if field != "origin"}
    # The format is that of the content's files; the document has a version of its own.
    assert fields - {"format"} <= DEFINITIONS[name]["properties"].keys()


def test_no_content_type_is_forgotten() -> None:
    inline = {
        model.Codebook,
        article.CompanionInfo,
        article.Dates,
        front_matter.ArticlePlace,
        front_matter.NavPlace,
        Math,
    }
    values = {
        each for module in (article, model, front_matter) for each in vars(module).values() if isinstance(each, type)
    }
    defined = {each for each in values if issubclass(each, Value) and each is not Value}
    # What a language says is open: `translations` takes every field of these by its name.
    open_ones = {each for each in defined if issubclass(each, translations.Translation | translations.Translated)}
    # Texts of other languages stand in no export, since what is counted is the original's.
    counterparts = {front_matter.CounterpartMatter, front_matter.PageCounterpartMatter}
    assert defined - open_ones - counterparts == {*TYPES.values()} - open_ones | inline


@pytest.mark.parametrize(
    ("name", "field", "values"),
    [
        ("evidence", "relation", evidence.Relation),
        ("row", "qualifier", model.Qualifier),
        ("article", "text", article.TextKind),
        ("mention", "mode", CitationMode),
    ],
)
def test_the_schema_knows_every_value(name: str, field: str, values: type[Enum]) -> None:
    assert resolved(DEFINITIONS[name]["properties"][field])["enum"] == [value.value for value in values]


def resolved(node: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    return DEFINITIONS[node["$ref"].rpartition("/")[2]] if "$ref" in node else node


@pytest.mark.parametrize(
    ("name", "field", "items"),
    [
        ("passage", "role", "roles"),
        ("evidence", "kind", "evidence-kinds"),
        ("hypothesis", "kind", "hypothesis-kinds"),
        ("actor", "kind", "actor-kinds"),
    ],
)
def test_the_schema_names_the_kinds_that_every_companion_has(name: str, field: str, items: str) -> None:
    described = DEFINITIONS[name]["properties"][field]["description"]
    assert re.findall(r"`([^`]+)`", described) == list(DEFAULTS[items])


def test_the_schema_knows_every_kind() -> None:
    assert set(DEFINITIONS["kind"]["enum"]) == set(kinds.ids())


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_everything_is_there_in_order(content: Path) -> None:
    library, found = context_of(content).library, document(content)
    ids = {
        "dimensions": [each.id for each in library.dimensions],
        "hypotheses": [each.id for each in library.hypotheses],
        "actors": [each.id for each in library.actors],
        "events": [each.id for each in library.events],
        "terms": [each.id for each in library.terms],
        "series": [each.id for each in library.series],
        "sections": [each.id for each in library.sections],
        "pages": [each.id for each in library.pages],
    }
    assert {name: [each["id"] for each in found[name]] for name in ids} == ids
    assert {each["key"] for each in found["sources"]} == {source.key for source in library.sources}
    passages = [passage["id"] for section in found["sections"] for passage in section["passages"]]
    assert passages == [passage.id for passage in library.passages]
    notes = [len(section["notes"]) for section in found["sections"]]
    assert notes == [len(section.body.notes) for section in library.sections]


@pytest.mark.parametrize("content", COMPANIONS, ids=lambda path: path.parent.name)
def test_every_id_leads_somewhere(content: Path) -> None:
    found = document(content)
    known = {kind: {each["id"] for each in found["backlinks"] if each["kind"] == kind} for kind in kinds.ids()}
    for section in found["sections"]:
        for passage in section["passages"]:
            for field, kind in {**kinds.references_of(Annotation), "sources": "source"}.items():
                assert set(passage[field]) <= known[kind]
            assert {each["source"] for each in passage["evidence"]} <= known["source"]
    for each in found["backlinks"]:
        assert {*each["passages"], *each["coded"]} <= known["passage"]
        assert set(each["coded"]) <= set(each["passages"])


def test_relations_are_told_both_ways() -> None:
    found = document(REAL)
    parents = {each["id"]: each.get("parent") for each in found["dimensions"]}
    assert any(parents.values())
    there = {
        (passage["id"], dimension)
        for section in found["sections"]
        for passage in section["passages"]
        for dimension in (*passage["dimensions"], *(parents.get(id) for id in passage["dimensions"]))
        if dimension
    }
    back = {
        (passage, each["id"]) for each in found["backlinks"] if each["kind"] == "dimension" for passage in each["coded"]
    }
    assert there == back


def test_former_ids_are_given_as_they_are_now() -> None:
    found = document(FULL)
    passage = next(p for s in found["sections"] for p in s["passages"] if p["id"] == "peche-et-baignade")
    assert passage["dimensions"] == ["partage"]
    assert passage["hypotheses"] == ["confiance", "regle-commune"]
    assert passage["reasons"][0]["id"] == "confiance"
    assert next(each for each in found["dimensions"] if each["id"] == "partage")["aliases"] == ["usages-libres"]


def test_a_note_is_text_with_citations() -> None:
    section = next(each for each in document(FULL)["sections"] if each["id"] == "usages")
    (note,) = section["notes"]
    assert note == {
        "number": 1,
        "label": "pecheurs",
        "article": 4,
        "passage": "peche-et-baignade",
        "text": "Les pêcheurs étaient d’accord (Exemple and Modèle 2018b, 9).\n\n"
        "La note a un second alinéa, avec du code.",
    }


def test_figures_are_numbers() -> None:
    rows = [row for series in document(REAL)["series"] for row in series["rows"]]
    assert rows
    assert all(type(row["value"]) in (int, float) for row in rows)
