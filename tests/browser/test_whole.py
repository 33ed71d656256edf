"""Every construct, in four languages: nothing wider than the window, and nothing that axe finds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.test_accessibility import VIEWS, violations
from tests.companions import copy_site, publish_site
from tests.test_whole import WHOLE

pytestmark = pytest.mark.browser
_PAGES = ("read/everything", "read/things", "read/annex", "figures", "about", "glossary", "actors", "timeline", "")


@pytest.mark.parametrize("name", WHOLE)
def test_pages_are_accessible_and_no_wider_than_the_window(
    name: str, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, site = publish_site(copy_site(name, tmp_path_factory.mktemp(name)))
    for view in VIEWS.values():
        context = chromium.new_context(**view, reduced_motion="reduce")
        page = context.new_page()
        for path in _PAGES:
            page.goto((site / path / "index.html").as_uri())
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        context.close()
