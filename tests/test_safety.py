"""What strangers may send: nothing of it is run, no path of it leads out, and each thing ends within bounds."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

import pytest

from hedgesite.build import build_pages, templates_folder
from hedgesite.check import check_library
from hedgesite.diagnostics import Origin, Rule, as_text
from hedgesite.load import load_library
from hedgesite.load.bibtex import names, read_bibliography
from hedgesite.markdown import scan_body
from hedgesite.model.base import is_id
from tests.companions import copy_site, read, tree, write_files
from tests.hostile import CONTROL, payloads
from tests.work import calls_made


@pytest.fixture
def companion(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The content of a whole companion, in a folder with nothing else, which is the working directory."""
    monkeypatch.chdir(copy_site("full", tmp_path))
    return Path("content")


@pytest.mark.parametrize("payload", [*payloads()["yaml"], *payloads()["templates"], *payloads()["paths"]])
def test_yaml_as_it_stands_does_nothing(payload: str, companion: Path) -> None:
    """Unquoted, where YAML itself reads it."""
    write_files(companion, {"glossary.yml": f"- id: {payload}\n  term: {payload}\n  definition: {payload}\n"})
    before = tree(Path())
    _, report = read(companion)
    assert report.errors
    assert tree(Path()) == before


@pytest.mark.parametrize("place", ["actors", "alias", "keys"])
def test_no_path_becomes_an_address(place: str, companion: Path) -> None:
    written = {
        "actors": ("actors.yml", '- {{id: "{}", name: A, kind: state, part: P.}}\n'),
        "alias": ("actors.yml", '- {{id: a{1}, name: A, kind: state, part: P., aliases: ["{0}"]}}\n'),
        "keys": ("references.bib", "@misc{{{}, title = {{T}}, author = {{A, B}}, date = {{2001}}}}\n"),
    }
    name, form = written[place]
    texts = [text.replace("\\", "\\\\").replace('"', '\\"') for text in payloads()["paths"]]
    before = (companion / name).read_text("utf-8")
    text = before + "".join(form.format(text, number) for number, text in enumerate(texts))
    write_files(companion, {name: text})
    library, report = read(companion)
    for actor in library.actors:
        assert all(map(is_id, (actor.id, *actor.aliases)))
    if any(re.search(r"[\s\\]", source.key) for source in library.sources):
        assert Rule.BIB_KEY in {finding.rule for finding in report.diagnostics}


@pytest.mark.parametrize("languages", [["con"], ["sr-Latn", "sr-latn"], ["aux"]])
def test_a_language_is_a_folder_on_every_system(languages: list[str], companion: Path) -> None:
    fields = "title: A\nauthors: [{family: B}]\nabstract: C\ntranslations:\n"
    added = "".join(f"  {language}: {{title: A, abstract: C}}\n" for language in languages)
    write_files(companion, {"article.yml": fields + added})
    assert Rule.ADDRESS_CLASH in {finding.rule for finding in read(companion)[1].errors}


def test_source_keys_become_addresses_that_every_system_can_write(companion: Path) -> None:
    keys = ["CON", "aux", "a/b", "A.B", "a" * 300, "x.md", "Nul", "a-b", "A/B", "_/../../x"]
    entries = (f"@misc{{{key}, title = {{T}}, author = {{A, B}}, date = {{2001}}}}\n" for key in keys)
    references = (companion / "references.bib").read_text("utf-8")
    write_files(companion, {"references.bib": references + "".join(entries)})
    built = build_pages(companion, templates_folder())
    assert not built.report.errors, as_text(built.report)
    paths = [*(page.path for page in built.pages), *built.files, *built.redirects]
    parts = {part for path in paths for part in path.split("/")}
    assert [
        part for part in parts if not re.fullmatch(r"(?:[a-z0-9][a-z0-9.-]{0,110})?|sr-Latn|CITATION.cff", part)
    ] == []
    assert not {"con", "aux", "nul"} & {part.partition(".")[0] for part in parts}
    assert len({path.lower() for path in paths}) == len(paths)


@pytest.mark.parametrize("id", ["con", "nul", "com1", "lpt9", "a" * 101])
def test_an_id_is_a_folder_on_every_system(id: str, companion: Path) -> None:
    write_files(companion, {"actors.yml": f"- {{id: {id}, name: A, kind: state, part: P.}}\n"})
    assert Rule.ID_SYNTAX in {finding.rule for finding in load_library(companion)[1].errors}


@pytest.mark.parametrize("text", [text for text in payloads()["unicode"] if CONTROL.search(text)])
def test_no_control_character_comes_in_by_an_escape(text: str, companion: Path) -> None:
    escaped = "".join(f"\\U{ord(character):08x}" for character in text)
    write_files(companion, {"glossary.yml": f'- {{id: a, term: "{escaped}", definition: D.}}\n'})
    assert Rule.YAML_UNSAFE in {finding.rule for finding in load_library(companion)[1].errors}


@pytest.mark.parametrize(
    "values", ["1.0e+308, -1.0e+308", "1.0e-320, 2.0e-320", "1.0e+15, 1", "1.0e-6, 2.0e-6", "0, 0", "-0.0, 1.0e-300"]
)
def test_figures_are_drawn_or_refused(values: str, companion: Path) -> None:
    rows = "".join(f"  - {{label: r{number}, value: {value}}}\n" for number, value in enumerate(values.split(", ")))
    write_files(companion, {"data/extreme.yml": f"title: T\nunit: u\nrows:\n{rows}"})
    built = build_pages(companion, templates_folder())
    assert built.pages or {finding.rule for finding in built.report.errors} == {Rule.FIELD_VALUE}


def test_macros_of_a_file_stand_for_no_more_than_memory_holds() -> None:
    value = " # ".join(["a"] * 50)
    entries = "".join(f"@misc{{k{number}, title = {value}}}\n" for number in range(200))
    bibliography, report = read_bibliography(f"@string{{a = {{{'x' * 9000}}}}}\n{entries}", "a.bib")
    assert sum(len(source.text("title")) for source in bibliography.sources) < 5_000_000
    assert [d.rule for d in report.diagnostics].count(Rule.BIB_MACRO) == 1


@pytest.mark.parametrize("relation", ["xdata", "crossref"])
def test_entries_take_over_no_more_than_memory_holds(relation: str) -> None:
    entries = "".join(f"@inbook{{k{number}, {relation} = {{a}}}}\n" for number in range(200))
    kind = "xdata" if relation == "xdata" else "book"
    bibliography, report = read_bibliography(f"@{kind}{{a, abstract = {{{'x' * 100_000}}}}}\n{entries}", "a.bib")
    assert sum(len(source.text("abstract")) for source in bibliography.sources) < 5_000_000
    assert [d.rule for d in report.diagnostics].count(Rule.BIB_CROSSREF) == 1


def test_unknown_names_are_compared_with_few_known_ones(companion: Path) -> None:
    made = []
    for number in (400, 800):
        entries = "".join(f"@misc{{name{n}x, title = {{T}}}}\n" for n in range(number))
        passages = "".join(f"{{#p{n}}}\nx [@nmae{n}y].\n\n" for n in range(number))
        write_files(companion, {"references.bib": entries, "sections/09-x.md": f"---\ntitle: X\n---\n\n{passages}"})
        library, _ = load_library(companion)
        made.append(calls_made(partial(check_library, library)))
    assert made[1] < 3 * made[0]


def _parents(companion: Path, number: int, *, in_a_circle: bool) -> Path:
    above = [f", parent: h{n + 1}" for n in range(number - 1)] + [", parent: h0" if in_a_circle else ""]
    items = (f"- {{id: h{n}, short: H, kind: specific, statement: S.{parent}}}\n" for n, parent in enumerate(above))
    return write_files(companion, {"hypotheses.yml": "".join(items)})


@pytest.mark.parametrize("in_a_circle", [True, False])
def test_chains_of_parents_are_followed_once(companion: Path, in_a_circle: bool) -> None:
    made = []
    for number in (300, 1200):
        library, _ = load_library(_parents(companion, number, in_a_circle=in_a_circle))
        made.append(calls_made(partial(check_library, library)))
    assert made[1] < 6 * made[0]


@pytest.mark.parametrize("unit", ["## a\n\n", "## a {#a}\n\n", "a\n===\n\n", "{#a}\nx\n\n", "x[^1]\n\n[^1]: y\n\n"])
def test_equal_names_are_counted_once(unit: str) -> None:
    few, many = (calls_made(partial(scan_body, unit * number, Origin("a.md"))) for number in (300, 1200))
    assert many < 6 * few


def test_a_list_of_names_is_shown_once_however_often_it_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []

    def show(text: str) -> str:
        shown.append(text)
        return "…"

    monkeypatch.setattr(names, "shortened", show)
    assert len(names.read_names("and " * 1_000).problems) > 900
    assert sum(map(len, shown)) <= 4_000


@pytest.mark.parametrize("name", [".hidden", "sections/large.md", "stray.bin", ".folder/any", "data/any.txt"])
def test_what_is_refused_is_never_opened(name: str, companion: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    large = write_files(companion, {name: ""}) / name
    with large.open("wb") as file:
        file.truncate(10 * 1024**3)
    opened = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda path: pytest.fail(str(path)) if path.name == large.name else opened(path)
    )
    read(companion)


def test_headings_without_number_take_no_longer_each() -> None:
    body, _ = scan_body("## a\n\n" * 20_000, Origin("a.md"))
    assert body.headings[-1].id == "a-20000"


def test_a_card_does_not_list_a_thousand_works(companion: Path) -> None:
    entries = "".join(f"@misc{{z{n}, author = {{Z, A}}, title = {{T{n}}}, date = {{2001}}}}\n" for n in range(120))
    references = (companion / "references.bib").read_text("utf-8")
    write_files(companion, {"references.bib": references + entries})
    page = next(page for page in build_pages(companion, templates_folder()).pages if page.path == "sources/z60/")
    assert page.body.count('<li class="hs-source">') == 40
