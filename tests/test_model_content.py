"""The content types: frozen, closed, and aware of where they were written."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest
from pydantic import ValidationError

from hedgesite.diagnostics import Origin
from hedgesite.model import content, front_matter
from hedgesite.model.article import Article
from hedgesite.model.base import LocatedDict, LocatedStr, Prose, Ref, Value, origin_of
from hedgesite.model.content import Actor, Row, Term
from hedgesite.model.front_matter import FrontMatter

HERE = Origin("content/actors.yml", 3, 7)
TERM = {"id": "word", "term": "Word", "definition": "A word."}


def value_types() -> Iterator[type[Value]]:
    for module in (content, front_matter):
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, Value) and found is not Value:
                yield found


@pytest.mark.parametrize("model", list(value_types()), ids=lambda model: model.__name__)
def test_values_are_frozen_closed_and_described(model: type[Value]) -> None:
    assert model.model_config["frozen"]
    assert model.model_config["extra"] == "forbid"
    assert model.__doc__
    schema = model.model_json_schema(by_alias=True)
    assert schema["additionalProperties"] is False
    assert not [name for name in schema.get("properties", {}) if "origin" in name or "_" in name]


def test_an_unknown_field_is_refused() -> None:
    for name in ("terms", "origin"):
        with pytest.raises(ValidationError, match="extra_forbidden"):
            Term.model_validate({**TERM, name: "x"})


def test_a_value_knows_where_it_was_written() -> None:
    term = Term.model_validate(LocatedDict.at(TERM, HERE))
    assert term.origin == HERE
    assert Term.model_validate(TERM).origin == Origin("")


def test_ids_and_mentions_keep_their_place() -> None:
    located = LocatedStr.at("word", HERE)
    term = Term.model_validate({**TERM, "id": located, "sources": [located], "aliases": [located]})
    assert origin_of(term.id) == HERE
    assert origin_of(term.aliases[0]) == HERE
    assert term.sources == (Ref("word", HERE),)
    front_matter = FrontMatter.model_validate({"title": "A title", "passages": {located: {}}})
    assert origin_of(next(iter(front_matter.passages))) == HERE


def test_prose_keeps_its_place_and_is_false_where_it_is_empty() -> None:
    places = ((0, HERE), (4, Origin("content/actors.yml", 4, 5)))
    term = Term.model_validate({**TERM, "definition": LocatedStr.at("one two", HERE, places)})
    assert term.definition == Prose("one two", HERE)
    assert term.definition.places == places
    assert term.definition
    assert not Prose(" \n")


@pytest.mark.parametrize("id", ["a", "0", "economic-pragmatism", "2020", "a--b", "a-"])
def test_an_id_is_made_of_letters_digits_and_hyphens(id: str) -> None:
    assert Term.model_validate({**TERM, "id": id}).id == id


@pytest.mark.parametrize("id", ["", "-a", "A", "a b", "a_b", "é", "a.b", "a/b", "a\n", "¹"])
def test_whatever_else_is_no_id(id: str) -> None:
    with pytest.raises(ValidationError, match="id_syntax"):
        Term.model_validate({**TERM, "id": id})


@pytest.mark.parametrize("id", [1, None, True, ["a"]])
def test_an_id_is_text(id: object) -> None:
    with pytest.raises(ValidationError, match="string_type"):
        Term.model_validate({**TERM, "id": id})


def test_nocite_takes_pandocs_way_of_writing() -> None:
    article = Article.model_validate(
        {"title": "A", "authors": [{"family": "Example"}], "abstract": "B", "nocite": ["@one", "two"]}
    )
    assert [ref.id for ref in article.nocite] == ["one", "two"]


@pytest.mark.parametrize("value", ["3.5", True, float("nan"), float("inf"), None])
def test_a_figure_is_a_number(value: object) -> None:
    with pytest.raises(ValidationError):
        Row.model_validate({"value": value})


def test_a_range_goes_up() -> None:
    assert Row.model_validate({"value": 3, "upper": 4}).upper == 4
    with pytest.raises(ValidationError, match="row_upside_down"):
        Row.model_validate({"value": 3, "upper": 3})


def test_fields_of_actors_are_those_of_the_content_format() -> None:
    assert set(Actor.model_json_schema()["properties"]) == {
        "id",
        "name",
        "kind",
        "part",
        "also",
        "aliases",
        "translations",
    }
