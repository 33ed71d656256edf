"""From a claim to what it rests on: evidence in pop-ups, and coded words, by pointer, touch and keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Watched
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser
SECTION = "read/military-capacities/"
CODED = f"{SECTION}?dimensions=indirect-balancing"
CLAIM = "Transit to and from Afghanistan, with the number of military personnel and the share of cargo, p. 38"


def pop(page: Page) -> Locator:
    return page.locator(".hs-pop")


def cited(page: Page) -> Locator:
    return page.locator("#afghanistan-transit .hs-passage__text a.hs-cite").first


def coded(page: Page, passage: str = "nato-partnership") -> Locator:
    return page.locator(f"#{passage} .hs-span--on").first


def holds_what_the_source_shows(shown: Locator) -> None:
    """Claim, place, kind and relation, then the reference, then other passages with their sentences."""
    expect(shown).to_contain_text(CLAIM)
    text = shown.inner_text()
    parts = ("Transit", "p. 38", "official", "supports", "Mission", "Other passages", "passage 8", "Source card")
    places = [text.upper().index(part.upper()) for part in parts]
    assert places == sorted(places), text
    assert "passage 10" not in text


def test_a_pointer_at_a_claim_sees_what_its_source_shows(desk: Watched) -> None:
    page = desk.open(SECTION)
    cited(page).hover()
    holds_what_the_source_shows(pop(page))
    assert desk.complaints == []


def test_a_tap_does_too(phone: Watched) -> None:
    page = phone.open(SECTION)
    cited(page).tap()
    holds_what_the_source_shows(pop(page))


def test_a_key_does_too(desk: Watched) -> None:
    page = desk.open(SECTION)
    cited(page).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    holds_what_the_source_shows(pop(page))


def test_the_whole_text_shows_it_as_well(desk: Watched) -> None:
    page = desk.open("read/all/")
    cited(page).hover()
    expect(pop(page)).to_contain_text(CLAIM)


def test_citations_in_notes_show_it_for_the_passage_that_calls_them(desk: Watched) -> None:
    """In the list of notes at the foot, and in the note's own pop-up."""
    page = desk.open(SECTION)
    page.locator("#note-military-capacities-budget-2016 a.hs-cite").first.hover()
    expect(pop(page).locator(".hs-pop__here")).to_contain_text("supports")
    page.keyboard.press("Escape")
    page.locator("#military-budget .hs-note-call a").first.click()
    pop(page).first.locator("a.hs-cite").first.hover()
    expect(page.locator(".hs-pop .hs-pop__here")).to_contain_text("supports")
    assert desk.complaints == []


def test_what_is_heard_has_the_same_order(desk: Watched) -> None:
    page = desk.open(SECTION)
    cited(page).click()
    tree = pop(page).aria_snapshot().partition("button")[2]
    parts = ("Transit", "official", "supports", "Mission to NATO", "passage 8", "Source card")
    places = [tree.index(part) for part in parts]
    assert places == sorted(places), tree


def test_coded_words_are_underlined_and_stop_the_tab_key_only_when_the_legend_asks(desk: Watched) -> None:
    page = desk.open(SECTION)
    assert page.locator(".hs-span").count() > 5
    assert page.locator(".hs-span--on, .hs-span[tabindex]").count() == 0
    page.locator(".hs-legend").get_by_role("button", name="Indirect balancing").click()
    assert page.locator(".hs-span--on").count() == page.locator(".hs-span").count()
    why = page.evaluate("() => new Set([...document.querySelectorAll('.hs-span')].map(span => span.dataset.why)).size")
    assert page.locator(".hs-span[tabindex='0']").count() == why
    assert "underline" in coded(page).evaluate("span => getComputedStyle(span).textDecorationLine")
    page.get_by_role("button", name="Show all").click()
    assert page.locator(".hs-span--on, .hs-span[tabindex]").count() == 0


def test_coded_words_say_why_to_a_pointer(desk: Watched) -> None:
    page = desk.open(CODED)
    coded(page).hover()
    expect(pop(page)).to_contain_text("Indirect balancing. Military cooperation with others.")
    page.mouse.move(5, 5)
    expect(pop(page)).to_have_count(0)
    assert desk.complaints == []


def test_coded_words_say_why_to_a_finger(phone: Watched) -> None:
    page = phone.open(CODED)
    coded(page).tap()
    expect(pop(page)).to_contain_text("Military cooperation with others.")


def test_coded_words_say_why_to_the_keyboard(desk: Watched) -> None:
    page = desk.open(CODED)
    coded(page).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(pop(page)).to_contain_text("Military cooperation with others.")
    assert coded(page).get_attribute("aria-expanded") == "true"
    page.keyboard.press("Enter")
    expect(page.locator(".hs-pop--pinned")).to_be_visible()
    page.keyboard.press("Escape")
    expect(pop(page)).to_have_count(0)
    assert coded(page).evaluate("span => span === document.activeElement")


def test_a_link_in_coded_words_says_where_it_leads_and_why(desk: Watched) -> None:
    page = desk.open("read/economic-pragmatism/?dimensions=economic-pragmatism")
    link = page.locator("#joint-ventures .hs-passage__text a", has_text="Gazprom bank")
    link.hover()
    expect(pop(page)).to_contain_text("More on it")
    expect(pop(page)).to_contain_text("A loan between the two countries.")


def test_nothing_is_wrong_with_coded_words_that_say_why(desk: Watched) -> None:
    page = desk.open(CODED)
    coded(page).click()
    expect(page.locator(".hs-pop--pinned")).to_be_visible()
    assert violations(page) == []


def test_without_scripts_the_panel_says_it(plain: Watched) -> None:
    page = plain.open(SECTION)
    page.locator("#nato-partnership summary").first.click()
    panel = page.locator("#nato-partnership .hs-apparatus__panel")
    expect(panel).to_contain_text("Military cooperation with others.")
    expect(panel).to_contain_text("p. 38")


def test_hypotheses_show_both_sides_beside_each_other(desk: Watched) -> None:
    page = desk.open("hypotheses/")
    sides = page.locator("#reduced-risk .hs-side")
    names = [name.split()[0] for name in sides.locator("h3").all_inner_texts()]
    assert names[:3] == ["For", "Qualifying", "Against"]
    tops = {round(box["y"]) for side in sides.all()[:3] if (box := side.bounding_box())}
    assert len(tops) == 1
    expect(sides.first).to_contain_text("The hypothesis names military-technical cooperation with the West.")
