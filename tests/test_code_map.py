"""The map of the code, held to the code: files that it names are there, and what it says is in them is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "hedgesite"
TEXT = (ROOT / "docs" / "explanation" / "code-map.md").read_text("utf-8")
WALKS, _, TOUCHED = TEXT.partition("\n## Who touches what\n")

STEP = re.compile(r"^(\d+)\. `([^`]+)`: (.+)$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
BESIDE = ("templates/", "tests/", "docs/", "schemas/")


def place_of(name: str) -> Path:
    return (ROOT if name.startswith(BESIDE) else PACKAGE) / name


def walks() -> dict[str, list[tuple[str, str, str]]]:
    """Each walk's heading to its steps: number, file, words."""
    sections = re.split(r"^## (.+)$", WALKS, flags=re.MULTILINE)[1:]
    return {head: STEP.findall(body) for head, body in zip(sections[::2], sections[1::2], strict=True)}


def names_in(path: Path) -> set[str]:
    """What a file defines, and what its classes define as `Class.name`; of a file in another language, every word."""
    text = path.read_text("utf-8")
    return set(_defined(ast.parse(text))) if path.suffix == ".py" else set(re.findall(r"[\w-]+", text))


def _defined(tree: ast.Module | ast.ClassDef, before: str = "") -> Iterator[str]:
    for node in tree.body:
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                yield from (name, before + name)
            case ast.ClassDef(name=name):
                yield name
                yield from _defined(node, f"{name}.")
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield from (name, before + name)


def test_there_are_four_walks_whose_steps_are_counted() -> None:
    assert len(walks()) == 4
    for head, steps in walks().items():
        assert len(steps) >= 10, head
        assert [int(number) for number, *_ in steps] == list(range(1, len(steps) + 1)), head
    written = re.findall(r"^\d+\..*$", WALKS, re.MULTILINE)
    assert len(written) == sum(map(len, walks().values())), "each step begins with a file"


STEPS = [
    (f"{head.split()[2]}-{number}", file, words) for head, steps in walks().items() for number, file, words in steps
]


@pytest.mark.parametrize(("file", "words"), [step[1:] for step in STEPS], ids=[step[0] for step in STEPS])
def test_each_step_names_a_file_and_what_is_in_it(file: str, words: str) -> None:
    path = place_of(file)
    assert path.is_file(), file
    named = [name for name in CODE.findall(words) if not name.endswith((".bib", ".yml", ".md"))]
    assert named, "a step says what in the file does the work"
    assert set(named) - names_in(path) == set()


def test_what_a_newcomer_touches_is_there() -> None:
    rows = [line.strip("|").split("|") for line in TOUCHED.splitlines() if line.startswith("| a")]
    assert {cells[0].strip() for cells in rows} >= {
        "a kind of thing", "a citation style", "an export", "a language", "another shell"
    }  # fmt: skip
    paths = {name for cells in rows for name in CODE.findall(" ".join(cells))}
    assert len(paths) > 25
    assert sorted(path for path in paths if not place_of(path).exists()) == []
