"""What tests share: the flag that rewrites golden files, and surroundings that tell nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.hostile import HostileSite, publish_hostile_site
from tests.installed import installed_once

# The same examples in every run, so that a change is judged by itself; HYPOTHESIS_PROFILE=searching looks for new ones,
# and =quick is content with a few.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("quick", derandomize=True, deadline=None, max_examples=10)
settings.register_profile("searching", max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

SURROUNDINGS = ("GITHUB_REPOSITORY", "GITHUB_REF", "CI_PROJECT_URL", "CI_PAGES_URL", "SOURCE_DATE_EPOCH", "GIT_DIR")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="rewrite the expected output of golden files")


@pytest.fixture
def update_cases(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten with what came out, for you to read before you commit."""
    return bool(request.config.getoption("--update-cases"))


@pytest.fixture(scope="session", autouse=True)
def _surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A site built by a test is the same on a desk and in a pipeline, and leaves nothing in the user's cache."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        for name in SURROUNDINGS:
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Results that commands keep are this test's own."""
    monkeypatch.setattr("hedgesite.cache.kept_results.cache_folder", lambda: tmp_path / "cache")


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> HostileSite:
    """A site that holds every payload in every field, built once for the tests that read it and those that open it."""
    return publish_hostile_site(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def _installation(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> tuple[Path, Path]:
    base = tmp_path_factory.getbasetemp()
    return installed_once(base if worker_id == "master" else base.parent)


@pytest.fixture(scope="session")
def wheel(_installation: tuple[Path, Path]) -> Path:
    """A wheel of this repository."""
    return _installation[0]


@pytest.fixture(scope="session")
def installed(_installation: tuple[Path, Path]) -> Path:
    """A virtual environment in which the wheel is installed."""
    return _installation[1]
