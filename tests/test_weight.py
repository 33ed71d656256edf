"""What a reader has to load: bytes as a server sends them compressed, counted, so that no machine's speed matters."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hedgesite.build import Built, build_pages, templates_folder
from hedgesite.publish import shell_for
from tests.companions import settings_of
from tests.search import INDEX_FILE
from tests.weights import PAGE, Weight, compressed, hold, read_weights

ROOT = Path(__file__).parents[1]
ALL = "read/all/index.html"


@pytest.fixture(scope="module")
def built() -> Built:
    return build_pages(ROOT / "content", templates_folder())


@pytest.fixture(scope="module")
def site(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built companion."""
    settings = settings_of(ROOT, site_dir=tmp_path_factory.mktemp("weight") / "site")
    return shell_for(settings).publish(built)


@pytest.mark.outside
def test_no_page_is_too_heavy(site: Path) -> None:
    weights = {path.relative_to(site).as_posix(): compressed(path.read_bytes()) for path in site.rglob("*.html")}
    assert len(weights) > 100
    hold("HTML of `/read/all/`", weights.pop(ALL))
    heaviest = max(weights, key=lambda path: weights[path])
    hold("HTML of any page but `/read/all/`", weights[heaviest], heaviest)


@pytest.mark.outside
def test_our_own_style_and_script_are_light(site: Path) -> None:
    own = {path.name: compressed(path.read_bytes()) for path in (site / "assets" / "hedgesite").iterdir()}
    assert {Path(name).suffix for name in own} >= {".css", ".js"}
    named = {name for path in site.rglob("*.html") for name in named_in(path.read_text("utf-8"))}
    assert named <= set(own)
    # Pages in another language load the words of that language in place of the companion's, and an index of their own.
    others = {"words-sr.js", "search-sr-index.js"}
    of_editions = {name for name in own if name.startswith("editions.")}
    assert of_editions | others <= set(own)
    hold("style and script of companions in several languages", sum(own[name] for name in of_editions), own)
    own = {name: weight for name, weight in own.items() if name not in of_editions | others}
    named &= set(own)
    hold("own style and script that pages name", sum(own[name] for name in named), own)
    on_use = sum(own[name] for name in set(own) - named - {Path(INDEX_FILE).name})
    hold("own style and script that is loaded on use, without the search index", on_use, own)


def named_in(page: str) -> list[str]:
    """The files of ours that a page loads when it is opened."""
    return re.findall(r'<(?:script|link)\b[^>]*\b(?:src|href)="[^"]*assets/hedgesite/([^"?]+)', page)


@pytest.mark.outside
def test_the_heads_of_pages_are_light(built: Built) -> None:
    heads = {page.path: compressed(page.head.encode()) for page in built.pages}
    heaviest = max(heads, key=lambda path: heads[path])
    hold("head data of a page", heads[heaviest], heaviest or "the home page")


# The table


def test_each_weight_is_held_by_a_test_and_each_test_finds_its_weight() -> None:
    held = {what for path in (ROOT / "tests").rglob("test_*.py") for what in held_in(path)}
    assert held == set(read_weights(PAGE.read_text("utf-8")))


def held_in(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="hold"), args=[ast.Constant(value=str(what)), *_]):
                yield what


HEAD = "\n## Weights\n\n| what | at most | today |\n|---|---|---|\n"


def test_a_table_of_weights_is_read() -> None:
    rows = "| a page | 2.5 kB | 6 kB |\n| nodes | 4,000 | holds |\n\n## Next\n\n| other | table | here |\n"
    assert read_weights(HEAD + rows) == {"a page": Weight(2500, 6000), "nodes": Weight(4000)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n## Weights\n\nNone.\n",
        HEAD,
        HEAD.replace("today", "now") + "| a | 1 | holds |\n",
        HEAD + "| a | 1 |\n",
        HEAD + "| a | 1 | holds | more |\n",
        HEAD + "| a | one | holds |\n",
        HEAD + "| a | 1 MB | holds |\n",
        HEAD + "| a | 10,00 | holds |\n",
        HEAD + "| a | 1 | |\n",
        HEAD + "| a | 2 | 1 |\n",
        HEAD + "| a | 2 | 3 kB |\n",
        HEAD + "| a | 2 | holds |\n| a | 3 | holds |\n",
    ],
)
def test_a_malformed_table_of_weights_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"no table|malformed|no number|no more than"):
        read_weights(text)


def test_a_weight_is_held_to_its_bound_or_to_what_holds_today() -> None:
    assert not Weight(100).refusal(100)
    assert "more than 100" in Weight(100).refusal(101)
    assert not Weight(100, 200).refusal(101)
    assert "more than 200" in Weight(100, 200).refusal(201)


def test_a_bound_that_is_kept_at_last_is_to_be_written_down() -> None:
    assert "write 'holds'" in Weight(100, 200).refusal(100)


def test_a_weight_that_is_no_row_is_no_weight() -> None:
    row = "what nobody bounds"
    with pytest.raises(KeyError):
        hold(row, 1)
