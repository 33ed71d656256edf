"""Pop-ups of citations and notes: hover, focus, pin, Esc."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser
SECTION = "read/economic-pragmatism/"


def _pop(page: Page) -> Locator:
    return page.locator(".hs-pop")


def test_pointing_at_a_citation_shows_its_reference_and_locator(desk: Watched) -> None:
    page = desk.open(SECTION)
    page.locator("a.hs-cite", has_text="Chernyavskiy et al. 2019, 463").first.hover()
    expect(_pop(page)).to_be_visible()
    expect(_pop(page)).to_contain_text("Guliev")
    expect(_pop(page)).to_contain_text("Cited here: p. 463")
    expect(_pop(page).get_by_role("link", name="Source card")).to_be_visible()


def test_a_pop_up_stays_while_the_pointer_is_on_it_and_goes_when_it_leaves(desk: Watched) -> None:
    page = desk.open(SECTION)
    page.locator("a.hs-cite").first.hover()
    expect(_pop(page)).to_be_visible()
    _pop(page).hover()
    page.wait_for_timeout(500)
    expect(_pop(page)).to_be_visible()
    page.mouse.move(5, 5)
    expect(_pop(page)).to_have_count(0)


def test_focus_shows_it_and_tab_leads_into_it(desk: Watched) -> None:
    page = desk.open(SECTION)
    page.locator("#top").click()
    link = page.locator("a.hs-cite").first
    page.keyboard.press("Tab")
    for _ in range(60):
        if link.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(_pop(page)).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.hs-pop') !== null")
    page.keyboard.press("Escape")
    expect(_pop(page)).to_have_count(0)
    assert link.evaluate("link => link === document.activeElement"), "focus returns to the citation"


def test_a_click_pins_and_a_second_click_or_esc_closes(desk: Watched) -> None:
    page = desk.open(SECTION)
    link = page.locator("a.hs-cite").first
    link.click()
    expect(page.locator(".hs-pop--pinned")).to_be_visible()
    assert page.url.endswith(SECTION), "the click leads nowhere else"
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    expect(_pop(page)).to_be_visible()
    link.click()
    expect(_pop(page)).to_have_count(0)
    link.click()
    page.keyboard.press("Escape")
    expect(_pop(page)).to_have_count(0)


def test_esc_dismisses_a_hovered_pop_up_without_moving_the_pointer(desk: Watched) -> None:
    page = desk.open(SECTION)
    page.locator("a.hs-cite").first.hover()
    expect(_pop(page)).to_be_visible()
    page.keyboard.press("Escape")
    expect(_pop(page)).to_have_count(0)


def test_a_pop_up_covers_no_line_of_its_citation(desk: Watched) -> None:
    page = desk.open(SECTION)
    for index in range(page.locator("a.hs-cite").count()):
        link = page.locator("a.hs-cite").nth(index)
        link.scroll_into_view_if_needed()
        link.click()
        covered = link.evaluate(
            """link => {
              const pop = document.querySelector('.hs-pop').getBoundingClientRect();
              return [...link.getClientRects()].some(line => line.top < pop.bottom && pop.top < line.bottom
                && line.left < pop.right && pop.left < line.right);
            }"""
        )
        assert not covered, link.inner_text()
        page.keyboard.press("Escape")


def test_a_note_opens_where_it_is_called_and_stands_below_the_text(desk: Watched) -> None:
    page = desk.open(SECTION)
    call = page.locator("[role=doc-noteref][aria-label='Note 1']")
    call.hover()
    expect(_pop(page)).to_contain_text("Trans-Anatolian")
    page.keyboard.press("Escape")
    call.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".hs-pop--pinned")).to_contain_text("Trans-Anatolian")
    page.keyboard.press("Escape")
    expect(page.locator("[role=doc-endnotes]")).to_contain_text("Trans-Anatolian")
    back = page.locator("[role=doc-backlink][aria-label='Back to the text: Economic pragmatism, passage 9']")
    back.click()
    assert page.evaluate("document.querySelector(':target').getAttribute('role')") == "doc-noteref"


def test_on_a_phone_the_first_tap_opens_and_the_link_inside_leads_on(phone: Watched) -> None:
    page = phone.open(SECTION)
    page.locator("a.hs-cite").first.tap()
    expect(_pop(page)).to_be_visible()
    box = _pop(page).bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    _pop(page).get_by_role("link", name="Source card").tap()
    page.wait_for_url("**/sources/**")
