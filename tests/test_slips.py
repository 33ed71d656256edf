"""Slips of somebody who begins: each has one finding, at the place of the slip, that says what to write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hedgesite.check import advise
from hedgesite.cli import main
from hedgesite.load import load_library
from hedgesite.model.as_dates import meant_date
from hedgesite.model.dates import Edtf
from hedgesite.resources import command_for
from tests.companions import copy_site, read, write_files

SECTION = "sections/introduction.md"
CODEBOOK = """\
framework: {name: A framework}
dimensions:
  - id: open
    name: Openness
    short: Open
    mark: OP
    colour: "#1f5f8b"
    definition: A definition.
    applies: When it applies.
    excludes: When it does not.
"""


def found(folder: Path, monkeypatch: pytest.MonkeyPatch, **files: str) -> list[str]:
    """The findings on the smallest companion with some of its files written anew, without `content/`."""
    places = {"section": SECTION, "article": "article.yml", "bib": "references.bib", "dimensions": "dimensions.yml"}
    content = copy_site("minimal", folder) / "content"
    write_files(content, {places.get(name, name): text for name, text in files.items()})
    monkeypatch.chdir(folder)
    return [str(finding).removeprefix("content/") for finding in read(Path("content"))[1].diagnostics]


def section(text: str, matter: str = "") -> str:
    return f"---\ntitle: Introduction\n{matter}---\n\n{text}\n"


ARTICLE = "title: {}\nauthors:\n  - {{family: Example}}\nabstract: {}\n"
UNCLOSED = (
    "yaml-syntax: the quotation mark that opens here is not closed; "
    "close it, or put a text that begins with such a mark in quotation marks of the other kind"
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ARTICLE.format('"A lake', 'It is "deep".'), "1:8"),
        (ARTICLE.format('"A lake', '"It is deep"'), "1:8"),
        (ARTICLE.format("'A lake", "The lake's end."), "1:8"),
        ('title: A lake\nauthors:\n  - given: "A.\n    family: "Example"\nabstract: Text.\n', "3:12"),
    ],
)
def test_a_quotation_mark_that_a_later_field_closes(
    text: str, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert found(tmp_path, monkeypatch, article=text) == [f"article.yml:{place}: {UNCLOSED}"]


def test_words_behind_a_text_of_several_lines_are_no_open_quotation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = ARTICLE.format('"A lake\n  of: water" and more', "Text.")
    assert [line.split(";")[0] for line in found(tmp_path, monkeypatch, article=text)] == [
        "article.yml:2:14: yaml-syntax: text follows the end of the value"
    ]


def test_a_line_that_begins_with_wide_blanks_is_found_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = "passages:\n  one:\n\u00a0\u00a0\u00a0\u00a0role: context\n    note: A note.\n"
    findings = found(tmp_path, monkeypatch, section=section("{#one}\nA text [@example2020].", matter))
    assert findings == [
        f"{SECTION}:5:1: yaml-syntax: this line is indented with a blank of another width; indent with plain spaces"
    ]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sections/one.md.txt", "sections/one.md"),
        ("dimensions.yml.txt", "dimensions.yml"),
        ("Dimensions.yaml.TXT", "dimensions.yml"),
        ("library.bib.txt", "library.bib"),
    ],
)
def test_the_ending_that_windows_hides(name: str, meant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = found(tmp_path, monkeypatch, **{name: ""})
    assert findings == [f"{name}:1:1: file-name: '{name}' is not read under this name; rename it to '{meant}'"]


@pytest.mark.parametrize(
    "name", ["Thumbs.db", "sections/~$one.docx", "sections/one.md~", "desktop.ini", "#actors.yml#"]
)
def test_what_programs_leave_behind_is_no_fault(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(tmp_path, monkeypatch, **{name: "left behind"}) == []


def test_an_image_of_another_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = section('{#one}\nA text [@example2020].\n\n![A map](figures/map.pdf){#map alt="A map"}')
    assert found(tmp_path, monkeypatch, section=text) == [
        f"{SECTION}:8:10: image-missing: 'figures/map.pdf' is no image that pages can show; "
        "save it as SVG, PNG or JPEG in figures/, and write that name"
    ]


@pytest.mark.parametrize("written", ["[@exampel2020]", "[@Example2020, 7]"])
def test_a_misspelt_key_has_one_finding(written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matter = "passages:\n  one:\n    evidence:\n      - {source: example2020, kind: official, supports: A claim}\n"
    findings = found(tmp_path, monkeypatch, section=section(f"{{#one}}\nA text {written}.", matter))
    assert [line.partition("; ")[2] for line in findings] == ["did you mean 'example2020'?"]


def test_a_misspelt_passage_has_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = section("{#passage-one}\nA text [@example2020].", "passages:\n  pasage-one:\n    dimensions: [open]\n")
    findings = found(tmp_path, monkeypatch, section=text, dimensions=CODEBOOK)
    assert [line.partition("; ")[2] for line in findings] == ["did you mean 'passage-one'?"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[example2020]", "[@example2020]"),
        (r"\cite{example2020}", "[@example2020]"),
        (r"\citep{example2020, example2020}", "[@example2020; @example2020]"),
    ],
)
def test_a_key_without_its_mark(written: str, meant: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = found(tmp_path, monkeypatch, section=section(f"{{#one}}\nA text [@example2020] and {written}."))
    assert findings == [
        f"{SECTION}:6:27: citation-syntax: '{written}' names a source, but is no citation; write {meant}"
    ]


@pytest.mark.parametrize(
    "written", ["[example]", "`[example2020]`", r"\[example2020\]", "[example2020](https://example.org)", "[a; b]"]
)
def test_brackets_that_are_no_key(written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(tmp_path, monkeypatch, section=section(f"{{#one}}\nA text [@example2020] and {written}.")) == []


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[a](source: example2020)", "'source: example2020' is not a link target, because it has a blank; "
         "write source:example2020"),
        ("![a](figures/Map One.PNG)", "'figures/Map One.PNG' is not a link target, because it has a blank; "
         "rename the file, and write figures/map-one.png"),
    ],
)  # fmt: skip
def test_a_target_with_a_blank(written: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = found(tmp_path, monkeypatch, section=section(f"{{#one}}\nA text [@example2020].\n\n{{#two}}\n{written}"))
    assert [line.partition("link-kind: ")[2] for line in findings] == [expected]


def test_an_image_whose_name_has_a_blank_has_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = section('{#one}\nA text [@example2020].\n\n![A map](figures/My Map.png){#map alt="A map"}')
    assert [line.split(": ")[1] for line in found(tmp_path, monkeypatch, section=text)] == ["link-kind"]


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("A text. {#one}", "move {#one} to a line of its own before it"),
        ("{# One}\nA text.", "write {#one} on the line before it"),
        ("{one}\nA text.", "write {#one} on the line before it"),
        ("A text.", "write {#an-id} on the line before it"),
    ],
)
def test_an_id_in_another_place(text: str, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = found(tmp_path, monkeypatch, section=section(f"{{#first}}\nA [@example2020].\n\n{text}"))
    assert [line.partition("; ")[2] for line in findings] == [remedy]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("10.11.2020", "2020-11-10"),
        ("1. 3. 2019", "2019-03-01"),
        ("2020/11/10", "2020-11-10"),
        ("November 2020", "2020-11"),
        ("10 November 2020", "2020-11-10"),
        ("November 10th, 2020", "2020-11-10"),
        ("1914–1918", "1914/1918"),
        ("1914 - 1918", "1914/1918"),
        ("1914-18", "1914/1918"),
        ("ca. 1850", "1850~"),
        ("c. 1850–1860", "1850~/1860~"),
        ("1920s", "192X"),
        ("10/11/2020", ""),
        ("31.02.2020", ""),
        ("1918–1914", ""),
        ("Juvember 2020", ""),
        ("in spring", ""),
        ("", ""),
        ("9" * 5000, ""),
    ],
)
def test_the_date_that_is_meant(written: str, meant: str) -> None:
    assert meant_date(written) == meant
    assert not meant or Edtf.parse(meant).text == meant


@pytest.mark.parametrize("doi", ["https://doi.org/10.5555/ABC", "http://dx.doi.org/10.5555/ABC", "doi:10.5555/ABC"])
def test_a_doi_and_an_orcid_may_be_addresses(doi: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    orcid = "https://orcid.org/0000-0002-1825-0097"
    text = f"title: A\nauthors:\n  - {{family: B, orcid: '{orcid}'}}\nabstract: C\njournal: {{doi: '{doi}'}}\n"
    assert found(tmp_path, monkeypatch, article=text) == []
    article = load_library(Path("content"))[0].article
    assert article.authors[0].orcid == "0000-0002-1825-0097"
    assert article.journal.doi == "10.5555/ABC"


@pytest.mark.parametrize(("language", "tag"), [("English", "en"), ("german", "de"), ("pt_BR", "pt-BR")])
def test_a_language_by_its_name(language: str, tag: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = ARTICLE.format("A", "B") + f"language: {language}\n"
    assert [line.partition("; ")[2] for line in found(tmp_path, monkeypatch, article=text)] == [
        f"did you mean '{tag}'?"
    ]


@pytest.mark.parametrize("written", ["A. Example", "{family: Example}"])
def test_a_list_of_mappings_is_shown_as_one(written: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"title: A\nauthors: {written}\nabstract: B\n"
    assert [line.partition("; ")[2] for line in found(tmp_path, monkeypatch, article=text)] == [
        "write a list: begin each item with a hyphen and a field, such as '- family: …'"
    ]


def test_a_section_that_nobody_has_coded_has_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "{#one}\nA text [@example2020].\n\n{#two}\nA text.\n\n{#three}\nA text."
    blank = found(tmp_path / "blank", monkeypatch, section=section(text), dimensions=CODEBOOK)
    assert [line.split(";")[0] for line in blank] == [
        f"{SECTION}:6:1: passage-uncoded: none of the 3 passages of text of the section 'introduction' is coded"
    ]
    matter = "passages:\n  one: {dimensions: [open]}\n"
    begun = found(tmp_path / "begun", monkeypatch, section=section(text, matter), dimensions=CODEBOOK)
    assert [line.split("'")[1] for line in begun] == ["two", "three"]


def test_what_an_import_marked_is_no_habit(tmp_path: Path) -> None:
    content = copy_site("minimal", tmp_path) / "content"
    write_files(content, {SECTION: section(r"{#one}" + "\n" + r"See [\[tab\]]{.unresolved} [@example2020] and \[x\].")})
    found = [(d.rule.id, d.origin.column) for d in advise(load_library(content)[0]).diagnostics]
    assert found == [("unresolved", 5), ("markdown-habit", 47)]


@pytest.mark.parametrize(
    ("environment", "command"),
    [
        ("/home/me/.local/share/pipx/venvs/hedgesite", 'pipx runpip hedgesite install "hedgesite[csl]"'),
        (r"C:\Users\me\pipx\venvs\hedgesite", 'pipx runpip hedgesite install "hedgesite[csl]"'),
        (
            "/home/me/.local/share/uv/tools/hedgesite",
            'uv pip install --python "/home/me/.local/share/uv/tools/hedgesite" "hedgesite[csl]"',
        ),
        ("/home/me/companion/.venv", 'python -m pip install "hedgesite[csl]"'),
    ],
)
def test_an_extra_is_added_where_hedgesite_is(environment: str, command: str) -> None:
    assert command_for("csl", environment) == command


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


@pytest.fixture
def imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A companion of a manuscript, in a folder whose name has a blank."""
    monkeypatch.chdir(tmp_path)
    Path("paper.md").write_text("# A lake\n\nA text.\n\nAnother text.\n", "utf-8")
    done = run("import", "paper.md", "my lake")
    assert done.exit_code == 0, done.output
    assert "1 section, 2 passages\n" in done.stderr
    assert done.stderr.endswith('Next:\n  cd "my lake"\n  hedgesite serve\n')
    return tmp_path / "my lake"


def test_an_import_leaves_patterns_for_the_codebook(imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(imported)
    assert not load_library(Path("content"))[0].dimensions
    path = Path("content/dimensions.yml")
    text = path.read_text("utf-8")
    assert all(line.startswith("#") for line in text.splitlines() if line)
    framework = text.index("# framework:")
    path.write_text(text[:framework] + text[framework:].replace("\n# ", "\n").removeprefix("# "), "utf-8")
    library, report = load_library(Path("content"))
    assert [each.id for each in library.dimensions] == ["one-dimension"]
    assert not report.errors


def test_an_import_has_what_editors_need(imported: Path) -> None:
    [section] = (imported / "content/sections").iterdir()
    assert f"begin with `content/sections/{section.name}`" in (imported / "README.md").read_text("utf-8")
    assert (imported / "schemas/dimensions.schema.json").is_file()
    assert (imported / ".vscode/companion.code-snippets").is_file()


def test_a_language_without_a_title_is_shown_how_to_begin(imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(imported)
    assert "translations:\n  sr:\n    title: …\n    abstract: …" in run("translate", "sr").output
    assert "'Serbian' is not a language: write a tag such as sr or pt-BR" in run("translate", "Serbian").output


def test_a_second_coding_of_what_is_not_coded_yet_says_so(imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(imported)
    Path("content/dimensions.yml").write_text(CODEBOOK, "utf-8")
    run("code", "--blank", "--output", "form.csv")
    form = Path("form.csv").read_text("utf-8-sig").replace(",,,", ",x,,")
    Path("form.csv").write_text(form, "utf-8")
    done = run("code", "--from", "form.csv", "--as", "second", "--who", "B", "--blind-to", "the codes")
    assert done.exit_code == 0, done.output
    assert "Say in it" not in done.output
    assert "2 passages of these wait for a code in the companion itself" in done.output
