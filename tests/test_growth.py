"""A companion of twice the size makes twice the work: no function runs its lines more often than in step with it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import mkdocs
import pytest
from companions.article import invented
from companions.content import write_companion

from hedgesite.render.pages import reading
from hedgesite.render.pages.reading import groups_of
from hedgesite.words import ENGLISH
from tests.companions import publish_site
from tests.work import lines_run

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
SIZES = (1, 2, 4)
OFTEN = 6_000
"""From how many lines on the growth of a function is looked at: what runs less depends on chance, and costs little."""
IN_STEP = 3
"""How much more the step from 2 to 4 may add than that from 1 to 2. In step it is 2, and with the square of it 4."""
SHELL = (Path(mkdocs.__path__[0]), Path(mkdocs.__path__[0]).parent / "material")
PLACES = (ROOT / "src" / "hedgesite", ROOT / "templates", *SHELL)
"""Where lines are counted: with the shell's own, since its navigation stands on every page."""


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, list[int]]:
    """Function to the lines that it runs while companions of all sizes are built."""
    found: dict[str, list[int]] = {}
    for place, size in enumerate(SIZES):
        folder = tmp_path_factory.mktemp("growth")
        write_companion(invented(size), folder, (ROOT / "mkdocs.yml").read_text("utf-8"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "_MOST_TOGETHER", 5)
            for name, lines in lines_run(partial(build_site, folder), PLACES).items():
                found.setdefault(name, [0] * len(SIZES))[place] = lines
    return found


def build_site(folder: Path) -> None:
    publish_site(folder)


def test_work_grows_in_step_with_the_companion(work: Mapping[str, list[int]]) -> None:
    looked_at = {name: lines for name, lines in work.items() if lines[-1] >= OFTEN}
    assert len(looked_at) > 100
    faster = {
        name: lines for name, lines in looked_at.items() if lines[2] - lines[1] > IN_STEP * max(lines[1] - lines[0], 1)
    }
    assert not faster


@pytest.mark.parametrize("of", [1, 40, 41, 1_300, 70_000])
def test_the_navigation_lists_never_many_sections_together(of: int) -> None:
    children: dict[tuple[str, ...], set[str]] = {}
    for number in range(1, of + 1):
        way = (*groups_of(ENGLISH, number, of), f"section {number}")
        for depth, label in enumerate(way):
            children.setdefault(way[:depth], set()).add(label)
    assert max(map(len, children.values())) <= 40


def test_groups_of_sections_say_what_they_hold() -> None:
    assert groups_of(ENGLISH, 13, 13) == ()
    assert groups_of(ENGLISH, 41, 90) == ("Sections 41–80",)
    assert groups_of(ENGLISH, 90, 90) == ("Sections 81–90",)
    assert groups_of(ENGLISH, 1_700, 2_000) == ("Sections 1601–2000", "Sections 1681–1720")
