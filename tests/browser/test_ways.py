"""Every page is two visible steps from every page, at every width, with scripts and without."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Watched

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
    assert beside.count() == 5


def test_a_long_page_has_an_outline_and_a_short_one_none(desk: Watched) -> None:
    page = desk.open("about/")
    summary = page.locator(".hs-toc summary")
    summary.focus()
    page.keyboard.press("Enter")
    links = page.locator(".hs-toc a")
    targets = links.evaluate_all("links => links.map(link => document.querySelector(link.hash)?.tagName)")
    assert len(targets) >= 6
    assert set(targets) <= {"H2", "H3"}
    links.last.click()
    assert page.evaluate("document.querySelector(':target').getBoundingClientRect().top") < 400
    assert desk.open("hypotheses/").locator(".hs-toc").count() == 1
    assert desk.open("sources/shiriyev2019/").locator(".hs-toc").count() == 0
