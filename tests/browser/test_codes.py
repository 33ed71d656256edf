"""Reading with the codes: choosing dimensions, sharing the choice, and citing a passage, with a keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Watched, watch
from tests.browser.test_accessibility import violations
from tests.companions import copy_site, publish_site

pytestmark = pytest.mark.browser
SECTION = "read/limited-bandwagoning-and-binding-engagement/"
DENIAL = "?dimensions=dominance-denial"


def button(page: Page, name: str) -> Locator:
    return page.locator(".hs-legend").get_by_role("button", name=name)


def striped(page: Page) -> list[str]:
    """Ids of the passages that have a stripe."""
    found: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.hs-passage:has(.hs-stripes)')].map(passage => passage.id)"
    )
    return found


def coded(page: Page, *dimensions: str) -> list[str]:
    """Ids of the passages that are coded to any of some dimensions, as the markup says it."""
    found: list[str] = page.evaluate(
        """wanted => [...document.querySelectorAll('.hs-passage')]
          .filter(passage => (passage.dataset.dimensions || '').split(' ').some(id => wanted.includes(id)))
          .map(passage => passage.id)""",
        list(dimensions),
    )
    return found


def visible_marks(page: Page) -> set[str]:
    marks = page.locator(".hs-passage__codes .hs-mark >> visible=true")
    return {marks.nth(index).inner_text() for index in range(marks.count())}


@pytest.fixture
def copying(chromium: Browser, address: str) -> Iterator[Watched]:
    """A desk whose clipboard may be read."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield watch(context, address)
    context.close()


def test_at_first_all_codes_are_there_and_none_is_chosen(desk: Watched) -> None:
    page = desk.open(SECTION)
    assert page.locator(".hs-toggle").count() == 5
    assert page.locator(".hs-toggle[aria-pressed=true]").count() == 0
    assert visible_marks(page) == {"LB", "DF", "LD", "BE", "DD"}
    assert striped(page) == []
    expect(page.get_by_role("button", name="Show all codes")).to_be_hidden()


def test_choosing_a_dimension_marks_its_passages_and_takes_the_other_marks_away(desk: Watched) -> None:
    page = desk.open(SECTION)
    button(page, "Dominance denial").click()
    expect(button(page, "Dominance denial")).to_have_attribute("aria-pressed", "true")
    assert visible_marks(page) == {"DD"}
    assert striped(page) == coded(page, "dominance-denial")
    expect(page.locator(".hs-legend [role=status]")).to_have_text("Showing Dominance denial: 2 of 24 passages.")
    assert page.url.endswith(SECTION + DENIAL)
    button(page, "Binding engagement").click()
    assert visible_marks(page) == {"DD", "BE"}
    assert striped(page) == coded(page, "dominance-denial", "binding-engagement")
    assert page.url.endswith(DENIAL + ",binding-engagement")
    button(page, "Dominance denial").click()
    assert visible_marks(page) == {"BE"}
    page.get_by_role("button", name="Show all codes").click()
    assert page.url.endswith(SECTION)
    assert visible_marks(page) == {"LB", "DF", "LD", "BE", "DD"}
    assert striped(page) == []


def test_choosing_moves_no_line_of_the_text(desk: Watched) -> None:
    page = desk.open(SECTION)
    places = "() => [...document.querySelectorAll('.hs-passage')].map(p => Math.round(p.getBoundingClientRect().top))"
    before = page.evaluate(places)
    button(page, "Dominance denial").click()
    assert page.evaluate(places) == before


def test_a_view_is_shared_by_its_address_and_goes_on_to_the_next_section(desk: Watched) -> None:
    page = desk.open(f"{SECTION}{DENIAL}#ties-of-the-military")
    expect(button(page, "Dominance denial")).to_have_attribute("aria-pressed", "true")
    assert striped(page) == coded(page, "dominance-denial")
    assert page.url.endswith("#ties-of-the-military")
    page.locator(".hs-onward__next").click()
    page.wait_for_url(f"**/read/economic-pragmatism/{DENIAL}")
    expect(page.locator(".hs-legend [role=status]")).to_contain_text("none of these dimensions: 0 of 12 passages")
    assert striped(page) == []
    button(page, "Economic pragmatism").click()
    assert page.url.endswith(f"{DENIAL},economic-pragmatism")


@pytest.mark.parametrize("query", ["?dimensions=", "?dimensions=<b>,,", "?other=1"])
def test_an_address_that_says_nothing_chooses_nothing(desk: Watched, query: str) -> None:
    page = desk.open(SECTION + query)
    assert page.locator(".hs-toggle[aria-pressed=true]").count() == 0
    assert desk.complaints == []
    button(page, "Dominance denial").click()
    assert "dimensions=dominance-denial" in page.url
    assert ("other=1" in page.url) is ("other=1" in query)


def test_the_keyboard_alone_chooses_and_leads_to_the_dimension(desk: Watched) -> None:
    page = desk.open(SECTION)
    button(page, "Limited bandwagoning").focus()
    page.keyboard.press("Space")
    expect(button(page, "Limited bandwagoning")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "The dimension Limited bandwagoning"
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.matches('.hs-toggle')")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    page.wait_for_url("**/dimensions/limited-bandwagoning/")


def test_showing_all_leaves_the_focus_in_the_legend(desk: Watched) -> None:
    page = desk.open(SECTION + DENIAL)
    page.get_by_role("button", name="Show all codes").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.matches('.hs-toggle')")


def test_the_whole_text_has_the_legend_too(desk: Watched) -> None:
    page = desk.open("read/all/?dimensions=economic-pragmatism")
    assert striped(page) == coded(page, "economic-pragmatism")
    assert len(striped(page)) == 13
    page.locator("#trade-with-russia .hs-permalink").click()
    page.wait_for_url("**/read/economic-pragmatism/#trade-with-russia")


def test_without_scripts_the_legend_leads_to_dimensions_and_citations_can_be_read(plain: Watched) -> None:
    page = plain.open(SECTION)
    assert page.get_by_role("button", name="Copy").count() == 0
    panel = page.locator(".hs-passage").first.locator(".hs-apparatus")
    panel.locator("summary").first.click()
    panel.get_by_text("Cite this passage").click()
    expect(panel.locator(".hs-citing__text").first).to_be_visible()
    assert panel.locator(".hs-address").count() == 3
    page.locator(".hs-legend").get_by_role("link", name="Dominance denial").click()
    page.wait_for_url("**/dimensions/dominance-denial/")


def open_citation(page: Page, passage: str) -> Locator:
    """Open a passage's panel and its citations with the keyboard."""
    panel = page.locator(f"#{passage} .hs-apparatus")
    panel.locator("summary").first.focus()
    page.keyboard.press("Enter")
    panel.locator(".hs-citing > summary").focus()
    page.keyboard.press("Enter")
    expect(panel.get_by_role("button", name="Copy BibTeX")).to_be_visible()
    return panel


@pytest.mark.parametrize("form", ["Permalink", "Chicago", "BibTeX"])
def test_one_click_copies_a_citation_with_its_whole_address(copying: Watched, form: str) -> None:
    page = copying.open("read/economic-pragmatism/")
    panel = open_citation(page, "trade-with-russia")
    copy = panel.get_by_role("button", name=f"Copy {form}")
    copy.focus()
    page.keyboard.press("Enter")
    expect(copy).to_contain_text("Copied")
    expect(panel.get_by_role("status").filter(has_text=f"{form} copied")).to_be_attached()
    text = page.evaluate("navigator.clipboard.readText()")
    address = f"{copying.base}read/economic-pragmatism/#trade-with-russia"
    if form == "Permalink":
        assert text == address
    if form == "Chicago":
        assert text.startswith("“The economic pragmatism of Azerbaijan")
        assert text.endswith(f"{address}.")
    if form == "BibTeX":
        assert re.fullmatch(r"@misc\{trade-with-russia,\n(?:  [a-z]+ = \{.*\},?\n)+\}", text), text
        assert f"url = {{{address}}}" in text


def test_the_choice_is_no_part_of_a_permalink(copying: Watched) -> None:
    page = copying.open("read/economic-pragmatism/?dimensions=economic-pragmatism")
    panel = open_citation(page, "trade-with-russia")
    assert "?" not in panel.locator(".hs-address").first.inner_text()


def test_from_disk_a_citation_is_copied_or_selected(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    watched = watch(context, f"{site.as_uri()}/")
    page = watched.open("read/economic-pragmatism/index.html")
    button(page, "Economic pragmatism").click()
    assert len(striped(page)) == 12
    panel = open_citation(page, "trade-with-russia")
    copy = panel.get_by_role("button", name="Copy Permalink")
    copy.click()
    expect(copy).to_have_text(re.compile("Copied|Selected"))
    assert panel.locator(".hs-address").first.inner_text() == "read/economic-pragmatism/#trade-with-russia"
    assert watched.complaints == []
    context.close()


def test_where_the_clipboard_is_refused_the_text_is_selected_and_copied(desk: Watched) -> None:
    page = desk.open("read/economic-pragmatism/")
    page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )
    panel = open_citation(page, "trade-with-russia")
    panel.get_by_role("button", name="Copy Permalink").click()
    expect(panel.get_by_role("button", name="Copy Permalink")).to_contain_text("Copied")
    assert page.evaluate("getSelection().toString()").endswith("#trade-with-russia")


def test_esc_closes_the_panel_and_returns_to_where_it_was_opened(desk: Watched) -> None:
    page = desk.open("read/economic-pragmatism/")
    panel = open_citation(page, "trade-with-russia")
    page.keyboard.press("Escape")
    assert panel.get_attribute("open") is None
    assert page.evaluate("document.activeElement.closest('.hs-passage').id") == "trade-with-russia"
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_chosen_view_with_its_panel_open(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page = watch(context, address).open(f"{SECTION}{DENIAL},limited-bandwagoning")
    page.locator(".hs-apparatus summary").first.click()
    page.locator(".hs-apparatus[open] .hs-citing > summary").click()
    assert violations(page) == []
    context.close()


def test_axe_finds_nothing_where_gaps_and_meetings_are_unfolded(desk: Watched) -> None:
    for path in ("dimensions/", "dimensions/dominance-denial/"):
        page = desk.open(path)
        page.evaluate("for (const fold of document.querySelectorAll('.hs-fold')) fold.open = true")
        assert violations(page) == []


def test_the_panel_and_the_stripes_stay_on_a_phone_s_screen(phone: Watched) -> None:
    page = phone.open(f"{SECTION}?dimensions=limited-bandwagoning,binding-engagement,dominance-denial")
    page.locator(".hs-apparatus summary").first.tap()
    page.locator(".hs-apparatus[open] .hs-citing > summary").tap()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    lefts = page.evaluate("[...document.querySelectorAll('.hs-stripes')].map(s => s.getBoundingClientRect().left)")
    assert min(lefts) >= 0


def test_from_the_index_it_is_three_clicks_to_what_a_claim_rests_on(desk: Watched) -> None:
    page = desk.open("dimensions/")
    page.get_by_role("link", name="Dominance denial in Relations with Turkey: 15 passages").click()
    page.wait_for_url("**/dimensions/dominance-denial/#in-relations-with-turkey")
    page.locator(".hs-group", has=page.locator(":target")).locator(".hs-excerpt__sources a").first.click()
    page.wait_for_url("**/sources/**")


def test_two_dimensions_lead_to_the_passages_that_they_share(desk: Watched) -> None:
    page = desk.open("dimensions/")
    page.get_by_role("link", name="Indirect balancing with Dominance denial: 16 passages").click()
    page.wait_for_url("**/dimensions/indirect-balancing/#with-dominance-denial")
    shared = page.locator("#with-dominance-denial")
    expect(shared).to_be_visible()
    assert shared.get_by_role("link", name=re.compile("passage")).count() == 16


def test_the_spectrum_is_drawn_within_its_frame_and_leads_to_the_dimensions(desk: Watched, phone: Watched) -> None:
    for watched in (desk, phone):
        page = watched.open("dimensions/")
        frame = page.locator(".hs-spectrum").bounding_box()
        assert frame
        texts = page.locator(".hs-spectrum__drawing text >> visible=true")
        boxes = [box for index in range(texts.count()) if (box := texts.nth(index).bounding_box())]
        assert len(boxes) >= 12
        for box in boxes:
            assert box["x"] >= frame["x"] - 1
            assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1
        page.locator(".hs-spectrum__pillar").first.click()
        page.wait_for_url("**/dimensions/deference/")


def test_a_dimension_with_parts_shows_what_is_coded_to_any_of_them(desk: Watched) -> None:
    page = desk.open(SECTION)
    button(page, "Limited bandwagoning").click()
    assert visible_marks(page) == {"LB", "DF", "LD"}
    whole = coded(page, "limited-bandwagoning")
    assert striped(page) == whole
    assert len(whole) == 15
    expect(page.locator(".hs-legend [role=status]")).to_have_text("Showing Limited bandwagoning: 15 of 24 passages.")
    button(page, "Limited bandwagoning").click()
    button(page, "Limits of deference").click()
    assert visible_marks(page) == {"LD"}
    assert set(striped(page)) < set(whole)


def test_an_address_with_a_former_code_chooses_the_present_one(chromium: Browser, tmp_path: Path) -> None:
    _, site = publish_site(copy_site("handover", tmp_path / "companion"), site_dir=tmp_path / "site")
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{(site / 'read/what-is-said/index.html').as_uri()}?dimensions=information")
    expect(page.locator('[data-dimension="content-of-talk"] button')).to_have_attribute("aria-pressed", "true")
    assert len(striped(page)) == 7
    context.close()
