"""The handbook, held to the code: what it names exists, what it shows works, what it promises is there."""

from __future__ import annotations

import importlib
import os
import re
import runpy
import shutil
import subprocess
import sys
import sysconfig
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
from hedgesite.pandoc import pandoc
from hedgesite.styles import STYLES, style_named
from tests.companions import copy_site, read

pytestmark = pytest.mark.outside

ROOT = Path(__file__).parents[1]
HANDBOOK = ROOT / "docs"
BESIDE = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CODE_OF_CONDUCT.md")]
PAGES = [path for path in sorted(HANDBOOK.rglob("*.md")) if path.parent.name != "rules"]
RULE_PAGES = sorted((HANDBOOK / "rules").glob("*.md"))

FENCE = re.compile(r"^( *)```(\w+)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"`(content/[\w./-]+)`(, add[^\n]*)?:\n\n```\w+\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def fences(text: str, kind: str) -> list[str]:
    return [found[3] for found in FENCE.finditer(text) if found[2] == kind]


def lay(text: str, folder: Path) -> None:
    """Write the content files that a page shows; a bibliography is added to."""
    for name, _, content in FILE.findall(text):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text("utf-8") + "\n" if path.suffix == ".bib" and path.exists() else ""
        path.write_text(before + content, "utf-8")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """What a new user's terminal knows: the command, and who commits."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_", "GIT_"))}
    who = {f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    return {**kept, **who, "PATH": path, "HOME": str(tmp_path), "COLUMNS": "400"}


def run(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


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
        for part in re.split(r"&&|;|#|\|", line):
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
        assert list(ROOT.glob(name.rstrip("/"))) or list(ROOT.rglob(name)), name
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
    coded = [] if path.stem != "code-a-passage" else ["passage-uncoded"]
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


# What is promised


def test_the_tutorial_leads_to_a_companion(tmp_path: Path, environment: dict[str, str]) -> None:
    text = (HANDBOOK / "tutorial.md").read_text("utf-8")
    install, begin, *steps = text.split("\n## ")[1:]
    assert fences(install, "sh") == ["make site\n. .venv/bin/activate\n"]
    (command,) = fences(begin, "sh")
    assert command.startswith("cd ..\n")
    folder = tmp_path / "sharing-a-lake"
    assert run(command.removeprefix("cd ..\n"), tmp_path, environment).returncode == 0
    shown = []
    for step in steps:
        lay(step, folder)
        for command in fences(step, "sh"):
            if command != "hedgesite serve\n":
                expected = "".join(fences(step, "text"))
                at_a_terminal = command.replace("check", "check --show-source")
                done = run(at_a_terminal, folder, environment)
                shown.append(done.stdout)
                assert expected in done.stdout
                assert done.returncode == (1 if expected else 0), done.stdout + done.stderr
    assert len(shown) == 3
    page = (folder / "site" / "read" / "the-agreement" / "index.html").read_text("utf-8")
    assert 'id="water-in-turns"' in page
    assert "Example 2020, 12" in page


def test_a_corrected_passage_goes_through_check_diff_and_build(tmp_path: Path, environment: dict[str, str]) -> None:
    folder = copy_site("minimal", tmp_path / "companion")
    begin = "git init -q -b main && git add . && git commit -q -m 'Begin the companion'"
    assert run(begin, folder, environment).returncode == 0
    path = folder / "content" / "sections" / "introduction.md"
    path.write_text(path.read_text("utf-8").replace("One passage", "A passage"), "utf-8")
    (commands,) = fences((HANDBOOK / "how-to" / "correct-a-passage.md").read_text("utf-8"), "sh")
    told = {command: run(command, folder, environment) for command in commands.splitlines()}
    assert [done.returncode for done in told.values()] == [0, 0, 0], [done.stderr for done in told.values()]
    assert "only-passage" in told["hedgesite diff main"].stdout
    assert "A passage cites" in (folder / "site" / "read" / "introduction" / "index.html").read_text("utf-8")


@pytest.mark.parametrize("ending", ["docx", "odt", "tex", "xml", "md", "Rmd", "qmd", "py", "txt"])
def test_a_manuscript_is_imported_as_the_how_to_says(ending: str, tmp_path: Path, environment: dict[str, str]) -> None:
    source = ROOT / "tests" / "cases" / "manuscript" / "lake.md"
    path = tmp_path / f"paper.{ending}"
    if ending in {"docx", "odt", "tex", "xml"}:
        program = pandoc() or pytest.skip("Pandoc is not installed")
        kind = ["--to", "jats"] if ending == "xml" else []
        subprocess.run([program, "--standalone", *kind, str(source), "--output", str(path)], check=True)
    elif ending == "py":
        lines = (f"# {line}".rstrip() for line in source.read_text("utf-8").split("\n"))
        path.write_text("\n".join(["# %% [markdown]", *lines]) + "\n", "utf-8")
    else:
        shutil.copy(source, path)
    (command,) = fences((HANDBOOK / "how-to" / "import-a-manuscript.md").read_text("utf-8"), "sh")
    asked = command.replace("paper.docx", path.name).replace("hedgesite serve", "hedgesite build")
    done = run(f"set -e\n{asked}", tmp_path, environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "my-companion" / "site" / "index.html").is_file()
    assert "citations" in done.stdout + done.stderr


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
