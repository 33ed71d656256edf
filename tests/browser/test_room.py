"""Pages from a phone to a desk, each loaded once and resized: room for text, tables, charts and targets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from hedgesite.build import templates_folder
from hedgesite.scaffold import companion_files, plan_of
from tests.browser.conftest import Watched, watch
from tests.companions import copy_site, publish_site, write_files
from tests.serving import serving

pytestmark = pytest.mark.browser

SIZES = ((320, 700), (390, 800), (640, 400), (768, 900), (1024, 800), (1150, 800), (1440, 900))
PATHS = (
    "",
    "read/",
    "read/economic-pragmatism/",
    "dimensions/",
    "dimensions/economic-pragmatism/",
    "hypotheses/",
    "timeline/",
    "actors/",
    "actors/russia/",
    "data/",
    "agreement/",
    "sources/",
    "sources/shiriyev2019/",
)
FEWEST = 28
"""Characters of a column of text."""

_LOOK = r"""() => {
  const seen = (element) => element.checkVisibility({ visibilityProperty: true })
    && !element.closest(".hs-hidden, [aria-hidden=true], svg") && getComputedStyle(element).clipPath === "none";
  const pen = document.createElement("canvas").getContext("2d");
  const { scrollWidth, clientWidth } = document.documentElement;
  const found = { narrow: [], small: [], sizes: new Set(), gaps: [], marks: [], wide: scrollWidth - clientWidth };
  const linesOf = (element) => {
    const range = new Range();
    range.selectNodeContents(element);
    return new Set([...range.getClientRects()].map((box) => Math.round(box.top / 8))).size;
  };
  for (const element of document.querySelectorAll(".hs-page *")) {
    if (!seen(element) || element.matches("option")) continue;
    const style = getComputedStyle(element), own = [...element.childNodes].filter((node) => node.data?.trim());
    if (!own.length) continue;
    found.sizes.add(Math.round(parseFloat(style.fontSize) * 10) / 10);
    for (const node of own) {
      if (!/^\s*[,;]/.test(node.data) || !node.previousSibling) continue;
      const comma = new Range(), before = new Range(), at = node.data.search(/[,;]/);
      comma.setStart(node, at);
      comma.setEnd(node, at + 1);
      before.selectNodeContents(node.previousSibling);
      const one = [...before.getClientRects()].at(-1), other = comma.getBoundingClientRect();
      if (one && Math.abs(one.top - other.top) < 12 && other.left - one.right > 1.5) found.gaps.push(element.outerHTML);
    }
    let block = element;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    // A heading and the name of a row may break as they must; a column is what goes on for several lines.
    const heard = [...block.querySelectorAll(".hs-hidden")].reduce((sum, hidden) => sum + hidden.textContent.length, 0);
    if (block.closest("h1, h2, h3, th") || linesOf(block) < 3 || block.textContent.trim().length - heard < 40) continue;
    pen.font = style.font;
    const inner = getComputedStyle(block);
    const room = block.clientWidth - parseFloat(inner.paddingInlineStart) - parseFloat(inner.paddingInlineEnd);
    const letter = pen.measureText("a rule is what all of a town agreed to, once").width / 44;
    if (block.clientWidth < innerWidth * 0.8 && room / letter < FEWEST)
      found.narrow.push([Math.round(room / letter), block.outerHTML]);
  }
  for (const mark of document.querySelectorAll(".hs-mark"))
    if (seen(mark) && mark.getClientRects().length > 1) found.marks.push(mark.outerHTML);
  for (const target of document.querySelectorAll(".hs-page :is(a, button, summary, select, input)")) {
    if (!target.checkVisibility({ visibilityProperty: true }) || target.closest(".hs-hidden, .hs-skip")) continue;
    const { width, height } = target.getBoundingClientRect(), isDrawn = target.closest("svg");
    // Links of a sentence are as high as its line; a drawing that shows what a list beside it says is no way for a key.
    if ((getComputedStyle(target).display === "inline" && !isDrawn) || target.closest("[aria-hidden=true]")) continue;
    if (width && (width < 23.5 || height < 23.5)) found.small.push([width, height, target.outerHTML]);
  }
  return { ...found, sizes: [...found.sizes].sort((a, b) => a - b) };
}""".replace("FEWEST", str(FEWEST))


@pytest.fixture
def reader(chromium: Browser, address: str) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield watch(context, address)
    context.close()


@pytest.mark.parametrize("path", PATHS)
def test_every_width_has_room_for_what_a_page_says(path: str, reader: Watched) -> None:
    page = reader.open(path)
    found: dict[str, Any] = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        look = page.evaluate(_LOOK)
        sizes = look.pop("sizes")
        assert sizes[0] >= 12, (width, sizes)
        assert len(sizes) <= 6, (width, sizes)
        found |= {f"{width} {name}": wrong for name, wrong in look.items() if wrong}
    assert not found
    assert reader.complaints == []


_BESIDE = """() => [...document.querySelectorAll(".hs-passage__margin")].every((margin) => {
  const number = margin.querySelector(".hs-passage__codes").getBoundingClientRect();
  const summary = margin.querySelector("summary").getBoundingClientRect();
  return number.top < summary.bottom && summary.top < number.bottom;
})"""


def test_between_phone_and_desk_a_passages_number_and_its_summary_share_a_row(reader: Watched) -> None:
    page = reader.open("read/economic-pragmatism/")
    for width in (728, 768, 1024, 1080):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_BESIDE), width


def test_the_overview_fills_the_headers_width_and_has_no_hole(reader: Watched) -> None:
    page = reader.open("")
    places = page.evaluate(
        """() => {
          const box = (element) => element.getBoundingClientRect();
          const home = box(document.querySelector(".hs-home"));
          const header = box(document.querySelector(".md-header__inner"));
          const parts = [...document.querySelectorAll(".hs-home > section:not(.hs-cite-this)")];
          const columns = Object.values(Object.groupBy(parts, (part) => Math.round(box(part).left)));
          const gap = (part, at, column) => (at ? box(part).top - box(column[at - 1]).bottom : 0);
          const gaps = columns.flatMap((column) => column.map(gap));
          return [home.width / header.width, columns.length, Math.max(...gaps)];
        }"""
    )
    assert places[0] > 0.93
    assert places[1] == 2
    assert places[2] < 60


def test_a_table_that_goes_on_keeps_its_first_column_in_sight(reader: Watched) -> None:
    for path in ("hypotheses/", "dimensions/"):
        page = reader.open(path)
        page.set_viewport_size({"width": 320, "height": 700})
        scrolled = page.evaluate(
            """() => [...document.querySelectorAll(".hs-scroll")].filter((box) => box.scrollWidth > box.clientWidth)
                .map((box) => { box.scrollLeft = 999; return [...box.querySelectorAll("tbody th")]
                    .map((head) => head.getBoundingClientRect().left - box.getBoundingClientRect().left); })"""
        )
        assert scrolled, path
        assert all(abs(left) < 1 for heads in scrolled for left in heads), path


@pytest.mark.parametrize("path", ["dimensions/", "agreement/"])
def test_what_is_said_of_a_table_is_no_wider_than_what_is_seen_of_it(path: str, reader: Watched) -> None:
    reader.page.set_viewport_size({"width": 390, "height": 800})
    page = reader.open(path)
    captions = page.locator(".hs-scroll .hs-matrix > caption").all()
    assert captions
    for caption in captions:
        box = caption.evaluate_handle("caption => caption.closest('.hs-scroll')")
        for scrolled in (0, 80):
            box.evaluate("(box, by) => { box.scrollLeft = by }", scrolled)
            found = caption.bounding_box()
            assert found
            assert found["x"] >= 0
            assert found["x"] + found["width"] <= 390


def test_the_actors_table_reads_on_a_phone(reader: Watched) -> None:
    page = reader.open("actors/")
    page.set_viewport_size({"width": 320, "height": 700})
    table = page.locator(".hs-cooccurrence")
    assert table.evaluate("at => at.scrollWidth <= at.parentElement.clientWidth")
    shown = table.locator("tbody tr").first.locator("td:visible")
    names = shown.evaluate_all("all => all.map((cell) => getComputedStyle(cell, '::before').content)")
    assert len(names) > 3
    assert all(len(name) > 3 for name in names)


def lanes(page: Page) -> list[tuple[str, float]]:
    """The lanes that are shown, each with its height."""
    found: list[tuple[str, float]] = page.evaluate(
        """() => [...document.querySelectorAll(".hs-lanes")].filter((svg) => svg.checkVisibility())
            .flatMap((svg) => [...svg.querySelectorAll(".hs-lane")])
            .map((lane) => [lane, lane.querySelector(".hs-lane__ground").getBoundingClientRect()])
            .filter(([, ground]) => ground.height)
            .map(([lane, ground]) => [lane.textContent.slice(0, 8), ground.height])"""
    )
    return found


@pytest.mark.parametrize("width", [320, 1440])
def test_lanes_close_up_and_their_events_are_links_with_names(width: int, reader: Watched) -> None:
    page = reader.open("timeline/")
    page.set_viewport_size({"width": width, "height": 900})
    before = lanes(page)
    drawing = page.locator(".hs-lanes:visible")
    links = drawing.locator(".hs-lane__item a")
    assert links.count() > 30
    for link in links.all()[:5]:
        assert ", " in (link.get_attribute("aria-label") or "")
    page.locator("select[name=dimension]").select_option("economic-pragmatism")
    after = lanes(page)
    assert len(after) < len(before)
    assert sum(height for _, height in after) < sum(height for _, height in before) / 2
    inside = drawing.evaluate(
        """svg => { const edge = svg.getBoundingClientRect();
            return [...svg.querySelectorAll(".hs-lane__item a")].map((link) => link.getBoundingClientRect())
                .filter((box) => box.height).every((box) => box.top >= edge.top && box.bottom <= edge.bottom); }"""
    )
    assert inside
    page.get_by_role("button", name="Show all").click()
    assert lanes(page) == before
    drawing.locator(".hs-lane__item a").first.click()
    expect(page.locator(".hs-event:target")).to_be_in_viewport()


def test_in_forced_colours_what_is_pressed_differs_by_more_than_colour(chromium: Browser, address: str) -> None:
    context = chromium.new_context(forced_colors="active", viewport={"width": 1024, "height": 800})
    page = watch(context, address).open("read/relations-with-turkey/")
    toggle = page.locator(".hs-toggle[aria-pressed]").first
    ground = "at => getComputedStyle(at).backgroundColor"
    before = toggle.evaluate(ground)
    toggle.click()
    expect(toggle).to_have_attribute("aria-pressed", "true")
    assert toggle.evaluate(ground) != before
    stripe = page.locator(".hs-stripes > i").first
    assert stripe.evaluate("at => getComputedStyle(at).borderInlineStartWidth") == "3px"
    context.close()


def test_bars_have_no_table_of_their_numbers_beside_them_and_say_what_they_show(reader: Watched) -> None:
    page = reader.open("data/")
    charts = page.locator(".hs-figure--chart")
    assert charts.count() > 3
    for chart in charts.all():
        bars = chart.locator(".hs-bar").count()
        assert chart.locator(".hs-scroll").count() == (0 if bars else 1)
        assert chart.locator(".hs-hidden table").count() == (1 if bars else 0)
        said = chart.locator(".hs-finding").inner_text()
        assert said in (chart.locator("svg > title").first.text_content() or "")


def test_back_brings_a_page_as_it_was_left(reader: Watched) -> None:
    page = reader.open("sources/")
    page.locator("[data-facet=kind] button", has_text="journal article").click()
    shown = page.locator(".hs-source:visible").count()
    page.locator(".hs-source__card:visible").first.click()
    page.locator(".hs-takeaway summary").nth(1).click()
    unfolded = page.locator(".hs-takeaway[open]").count()
    # A test is faster than a reader: the page may still be loading its scripts.
    page.wait_for_function("length => (history.state?.opened ?? []).length >= length", arg=unfolded)
    page.go_back()
    assert page.locator(".hs-source:visible").count() == shown < 54
    page.go_forward()
    # As where the browser has not kept the page itself.
    page.reload()
    expect(page.locator(".hs-takeaway[open]")).to_have_count(unfolded)
    assert unfolded > 1
    assert reader.complaints == []


def test_what_was_unfolded_before_the_scripts_ran_is_kept(reader: Watched) -> None:
    page = reader.page
    held: list[Route] = []
    page.route("**/assets/hedgesite/site.js*", lambda route: held.append(route))
    page.goto(reader.base + "sources/shiriyev2019/", wait_until="commit")
    page.locator(".hs-takeaway summary").nth(1).click()
    assert page.evaluate("history.state?.opened") is None
    for route in held:
        route.continue_()
    page.wait_for_function("(history.state?.opened ?? []).length > 1")


@pytest.mark.parametrize("size", [(390, 800), (768, 600), (1440, 640)])
def test_a_panel_that_opens_at_the_foot_of_the_window_comes_into_it(size: tuple[int, int], reader: Watched) -> None:
    width, height = size
    page = reader.open("read/introduction/")
    page.set_viewport_size({"width": width, "height": height})
    summary = page.locator(".hs-apparatus > summary").nth(1)
    summary.evaluate("(it) => scrollTo(0, it.getBoundingClientRect().bottom + scrollY - innerHeight + 8)")
    summary.click()
    panel = page.locator(".hs-apparatus[open] > .hs-apparatus__panel")
    expect(panel).to_be_in_viewport(ratio=0.6)
    page.keyboard.press("Escape")


@pytest.fixture(scope="module", params=["full", "german", "arabic"])
def another(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a companion with few dimensions, or with long names."""
    _, site = publish_site(copy_site(request.param, tmp_path_factory.mktemp(request.param)))
    with serving(site) as host:
        yield host


def test_tables_beside_each_other_are_whole_on_a_desk(chromium: Browser, another: str) -> None:
    """What is said of a table takes no room from its columns."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    page = watch(context, another).open("dimensions/")
    tables = page.locator(".hs-beside .hs-scroll")
    assert tables.count() == 2
    assert tables.evaluate_all("all => all.map((each) => each.scrollWidth - each.clientWidth)") == [0, 0]
    context.close()


def test_tools_of_the_list_fit_a_phone_in_every_language(chromium: Browser, tmp_path: Path) -> None:
    """French has the longest names of orders."""
    plan = plan_of("Un titre", ["A B"], ["Une", "Deux"], language="fr")
    _, site = publish_site(write_files(tmp_path, companion_files(plan, templates_folder())))
    context = chromium.new_context(viewport={"width": 320, "height": 700})
    with serving(site) as host:
        page = watch(context, host).open("sources/")
        expect(page.locator(".hs-order")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_reasons_in_a_first_column_are_no_column_of_words(chromium: Browser, tmp_path: Path) -> None:
    _, site = publish_site(copy_site("bilingual", tmp_path))
    context = chromium.new_context(viewport={"width": 390, "height": 800})
    with serving(site) as host:
        doubts = watch(context, host).open("agreement/").locator(".hs-agreement__doubt")
        assert doubts.count()
        assert min(doubts.evaluate_all("all => all.map((each) => each.clientWidth)")) >= 120
    context.close()
