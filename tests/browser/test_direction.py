"""Companions in Arabic, Hebrew, German and Chinese: nothing leaves the window, and everything is on its side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Watched, watch
from tests.browser.test_accessibility import violations
from tests.companions import copy_site, publish_site
from tests.serving import serving

pytestmark = pytest.mark.browser

WIDTHS = (320, 390, 1024, 1440)
FROM_THE_RIGHT = ("arabic", "hebrew")
COMPANIONS = (*FROM_THE_RIGHT, "german", "chinese")
SAMPLE = ("", "read/introduction/", "read/turns/", "dimensions/", "timeline/", "data/", "sources/", "actors/council/")

_OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const unseen = (element) => {
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      const { clipPath, visibility, overflowX } = getComputedStyle(at);
      if (clipPath !== "none" || visibility === "hidden" || (at !== element && overflowX !== "visible")) return true;
    }
    return false;
  };
  const found = document.documentElement.scrollWidth > width ? ["scrolls"] : [];
  for (const element of document.querySelectorAll(".hs-page *")) {
    const { left, right, width: own } = element.getBoundingClientRect();
    if (own && (right > width + 1 || left < -1) && !unseen(element)) found.push(element.outerHTML);
  }
  return found;
}"""
"""To the left of a page that runs from left to right nothing scrolls: what lies there is lost without a bar."""


@dataclass
class Read:
    """A companion and a browser that reads it."""

    name: str
    paths: tuple[str, ...]
    reader: Watched


SECOND = {"hebrew", "chinese"}
"""Companions whose direction another one has, too: they wait for `make slow`."""


@pytest.fixture(
    scope="module", params=[pytest.param(name, marks=pytest.mark.slow if name in SECOND else ()) for name in COMPANIONS]
)
def read(request: pytest.FixtureRequest, chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    built, site = publish_site(copy_site(request.param, tmp_path_factory.mktemp(request.param)))
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    with serving(Path(site)) as host:
        yield Read(request.param, tuple(page.path for page in built.pages), watch(context, host))
    context.close()


def test_no_page_leaves_the_window_at_any_width(read: Read) -> None:
    found = {}
    assert len({path.partition("/")[0] for path in read.paths}) > 10
    for path in read.paths:
        page = read.reader.open(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if outside := page.evaluate(_OUTSIDE):
                found[path, width] = outside
    assert not found
    assert not read.reader.complaints


def test_axe_finds_nothing(read: Read) -> None:
    for width, path in zip(WIDTHS * 2, SAMPLE, strict=True):
        read.reader.page.set_viewport_size({"width": width, "height": 800})
        assert not violations(read.reader.open(path)), (path, width)


def test_pop_ups_open_inside_the_window_and_begin_where_their_link_does(read: Read) -> None:
    page = read.reader.page
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        read.reader.open("read/introduction/")
        places = page.evaluate(
            """() => [...document.querySelectorAll(".hs-passage__text a[data-pop]")].map((link) => {
              const lines = link.getClientRects();
              link.click();
              const box = document.querySelector(".hs-pop").getBoundingClientRect();
              link.click();
              return [lines[0].left, lines[0].right, box.left, box.right, document.documentElement.clientWidth];
            })"""
        )
        assert len(places) > 3
        for left, right, start, end, room in places:
            assert 0 <= start < end <= room, (width, start, end)
            # Where there is room on the side that the text runs to, both begin at one place.
            if read.name in FROM_THE_RIGHT and right - (end - start) > 20:
                assert end == pytest.approx(right, abs=1)
            if read.name not in FROM_THE_RIGHT and left + (end - start) < room - 20:
                assert start == pytest.approx(left, abs=1)


def test_margin_matrix_and_timeline_stand_on_the_side_that_the_text_runs_to(read: Read) -> None:
    page = read.reader.page
    page.set_viewport_size({"width": 1440, "height": 900})
    forwards = -1 if read.name in FROM_THE_RIGHT else 1

    def ahead(path: str, one: str, other: str) -> bool:
        """Whether the second of two elements lies further on in the direction of the text."""
        read.reader.open(path)
        lefts = [page.locator(each).first.evaluate("at => at.getBoundingClientRect().left") for each in (one, other)]
        return bool((lefts[1] - lefts[0]) * forwards > 0)

    assert ahead("read/introduction/", ".hs-passage__text > *", ".hs-passage__margin .hs-sidenote")
    assert ahead("read/turns/", ".hs-onward__previous", ".hs-onward__next")
    assert ahead("dimensions/", ".hs-matrix thead th:first-child", ".hs-matrix thead th:last-child")
    assert ahead("dimensions/", ".hs-spectrum__pillar", ".hs-spectrum__pillar:nth-of-type(3)")
    assert ahead("timeline/", ".hs-lanes [data-event=first-deal] .hs-span", ".hs-lanes [data-event=watch] .hs-span")
    assert ahead("data/", ".hs-chart .hs-dot", ".hs-chart g:last-of-type .hs-chart__figure")
    arrow = read.reader.open("read/introduction/").locator(".hs-toggle__more").first.text_content()
    assert arrow == ("←" if read.name in FROM_THE_RIGHT else "→")
