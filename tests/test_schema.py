"""The schemas for editors: true to the content types, and to every companion that is known to be right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from hedgesite.cli import main
from hedgesite.diagnostics import Diagnostic, Origin, Report, Rule, as_text
from hedgesite.load import load_library
from hedgesite.load.yaml import read_yaml
from hedgesite.model import content, front_matter, kinds
from hedgesite.model.base import Ref, Value
from hedgesite.model.evidence import HypothesisLink
from hedgesite.model.word_lists import OFFERED
from hedgesite.schema import IDS, described_files, ids_schema, schemas, snippets

pytestmark = pytest.mark.outside

ROOT = Path(__file__).resolve().parents[1]
COMPANIONS = (ROOT / "content", ROOT / "tests/sites/full/content", ROOT / "tests/sites/minimal/content")
FRONT_MATTER = re.compile(r"\A---\n(.*?)^---$", re.DOTALL | re.MULTILINE)


def validator(name: str, ids: str | None = None) -> Draft202012Validator:
    resource = Resource.from_contents(json.loads(ids or ids_schema()))
    registry: Registry[Any] = Registry().with_resource(IDS, resource)
    return Draft202012Validator(json.loads(schemas()[f"{name}.schema.json"]), registry=registry)


def data_of(path: Path) -> Any:
    text = path.read_text("utf-8")
    front = FRONT_MATTER.match(text)
    written = front[1] if front else text
    assert not read_yaml(written, path.name)[1].diagnostics
    return as_editors_read(written)


class _Editor(yaml.SafeLoader):
    """YAML with numbers and truth values, but without dates, as editors read it."""


_Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith("timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_editors_read(text: str) -> Any:
    return yaml.load(text, Loader=_Editor)


def files() -> Iterator[tuple[str, Path]]:
    for companion in COMPANIONS:
        for described in described_files():
            found = sorted(companion.glob(described.files))
            # A text in another language has two dots in its name, and a schema of its own.
            dots = described.files.count(".")
            yield from ((described.name, path) for path in found if path.name.count(".") == dots)


@pytest.mark.parametrize("name", sorted(schemas()))
def test_the_committed_schemas_are_true(name: str) -> None:
    committed = (ROOT / "schemas" / name).read_text("utf-8")
    assert committed == schemas()[name], "run `hedgesite schema --ids`"


def test_the_committed_ids_let_new_ones_pass() -> None:
    ids = (ROOT / "schemas" / IDS).read_text("utf-8")
    assert set(json.loads(ids)["$defs"]) == {*kinds.ids(), *OFFERED, "nocite"}
    event = [{"id": "a", "name": "A", "date": "2020", "description": "D", "actors": ["somebody-new"]}]
    assert validator("events", ids).is_valid(event)


@pytest.mark.parametrize("text", [*schemas().values(), ids_schema()])
def test_they_are_schemas(text: str) -> None:
    Draft202012Validator.check_schema(json.loads(text))


@pytest.mark.parametrize(
    ("name", "path"), list(files()), ids=lambda value: value if isinstance(value, str) else value.stem
)
def test_content_that_is_right_passes(name: str, path: Path) -> None:
    found = [f"{list(error.path)}: {error.message}" for error in validator(name).iter_errors(data_of(path))]
    assert found == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("article", "title: A\nauthors: [{family: B}]"),
        ("article", "title: A\nauthors: []\nabstract: C"),
        ("article", "title: A\nauthors: [{family: B, orcid: '1'}]\nabstract: C"),
        ("article", "title: A\nauthors: [{family: B}]\nabstract: ''"),
        ("article", "title: A\nauthors: [{family: B}]\nabstract: C\nstyle: ../mla"),
        ("actors", "- {id: A B, name: A, kind: state, part: P}"),
        ("actors", "- {id: a, name: A, kind: A planet, part: P}"),
        ("actors", "- {id: a, name: A, kind: state, part: P, colour: red}"),
        ("events", "- {id: a, name: A, date: [2020], description: D}"),
        ("events", "- {id: a, name: A, date: 2020, description: D, actors: Russia}"),
        ("series", "title: T\nunit: U\nrows: [{value: many}]"),
        ("section", "title: T\npassages: {Not An Id: {}}"),
        ("section", "title: T\npassages: {a: {dimensions: [Not An Id]}}"),
        ("section", "title: T\npassages: {a: {evidence: [{source: b, kind: A rumour, supports: S}]}}"),
        ("page", "short: S"),
    ],
)
def test_content_that_is_wrong_does_not_pass(name: str, text: str) -> None:
    assert not validator(name).is_valid(as_editors_read(text))


def test_text_as_typed_passes() -> None:
    text = "title: 1984\nsubtitle: no\nauthors: [{family: 7}]\nabstract: 12\njournal: {volume: 010}\nkeywords: [2, yes]"
    assert validator("article").is_valid(as_editors_read(text))


def test_every_field_that_names_things_says_which() -> None:
    types = {it for module in (content, front_matter) for it in vars(module).values() if isinstance(it, type)}
    naming = {
        (model, name)
        for model in types
        if issubclass(model, Value)
        for name, field in model.model_fields.items()
        if {Ref, HypothesisLink} & {field.annotation, *get_args(field.annotation)}
        and get_origin(field.annotation) is not dict
    }
    assert naming == {
        (model, name) for model in types if isinstance(model, type) for name in kinds.references_of(model)
    }
    assert {kind for model in types for kind in kinds.references_of(model).values()} <= set(kinds.ids())


def test_docstrings_arrive() -> None:
    article = json.loads(schemas()["article.schema.json"])["$defs"]["Article"]
    assert article["description"] == "The work that the companion accompanies (`article.yml`)."
    assert article["properties"]["abstract"]["description"] == "Markdown, paragraphs separated by blank lines."


def test_a_companion_s_ids_are_offered() -> None:
    library, _ = load_library(ROOT / "tests/sites/full/content")
    defs = json.loads(ids_schema(library))["$defs"]
    offered, _ = defs["dimension"]["anyOf"]
    assert offered["enum"] == ["partage", "protection", "regle"]
    assert offered["enumDescriptions"] == ["Le partage de l’eau", "La protection du lac", "La règle commune"]
    keys, _ = defs["source"]["anyOf"]
    assert keys["enum"] == sorted(source.key for source in library.sources)
    written = json.loads(snippets(library))
    assert written["source @exemple2018a"]["body"] == "@exemple2018a"
    assert written["dimension regle"]["description"] == "La règle commune"


def test_kinds_and_roles_of_one_s_own_are_offered_where_they_are_written() -> None:
    library, _ = load_library(ROOT / "tests/sites/handover/content")
    defs = json.loads(ids_schema(library))["$defs"]
    own = {name: library.words.own_kinds(name) for name in OFFERED if name != "stances"}
    assert any(own.values())
    for name, items in own.items():
        offered, free = defs[name]["anyOf"]
        assert offered["enum"] == list(library.words.kinds(name))
        assert (
            dict(zip(offered["enum"], offered.get("enumDescriptions", ()), strict=False)).items()
            >= {id: item.name for id, item in items.items()}.items()
        )
        assert "enum" not in free
    written = json.loads(snippets(library))
    assert written["evidence-kinds field-notes"]["body"] == "field-notes"
    assert written["roles vignette"]["prefix"] == "vignette"
    section = json.loads(schemas()["section.schema.json"])["$defs"]
    assert section["Evidence"]["properties"]["kind"] == {"$ref": f"{IDS}#/$defs/evidence-kinds"}
    assert section["Annotation"]["properties"]["role"]["$ref"] == f"{IDS}#/$defs/roles"
    dimensions = json.loads(schemas()["dimensions.schema.json"])["$defs"]["Dimension"]["properties"]
    assert f"{IDS}#/$defs/stances" in json.dumps(dimensions["stance"])


def test_the_command(tmp_path: Path) -> None:
    def run(*options: str) -> None:
        config = str(ROOT / "tests/sites/full/mkdocs.yml")
        done = CliRunner().invoke(main, ["schema", "-f", config, "-o", str(tmp_path / "schemas"), *options])
        assert done.exit_code == 0, done.output

    ids = tmp_path / "schemas" / IDS
    run()
    assert {path.name for path in ids.parent.iterdir()} == {*schemas(), IDS}
    assert ids.read_text("utf-8") == ids_schema()
    run("--ids", "--snippets", str(tmp_path / "companion.code-snippets"))
    with_ids = ids.read_text("utf-8")
    assert "partage" in with_ids
    assert (tmp_path / "companion.code-snippets").is_file()
    run()
    assert ids.read_text("utf-8") == with_ids


def jsonc(name: str) -> Any:
    text = (ROOT / ".vscode" / name).read_text("utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def test_the_editor_has_a_schema_for_every_file_of_yaml() -> None:
    named = {name.removeprefix("schemas/"): files for name, files in jsonc("settings.json")["yaml.schemas"].items()}
    assert named == {it.file: f"content/{it.files}" for it in described_files() if it.files.endswith(".yml")}


def test_the_editor_finds_what_check_and_serve_say() -> None:
    check, serve = jsonc("tasks.json")["tasks"]
    assert [task["command"].split() for task in (check, serve)] == [["hedgesite", "check"], ["hedgesite", "serve"]]
    pattern = check["problemMatcher"]["pattern"]
    assert serve["problemMatcher"]["pattern"] == pattern
    origin = Origin("content/sections/01-a.md", 8, 18)
    found = re.search(pattern["regexp"], as_text(Report.of([Diagnostic(Rule.REF_UNKNOWN, origin, "none", "add it")])))
    assert found
    assert [found[pattern[name]] for name in ("file", "line", "column", "code", "message")] == [
        origin.file, "8", "18", "ref-unknown", "none; add it",
    ]  # fmt: skip
    background = serve["problemMatcher"]["background"]
    assert re.search(background["beginsPattern"], "[07:48:14] Detected file changes")
    assert re.search(background["endsPattern"], "[07:48:14] Reloading browsers")
    assert not re.search(pattern["regexp"], "[07:48:14] Detected file changes")
