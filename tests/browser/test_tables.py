"""Tables of files in a browser: sorted by a click and by the keys, and wide ones with their first column in place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_accessibility import VIEWS, violations
from tests.companions import SITES, copy_site, publish_site, write_files

pytestmark = pytest.mark.browser

SECTION = """---
title: Trade
---

![Trade](tables/trade.yml){#trade}

![Cities [@example2020]](tables/cities.yml){#cities}
"""
TRADE = """columns: [Shore, {text: "Boats^[Rowing boats.]", type: number}, {text: First, type: date}]
rows:
  - [South, "1,204", 1815-03]
  - [North, 88, 1790~]
  - [Ärm, –, 1812-06-24]
  - [East 10, -3, null]
  - [East 2, "0.5", 1700]
"""
CITIES = """columns: [Province, City, Bells, A long remark on all of them, Another one that is long, And a third]
rows:
  - [{text: Flanders, rowspan: 2, header: true}, Ghent, "54", Played on Sundays, Played on Mondays, Never played]
  - [Bruges, "47", Played on Sundays, Played on Mondays, Never played]
"""


@pytest.fixture(scope="module")
def trade(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = copy_site("minimal", tmp_path_factory.mktemp("trade"))
    shutil.copy(SITES / "whole" / "mkdocs.yml", folder)
    files = {"sections/introduction.md": SECTION, "tables/trade.yml": TRADE, "tables/cities.yml": CITIES}
    write_files(folder / "content", files)
    built, site = publish_site(folder)
    assert not built.report.diagnostics
    return (site / "read" / "introduction" / "index.html").as_uri()


@pytest.fixture(params=VIEWS)
def page(request: pytest.FixtureRequest, chromium: Browser, trade: str) -> Iterator[Page]:
    context = chromium.new_context(**VIEWS[request.param], reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(trade)
    yield opened
    context.close()


def shores(page: Page) -> list[str]:
    return page.locator("#trade tbody th").all_inner_texts()


def test_columns_are_sorted_by_what_they_are(page: Page) -> None:
    assert violations(page) == []
    written = ["South", "North", "Ärm", "East 10", "East 2"]
    assert shores(page) == written
    page.get_by_role("button", name="Boats").click()
    assert shores(page) == ["East 10", "East 2", "North", "South", "Ärm"]
    assert page.locator('th[aria-sort="ascending"]').inner_text().startswith("Boats")
    page.get_by_role("button", name="Boats").click()
    assert shores(page) == ["South", "North", "East 2", "East 10", "Ärm"]
    page.get_by_role("button", name="Boats").click()
    assert shores(page) == written
    assert page.locator("[aria-sort]").count() == 0
    page.get_by_role("button", name="First").press("Enter")
    assert shores(page) == ["East 2", "North", "Ärm", "South", "East 10"]
    page.get_by_role("button", name="Shore").press("Space")
    assert shores(page) == ["Ärm", "East 2", "East 10", "North", "South"]
    assert violations(page) == []


def test_rows_that_a_cell_joins_are_not_sorted(page: Page) -> None:
    assert page.locator("#cities button").count() == 0


def test_the_first_column_of_a_wide_table_stays(page: Page) -> None:
    box = page.locator("#cities .hs-tablebox")
    moved = box.evaluate("box => { box.scrollLeft = 9999; return box.scrollLeft }")
    first = page.locator("#cities tbody th")
    left, edge = first.bounding_box(), box.bounding_box()
    assert left
    assert edge
    assert abs(left["x"] - edge["x"]) < 1
    second = page.locator("#cities tbody tr:nth-child(2) td").first.bounding_box()
    assert second
    assert second["x"] < edge["x"] + left["width"] if moved > left["width"] else moved >= 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_script_a_table_is_as_written(chromium: Browser, trade: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(trade)
    assert page.locator(".hs-tablebox button").count() == 0
    assert shores(page) == ["South", "North", "Ärm", "East 10", "East 2"]
    link = page.locator("#trade .hs-display__more a").get_attribute("href")
    assert link
    assert (Path(trade.removeprefix("file://")).parent / link).resolve().is_file()
    context.close()
