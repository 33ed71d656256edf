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
    call = page.locator("[role=doc-noteref][aria-label^='Note 1,']")
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


def test_citations_of_one_group_open_together_each_with_its_own_locator(desk: Watched) -> None:
    page = desk.open("read/concept-of-hedging/")
    group = page.locator(".hs-citation", has_text="Ciorciari and Haacke 2019, 368–369")
    group.get_by_role("link").nth(1).hover()
    entries = page.locator(".hs-pop__entry")
    expect(entries).to_have_count(2)
    expect(entries.nth(0)).to_contain_text("Cited here: pp. 368–369")
    expect(entries.nth(1)).to_contain_text("Cited here: p. 3")


def test_a_pop_up_says_how_many_other_passages_cite_the_source_and_leads_there(desk: Watched) -> None:
    page = desk.open(SECTION)
    page.locator("a.hs-cite", has_text="Chernyavskiy et al. 2019, 463").first.click()
    page.locator(".hs-pop").get_by_role("link", name="Cited in 2 other passages").click()
    page.wait_for_url("**/sources/chernyavskiy2019/#cited")
    assert page.locator(".hs-mentions > li").count() >= 3


def test_two_pinned_pop_ups_stand_side_by_side_and_a_third_takes_the_place_of_the_first(desk: Watched) -> None:
    page = desk.open(SECTION)
    links = page.locator("a.hs-cite")
    for index in (0, 1):
        links.nth(index).focus()
        page.keyboard.press("Enter")
    pinned = page.locator(".hs-pop--pinned")
    expect(pinned).to_have_count(2)
    one, other = pinned.nth(0).bounding_box(), pinned.nth(1).bounding_box()
    assert one
    assert other
    apart = (
        one["x"] + one["width"] <= other["x"]
        or other["x"] + other["width"] <= one["x"]
        or one["y"] + one["height"] <= other["y"]
        or other["y"] + other["height"] <= one["y"]
    )
    assert apart, (one, other)
    page.locator("#top").click()
    expect(pinned).to_have_count(2)
    links.nth(3).focus()
    page.keyboard.press("Enter")
    expect(pinned).to_have_count(2)


def test_a_citation_has_a_name_that_says_author_year_and_title(desk: Watched) -> None:
    page = desk.open(SECTION)
    name = page.locator("a.hs-cite", has_text="Chernyavskiy et al. 2019, 463").first.get_attribute("aria-label")
    assert name
    assert name.startswith("Chernyavskiy et al. 2019, 463")
    assert "Predictable Partnership" in name


def test_on_a_phone_a_tap_beside_closes_what_is_open(phone: Watched) -> None:
    page = phone.open(SECTION)
    page.locator("a.hs-cite").first.tap()
    expect(_pop(page)).to_be_visible()
    page.locator(".hs-kicker").tap()
    expect(_pop(page)).to_have_count(0)
