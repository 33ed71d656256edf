"""Every construct, in four languages: nothing wider than the window, and nothing that axe finds."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.test_accessibility import VIEWS, violations
from tests.companions import copy_site, publish_site
from tests.test_whole import WHOLE

pytestmark = pytest.mark.browser
_TEXTS = ("read/everything", "read/things", "read/annex", "about")
_INDICES = ("figures", "glossary", "actors", "timeline", "")
"""Pages that the first companion has too, where every view of them is looked at: here one view is enough."""


@pytest.mark.parametrize("name", WHOLE)
def test_pages_are_accessible_and_no_wider_than_the_window(
    name: str, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    _, site = publish_site(copy_site(name, tmp_path_factory.mktemp(name)))
    for number, view in enumerate(VIEWS.values()):
        context = chromium.new_context(**view, reduced_motion="reduce")
        page = context.new_page()
        for path in (*_TEXTS, *_INDICES) if not number else _TEXTS:
            page.goto((site / path / "index.html").as_uri())
            assert violations(page) == [], path
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        context.close()
