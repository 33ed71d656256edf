"""Whatever a contributor changes, and in whatever order: a build with a cache gives what a build from nothing gives."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hedgesite.build import BuildCache, Built, build_pages, templates_folder
from hedgesite.publish.mkdocs.serve import Rebuilder
from tests.companions import SITES, tree
from tests.strategies import Companion, Faulty, Files, companions_with_one_fault, edits, valid_companions

pytestmark = pytest.mark.slow

UNHURRIED = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
FEW = settings(UNHURRIED, max_examples=6)


def write(files: Files, folder: Path) -> None:
    """Make the folder hold these files, and leave alone what it holds already."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def told(built: Built) -> object:
    """Everything that a build says, in its order."""
    return built.report, built.pages, tuple(built.files.items()), tuple(built.redirects.items())


@st.composite
def histories(draw: st.DrawFn) -> list[Files]:
    """The files of a companion after each of a few edits; now and then an earlier state comes back."""
    companion: Companion = draw(valid_companions())
    states = [companion.files()]
    for _ in range(draw(st.integers(1, 4))):
        if draw(st.integers(0, 4)) == 0:
            states.append(states[draw(st.integers(0, len(states) - 1))])
        else:
            edit = draw(edits(companion))
            companion = edit.after
            states.append(companion.files())
    return states


@UNHURRIED
@given(histories())
def test_a_cached_build_is_a_clean_build(states: list[Files]) -> None:
    cache = BuildCache()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for files in states:
            write(files, folder)
            with_cache = build_pages(folder, templates_folder(), "https://example.org/", cache)
            assert told(with_cache) == told(build_pages(folder, templates_folder(), "https://example.org/"))


@UNHURRIED
@given(valid_companions(), companions_with_one_fault())
def test_a_fault_leaves_no_trace_in_the_cache(companion: Companion, faulty: Faulty) -> None:
    cache = BuildCache()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for files in (companion.files(), faulty.files, companion.files()):
            write(files, folder)
            assert told(build_pages(folder, templates_folder(), cache=cache)) == told(
                build_pages(folder, templates_folder())
            )


@FEW
@given(histories())
def test_a_served_site_is_a_clean_site(states: list[Files]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(SITES / "full" / "mkdocs.yml", folder)
        served = Rebuilder(folder / "mkdocs.yml", folder / "served", {})
        served.address = "http://127.0.0.1:8000/"
        (folder / "content").mkdir()
        served.config().plugins.on_startup(command="serve", dirty=False)
        for number, files in enumerate(states):
            write(files, folder / "content")
            served.again()
            clean = Rebuilder(folder / "mkdocs.yml", folder / f"clean-{number}", {})
            clean.address = served.address
            clean.again()
            assert tree(served.folder) == tree(clean.folder)
