"""On paper: dark on white in either palette, nothing cut off, no heading alone, a cover before the whole text."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.browser.conftest import Watched, watch
from tests.browser.test_reading import KINDS
from tests.companions import copy_site, publish_site, write_files

pytestmark = pytest.mark.browser
PAPER = ViewportSize(width=642, height=971)
"""The part of an A4 sheet within the margins, in pixels."""
PALE = """() => {
    const light = (colour) => {
        const [red, green, blue] = colour.match(/[\\d.]+/g).map(Number);
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
    };
    const found = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
        const part = text.parentElement;
        const seen = part.checkVisibility({ visibilityProperty: true }) && part.getClientRects().length;
        if (!text.data.trim() || !seen) continue;
        const style = getComputedStyle(part);
        if (light(part.namespaceURI.endsWith("svg") ? style.fill : style.color) > .5) found.push(text.data.trim());
        const line = style.textDecorationLine !== "none" && style.textDecorationStyle;
        if (line === "dotted") found.push(`dotted: ${text.data}`);
    }
    for (const part of [document.documentElement, document.body]) {
        const ground = getComputedStyle(part);
        if (ground.backgroundColor !== "rgb(255, 255, 255)" || ground.colorScheme !== "light") found.push(part.tagName);
    }
    return found;
}"""
CUT = """() => [...document.querySelectorAll("main *")].filter((part) => {
    const box = part.getBoundingClientRect();
    return part.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1
        && !part.closest(".hs-hidden, svg") && (box.left < -1 || box.right > document.documentElement.clientWidth + 1);
}).map((part) => part.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def dark(chromium: Browser, address: str) -> Watched:
    """A window of the width of a sheet, in the dark palette, as a printer sees it."""
    context = chromium.new_context(viewport=PAPER, color_scheme="dark")
    watched = watch(context, address)
    watched.page.emulate_media(media="print", color_scheme="dark")
    return watched


@pytest.mark.parametrize("path", KINDS)
def test_every_kind_of_page_is_dark_on_white_and_not_cut_off(dark: Watched, path: str) -> None:
    page = dark.open(path)
    assert page.evaluate(PALE) == []
    assert page.evaluate(CUT) == []


def sheets(page: Page) -> list[str]:
    """The text of each sheet of paper."""
    read = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    return [" ".join(sheet.extract_text().split()) for sheet in read.pages]


def test_numbers_of_passages_stand_in_a_column_before_the_text(dark: Watched) -> None:
    page = dark.open("read/economic-pragmatism/")
    columns = page.evaluate(
        """() => [...document.querySelectorAll(".hs-passage")].map((passage) => {
            const number = passage.querySelector(".hs-permalink").getBoundingClientRect();
            const text = passage.querySelector(".hs-passage__text").getBoundingClientRect();
            return [number.left, number.right, text.left, Math.abs(number.top - text.top) < 20];
        })"""
    )
    assert len(columns) > 10
    assert all(left >= 0 and right <= text and level for left, right, text, level in columns)


def test_notes_on_facts_and_the_passages_that_cite_a_source_are_printed(dark: Watched) -> None:
    for path in ("read/introduction/", "read/all/"):
        page = dark.open(path)
        noted = page.locator(".hs-passage:has(.hs-onpaper)")
        assert noted.count() >= 3
        assert noted.first.locator(".hs-onpaper").is_visible()
        assert "OC Media" in noted.first.locator(".hs-onpaper").inner_text()
        page.emulate_media(media="screen")
        assert noted.first.locator(".hs-onpaper").is_hidden()
        page.emulate_media(media="print", color_scheme="dark")
    page = dark.open("sources/shiriyev2019/")
    cited = page.locator("section[aria-labelledby=cited] .hs-mentions a")
    assert cited.count() == 7
    assert all(cited.nth(index).is_visible() for index in range(cited.count()))


def test_the_table_of_hypotheses_keeps_its_columns(dark: Watched) -> None:
    page = dark.open("hypotheses/")
    table = page.locator(".hs-hypothesis-matrix")
    heads = table.locator("thead th")
    boxes = [heads.nth(index).bounding_box() for index in range(heads.count())]
    # The hypothesis, seven dimensions, and three numbers.
    assert len(boxes) == 11
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= PAPER["width"] for box in boxes)


@pytest.mark.parametrize("path", ["hypotheses/", "data/", "dimensions/economic-pragmatism/", "read/introduction/"])
def test_no_heading_is_alone_at_the_end_of_a_sheet(dark: Watched, path: str) -> None:
    page = dark.open(path)
    headings = page.locator("main").locator("h2, h3, h4, .hs-map__section")
    titles = {" ".join(text.split()) for text in headings.all_inner_texts() if text.strip()}
    printed = sheets(page)
    assert len(printed) > 1
    for sheet in printed[:-1]:
        text = re.sub(r"\s*\d+$", "", sheet)
        assert not [title for title in titles if len(title) > 3 and text.endswith(title)], text[-80:]


def test_the_whole_text_begins_with_a_cover(
    chromium: Browser,
    tmp_path: Path,
    address: str,  # noqa: ARG001  (the browser of the others)
) -> None:
    folder = copy_site("minimal", tmp_path)
    article = (folder / "content" / "article.yml").read_text("utf-8").rstrip()
    more = (
        "text: translation\ndraft: true\nlicence: {name: All rights reserved}\n"
        "companion:\n  title: A Companion\n  version: '1.2'\n  authors: [{given: M., family: Maker}]\n"
        "  licence: {name: CC BY 4.0, url: 'https://creativecommons.org/licenses/by/4.0/'}\n"
    )
    write_files(folder, {"content/article.yml": f"{article}\n{more}"})
    _, site = publish_site(folder, site_url="https://companion.example/here/")
    context = chromium.new_context()
    page = watch(context, f"{site.as_uri()}/").open("read/all/index.html")
    cover, first = sheets(page)[:2]
    for said in (
        "Draft",
        "The text is a translation of the article.",
        "M. Maker",
        "https://companion.example/here/",
        "1.2",
        "All rights reserved",
        "CC BY 4.0",
        "translated by M. Maker. A Companion. Version 1.2. https://companion.example/here/.",
    ):
        assert said in cover, said
    passage = page.locator(".hs-passage__text").first.inner_text().split(".")[0]
    assert passage not in cover
    assert passage in first
    context.close()


def test_sums_of_a_table_stand_once_and_after_its_rows(chromium: Browser, tmp_path: Path) -> None:
    """In tables short and long, wherever a sheet ends."""
    folder = copy_site("full", tmp_path)
    rows = "".join(f"---\ntitle: Part {number}\n---\n\n{{#p{number}}}\nWater.\n|" for number in range(60)).split("|")[
        :-1
    ]
    write_files(
        folder / "content/sections", {f"{number + 20}-part{number}.md": text for number, text in enumerate(rows)}
    )
    site = publish_site(folder)[1]
    page = chromium.new_page()
    page.goto((site / "dimensions/index.html").as_uri())
    heading, total = (page.locator(f".hs-matrix {part} th").first.inner_text() for part in ("thead", "tfoot"))
    sheets = [sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    page.close()
    assert sum(heading in sheet and "Part 1" in sheet for sheet in sheets) > 1
    assert sum(sheet.count(total) for sheet in sheets) == 1
