"""What tests share: the flag that rewrites golden files, and surroundings that tell nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

SURROUNDINGS = ("GITHUB_REPOSITORY", "GITHUB_REF", "CI_PROJECT_URL", "CI_PAGES_URL", "SOURCE_DATE_EPOCH", "GIT_DIR")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="rewrite the expected output of golden files")


@pytest.fixture
def update_cases(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten with what came out, for you to read before you commit."""
    return bool(request.config.getoption("--update-cases"))


@pytest.fixture(scope="session", autouse=True)
def _surroundings() -> Iterator[None]:
    """A site built by a test is the same on a desk and in a pipeline."""
    with pytest.MonkeyPatch.context() as patch:
        for name in SURROUNDINGS:
            patch.delenv(name, raising=False)
        yield
