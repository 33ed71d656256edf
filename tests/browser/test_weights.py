"""What a browser loads of the home page, and what there is to step through on the longest section."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Watched
from tests.weights import compressed, hold

pytestmark = pytest.mark.browser

QUIET = 1500
"""Milliseconds without a request, after which a page has loaded everything."""

STOPS = """() => [...document.querySelectorAll("*")].filter(
    (element) => element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]")
        && element.checkVisibility({ visibilityProperty: true })
        // A group of radio buttons is one stop: the one that is chosen.
        && !(element.type === "radio" && !element.checked && document.querySelector(`[name="${element.name}"]:checked`))
).length"""


@pytest.fixture(scope="module")
def longest(site: Path) -> str:
    """The path of the section with the longest page."""
    pages = [path for path in (site / "read").glob("*/index.html") if path.parent.name != "all"]
    return max(pages, key=lambda path: path.stat().st_size).parent.relative_to(site).as_posix() + "/"


def test_everything_that_the_home_page_loads(desk: Watched, site: Path) -> None:
    page, seen = desk.open(""), 0
    while seen != len(desk.requests):
        seen = len(desk.requests)
        page.wait_for_timeout(QUIET)
    addresses = {request.partition("?")[0].partition("#")[0] for request in desk.requests}
    paths = {address.removeprefix(desk.base) or "index.html" for address in addresses}
    weights = {path: compressed((site / path).read_bytes()) for path in sorted(paths)}
    assert {".html", ".css", ".js"} <= {Path(path).suffix for path in weights}
    hold("the home page with everything it loads", sum(weights.values()), weights)


def test_the_longest_section_has_few_nodes(desk: Watched, longest: str) -> None:
    count = desk.open(longest).evaluate("document.querySelectorAll('*').length")
    assert count > 1000
    hold("DOM nodes of the longest section", count, longest)


def test_the_longest_section_has_few_tab_stops(desk: Watched, longest: str) -> None:
    """Not by pressing the key: a citation that is focused opens, and has links of its own."""
    count = desk.open(longest).evaluate(STOPS)
    assert count > 50
    hold("tab stops of the longest section with nothing open", count, longest)
