"""A companion in English and Arabic: each reads, searches and prints in its own language, and leads to the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Watched, watch
from tests.browser.test_accessibility import violations
from tests.browser.test_direction import _OUTSIDE
from tests.companions import copy_site, publish_site
from tests.serving import serving

pytestmark = pytest.mark.browser

SAMPLE = ("", "read/queue/", "read/queue/beside/", "read/turns/", "read/all/", "dimensions/", "timeline/", "sources/")
REST = ("read/", "dimensions/ledger/", "actors/", "actors/guild/", "hypotheses/", "glossary/", "data/", "figures/",
        "agreement/", "sources/baker2020/", "about/")  # fmt: skip


@pytest.fixture(scope="module")
def read(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    _, site = publish_site(copy_site("bilingual", tmp_path_factory.mktemp("bilingual")))
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    with serving(Path(site)) as host:
        yield watch(context, host)
    context.close()


def check(read: Watched, path: str) -> None:
    page = read.open(path)
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(_OUTSIDE) == [], (path, width)
    assert violations(page) == [], path
    assert not read.complaints


@pytest.mark.parametrize("path", SAMPLE)
def test_pages_of_the_edition_are_accessible_and_fit(read: Watched, path: str) -> None:
    check(read, f"ar/{path}")


@pytest.mark.slow
@pytest.mark.parametrize("path", REST)
def test_all_kinds_of_pages_are_accessible_and_fit(read: Watched, path: str) -> None:
    check(read, f"ar/{path}")


@pytest.mark.parametrize(
    ("path", "words", "found"), [("", "forty houses", "read/queue/"), ("ar/", "أربعون بيتًا", "ar/read/queue/")]
)
def test_the_search_finds_in_the_language_of_the_page(read: Watched, path: str, words: str, found: str) -> None:
    page = read.open(path)
    page.keyboard.press("/")
    page.locator(".hs-search__input").fill(words)
    first = page.locator(".hs-found a").first
    expect(first).to_be_visible()
    assert f"/{found}#forty-houses" in str(first.evaluate("link => link.href"))


def test_a_link_to_the_other_language_keeps_the_passage(read: Watched) -> None:
    page = read.open("read/turns/")
    page.locator("#winter").scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#winter').scrollIntoView()")
    page.locator(".hs-languages a[lang=ar]").evaluate("link => link.click()")
    page.wait_for_url("**/ar/read/turns/#*")
    assert page.url.endswith(("#winter", "#share"))


def test_pop_ups_are_in_the_language_of_the_page(read: Watched) -> None:
    page = read.open("ar/read/queue/")
    page.locator("#forty-houses .hs-link--term").focus()
    box = page.locator(".hs-pop:popover-open")
    expect(box).to_contain_text("قبو من طين")
    assert box.evaluate("box => getComputedStyle(box).direction") == "rtl"


def test_texts_side_by_side_share_the_width_and_the_paper(read: Watched) -> None:
    page = read.open("ar/read/queue/beside/")
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        left, right = (page.locator(f".hs-pair >> nth=1 >> xpath=./div[{n}]").bounding_box() for n in (1, 2))
        assert left
        assert right
        assert abs(left["y"] - right["y"]) < 2
        assert left["x"] + left["width"] <= right["x"] or right["x"] + right["width"] <= left["x"]
    expect(page.locator(".hs-languages")).to_be_hidden()
