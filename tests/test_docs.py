"""The handbook, held to the code: what it names exists, what it shows works, what it promises is there."""

from __future__ import annotations

import importlib
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml
from markupsafe import Markup

from hedgesite.build import build_pages, templates_folder
from hedgesite.check import advise
from hedgesite.cli.main import main
from hedgesite.diagnostics import Rule, as_text
from hedgesite.styles import STYLES, style_named
from tests.companions import copy_site, read
from tests.handbook import FENCE, FILE, HANDBOOK, ROOT, fences, lay

pytestmark = pytest.mark.outside

BESIDE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md")]
PAGES = [path for path in sorted(HANDBOOK.rglob("*.md")) if path.parent.name != "rules"]
RULE_PAGES = sorted((HANDBOOK / "rules").glob("*.md"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# What is made from the code


def test_the_reference_is_what_the_code_says() -> None:
    filled = runpy.run_path(str(HANDBOOK / "tools" / "generate.py"))["filled"]()
    assert len(filled) == 7
    stale = [named(path) for path, text in filled.items() if path.read_text("utf-8") != text]
    assert stale == [], "run `make handbook` and commit what it changes"


WORDS = runpy.run_path(str(HANDBOOK / "tools" / "words.py"))
NAMED = sorted({name for words in WORDS["WORDS"].values() for name in words.values()})


@pytest.mark.parametrize("dotted", NAMED)
def test_words_of_the_code_name_what_exists(dotted: str) -> None:
    module, _, last = f"hedgesite.{dotted}".rpartition(".")
    found = getattr(importlib.import_module(module), last, None) or importlib.import_module(f"{module}.{last}")
    assert found is not None
    assert WORDS["explained"](dotted)
    assert (ROOT / "src" / "hedgesite" / WORDS["file_of"](dotted)).is_file()


@pytest.mark.parametrize("dotted", ["model.library.Libary", "model.librari.Library", "nothing"])
def test_a_word_that_names_nothing_is_refused(dotted: str) -> None:
    with pytest.raises(LookupError):
        WORDS["explained"](dotted)


def test_a_word_stands_once_among_those_of_the_code() -> None:
    written = [word for words in WORDS["WORDS"].values() for word in words]
    assert len(written) == len(set(written))
    assert len(NAMED) == len(written)


def test_every_rule_is_listed() -> None:
    listed = re.findall(r"^\| \[?`([a-z-]+)`", (HANDBOOK / "reference" / "rules.md").read_text("utf-8"), re.MULTILINE)
    assert listed == [rule.id for rule in Rule]


def test_every_export_is_listed_and_made() -> None:
    text = (HANDBOOK / "reference" / "exports.md").read_text("utf-8")
    listed = set(re.findall(r"^\| `(downloads/[^`]+)`", text, re.MULTILINE))
    built = build_pages(ROOT / "tests" / "sites" / "full" / "content", templates_folder())
    assert listed == {path for path in built.files if "downloads" in path}


def test_every_style_is_listed() -> None:
    text = (HANDBOOK / "how-to" / "choose-another-style.md").read_text("utf-8")
    listed = re.findall(r"^\| `([\w-]+)` \|", text, re.MULTILINE)[1:]
    assert listed[: len(STYLES)] == list(STYLES)
    for name in listed[len(STYLES) :]:
        assert style_named(name).name == name


# What is named


def words_of_commands(text: str) -> Iterator[list[str]]:
    """Every `hedgesite …` in code, as words."""
    code = [*fences(text, "sh"), *re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))]
    for line in "\n".join(code).replace("\\\n", " ").splitlines():
        # A comment of a template may begin with the name, too.
        for part in re.split(r"&&|;|#|\|", re.sub(r"\{#.*?#\}", "", line)):
            if part.split()[:1] == ["hedgesite"]:
                yield part.split()


@pytest.mark.parametrize("path", [*PAGES, *BESIDE, *RULE_PAGES], ids=named)
def test_commands_and_options_exist(path: Path) -> None:
    context = click.Context(main)
    for words in words_of_commands(path.read_text("utf-8")):
        arguments = words[1:]
        if not arguments or arguments[0].startswith("-"):
            assert set(arguments) <= {"--help", "--version"}, words
            continue
        command = main.get_command(context, arguments[0])
        assert command, words
        known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)} | {"--help"}
        assert {word for word in arguments if word.startswith("-")} <= known, words
        if "--explain" in arguments:
            assert arguments[-1] in {*(rule.id for rule in Rule), "RULE"}, words


@pytest.mark.parametrize("path", [*PAGES, *BESIDE], ids=named)
def test_targets_and_paths_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)) <= targets
    for name in re.findall(r"`((?:src|templates|tests|docs|benchmarks|\.github)/[\w./-]*|[\w.-]+\.(?:md|toml))`", text):
        # A text in another language is named after its original.
        original = re.sub(r"\.[a-z]{2,3}(?=\.md$)", "", name)
        assert list(ROOT.glob(original.rstrip("/"))) or list(ROOT.rglob(original)), name
    for name in re.findall(r"(?<=`)(?:publish|check|render|load)/(?=`)", text):
        assert (ROOT / "src" / "hedgesite" / name).is_dir(), name


@pytest.mark.parametrize("path", BESIDE, ids=named)
def test_links_beside_the_handbook_lead_somewhere(path: Path) -> None:
    prose = FENCE.sub("", path.read_text("utf-8"))
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", prose):
        assert (ROOT / target).exists(), target


def test_the_handbook_builds_and_its_links_and_anchors_lead_somewhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-f", "docs/tools/mkdocs.yml", "-d", tmp_path],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "true"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [*tmp_path.rglob("index.html")]
    assert len(pages) == len(PAGES) + len(RULE_PAGES)
    fetched = [
        found
        for page in pages
        for found in re.findall(r'(?:src|rel="stylesheet" href)="(https?:[^"]+)', page.read_text("utf-8"))
    ]
    assert fetched == []


def test_the_contents_name_every_page() -> None:
    settings = (HANDBOOK / "tools" / "mkdocs.yml").read_text("utf-8")
    contents = set(re.findall(r": ([\w/-]+\.md)$", settings.partition("\nnav:")[2], re.MULTILINE))
    assert contents == {path.relative_to(HANDBOOK).as_posix() for path in PAGES}
    first = (HANDBOOK / "index.md").read_text("utf-8")
    assert {path for path in contents if f"({path})" not in first} == {"index.md"}


# What is shown


@pytest.mark.parametrize("path", [*PAGES, *BESIDE], ids=named)
def test_examples_parse(path: Path) -> None:
    text = path.read_text("utf-8")
    for example in fences(text, "yaml"):
        yaml.safe_load(example)
    for example in fences(text, "sh"):
        subprocess.run(["bash", "-n", "-c", example], check=True, timeout=10)
    for example in fences(text, "python"):
        compile(example, named(path), "exec")


HOW_TO = [path for path in PAGES if path.parent.name == "how-to" and FILE.search(path.read_text("utf-8"))]


@pytest.mark.parametrize("path", HOW_TO, ids=lambda path: path.stem)
def test_the_files_of_a_how_to_make_a_sound_companion(path: Path, tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    lay(path.read_text("utf-8"), folder)
    built = build_pages(folder / "content", templates_folder())
    coded = ["passage-uncoded"] if path.stem in ("code-a-passage", "add-hypotheses-and-events") else []
    assert [d.rule.id for d in built.report.diagnostics] == coded, as_text(built.report)
    assert built.pages


def test_former_ids_do_what_the_how_to_says(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    lay((HANDBOOK / "how-to" / "rename-an-id.md").read_text("utf-8"), folder)
    built = build_pages(folder / "content", templates_folder())
    assert 'id="shores"' in next(page.body for page in built.pages if page.kind == "section")
    assert dict(built.redirects) == {
        "actors/north/": "actors/northern-shore/",
        "read/lake/": "read/the-lake/",
        "sources/sample2020/": "sources/samples2020/",
    }


def test_advice_is_what_the_how_to_says(tmp_path: Path) -> None:
    folder = copy_site("minimal", tmp_path)
    text = (HANDBOOK / "how-to" / "add-a-source.md").read_text("utf-8")
    lay(text.replace("  doi          = {10.1234/lakes.2021.4}\n", ""), folder)
    library, _ = read(folder / "content")
    assert "source-doi" in {advice.rule.id for advice in advise(library).diagnostics}


def test_citations_read_as_the_reference_says(tmp_path: Path) -> None:
    text = (HANDBOOK / "reference" / "content.md").read_text("utf-8")
    rows = re.findall(r"^\| `([^`]*@[^`]+)` \| (\(.*\)|\w+ \(.*\).*) \|$", text, re.MULTILINE)
    assert len(rows) == 4
    folder = copy_site("minimal", tmp_path)
    shutil.copy(ROOT / "content" / "references.bib", folder / "content")
    passages = "\n\n".join(f"{{#row-{number}}}\n{written}" for number, (written, _) in enumerate(rows))
    path = folder / "content" / "sections" / "introduction.md"
    path.write_text(f"---\ntitle: Introduction\n---\n\n{passages}\n", "utf-8")
    built = build_pages(folder / "content", templates_folder())
    page = next(page for page in built.pages if page.kind == "section")
    shown = re.findall(r'<div class="hs-passage__text">(.*?)</div>', page.body, re.DOTALL)
    assert [Markup(html).striptags() for html in shown] == [expected for _, expected in rows]


# What is promised; test_as_written.py runs the commands


def test_the_data_can_be_taken_away_as_the_how_to_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built = build_pages(ROOT / "tests" / "sites" / "full" / "content", templates_folder())
    for name, data in built.files.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    monkeypatch.chdir(tmp_path)
    (example,) = fences((HANDBOOK / "how-to" / "take-the-data-away.md").read_text("utf-8"), "python")
    names: dict[str, list[str]] = {}
    exec(compile(example, "take-the-data-away.md", "exec"), names)
    coded = [passage.id for passage in built.library.passages if passage.annotation.refs("dimensions")]
    assert names["coded"] == coded
