"""A new companion is right from the start, whatever it is called."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from hedgesite.build import build_pages, templates_folder
from hedgesite.cli import main
from hedgesite.diagnostics import Rule, as_text
from hedgesite.model.library import Library
from hedgesite.scaffold import Author, companion_files, plan_of, usual_dimensions
from hedgesite.words import words_for
from hedgesite.words.beginning import EXAMPLES, PLACEHOLDERS
from hedgesite.writing import OccupiedError, require_empty, write_files

pytestmark = pytest.mark.outside

ROOT = Path(__file__).resolve().parents[1]
ENTRY = "@book{a2001, author={A, B}, title={T}, date={2001}, publisher={P}}\n"


def made(folder: Path, title: str = "A title", dimensions: tuple[str, ...] = ("Yes", "No"), **more: Any) -> Library:
    """A new companion, which has all its pages, and no findings but those on sentences to replace."""
    write_files(folder, companion_files(plan_of(title, ["A. Example"], dimensions, **more), templates_folder()))
    built = build_pages(folder / "content", templates_folder())
    assert {finding.rule for finding in built.report.diagnostics} == {Rule.PLACEHOLDER}, as_text(built.report)
    assert built.pages
    return built.library


@pytest.mark.parametrize(
    "title",
    [
        "A plain title",
        "Colons: a study # of [brackets] & {braces}",
        '"Quoted" and ‘quoted’',
        "- a hyphen",
        "null",
        "2020",
        "yes",
        "@mention *stars* `code` <b>",
        "Наслов на ћирилици",
        "{{ braces }} <% markers %> << more >>",
        "two\nlines",
        "%percent",
    ],
)
def test_any_title_will_do(tmp_path: Path, title: str) -> None:
    library = made(tmp_path / "new", title=title, subtitle=title)
    # A title is Markdown: its marks are read, and its quotation marks are those of the language.
    read = " ".join(title.split()).replace('"Quoted"', "“Quoted”").replace("*stars* `code`", "stars code")
    assert library.article.title == read
    assert yaml.safe_load((tmp_path / "new/mkdocs.yml").read_text("utf-8"))["site_name"] == " ".join(title.split())


@pytest.mark.parametrize(
    ("dimensions", "stances"),
    [
        (("One",), ["neutral"]),
        (("One", "Two"), ["holding-on", "letting-go"]),
        (("One", "Two", "Three"), ["holding-on", "neutral", "letting-go"]),
        (("A b", "A c", "A b", "Ab", "a"), ["holding-on", "holding-on", "neutral", "letting-go", "letting-go"]),
        (("Прихватање", "中立", "!"), ["holding-on", "neutral", "letting-go"]),
    ],
)
def test_any_dimensions_will_do(tmp_path: Path, dimensions: tuple[str, ...], stances: list[str]) -> None:
    library = made(tmp_path / "new", dimensions=dimensions, ends=("Holding on", "Letting go"))
    assert library.codebook
    assert library.codebook.ends == {"holding-on": "Holding on", "letting-go": "Letting go"}
    assert [dimension.name for dimension in library.dimensions] == list(dimensions)
    assert [dimension.stance for dimension in library.dimensions] == stances
    for attribute in ("id", "mark", "colour"):
        assert len({getattr(dimension, attribute) for dimension in library.dimensions}) == len(dimensions)


def test_a_theory_need_not_have_a_spectrum(tmp_path: Path) -> None:
    library = made(tmp_path / "new", dimensions=("One", "Two"))
    assert library.codebook
    assert not library.codebook.ends
    assert [dimension.stance for dimension in library.dimensions] == [None, None]


def test_a_bibliography_is_kept_and_waits_under_nocite(tmp_path: Path) -> None:
    text = (ROOT / "content/references.bib").read_text("utf-8")
    library = made(tmp_path / "new", bibliography=text)
    assert (tmp_path / "new/content/references.bib").read_text("utf-8") == text
    cited = {
        citation.key for section in library.sections for group in section.body.citations for citation in group.citations
    }
    waiting = {ref.id for ref in library.article.nocite}
    assert cited | waiting == {source.key for source in library.sources}
    assert not cited & waiting


@pytest.mark.parametrize("text", ["", "% nothing yet\n", ENTRY, ENTRY.replace("a2001", "a:b+")])
def test_a_small_bibliography_will_do(tmp_path: Path, text: str) -> None:
    made(tmp_path / "new", bibliography=text)


def test_names_of_authors() -> None:
    assert Author.of("Ana Jović-Lazić") == Author("Jović-Lazić", "Ana")
    assert Author.of("Kuik, Cheng-Chwee") == Author("Kuik", "Cheng-Chwee")
    assert Author.of("Plato") == Author("Plato")


def test_what_stands_there_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(OccupiedError, match=r"notes\.txt"):
        require_empty(tmp_path)
    with pytest.raises(OccupiedError, match="is not a folder"):
        require_empty(tmp_path / "notes.txt")
    with pytest.raises(FileExistsError):
        write_files(tmp_path, {"notes.txt": "theirs"})
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"
    require_empty(tmp_path / "new")
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_repository_may_be_there(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    made(tmp_path)


@pytest.mark.parametrize(
    ("title", "authors", "dimensions"), [("", ["A"], ["B"]), ("T", [" "], ["B"]), ("T", ["A"], [])]
)
def test_what_a_companion_needs(title: str, authors: list[str], dimensions: list[str]) -> None:
    with pytest.raises(ValueError, match="a companion needs"):
        companion_files(plan_of(title, authors, dimensions), templates_folder())


def test_no_marker_of_the_templates_is_left() -> None:
    files = companion_files(plan_of("T", ["A"], ["B"]), templates_folder())
    assert not [name for name, text in files.items() if "<%" in text or "<<" in text]
    assert {".gitignore", ".github/workflows/check.yml", ".vscode/settings.json", "mkdocs.yml"} <= set(files)
    assert yaml.safe_load(files[".github/workflows/check.yml"])["permissions"] == {"contents": "read"}


def test_its_actions_and_its_editor_are_those_of_this_repository() -> None:
    files = companion_files(plan_of("T", ["A"], ["B"]), templates_folder())

    def pins(text: str) -> set[str]:
        return {line.split("uses: ")[1] for line in text.splitlines() if "uses: " in line}

    for name in (name for name in files if name.startswith(".github/workflows/")):
        assert pins(files[name]) <= pins((ROOT / name).read_text("utf-8"))
    for name in (".vscode/settings.json", ".vscode/tasks.json"):
        assert files[name] == (ROOT / name).read_text("utf-8")


def test_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "article.bib").write_text(ENTRY, "utf-8")
    dimensions = ["--dimension", "Yes", "--dimension", "No"]
    options = ["--title", "T", "--author", "A. Example", *dimensions, "--from", "article.bib"]
    done = CliRunner().invoke(main, ["new", "companion", *options])
    assert done.exit_code == 0, done.output
    assert "hedgesite serve" in done.output
    ids = json.loads((tmp_path / "companion/schemas/ids.schema.json").read_text("utf-8"))
    assert ids["$defs"]["source"]["anyOf"][0]["enum"] == ["a2001"]
    monkeypatch.chdir(tmp_path / "companion")
    checked = CliRunner().invoke(main, ["check"])
    assert checked.exit_code == 0, checked.output
    assert all(": placeholder: " in line for line in checked.stdout.splitlines())
    assert CliRunner().invoke(main, ["check", "--strict"]).exit_code == 1
    again = CliRunner().invoke(main, ["new", ".", *options[:-2]])
    assert again.exit_code == 2
    assert "is not empty" in again.output


def test_with_nobody_to_ask_the_command_says_what_it_needs(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["new", str(tmp_path / "companion")])
    assert done.exit_code == 2
    assert "give --title and --author" in done.output


QUESTIONS = ["Title of the article", "Authors, separated by semicolons", "Language of the article [en]"]


@pytest.mark.parametrize(
    ("options", "typed", "asked", "written"),
    [
        ([], "Un lac\nA. Exemple; Modèle, B.\nfr\n", QUESTIONS, ("Un lac", ["Exemple", "Modèle"], "fr")),
        (["--title", "A lake"], "A. Example\n\n", QUESTIONS[1:], ("A lake", ["Example"], "en")),
        (["--author", "B", "--language", "sr"], "Lake\n", QUESTIONS[:1], ("Lake", ["B"], "sr")),
        (["--author", "B"], "\n\nLake\nSerbian\nsr\n", [*QUESTIONS[:1], QUESTIONS[2]], ("Lake", ["B"], "sr")),
        (["--title", "A lake", "--author", "B"], "", [], ("A lake", ["B"], "en")),
    ],
)
def test_a_terminal_is_asked_three_questions(
    options: list[str],
    typed: str,
    asked: list[str],
    written: tuple[str, list[str], str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("hedgesite.scaffold.installed_from", lambda: None)
    monkeypatch.setattr("hedgesite.cli.new._is_terminal", lambda: True)
    done = CliRunner().invoke(main, ["new", str(tmp_path / "new"), *options], input=typed)
    assert done.exit_code == 0, done.output
    questions = [line.rpartition(": ")[0] for line in done.stdout.splitlines() if line.startswith(tuple(QUESTIONS))]
    assert list(dict.fromkeys(each.partition(":")[0] for each in questions)) == [
        each.partition(":")[0] for each in asked
    ]
    article = yaml.safe_load((tmp_path / "new" / "content" / "article.yml").read_text("utf-8"))
    assert (article["title"], [author["family"] for author in article["authors"]], article["language"]) == written


def test_a_bibliography_with_faults_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "article.bib").write_text("@book{a2001, title={T}\n", "utf-8")
    options = ["--title", "T", "--author", "A", "--from", str(tmp_path / "article.bib")]
    done = CliRunner().invoke(main, ["new", str(tmp_path / "companion"), *options])
    assert done.exit_code == 0
    assert "bib-syntax" in done.output


@pytest.mark.parametrize("language", ["english", "EN", "", "sr_Latn"])
def test_a_language_that_is_none(language: str) -> None:
    with pytest.raises(ValueError, match="is not a language"):
        companion_files(plan_of("T", ["A"], ["B"], language=language), templates_folder())


def test_nobody_is_asked_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    done = CliRunner().invoke(main, ["new", str(tmp_path)])
    assert done.exit_code == 2
    assert "it contains notes.txt" in done.stderr


@pytest.mark.parametrize("language", ["de", "fr", "ar", "zh", "sr-Latn", "ru"])
def test_a_new_companion_speaks_its_language(language: str, tmp_path: Path) -> None:
    dimensions = usual_dimensions(language)
    library = made(tmp_path, "T", dimensions, language=language)
    words = words_for(language)
    assert words.has("What a companion is made of.")
    said = "\n".join(body.markdown for body in library.texts)
    assert all(english not in said for english in (*PLACEHOLDERS.values(), *EXAMPLES.values()) if len(english) > 20)
    assert [each.name for each in library.dimensions] == list(dimensions)
    assert "One dimension" not in dimensions
    report = build_pages(tmp_path / "content", templates_folder()).report
    assert len(report.warnings) == 7 + 3 * 3


def test_english_sentences_that_are_left_are_found_in_any_language(tmp_path: Path) -> None:
    files = companion_files(plan_of("T", ["A"], ["B", "C"], language="de"), templates_folder())
    about = files["content/pages/about.md"].splitlines()
    changed = "\n".join([*about[:-1], "Eine Seite. Say here who made it, and how it stands to the article."]) + "\n"
    write_files(tmp_path, {**files, "content/pages/about.md": changed})
    found = build_pages(tmp_path / "content", templates_folder()).report.warnings
    assert [each.origin.column for each in found if each.origin.file.endswith("about.md")] == [13]
