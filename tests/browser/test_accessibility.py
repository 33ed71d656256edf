"""Every kind of page is held to WCAG 2.2, A and AA, by axe-core: in both palettes, and on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Watched, watch

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = (
    "",
    "read/",
    "read/economic-pragmatism/",
    "read/all/",
    "dimensions/",
    "dimensions/economic-pragmatism/",
    "hypotheses/",
    "timeline/",
    "timeline/?actor=turkey",
    "actors/",
    "actors/russia/",
    "glossary/",
    "data/",
    "sources/",
    "sources/shiriyev2019/",
    "about/",
    "how-to-read/",
    "sr/",
    "404.html",
)
VIEWS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
}


@pytest.fixture(scope="module", params=VIEWS)
def reader(request: pytest.FixtureRequest, chromium: Browser, root: str) -> Iterator[Watched]:
    """A browser that prefers one palette, or has little room."""
    context = chromium.new_context(**VIEWS[request.param], reduced_motion="reduce")
    yield watch(context, root)
    context.close()


def violations(page: Page) -> list[str]:
    """What axe finds: its rule, the element at fault, and why."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", WCAG
    )
    return [
        f"{item['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for item in found["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(reader: Watched, path: str) -> None:
    assert violations(reader.open(path)) == []
