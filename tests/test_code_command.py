"""`hedgesite code`: forms go out, codes come in from tables and projects, and what is the same stays untouched."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedgesite.cli import main
from hedgesite.load import load_library
from hedgesite.recoding import changed_sections, draw, read_project, read_table
from hedgesite.recoding.recoded import Recoded
from tests.companions import SITES, copy_site, read
from tests.exports import FULL, REAL, context_of, downloads_of

HANDOVER = SITES / "handover" / "content"
SITES_WITH_CODES = ("arabic", "chinese", "german", "handover", "hebrew", "minimal", "notes", "numeric", "whole")
SOURCES = (REAL, FULL, *(SITES / name / "content" for name in SITES_WITH_CODES))


def run(folder: Path, *arguments: str, command: str = "code") -> Result:
    return CliRunner().invoke(main, [command, "-f", str(folder / "mkdocs.yml"), *arguments])


def files_of(content: Path) -> dict[str, bytes]:
    return {str(path.relative_to(content)): path.read_bytes() for path in content.rglob("*") if path.is_file()}


def codes_of(content: Path) -> dict[str, set[str]]:
    library, report = read(content)
    assert not report.errors
    return {p.id: {ref.id for ref in p.annotation.dimensions} for p in library.passages}


@pytest.fixture
def handover(tmp_path: Path) -> Path:
    return copy_site("handover", tmp_path / "handover")


def changes(recoded: Recoded, content: Path) -> tuple[Mapping[str, str], tuple[str, ...]]:
    context = context_of(content)
    root = Path(context.library.root)
    texts = {
        each.id: (content / Path(each.file).relative_to(root)).read_text("utf-8") for each in context.library.sections
    }
    return changed_sections(context.library, context.derived.names, recoded, texts)


@pytest.mark.parametrize("content", SOURCES, ids=lambda path: path.parent.name)
def test_what_is_exported_comes_back_equal(content: Path) -> None:
    context = context_of(content)
    files = downloads_of(content)
    table = read_table(files["downloads/passages.csv"], "passages.csv", context.library, context.derived.names)
    project = read_project(files["downloads/companion.qdpx"], "companion.qdpx", context)
    for recoded in (table, project):
        assert recoded.report.diagnostics == ()
        assert recoded.passages
        assert changes(recoded, content) == ({}, ())
    assert set(table.passages) == set(context.library.passage_by_id)


def test_other_coders_codings_come_back_as_theirs() -> None:
    context = context_of(REAL)
    recoded = read_project(downloads_of(REAL)["downloads/companion.qdpx"], "companion.qdpx", context, "second")
    (comparison,) = context.derived.comparisons
    for compared in comparison.passages:
        assert set(recoded.passages[compared.id]["dimensions"]) == set(
            context.derived.names.meant("dimension", compared.coded.codes)
        )


def test_a_form_is_drawn_repeatably_and_is_blank(handover: Path, tmp_path: Path) -> None:
    library, _ = load_library(handover / "content")
    assert draw(library, 5, 1) == draw(library, 5, 1)
    assert draw(library, 5, 1) != draw(library, 5, 2)
    assert len(draw(library, 5, 1)) == 5
    assert len(draw(library, 500, 1)) == len(library.passages)
    assert draw(library, 6, 1) == (
        "quiet-night", "state-and-plan", "the-allergy", "no-question", "question-brings-fall", "screen"
    )  # fmt: skip
    form = tmp_path / "form.csv"
    done = run(handover, "--blank", "--sample", "6", "--seed", "1", "-o", str(form))
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO(form.read_bytes().decode("utf-8-sig"))))
    assert [row["id"] for row in rows] == list(draw(library, 6, 1))
    codes = [dimension.id for dimension in library.dimensions]
    assert all(row[code] == "" for row in rows for code in (*codes, "none"))
    printed = run(handover, "--blank", "--sample", "6", "--seed", "1")
    assert printed.stdout_bytes == form.read_bytes()


def test_figures_and_tables_are_neither_drawn_nor_agreed_upon(handover: Path, tmp_path: Path) -> None:
    section = handover / "content" / "sections" / "09-shapes.md"
    rows = "".join(f"| a | b |\n|---|---|\n| 1 | 2 |\n\n: Sizes {n} {{#sizes-{n}}}\n\n" for n in range(9))
    section.write_text(f"---\ntitle: Shapes\n---\n\n{{#of-shapes}}\nThey vary.\n\n{rows}", "utf-8")
    library, report = load_library(handover / "content")
    assert not report.errors
    assert sum(passage.id.startswith("sizes-") for passage in library.passages) == 9
    form = tmp_path / "form.csv"
    assert run(handover, "--blank", "-o", str(form)).exit_code == 0
    ids = [row["id"] for row in csv.DictReader(io.StringIO(form.read_bytes().decode("utf-8-sig")))]
    assert "of-shapes" in ids
    assert not any(id.startswith("sizes-") for id in (*ids, *draw(library, len(ids), 3)))
    codes = {"of-shapes": "", "sizes-1": "plan", **{f"sizes-{n}": "" for n in range(2, 9)}}
    form.write_text("id,dimensions\n" + "".join(f"{id},{code}\n" for id, code in codes.items()), "utf-8")
    assert run(handover, "--from", str(form), "--as", "second", "--who", "A colleague").exit_code == 0
    written = yaml.safe_load((handover / "content/codings/second.yml").read_text("utf-8"))
    assert {id: each["codes"] for id, each in written["passages"].items()} == {"of-shapes": [], "sizes-1": ["plan"]}
    assert written["sample"] == f"2 of the {len(ids) + 1} passages."


def test_a_filled_form_becomes_another_coding(handover: Path, tmp_path: Path) -> None:
    form = tmp_path / "form.csv"
    run(handover, "--blank", "--sample", "6", "--seed", "1", "-o", str(form))
    rows = list(csv.DictReader(io.StringIO(form.read_bytes().decode("utf-8-sig"))))
    marks = {"quiet-night": "patient-state", "state-and-plan": "plan", "the-allergy": "risk", "screen": "none"}
    for row in rows:
        if row["id"] in marks:
            row[marks[row["id"]]] = "X"
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, rows[0].keys(), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    form.write_text(buffer.getvalue(), "utf-8")
    before = files_of(handover / "content")
    arguments = ("--from", str(form), "--as", "second", "--who", "A: colleague", "--date", "2026-01-02")
    done = run(handover, *arguments, "--blind-to", "the codes")
    assert done.exit_code == 0, done.output
    assert done.output.count("codes-left-out") == 2, "two rows have no mark"
    written = yaml.safe_load((handover / "content/codings/second.yml").read_text("utf-8"))
    assert (written["who"], str(written["date"]), written["blind-to"]) == ("A: colleague", "2026-01-02", ["the codes"])
    assert written["sample"] == "4 of the 22 passages."
    assert {id: each["codes"] for id, each in written["passages"].items()} == {
        "quiet-night": ["patient-state"],
        "state-and-plan": ["plan"],
        "the-allergy": ["risk"],
        "screen": [],
    }
    assert written["passages"]["state-and-plan"]["first"] == ["patient-state", "plan"]
    after = files_of(handover / "content")
    assert {name for name in after if after[name] != before.get(name)} == {"codings/second.yml"}
    _, report = read(handover / "content")
    assert report.diagnostics == ()
    again = run(handover, *arguments)
    assert again.exit_code == 2
    assert "is there already" in again.output
    told = run(handover, command="agreement")
    assert told.exit_code == 0, told.output
    assert "1 of 4 passages have the same codes" in told.output
    assert "screen: dealings, surroundings -> none" in told.output


def test_a_table_of_former_codes_is_compared_at_the_whole(handover: Path, tmp_path: Path) -> None:
    table = tmp_path / "old.tsv"
    table.write_text("passage\tdimensions\nquiet-night\tinformation\nplan-in-the-margin\tinformation\n", "utf-8")
    done = run(handover, "--from", str(table), "--as", "old")
    assert done.exit_code == 0, done.output
    assert "offered" not in (handover / "content/codings/old.yml").read_text("utf-8")
    assert "2 of 2 passages have the same codes" in run(handover, command="agreement").output


def test_a_table_changes_only_what_it_changes(handover: Path, tmp_path: Path) -> None:
    content = handover / "content"
    section = content / "sections/02-what-is-said.md"
    section.write_text(
        section.read_text("utf-8").replace("    dimensions: [plan]\n", "    dimensions: [plan]  # why\n")
    )
    before = files_of(content)
    table = tmp_path / "coded.tsv"
    table.write_text(
        "# A note\npassage\tdimensions\trole\nquiet-night\tpatient-state; plan\t\nplan-in-the-margin\tplan\t\n"
        "one-morning\t\tcontext\n",
        "utf-8",
    )
    done = run(handover, "--from", str(table))
    assert done.exit_code == 0, done.output
    assert "3 passages read, 2 changed" in done.output
    after = files_of(content)
    assert {name for name in after if after[name] != before[name]} == {
        "sections/02-what-is-said.md",
        "sections/04-the-place.md",
    }
    text = section.read_text("utf-8")
    assert "dimensions: [plan]  # why" in text
    assert "  quiet-night:\n    dimensions: [patient-state, plan]\n    actors" in text
    assert "role: context" in (content / "sections/04-the-place.md").read_text("utf-8")


HEADS = [
    "title: A\n",
    "title: A\npassages: {}\n",
    "title: A\npassages: {one: {role: context}, two: {dimensions: [teaching]}}\n",
    "title: A\npassages:\n  one: {}\n  two: {role: method}\n",
    "title: A\npassages:\n  one:\n    # a remark\n    dimensions:\n      - teaching # why\n      - feeling\n"
    "    note: >-\n      Some text.\n\n  two:\n      role: context\n",
    'title: A\npassages:\n  "one": {"dimensions": ["teaching"]}\n  \'two\':\n    dimensions: []\nsummary: Text.\n',
]
codes = st.lists(st.sampled_from(("teaching", "feeling", "plan")), unique=True, max_size=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(head=st.sampled_from(HEADS), one=codes, two=codes, newline=st.sampled_from(["\n", "\r\n"]))
def test_any_front_matter_takes_new_codes_and_keeps_the_rest(
    head: str, one: list[str], two: list[str], newline: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = copy_site("handover", tmp_path_factory.mktemp("edits"))
    path = folder / "content/sections/05-more.md"
    text = f"---\n{head}---\n\n{{#one}}\nOne.\n\n{{#two}}\nTwo.\n".replace("\n", newline)
    path.write_bytes(text.encode())
    table = folder / "coded.csv"
    table.write_text(f"id,dimensions\none,{';'.join(one)}\ntwo,{';'.join(two)}\n", "utf-8")
    before = yaml.safe_load(head)
    done = run(folder, "--from", str(table))
    assert done.exit_code == 0, done.output
    written = path.read_bytes().decode()
    assert ("\r\n" in written) is (newline == "\r\n")
    assert written.count("\n") == written.count(newline)
    after = yaml.safe_load(re.split(r"(?m)^---\r?$", written)[1])
    for id, expected in (("one", one), ("two", two)):
        found = (after["passages"] or {}).pop(id, None) or {} if after.get("passages") else {}
        was = ((before.get("passages") or {}).get(id)) or {}
        assert set(found.pop("dimensions", [])) == set(expected)
        was.pop("dimensions", None)
        assert found == was
    assert {key: value for key, value in after.items() if key != "passages"} == {
        key: value for key, value in before.items() if key != "passages"
    }
    if "# a remark" in head:
        assert "# a remark" in written


@pytest.mark.parametrize(
    ("table", "finding"),
    [
        ("", "the table is empty"),
        ("name,dimensions\n", "coded.csv:1:1: codes-unreadable: the header has no column for the passages"),
        ("id,text\n", "coded.csv:1:1: codes-unreadable: the header has no column for the codes"),
        ("id,plan,plan\nscreen,x,\n", "coded.csv:1:2: codes-unreadable: the column 'plan' stands twice"),
        ("id,dimensions\nscren,plan\n", "coded.csv:2:1: codes-unreadable: there is no passage 'scren'; did you mean"),
        ("id,dimensions\nscreen,plam\n", "coded.csv:2:2: codes-unreadable: there is no dimension 'plam'; did you mean"),
        (
            "id,dimensions\nscreen,plan\nscreen,\n",
            "coded.csv:3:1: codes-unreadable: the passage 'screen' stands already",
        ),
        ("id,plan\nscreen,maybe\n", "coded.csv:2:2: codes-unreadable: 'maybe' in the column 'plan' is no mark"),
        ("id,plan,none\nscreen,x,x\n", "coded.csv:2:3: codes-unreadable: 'screen' has codes, and a mark that none"),
        ("id,plan,none\nscreen,,\n", "coded.csv:2:3: codes-left-out: 'screen' has no mark at all"),
        ("id,plan,plam\nscreen,x,x\n", "coded.csv:1:3: codes-left-out: the column 'plam' is not read; did you mean"),
        ("id,role\nscreen,vinette\n", "there is no role 'vinette'; did you mean 'vignette'?"),
        ("id,role\nscreen,vignette; theory\n", "'screen' has several roles"),
    ],
)
def test_faults_of_a_table_are_found_with_their_cells(table: str, finding: str, handover: Path) -> None:
    (handover / "coded.csv").write_text(table, "utf-8")
    before = files_of(handover / "content")
    done = run(handover, "--from", str(handover / "coded.csv"))
    assert finding in done.output.replace(f"{handover.as_posix()}/", "")
    assert done.exit_code == int("codes-unreadable" in finding or "role" in finding or "empty" in finding)
    if done.exit_code:
        assert files_of(handover / "content") == before, "nothing is written"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_tables_are_read_as_spreadsheets_write_them(encoding: str, delimiter: str) -> None:
    library, names = context_of(HANDOVER).library, context_of(HANDOVER).derived.names
    text = f'id{delimiter}text{delimiter}PL{delimiter}Asking\r\nscreen{delimiter}"a\r\nb"{delimiter}x{delimiter}1\r\n'
    recoded = read_table(text.encode(encoding), "t.csv", library, names)
    assert recoded.report.diagnostics == ()
    assert recoded.passages == {"screen": {"dimensions": ("plan", "asking")}}


def test_bytes_that_are_no_text_are_a_finding(handover: Path) -> None:
    draws = random.Random(1)
    for kind in (".csv", ".qdpx", ".xls"):
        path = handover / f"noise{kind}"
        path.write_bytes(bytes(draws.randrange(256) for _ in range(300)))
        done = run(handover, "--from", str(path))
        assert done.exit_code == 1, done.output
        assert ": codes-unreadable: " in done.output


# Projects that other programs made


def repacked(change: Callable[[str], str], more: Mapping[str, bytes] = MappingProxyType({})) -> bytes:
    """The export of a companion with its project changed."""
    with zipfile.ZipFile(io.BytesIO(downloads_of(HANDOVER)["downloads/companion.qdpx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["project.qde"] = change(files["project.qde"].decode()).encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**files, **more}.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def guids_renewed(project: str) -> str:
    """As a program that gives GUIDs of its own to everything."""
    return re.sub(r'(?<=uid=")[0-9a-f-]{36}|(?<=GUID=")[0-9a-f-]{36}|(?<=User=")[0-9a-f-]{36}', _other, project)


def _other(found: re.Match[str]) -> str:
    return found[0][::-1].replace("-", "")[:32].ljust(32, "0")


def test_a_project_with_other_guids_is_recognised_by_its_names_and_texts() -> None:
    context = context_of(HANDOVER)

    def change(project: str) -> str:
        renewed = guids_renewed(project)
        return re.sub(r'(<PlainTextSelection guid="[^"]*") name="[^"]*"', r'\1 name="Selection"', renewed)

    recoded = read_project(repacked(change), "p.qdpx", context, "second")
    expected = {
        passage.id: set(context.derived.names.meant("dimension", passage.annotation.dimensions))
        for passage in context.library.passages
    }
    assert {id: set(each["dimensions"]) for id, each in recoded.passages.items()} == expected


def test_codes_of_all_kinds_are_known_by_name_below_their_group() -> None:
    """A program that renews all GUIDs keeps the tree of codes: nothing changes, and another name is another code."""
    recoded = read_project(repacked(guids_renewed), "p.qdpx", context_of(HANDOVER))
    assert {field for given in recoded.passages.values() for field in given} > {"dimensions", "actors", "role"}
    assert changes(recoded, HANDOVER) == ({}, ())
    moved = read_project(
        repacked(lambda project: guids_renewed(project).replace('name="Actors"', 'name="People"')),
        "p.qdpx",
        context_of(HANDOVER),
    )
    assert "actors" not in {field for given in moved.passages.values() for field in given}
    assert [each.rule.id for each in moved.report.diagnostics if "is none of the companion" in each.problem]


def test_codes_without_a_place_take_none_away() -> None:
    """A program that codes lines may put a code where no passage is: passages that lost theirs so stay as they are."""

    def change(project: str) -> str:
        renewed = guids_renewed(project)
        return re.sub(r'startPosition="[0-9]+" endPosition="[0-9]+"', 'startPosition="0" endPosition="1"', renewed)

    recoded = read_project(repacked(change), "p.qdpx", context_of(HANDOVER))
    assert any("lies in no passage" in each.problem for each in recoded.report.diagnostics)
    assert changes(recoded, HANDOVER) == ({}, ())


def test_what_a_project_holds_besides_is_listed_one_by_one() -> None:
    more = (
        '<Variables><Variable guid="v1" name="Age" typeOfVariable="Integer"/></Variables>'
        '<Cases><Case guid="c1" name="Ward A"/></Cases>'
    )
    notes = '<Notes><Note guid="n1" name="A memo"/><Note guid="n2" name="Another"/></Notes>'

    def change(project: str) -> str:
        return project.replace("<Sources>", f"{more}<Sources>").replace("</Sources>", f"</Sources>{notes}")

    recoded = read_project(repacked(change), "p.qdpx", context_of(HANDOVER))
    told = [each.problem for each in recoded.report.diagnostics]
    assert told == [
        "the variable 'Age' is not taken over",
        "the case 'Ward A' is not taken over",
        "the memo 'A memo' is not taken over",
        "the memo 'Another' is not taken over",
    ]
    assert changes(recoded, HANDOVER) == ({}, ())


def test_a_project_without_codes_of_a_kind_leaves_that_kind_alone() -> None:
    """Another program knows nothing of hypotheses, actors and roles: they stay as they are."""

    def change(project: str) -> str:
        return re.sub(r'name="(Hypotheses|Actors|Events|Roles)"', 'name="Themes"', guids_renewed(project))

    recoded = read_project(repacked(change), "p.qdpx", context_of(HANDOVER))
    assert {field for given in recoded.passages.values() for field in given} == {"dimensions"}
    assert changes(recoded, HANDOVER) == ({}, ())


def test_codes_that_the_codebook_lacks_are_listed_once() -> None:
    recoded = read_project(
        repacked(lambda project: guids_renewed(project).replace('name="Asking"', 'name="Mood"')),
        "p.qdpx",
        context_of(HANDOVER),
        "second",
    )
    told = [each.problem for each in recoded.report.diagnostics if "Mood" in each.problem]
    assert told == ["the code 'Mood' is none of the companion, and 4 codings with it are left out"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda p: p.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1), "the project has a DOCTYPE"),
        (lambda p: p.replace("<Sources>", "<Sources>" + "<a>" * 100 + "</a>" * 100, 1), "nested more than 60 deep"),
        (lambda p: p[:-30], "the project is not XML"),
        (lambda p: re.sub(r"<TextSource.*</TextSource>", "", p, flags=re.DOTALL), "no text of the project"),
        (lambda _: "<CodeBook/>", "it holds a CodeBook, and no project"),
        (lambda p: p.replace("internal://", "/etc/../").replace("<TextSource guid", "<TextSource other"), ""),
    ],
)
def test_projects_are_read_within_bounds(change: Callable[[str], str], problem: str, handover: Path) -> None:
    path = handover / "p.qdpx"
    path.write_bytes(repacked(change))
    done = run(handover, "--from", str(path), "--as", "second")
    assert "Traceback" not in done.output
    assert problem in done.output
    assert done.exit_code == (1 if problem else 0)


def test_a_bomb_is_not_unpacked(handover: Path) -> None:
    path = handover / "p.qdpx"
    path.write_bytes(repacked(lambda project: project, {"sources/bomb.txt": b"0" * 80_000_000}))
    done = run(handover, "--from", str(path))
    assert done.exit_code == 1
    assert "MiB" in done.output


def test_agreement_for_programs(tmp_path: Path) -> None:
    full = copy_site("full", tmp_path / "full")
    done = run(full, "--format", "json", command="agreement")
    assert done.exit_code == 0, done.output
    (found,) = json.loads(done.output)
    assert (found["coding"], found["passages"], found["same"]) == ("relecture", 3, 1)
    assert [each["passage"] for each in found["disagreements"]] == ["peche-et-baignade", "registre"]
    lacking = run(copy_site("handover", tmp_path / "handover"), command="agreement")
    assert lacking.exit_code == 2
    assert "hedgesite code --blank begins one" in lacking.output


def test_usage() -> None:
    assert run(SITES / "handover").exit_code == 2
    assert run(SITES / "handover", "--blank", "--from", "x.csv").exit_code == 2
    assert run(SITES / "handover", "--from", "no-such.csv").exit_code == 1


def test_codes_of_spans_stay_with_the_spans_and_reasons_are_not_lost(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path / "companion")
    (folder / "content" / "dimensions.yml").write_text(CODEBOOK, "utf-8")
    (folder / "content" / "hypotheses.yml").write_text(HYPOTHESES, "utf-8")
    section = folder / "content" / "sections" / "introduction.md"
    section.write_text(CODED, "utf-8")
    table = tmp_path / "coded.csv"
    table.write_text("id,dimensions,hypotheses\nonly,near; far,other\n", "utf-8")
    done = run(folder, "--from", str(table))
    assert done.exit_code == 0, done.output
    assert "'only' has reasons for its hypotheses" in done.stdout
    assert section.read_text("utf-8") == CODED
    table.write_text("id,dimensions\nonly,far\n", "utf-8")
    assert run(folder, "--from", str(table)).exit_code == 0
    assert "dimensions: []" in section.read_text("utf-8")
    assert "code: far" in section.read_text("utf-8")
    assert "why: It says so." in section.read_text("utf-8")


CODEBOOK = """framework: {name: F, description: Two of them.}
dimensions:
  - {id: near, name: Near, short: Near, mark: NE, colour: "#205080", definition: D, applies: A, excludes: E}
  - {id: far, name: Far, short: Far, mark: FA, colour: "#805020", definition: D, applies: A, excludes: E}
"""
HYPOTHESES = """- {id: main, short: H, kind: main, statement: One.}
- {id: other, short: I, kind: main, statement: Another.}
"""
CODED = """---
title: Introduction
passages:
  only:
    dimensions: [near]
    hypotheses:
      - {id: main, why: It says so.}
    spans:
      - {quote: some words, code: far}
---

{#only}
A passage with some words [@example2020].
"""
