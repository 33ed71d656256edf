"""Companions in a style with notes and in one with numbers: pop-ups, notes, print, and from disk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched, watch
from tests.browser.test_accessibility import violations
from tests.companions import copy_site, publish_site

pytestmark = pytest.mark.browser
SECTION = "read/counting/index.html"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("styles")
    return {name: publish_site(copy_site(name, folder / name))[1] for name in ("notes", "numeric")}


@pytest.fixture
def reader(chromium: Browser) -> Iterator[Watched]:
    """A browser that opens files from disk."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield watch(context, "")
    context.close()


def opened(reader: Watched, site: Path, path: str = SECTION) -> Page:
    return reader.open((site / path).as_uri())


def test_a_cited_note_shows_the_whole_reference_and_its_place(reader: Watched, sites: dict[str, Path]) -> None:
    page = opened(reader, sites["notes"])
    call = page.locator(".hs-text .hs-note-call > a", has_text="2")
    call.hover()
    pop = page.locator(".hs-pop")
    expect(pop).to_contain_text("Heron, Ada. Lakes and Their Keepers. Marsh Press, 2010.")
    expect(pop).to_contain_text("Cited here: p. 40")
    # Beside the text stands what the note says.
    expect(page.locator(".hs-sidenote").nth(1)).to_contain_text("Heron, Lakes and Their Keepers, 40.")
    page.keyboard.press("Escape")
    page.mouse.move(5, 5)
    page.locator(".hs-text .hs-note-call > a", has_text="4").click()
    expect(page.locator(".hs-pop")).to_contain_text("The agency counts otherwise")
    page.keyboard.press("Escape")
    page.locator(".hs-text .hs-note-call > a", has_text="5").click()
    expect(page.locator(".hs-pop .hs-reference")).to_have_count(2)
    assert reader.complaints == []
    assert violations(page) == []


def test_notes_are_printed_alike_in_a_section_and_in_the_whole_text(reader: Watched, sites: dict[str, Path]) -> None:
    printed = []
    for path in (SECTION, "read/all/index.html"):
        page = opened(reader, sites["notes"], path)
        page.emulate_media(media="print")
        notes = page.locator(".hs-endnotes li", has_text="Heron, Lakes and Their Keepers, 40.")
        expect(notes).to_be_visible()
        printed.append(notes.evaluate("note => [note.value, note.querySelector('p').innerText]"))
        page.emulate_media(media="screen")
    assert printed[0] == printed[1] == [2, "Heron, Lakes and Their Keepers, 40."]
    assert page.locator(".hs-endnotes li").evaluate_all("all => all.map(note => note.value)") == [1, 2, 3, 4, 5, 6, 7]
    page.locator(".hs-text .hs-note-call > a", has_text="7").evaluate("link => link.removeAttribute('data-pop')")
    page.locator(".hs-text .hs-note-call > a", has_text="7").click()
    assert page.url.endswith("#cited-keeping-1")
    expect(page.locator("#cited-keeping-1")).to_be_in_viewport()


@pytest.mark.slow
def test_a_range_of_numbers_opens_all_its_sources(reader: Watched, sites: dict[str, Path]) -> None:
    page = opened(reader, sites["numeric"])
    link = page.get_by_role("link", name="1–4")
    link.click()
    expect(page.locator(".hs-pop .hs-reference")).to_have_count(4)
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    assert page.locator(".hs-text a[hidden]").evaluate_all("all => all.every(link => !link.offsetParent)")
    expect(page.locator(".hs-references li").nth(1)).to_contain_text("2. Egret B, Stilt C.")
    assert reader.complaints == []
    assert violations(page) == []
