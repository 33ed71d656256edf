"""Every page is two visible steps from every page, at every width, with scripts and without."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import Watched, watch

pytestmark = pytest.mark.browser
WIDTHS = ((320, 640), (390, 844), (640, 400), (768, 1024), (1024, 768), (1150, 800), (1440, 900))
ENDS = (WIDTHS[0], WIDTHS[-1])
FROM = (
    "",
    "read/economic-pragmatism/",
    "dimensions/economic-pragmatism/",
    "actors/russia/",
    "sources/shiriyev2019/",
    "sr/",
)
"""A page inside each kind, from which the way is longest."""
SEEN = """() => [...document.querySelectorAll("a[href]")].filter((link) => {
    const box = link.getBoundingClientRect();
    return link.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 0
        && box.right > 0 && box.left < document.documentElement.clientWidth;
}).map((link) => new URL(link.getAttribute("href"), location.href)).filter((url) => url.origin === location.origin)
  .map((url) => url.pathname)"""


def leads_to(watched: Watched, width: int, height: int) -> set[str]:
    """The pages that the visible links of the open page lead to."""
    watched.page.set_viewport_size({"width": width, "height": height})
    root = watched.base[watched.base.index("/", 8) :]
    return {path.removeprefix(root) for path in watched.page.evaluate(SEEN)}


@pytest.mark.parametrize("with_script", [True, False], ids=["scripts", "no-scripts"])
def test_every_page_is_two_steps_away(desk: Watched, plain: Watched, site: Path, *, with_script: bool) -> None:
    watched, widths = (desk, WIDTHS) if with_script else (plain, ENDS)
    near: dict[tuple[int, int], set[str]] = {}
    for path in FROM:
        watched.open(path)
        for width in widths:
            found = leads_to(watched, *width)
            near[width] = near.get(width, found) & found
    pages = {path.parent.relative_to(site).as_posix().strip(".") + "/" for path in site.rglob("index.html")}
    pages = {path.removeprefix("/") for path in pages}
    assert len(pages) > 100
    everywhere = set.intersection(*near.values()) & pages
    beyond: dict[tuple[int, int], set[str]] = {width: set() for width in ENDS}
    for path in sorted(everywhere):
        watched.open(path)
        for width, found in beyond.items():
            found |= leads_to(watched, *width)
    for width, found in beyond.items():
        assert pages - everywhere - found == set(), width


def test_the_footer_says_where_one_is(desk: Watched) -> None:
    page = desk.open("glossary/")
    current = page.locator(".hs-ways [aria-current=page]")
    assert current.evaluate_all("links => links.map(link => link.textContent)") == ["Glossary"]
    beside = page.get_by_role("navigation", name="Index").get_by_role("link")
    assert beside.evaluate_all("links => links.map(link => link.checkVisibility())") == [True] * beside.count()
    assert beside.count() == 6


def test_a_long_page_has_an_outline_and_a_short_one_none(desk: Watched) -> None:
    page = desk.open("about/")
    summary = page.locator(".hs-toc summary")
    summary.focus()
    page.keyboard.press("Enter")
    links = page.locator(".hs-toc a")
    targets = links.evaluate_all("links => links.map(link => document.querySelector(link.hash)?.tagName)")
    assert len(targets) >= 6
    assert set(targets) <= {"H2", "H3"}
    links.first.click()
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 400
    assert desk.open("hypotheses/").locator(".hs-toc").count() == 1
    assert desk.open("sources/shiriyev2019/").locator(".hs-toc").count() == 0


TEXT = "read/limited-bandwagoning-and-binding-engagement/"


def read_on(watched: Watched, passage: int) -> str:
    """Scroll to a passage as a reader does, and return its id."""
    box = watched.page.locator(".hs-passage").nth(passage)
    box.evaluate("box => scrollBy(0, box.getBoundingClientRect().top - innerHeight * .3)")
    tick = watched.page.locator(".hs-rail__tick").nth(passage)
    expect(tick).to_have_class(re.compile("hs-rail__tick--here"))
    return box.get_attribute("id") or ""


def test_the_rail_shows_passages_in_their_colours_and_no_further_stops(desk: Watched) -> None:
    page = desk.open(TEXT)
    ticks = page.locator(".hs-rail__tick")
    assert ticks.count() == page.locator(".hs-passage").count() > 20
    read_on(desk, 12)
    assert page.locator(".hs-rail__tick--here").count() == 1
    told = page.evaluate(
        """() => [...document.querySelectorAll(".hs-passage")].map((passage, index) => {
            const tick = document.querySelectorAll(".hs-rail__tick")[index];
            const codes = [...passage.querySelectorAll(".hs-passage__codes .hs-mark")].map(
                (mark) => [...mark.classList].find((name) => name.startsWith("hs-dim--")).slice(8));
            return codes.join(" ") === [...tick.children].map((part) => part.className.slice(8)).join(" ")
                && [...tick.children].every((part) => getComputedStyle(part).backgroundColor !== "rgba(0, 0, 0, 0)");
        })"""
    )
    assert all(told)
    rail = page.locator(".hs-rail")
    assert rail.get_attribute("aria-hidden") == "true"
    assert rail.evaluate("rail => [...rail.querySelectorAll('*')].filter(part => part.tabIndex >= 0).length") == 0
    for width, height in WIDTHS:
        page.set_viewport_size({"width": width, "height": height})
        box, text = rail.bounding_box(), page.locator(".hs-passage__text").first.bounding_box()
        assert box, width
        assert text, width
        assert text["x"] + text["width"] <= box["x"]
        assert box["height"] > height / 2
    assert desk.complaints == []


def test_a_tick_leads_to_its_passage_and_follows_the_chosen_codes(desk: Watched) -> None:
    page = desk.open(f"{TEXT}?dimensions=binding-engagement")
    coded = page.locator('.hs-passage[data-dimensions~="binding-engagement"]').count()
    others = page.locator(".hs-rail__tick--other").count()
    assert others == page.locator(".hs-passage").count() - coded > 0
    page.locator(".hs-rail__tick").nth(9).click()
    assert page.url.endswith(f"#{page.locator('.hs-passage').nth(9).get_attribute('id')}")
    sections = page.locator("a:has(.hs-nav__number)")
    assert sections.count() == 13
    assert all("?dimensions=binding-engagement" in link.href for link in hrefs(sections))
    page.get_by_role("button", name="Show all codes").click()
    assert page.locator(".hs-rail__tick--other").count() == 0
    assert not any("?" in link.href for link in hrefs(sections))


class Link(NamedTuple):
    """A link of the navigation."""

    href: str
    text: str


def hrefs(links: Locator) -> list[Link]:
    found = links.evaluate_all("links => links.map(link => [link.href, link.textContent.trim()])")
    return [Link(href, " ".join(text.split())) for href, text in found]


def test_sections_are_numbered_and_nested(desk: Watched) -> None:
    page = desk.open("read/relations-with-turkey/")
    links = page.locator("nav a:has(.hs-nav__number)")
    assert [link.text.partition(" ")[0] for link in hrefs(links)] == [str(number) for number in range(1, 14)]
    starts = links.evaluate_all(
        """links => links.map(link => link.querySelector('.hs-nav__label'))
            .map(label => parseFloat(getComputedStyle(label).paddingInlineStart))"""
    )
    assert starts[5] > starts[4]
    assert starts[12] == starts[0]
    assert page.locator(".md-sidebar--primary").is_visible()


@pytest.mark.parametrize("on_disk", [False, True], ids=["http", "disk"])
def test_the_place_is_offered_on_return_and_can_be_forgotten(
    chromium: Browser, address: str, site: Path, *, on_disk: bool
) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    watched, index = watch(context, f"{site.as_uri()}/" if on_disk else address), "index.html" if on_disk else ""
    page = watched.open(index)
    assert page.locator(".hs-resume").is_hidden()
    watched.open(TEXT + index)
    assert page.locator(".hs-resume").is_hidden()
    id = read_on(watched, 7)
    root = unquote(urlsplit(watched.base).path)
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('hedgesite:'))") == [
        f"hedgesite:{root}:place"
    ]
    for path in ("", "read/", TEXT):
        watched.open(path + index)
        offered = page.locator(".hs-resume").get_by_role("link")
        expect(offered).to_have_text(re.compile(r"binding engagement.*, passage 8$"))
    offered.click()
    page.wait_for_url(f"**/{TEXT}{index}#{id}")
    expect(page.locator(f"#{id}")).to_be_in_viewport()
    assert page.locator(".hs-resume").is_hidden()
    watched.open(f"about/{index}")
    page.get_by_role("button", name="Forget the place at which I stopped").press("Enter")
    expect(page.locator(".hs-resume [role=status]")).to_have_text("Forgotten.")
    expect(page.locator(".hs-resume [role=status]")).to_be_focused()
    watched.open(index)
    assert page.locator(".hs-resume").is_hidden()
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('hedgesite:'))") == []
    assert watched.complaints == []
    context.close()


@pytest.mark.parametrize("kept", ["{", "null", "[]", '{"page": "//elsewhere.example/", "passage": "x"}', '{"page": 1}'])
def test_what_another_page_has_kept_is_not_offered(desk: Watched, kept: str) -> None:
    desk.open("")
    desk.page.evaluate("kept => localStorage.setItem('hedgesite:/site/:place', kept)", kept)
    assert desk.open("").locator(".hs-resume").is_hidden()
    assert desk.complaints == []


def test_a_link_to_a_passage_does_not_move_the_place(desk: Watched) -> None:
    desk.open(TEXT)
    id = read_on(desk, 5)
    desk.open(f"read/conclusion/#{desk.open('read/conclusion/').locator('.hs-passage').nth(2).get_attribute('id')}")
    desk.page.wait_for_timeout(300)
    assert f'"{id}"' in desk.page.evaluate("localStorage.getItem('hedgesite:/site/:place')")
