"""The tutorial and the how-tos, run as they are written: offline, in an empty folder, with what a wheel installs.

The lines that install hedgesite are not run; the wheel stands in for them.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml

from hedgesite.pandoc import pandoc
from tests.companions import copy_site
from tests.handbook import HANDBOOK, ROOT, fences, lay

pytestmark = [
    pytest.mark.outside,
    pytest.mark.skipif(sys.platform == "win32", reason="commands lie elsewhere"),
]

INSTALLS = re.compile(r"(?:pipx|uv tool|(?:python -m )?pip|sudo apt-get) install |make |\. ")
"""Lines that bring hedgesite, or an extra of it, onto a computer."""
NOT_HERE = {"translate-the-pages": "works on a checkout of hedgesite itself"}
"""How-tos whose commands are not run here, and why."""


@pytest.fixture
def environment(installed: Path, tmp_path: Path) -> dict[str, str]:
    """What a new user's terminal knows: the installed command, who commits, and no network."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GITHUB_", "CI_", "GIT_"))}
    who = {f"GIT_{role}_{part}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for part in ("NAME", "EMAIL")}
    path = os.pathsep.join([str(installed / "bin"), os.environ["PATH"]])
    nowhere = {f"{scheme}_proxy": "http://127.0.0.1:9" for scheme in ("http", "https", "all")}
    home = tmp_path / "home"
    home.mkdir()
    return {**kept, **who, **nowhere, "PATH": path, "HOME": str(home), "COLUMNS": "400", "GIT_CONFIG_NOSYSTEM": "1"}


def run(command: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-e", "-c", command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextmanager
def served(folder: Path, environment: dict[str, str]) -> Iterator[Callable[..., str]]:
    """The server in a first terminal, and what it answers at a path; on a free port, since 8000 may be taken here."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["hedgesite", "serve", "--address", f"127.0.0.1:{port}"]
    server = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )

    def answer(path: str, *holding: str) -> str:
        end = time.monotonic() + 60
        while time.monotonic() < end:
            try:
                text: str = urlopen(f"http://127.0.0.1:{port}{path}", timeout=5).read().decode()
                if all(each in text for each in holding):
                    return text
            except (URLError, OSError):
                pass
            time.sleep(0.2)
        raise AssertionError(f"nothing with {holding} at {path}")

    try:
        yield answer
    finally:
        server.terminate()
        server.wait(30)


def test_the_tutorial_leads_to_a_companion(tmp_path: Path, environment: dict[str, str]) -> None:
    install, begin, look, *steps, _ = (HANDBOOK / "tutorial.md").read_text("utf-8").split("\n## ")[1:]
    lines = [line for block in fences(install, "sh") for line in block.splitlines()]
    assert [line for line in lines if not INSTALLS.match(line)] == ["hedgesite --version"]
    assert run("hedgesite --version", tmp_path, environment).stdout.startswith("hedgesite, version ")
    empty = tmp_path / "empty"
    empty.mkdir()
    new, enter = fences(begin, "sh")
    done = run(new + enter + "pwd", empty, environment)
    assert done.returncode == 0, done.stderr
    folder = Path(done.stdout.splitlines()[-1])
    assert fences(look, "sh") == ["hedgesite serve\n"]
    shown: list[str] = []
    with served(folder, environment) as answer:
        answer("/")
        for step in steps:
            lay(step, folder)
            (address,) = re.findall(r"<http://127\.0\.0\.1:8000(/[^>]+)>", step) or ("",)
            for command in fences(step, "sh"):
                expected = "".join(fences(step, "text"))
                if command == "hedgesite diff main\n":
                    section = folder / "content" / "sections" / "02-the-agreement.md"
                    section.write_text(section.read_text("utf-8").replace("in turns [", "by turns ["), "utf-8")
                done = run(command.replace("check", "check --show-source"), folder, environment)
                shown.append(done.stdout)
                assert expected in done.stdout
                assert done.returncode == (1 if expected else 0), done.stdout + done.stderr
            if address:
                answer(address, 'id="water-in-turns"')
    assert len(shown) == 5
    assert "water-in-turns" in shown[-1]
    page = (folder / "site" / "read" / "the-agreement" / "index.html").read_text("utf-8")
    assert "Example 2020, 12" in page


def checking(folder: Path) -> None:
    """A companion that names no address of the web: none is reached from here."""
    assert "http" not in "".join(path.read_text("utf-8") for path in (folder / "content").rglob("*") if path.is_file())


def corrected(folder: Path) -> None:
    """A companion in a repository, one passage of which is corrected."""
    path = folder / "content" / "sections" / "introduction.md"
    path.write_text(path.read_text("utf-8").replace("One passage", "A passage"), "utf-8")


def coded(folder: Path) -> None:
    """The tables that a coder sends back: here, those that hedgesite itself gives away."""
    hedgesite = [sys.executable, "-m", "hedgesite"]
    subprocess.run([*hedgesite, "build"], cwd=folder, check=True, capture_output=True)
    shutil.copy(folder / "site" / "downloads" / "passages.csv", folder / "passages.csv")
    shutil.copy(folder / "site" / "downloads" / "companion.qdpx", folder / "coded.qdpx")


def named(folder: Path) -> None:
    """A companion whose article names a version, and a passage in the words that the how-to has before."""
    write_more(folder / "content" / "article.yml", yaml_of("record-a-version")[0])
    path = folder / "content" / "sections" / "introduction.md"
    path.write_text(path.read_text("utf-8").replace("cites one source", "cites a source"), "utf-8")


def to_be_translated(folder: Path) -> None:
    """A companion with the article in Serbian, as the how-to says, and the passages that it speaks of."""
    write_more(folder / "content" / "article.yml", yaml_of("write-in-a-second-language")[0])
    path = folder / "content" / "sections" / "introduction.md"
    head, _, passage = path.read_text("utf-8").partition("{#only-passage}")
    path.write_text(f"{head}{{#opening}}{passage}\n{{#question}}{passage}", "utf-8")


def write_more(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def yaml_of(name: str) -> list[str]:
    return fences((HANDBOOK / "how-to" / f"{name}.md").read_text("utf-8"), "yaml")


PREPARED: dict[str, tuple[str, Callable[[Path], None]]] = {
    "check-the-links": ("minimal", checking),
    "correct-a-passage": ("minimal", corrected),
    "compare-a-second-coding": ("handover", coded),
    "deploy": ("minimal", lambda _: None),
    "edit-in-your-editor": ("minimal", lambda _: None),
    "make-books": ("minimal", lambda _: None),
    "record-a-version": ("minimal", named),
    "write-in-a-second-language": ("minimal", to_be_translated),
}
"""How-tos with commands, the companion that they begin with, and what has happened to it before."""
BETWEEN = {
    # A colleague fills in the form.
    "hedgesite code --from form.csv": "sed -i.blank '2,$ s/,$/,x/' form.csv",
    # The passage is written again, and the article names the next version.
    "hedgesite diff v1.0 --record v1.1": (
        "sed -i.old 's/One passage cites a/One passage cites one/' content/sections/introduction.md; "
        "sed -i.old 's/version: .*/version: \"1.1\"/' content/article.yml; rm content/*.old content/sections/*.old"
    ),
    # A translator is at work.
    "hedgesite translate sr --done": (
        "sed -i.old -e 's/title: .*/title: Увод/' -e 's/^…$/Један пасус [@example2020, 12]./' "
        "content/sections/introduction.sr.md; rm content/sections/*.old"
    ),
}
"""What somebody does before a command, by the beginning of that."""
IMPORTS = "import-a-manuscript"


def commands_of(name: str) -> str:
    """What a how-to has one type, without what installs."""
    text = (HANDBOOK / "how-to" / f"{name}.md").read_text("utf-8")
    lines = "".join(fences(text, "sh")).splitlines(keepends=True)
    return "".join(line for line in lines if not INSTALLS.match(line))


def test_every_how_to_with_commands_is_run() -> None:
    names = {path.stem for path in (HANDBOOK / "how-to").glob("*.md") if commands_of(path.stem)}
    assert names == {*PREPARED, *NOT_HERE, IMPORTS}


def books(folder: Path) -> None:
    downloads = folder / "site" / "downloads"
    assert (downloads / "companion.pdf").read_bytes().startswith(b"%PDF-")
    assert (downloads / "companion.epub").read_bytes().startswith(b"PK")


def recorded(folder: Path) -> None:
    """The record is the one that the page shows, but for its day and its hash."""
    shown = yaml.safe_load(yaml_of("record-a-version")[1])
    written = yaml.safe_load((folder / "content" / "versions" / "v1.1.yml").read_text("utf-8"))
    assert written["changes"] == shown["changes"]
    assert written.keys() == shown.keys()
    assert written["since"] == "v1.0"


def translated(folder: Path) -> None:
    text = (folder / "content" / "sections" / "introduction.sr.md").read_text("utf-8")
    assert re.search(r'source-hash:\n  opening: "?\w{16}"?\n  question: "?\w{16}"?\n', text)
    assert text.count("Један пасус") == 2


MADE: dict[str, Callable[[Path], None]] = {
    "make-books": books,
    "record-a-version": recorded,
    "write-in-a-second-language": translated,
}
"""What there must be when a how-to has been followed."""


@pytest.mark.parametrize("name", PREPARED)
def test_a_how_to_is_run_as_it_is_written(name: str, tmp_path: Path, environment: dict[str, str]) -> None:
    site, prepare = PREPARED[name]
    folder = copy_site(site, tmp_path / "companion")
    begin = "git init -q -b main && git add . && git commit -q -m 'Begin the companion'"
    assert run(begin, folder, environment).returncode == 0
    prepare(folder)
    commands = commands_of(name)
    for begun, deed in BETWEEN.items():
        commands = commands.replace(begun, f"{deed}\n{begun}")
    done = run(commands, folder, environment)
    assert done.returncode == 0, done.stdout + done.stderr
    if name in MADE:
        MADE[name](folder)
    if name == "correct-a-passage":
        assert "only-passage" in done.stdout
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
    asked = commands_of(IMPORTS).replace("paper.docx", path.name).replace("hedgesite serve", "hedgesite build")
    done = run(asked, tmp_path, environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "my-companion" / "site" / "index.html").is_file()
    assert "citations" in done.stdout + done.stderr
