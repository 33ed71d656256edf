"""Timeline, hypotheses, actors and data, as a reader uses them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser


def _shown(page: Page) -> list[str]:
    return [id for event in page.locator(".hs-event:visible").all() if (id := event.get_attribute("id"))]


def test_filters_work_by_keyboard_stand_in_the_address_and_are_announced(desk: Watched) -> None:
    page = desk.open("timeline/")
    everything = _shown(page)
    result = page.locator(".hs-filter output")
    expect(result).to_have_attribute("aria-live", "polite")
    expect(result).to_have_text(f"{len(everything)} events")
    page.locator("select[name=actor]").focus()
    page.keyboard.type("Turkey")
    expect(page).to_have_url(re.compile(r"\?actor=turkey$"))
    of_turkey = _shown(page)
    assert 0 < len(of_turkey) < len(everything)
    expect(result).to_have_text(f"{len(of_turkey)} of {len(everything)} events")
    page.keyboard.press("Tab")
    page.keyboard.type("Indirect")
    expect(page).to_have_url(re.compile(r"\?actor=turkey&dimension=indirect-balancing$"))
    assert set(_shown(page)) < set(of_turkey)
    drawn = page.locator(".hs-timechart__wide .hs-lane__item:visible")
    assert set(drawn.evaluate_all("items => items.map(item => item.dataset.event)")) == set(_shown(page))
    page.get_by_role("button", name="Show all").press("Enter")
    expect(page).to_have_url(re.compile(r"/timeline/$"))
    assert _shown(page) == everything
    assert page.evaluate("document.activeElement.name") == "actor"
    assert desk.complaints == []


def test_a_shared_view_opens_as_it_was(desk: Watched) -> None:
    page = desk.open("timeline/?dimension=binding-engagement&actor=nobody")
    expect(page.locator("select[name=dimension]")).to_have_value("binding-engagement")
    expect(page.locator("select[name=actor]")).to_have_value("")
    assert 0 < len(_shown(page)) < page.locator(".hs-event").count()


def test_from_an_actor_to_its_events_on_the_timeline(desk: Watched) -> None:
    page = desk.open("actors/turkey/")
    listed = page.locator(".hs-dates li").count()
    page.get_by_role("link", name="On the timeline").click()
    page.wait_for_url("**/timeline/?actor=turkey")
    assert len(_shown(page)) == listed


def test_the_diagram_leads_to_the_list_by_keyboard_and_the_list_to_the_passages(desk: Watched) -> None:
    page = desk.open("timeline/")
    link = page.locator(".hs-timechart__wide").get_by_role("link", name=re.compile("^Kazan Peace Plan"))
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kazan-plan:target")).to_be_in_viewport()
    page.locator("#kazan-plan dd a").first.click()
    page.wait_for_url("**/read/**#**")
    back = page.locator(".hs-passage:target").locator('a[href$="timeline/#kazan-plan"]')
    assert back.count(), "the passage names the event and leads back"


def test_no_two_names_of_the_diagram_overlap(desk: Watched) -> None:
    page = desk.open("timeline/")
    overlaps = page.locator(".hs-timechart__wide svg").evaluate(
        """svg => {
          const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
          const meet = (a, b) => a.left < b.right && b.left < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom;
          return boxes.flatMap(([name, box], index) =>
            boxes.slice(index + 1).filter(([, other]) => meet(box, other)).map(([other]) => [name, other]));
        }"""
    )
    assert overlaps == []


def test_names_stay_within_the_diagram(desk: Watched) -> None:
    page = desk.open("timeline/")
    outside = page.locator(".hs-timechart__wide svg").evaluate(
        """svg => {
          const frame = svg.getBoundingClientRect();
          return [...svg.querySelectorAll('text')].filter(text => {
            const box = text.getBoundingClientRect();
            return box.left < frame.left - 1 || box.right > frame.right + 1;
          }).map(text => text.textContent);
        }"""
    )
    assert outside == []


def test_without_script_the_whole_list_is_there_and_no_dead_form(plain: Watched) -> None:
    page = plain.open("timeline/?actor=turkey")
    expect(page.locator(".hs-filter")).to_be_hidden()
    assert len(_shown(page)) == page.locator(".hs-event").count() > 0


@pytest.mark.parametrize("path", ["timeline/", "hypotheses/", "actors/", "actors/russia/", "data/"])
def test_pages_fit_a_phone_and_their_diagrams_are_readable(phone: Watched, path: str) -> None:
    page = phone.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    small = page.evaluate(
        """() => [...document.querySelectorAll('.hs-page svg text')].filter(text => text.getClientRects().length)
          .map(text => [text.textContent, parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a])
          .filter(([, size]) => size < 11)"""
    )
    assert small == []


def test_a_number_of_the_table_leads_to_its_branch_of_the_map(desk: Watched) -> None:
    page = desk.open("hypotheses/")
    cell = page.locator(".hs-hypothesis-matrix .hs-cell").first
    number = cell.inner_text()
    cell.click()
    branch = page.locator(".hs-map__branch:target")
    expect(branch).to_be_in_viewport()
    assert branch.locator(".hs-map__passage").count() == int(number)


def test_on_a_wide_screen_statement_dimension_passages_and_sources_stand_side_by_side(desk: Watched) -> None:
    page = desk.open("hypotheses/")
    page.locator(".hs-map__sources").first.scroll_into_view_if_needed()
    branch = page.locator(".hs-map__branch", has=page.locator(".hs-map__sources")).first
    map_ = page.locator(".hs-map", has=branch).first
    columns = [
        map_.locator(".hs-map__root"),
        branch.locator(".hs-map__dimension"),
        branch.locator(".hs-map__passage > a").first,
        branch.locator(".hs-map__sources").first,
    ]
    lefts = [box["x"] for column in columns if (box := column.bounding_box())]
    assert len(lefts) == 4
    assert lefts == sorted(lefts)


def test_two_actors_lead_to_the_passages_that_they_share(desk: Watched) -> None:
    page = desk.open("actors/")
    cell = page.get_by_role("link", name=re.compile("^Russia and Turkey: "))
    number = int(cell.inner_text())
    cell.click()
    page.wait_for_url("**/actors/russia/#with-turkey")
    item = page.locator("#with-turkey")
    item.locator("summary").press("Enter")
    expect(item.locator("details a")).to_have_count(number)
