"""Formulas and tables in a browser: what is drawn, what is copied, and what scrolls."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.companions import copy_site, publish_site, write_files

pytestmark = pytest.mark.browser
SECTION = r"""---
title: Introduction
passages: {only-passage: {role: context}}
---

{#only-passage}
One passage has $\frac{a}{b} < c$ and cites one source [@example2020, 7]. See [](equation:long) and [](table:wide).

$$
\phi_i(v) = \sum_{S \subseteq N} \frac{|S|!\,(n - |S| - 1)!}{n!} + a_1 x_1 + a_2 x_2 + a_3 x_3 + a_4 x_4 + a_5 x_5
$$ {#long}

| Country | 1990 | 1991 | 1992 | 1993 | 1994 | 1995 | 1996 | 1997 | 1998 |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|
| Azerbaijan | 1,000 | 1,001 | 1,002 | 1,003 | 1,004 | 1,005 | 1,006 | 1,007 | 1,008 |

Table: A wide one {#wide}
"""


@pytest.fixture(scope="module")
def opened(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    folder = copy_site("minimal", tmp_path_factory.mktemp("formulas"))
    write_files(folder, {"content/sections/introduction.md": SECTION})
    _, site = publish_site(folder)
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto(Path(site, "read", "introduction", "index.html").as_uri())
    yield page
    context.close()


def test_a_fraction_is_drawn_as_one(opened: Page) -> None:
    above, below = (opened.locator(f"math mfrac > :nth-child({n})").first.bounding_box() for n in (1, 2))
    assert above
    assert below
    assert above["y"] + above["height"] <= below["y"] + 2
    assert opened.locator("annotation").first.is_hidden()


def test_what_is_copied_is_the_tex(opened: Page) -> None:
    copied = opened.evaluate(
        """() => {
          const range = document.createRange();
          range.selectNodeContents(document.querySelector("#only-passage p"));
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          const data = new DataTransfer();
          const event = new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true});
          document.querySelector("#only-passage p").dispatchEvent(event);
          return data.getData("text/plain");
        }"""
    )
    assert r"One passage has $\frac{a}{b} < c$ and cites one source (Example 2020, 7)." in copied


def test_wide_ones_scroll_in_their_box_and_are_reached_with_the_tab_key(opened: Page) -> None:
    assert opened.evaluate("document.documentElement.scrollWidth") <= 390
    for box in (".hs-formula", ".hs-tablebox"):
        found = opened.locator(box).first
        assert found.evaluate("box => box.scrollWidth > box.clientWidth")
        assert found.get_attribute("tabindex") == "0"
    head = opened.locator(".hs-tablebox tbody th").first
    before = head.bounding_box()
    opened.locator(".hs-tablebox").first.evaluate("box => box.scrollTo(200, 0)")
    assert head.bounding_box() == before, "the first column stays"


def test_the_number_is_right_of_its_equation(opened: Page) -> None:
    number = opened.get_by_role("link", name="Equation (1)", exact=True).last.bounding_box()
    formula = opened.locator(".hs-formula").first.bounding_box()
    assert number
    assert formula
    assert number["x"] >= formula["x"] + formula["width"] - 1
