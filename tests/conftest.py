"""What all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="rewrite the expected parts of tests/cases")


@pytest.fixture
def update_cases(request: pytest.FixtureRequest) -> bool:
    """Whether the expected parts of golden cases are to be rewritten rather than compared."""
    return bool(request.config.getoption("--update-cases"))
