"""The table of kinds: what it says holds for the models, and a kind that is put into it is known everywhere."""

from __future__ import annotations

import ast
import json
import re
import runpy
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.changes import Changes, Cover, compare
from hedgesite.derive.routes import routes_of
from hedgesite.diagnostics import Diagnostic
from hedgesite.model import kinds
from hedgesite.model.base import Id, Prose, Ref, Value
from hedgesite.model.fields import Ids, NonEmptyProse, Refs, Text
from hedgesite.model.index import EntityIndex
from hedgesite.model.kinds import KINDS, Kind
from hedgesite.model.page import Page
from hedgesite.render.page_context import PageContext
from hedgesite.render.pages import things
from hedgesite.render.pages.common import PageBuilder, build_page
from hedgesite.render.thing_views import named, passages_about
from hedgesite.scaffold.files import companion_files
from hedgesite.scaffold.plan import plan_of
from hedgesite.schema import ids_schema, schemas, snippets
from tests.companions import IN_ENGLISH, SITES, copy_site, read
from tests.search import INDEX_FILE, places_of

HANDBOOK = Path(__file__).parents[1] / "docs"
PACKAGE = Path(__file__).parents[1] / "src" / "hedgesite"
SECTION = "sections/01-introduction.md"


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_row_is_true_of_its_model(kind: Kind) -> None:
    fields = kind.model.model_fields if kind.model else {}
    assert set(kind.named_by) <= set(fields)
    assert not kind.about or kind.about in kind.prose
    assert set(kind.references) <= set(fields)
    assert set(kind.references.values()) <= set(kinds.ids())
    assert kind.popup == "" or kind.about or kind.id == "source" or kind.space, "a pop-up says what a thing is"
    assert kind.file or kind.is_anchor
    assert "{id}" in kind.address


def test_no_two_kinds_share_a_name_or_a_place() -> None:
    for told in (
        [kind.id for kind in KINDS],
        [kind.plural for kind in KINDS],
        [kind.address for kind in KINDS if not kind.space],
        [kind.file for kind in KINDS if kind.file],
    ):
        assert len(told) == len(set(told))


def test_an_unknown_kind_is_none() -> None:
    with pytest.raises(KeyError):
        kinds.kind_of("instrument")


def test_leaves_are_all_that_stands_within_a_value() -> None:
    library, _ = read(SITES / "full" / "content")
    found = [leaf for value in library.values() for leaf in kinds.leaves(value)]
    assert {kind for kind, leaf in found if isinstance(leaf, Ref)} == {
        "section", "passage", "dimension", "hypothesis", "actor", "event", "source",
    }  # fmt: skip
    assert {leaf for _, leaf in found if isinstance(leaf, Prose) and leaf} == set(library.prose)


def test_the_kinds_are_written_out_once() -> None:
    """Views and books have tables of their own, since the model cannot know them; some style sheets are called
    alike."""
    # Figures, tables, equations and sections are locators of citations, too.
    words = {word for kind in KINDS if not kind.space for word in (kind.id, kind.plural, kind.file) if word}
    found = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            told = {item.value for item in literals(node) if isinstance(item, ast.Constant)} & words
            if len(told) > 2 and path.name != "kinds.py":
                found.add(path.relative_to(PACKAGE).as_posix())
    assert found == {"render/pages/things.py", "books/parts.py", "publish/css_bundle.py"}


def literals(node: ast.AST) -> list[ast.AST]:
    """What stands in a list, or in the keys of a table, rows of pairs too."""
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key]
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return [first for item in node.elts for first in (item.elts[:1] if isinstance(item, ast.Tuple) else [item])]
    return []


def test_the_table_is_read_when_it_is_asked() -> None:
    """Who took the tuple along at import would never see a row that is put in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "hedgesite.model.kinds":
                assert "KINDS" not in {alias.name for alias in node.names}, path


class Instrument(Value):
    """What the article measures with."""

    id: Id
    name: Text
    use: NonEmptyProse
    """Markdown: what it is good for."""
    actors: Refs = ()
    aliases: Ids = ()


INSTRUMENT = Kind(
    "instrument",
    "instruments",
    "instruments/#{id}",
    "instruments.yml",
    Instrument,
    ("name",),
    "use",
    {"actors": "actor"},
    popup="More on it",
    reserved=frozenset({"top"}),
)
TEMPLATE = """<h1 id="top">{{ title }}</h1>
{% from "fragments/macros.html" import backlinks, former, link_list %}
{% for i, use, actors, passages in instruments %}
<section id="{{ i.id }}">
{{ former(i.aliases) }}<h2>{{ i.name }}</h2><p>{{ use }}</p>
{{ link_list(actors) }}{{ backlinks(passages) }}</section>
{% endfor %}
"""
FILE = """- id: gauge
  name: Gauge
  use: It measures the [lake](term:lac), as [@modele1999, 14] says.
  actors: [garde]
  aliases: [dipstick]
"""


def instruments_page(scope: PageContext) -> Page:
    found: tuple[Instrument, ...] = scope.site.library.entities["instrument"]
    return build_page(
        scope,
        "instruments",
        "Instruments",
        instruments=[
            (
                instrument,
                scope.inline(instrument.use),
                named(scope, "actor", instrument.actors),
                passages_about(scope, "instrument", instrument.id),
            )
            for instrument in found
        ],
    )


@pytest.fixture
def instruments(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row, and the view."""
    monkeypatch.setattr(kinds, "KINDS", (*KINDS, INSTRUMENT))
    monkeypatch.setitem(things.VIEWS, "instrument", lambda _: iter((PageBuilder("instruments/", instruments_page),)))


@pytest.fixture
def content(tmp_path: Path, instruments: None) -> Path:  # noqa: ARG001
    """The companion with every feature, which has an instrument and links to it."""
    content = copy_site("full", tmp_path / "full") / "content"
    content.joinpath("instruments.yml").write_text(FILE, "utf-8")
    edit(content / SECTION, "Un [lac]", "A [gauge](instrument:gauge), once [](instrument:dipstick). Un [lac]")
    return content


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def built(content: Path) -> Built:
    """The companion, with the templates and the one that the kind brings."""
    templates = content.parent / "templates"
    shutil.copytree(templates_folder(), templates, dirs_exist_ok=True)
    templates.joinpath("pages/instruments.html").write_text(TEMPLATE, "utf-8")
    return build_pages(content, templates, catalogues=IN_ENGLISH)


def findings(content: Path) -> list[Diagnostic]:
    return list(read(content)[1].diagnostics)


def test_a_new_kind_is_linked_and_opens_pop_ups(content: Path) -> None:
    made = built(content)
    assert not made.report.errors, made.report
    page = next(page for page in made.pages if page.path == "read/introduction/")
    assert (
        'class="hs-link hs-link--instrument" href="../../instruments/#gauge" data-pop="pop-instruments-gauge"'
        in page.body
    )
    assert ">Gauge</a>" in page.body, "named by its label where the link has no text"
    popup = page.body[page.body.index('<template id="pop-instruments-gauge">') :]
    assert "It measures the lake" in popup
    assert '<a href="../../instruments/#gauge" lang="en">More on it</a>' in popup


def test_a_new_kind_has_backlinks_former_ids_and_a_place_in_the_search(content: Path) -> None:
    made = built(content)
    page = next(page for page in made.pages if page.path == "instruments/")
    assert '<a href="../read/introduction/#rarete"' in page.body
    assert 'id="dipstick"' in page.body
    found = places_of(made.files[INDEX_FILE])["instruments/#gauge"]
    assert found.label == "Gauge"
    assert "measures the lake" in found.text


def test_what_a_new_kind_cites_stands_on_the_card_of_the_source(content: Path) -> None:
    card = next(page for page in built(content).pages if page.path == "sources/modele1999/")
    assert 'href="../../instruments/#gauge"' in card.body


def test_a_template_without_the_places_of_its_kind_is_found(content: Path) -> None:
    templates = content.parent / "templates"
    built(content)
    edit(templates / "pages/instruments.html", "{{ former(i.aliases) }}", "")
    problems = [finding.problem for finding in build_pages(content, templates).report.errors]
    assert problems == ["links to '/instruments/#dipstick' may be published, but the page has no such id"]


def test_faults_in_a_new_kind_are_found(content: Path) -> None:
    assert findings(content) == findings(SITES / "full" / "content")
    edit(content / "instruments.yml", "[garde]", "[gard]")
    edit(content / "instruments.yml", "id: gauge", "id: top")
    edit(content / "instruments.yml", "term:lac", "term:lak")
    problems = {(finding.rule.id, finding.problem, finding.remedy) for finding in findings(content)}
    assert {
        ("ref-unknown", "there is no actor 'gard'", "did you mean 'garde'?"),
        ("address-clash", "the anchor #top is reserved on the page of the instrument", "choose another id"),
    } <= problems
    assert ("link-unknown", "there is no instrument 'gauge'") in {found[:2] for found in problems}
    assert ("link-unknown", "there is no term 'lak'") in {found[:2] for found in problems}


def test_a_file_of_a_new_kind_that_cannot_be_read_has_no_consequences(content: Path) -> None:
    content.joinpath("instruments.yml").write_text("- [\n", "utf-8")
    assert {finding.rule.id for finding in findings(content)} == {"yaml-syntax"}


def test_a_folder_of_a_new_kind_is_read(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Table(Value):
        """A table."""

        title: Text
        aliases: Ids = ()

    table = Kind("chart", "charts", "charts/#{id}", "charts/*.yml", Table, ("title",))
    monkeypatch.setattr(kinds, "KINDS", (*KINDS, INSTRUMENT, table))
    content.joinpath("charts").mkdir()
    content.joinpath("charts/02-levels.yml").write_text("title: Levels\n", "utf-8")
    edit(content / SECTION, "A [gauge]", "[](chart:levels) A [gauge]")
    library, report = read(content)
    assert not report.errors, report
    assert [(table.id, table.value.title) for table in library.entities["chart"]] == [("levels", "Levels")]


def test_a_new_kind_has_a_schema(content: Path) -> None:
    schema = json.loads(schemas()["instruments.schema.json"])
    told = schema["$defs"]["Instrument"]["properties"]
    assert told["use"]["description"] == "Markdown: what it is good for."
    assert told["actors"]["items"] == {"$ref": "ids.schema.json#/$defs/actor"}
    library, _ = read(content)
    known = json.loads(ids_schema(library))["$defs"]["instrument"]
    assert known["description"] == "Id of an instrument."
    assert known["anyOf"][0] == {"enum": ["gauge"], "enumDescriptions": ["Gauge"]}
    assert '"prefix": "instrument:gauge"' in snippets(library)


def test_a_new_kind_stands_in_companion_json_and_its_schema(content: Path) -> None:
    files = built(content).files
    document = json.loads(files["downloads/companion.json"])
    schema = json.loads(files["downloads/companion.schema.json"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(document)
    assert document["instruments"] == [
        {
            "id": "gauge",
            "address": "instruments/#gauge",
            "name": "Gauge",
            "use": "It measures the [lake](term:lac), as [@modele1999, 14] says.",
            "actors": ["garde"],
            "aliases": ["dipstick"],
        }
    ]
    assert {"kind": "instrument", "id": "gauge", "passages": ["rarete"], "coded": []} in document["backlinks"]
    document["instruments"][0]["name"] = 1
    assert not Draft202012Validator(schema).is_valid(document)


def test_changes_of_a_new_kind_are_told(content: Path) -> None:
    before, _ = read(content)
    edit(content / "instruments.yml", "name: Gauge", "name: Water gauge")
    edit(content / "instruments.yml", "id: gauge", "id: rod")
    edit(content / "instruments.yml", "[dipstick]", "[dipstick, gauge]")
    changes: Changes = compare(before, read(content)[0])
    change = next(change for change in changes.others if change.kind == "instrument")
    assert (change.id, change.former, change.title) == ("rod", "gauge", "Water gauge")
    assert [difference.aspect for difference in change.differences] == ["name"]
    moved = next(moved for moved in changes.addresses if moved.kind == "instrument")
    assert (moved.before, moved.after) == ("instruments/#gauge", "instruments/#rod")
    assert moved.cover is Cover.REDIRECT


@pytest.mark.usefixtures("instruments")
def test_a_new_kind_stands_in_the_handbook() -> None:
    filled = runpy.run_path(str(HANDBOOK / "tools" / "generate.py"))["filled"]()
    content = filled[HANDBOOK / "reference" / "content.md"]
    assert "- `[text](instrument:id)`" in content
    assert "## instruments.yml\n\nA list. Each has:\n\nWhat the article measures with." in content
    assert "| `use` | text | yes | Markdown: what it is good for. |" in content


@pytest.mark.usefixtures("instruments")
def test_editors_of_a_new_companion_are_told_of_the_schema_of_a_new_kind() -> None:
    files = companion_files(plan_of("A title", ["A. Author"], ["One", "Two"]), templates_folder())
    assert '"schemas/instruments.schema.json": "content/instruments.yml",\n' in files[".vscode/settings.json"]


def test_without_it_there_is_no_such_kind() -> None:
    assert "instruments.schema.json" not in schemas()


@pytest.mark.parametrize("kind", [kind.id for kind in KINDS if kind.is_anchor and not kind.space])
def test_a_former_id_without_a_page_of_its_own_is_an_anchor_in_the_thing(kind: str) -> None:
    made = build_pages(SITES / "full" / "content", templates_folder())
    bodies = {page.path: page.body for page in made.pages}
    names = EntityIndex.of(made.library)
    renamed = [thing for thing in names.of_kind(kind).values() if thing.aliases]
    assert renamed
    for thing in renamed:
        path, _, id = routes_of(names)[kind, thing.id].partition("#")
        inside = re.split(rf' id="{id}"', bodies[path], maxsplit=1)[1]
        for alias in thing.aliases:
            before, _, _ = inside.partition(f'<span class="hs-former" id="{alias}"></span>')
            assert set(re.findall(r' id="([^"]*)"', before)) <= {f"{id}-title", *thing.aliases}
            assert f"{path}#{alias}" in routes_of(names).anchors
