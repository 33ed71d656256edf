"""Figures in a browser: large over the page with the keys, as links without script, and in the frame of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_accessibility import VIEWS, violations
from tests.companions import copy_site, publish_site

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the section with figures, on disk."""
    _, site = publish_site(copy_site("whole", tmp_path_factory.mktemp("whole")))
    return (site / "read" / "figures" / "index.html").as_uri()


@pytest.fixture(params=VIEWS)
def page(request: pytest.FixtureRequest, chromium: Browser, figures: str) -> Iterator[Page]:
    context = chromium.new_context(**VIEWS[request.param], reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(figures)
    yield opened
    context.close()


def test_a_figure_opens_large_and_closes(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("a.hs-display__image").first.click()
    dialog = page.locator("dialog.hs-large")
    assert dialog.is_visible()
    assert "Figure 1 The town and its harbour" in dialog.inner_text()
    assert dialog.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 1100
    box = dialog.bounding_box()
    assert box
    assert box["width"] <= page.viewport_size["width"]  # type: ignore[index]
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    assert dialog.locator("img").get_attribute("alt") == "Square tower with a stair"
    page.keyboard.press("Escape")
    assert not dialog.is_visible()
    # Closing a dialog and the event that says so are two tasks of the browser.
    expect(page.locator("a.hs-display__image:focus")).to_have_attribute("aria-label", re.compile("^Open Figure 2:"))


def test_images_are_loaded_in_a_width_that_fits(page: Page) -> None:
    image = page.locator('img[src*="map-png"]').first
    image.scroll_into_view_if_needed()
    chosen = image.evaluate("image => image.decode().then(() => image.currentSrc)")
    assert Path(chosen).name == ("map-png-480.webp" if page.viewport_size["width"] < 480 else "map-png-960.webp")  # type: ignore[index]


def test_without_script_a_figure_is_a_link_to_its_image(chromium: Browser, figures: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    opened = context.new_page()
    opened.goto(figures)
    opened.locator("a.hs-display__image").first.click()
    assert opened.url.endswith("/downloads/figures/map.png")
    context.close()


def test_a_pop_up_shows_the_figure(chromium: Browser, figures: str) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(figures)
    opened.locator('a.hs-link--figure[href="#bells"]').first.click()
    popup = opened.locator(".hs-pop:visible").first
    assert "Two bells of the town" in popup.inner_text()
    assert popup.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 200
    context.close()
