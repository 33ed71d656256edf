"""Pop-ups of citations and notes: hover, focus, pin, Esc, one within another, on small windows and phones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Watched, watch

pytestmark = pytest.mark.browser
SECTION = "read/economic-pragmatism/"
LONG = "read/limited-bandwagoning-and-binding-engagement/"
"""The section with the most citations, some of them in notes."""


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


def _tab_to(page: Page, link: Locator) -> None:
    """By the keyboard alone, from the link before it."""
    link.evaluate(
        """link => {
          const all = [...document.querySelectorAll('a[href], button, summary, [tabindex]')].filter(
            one => one.tabIndex >= 0 && one.checkVisibility({ visibilityProperty: true }));
          all[all.indexOf(link) - 1].focus();
        }"""
    )
    page.keyboard.press("Tab")
    assert link.evaluate("link => link === document.activeElement")


def test_focus_shows_it_enter_goes_in_and_tab_passes_on(desk: Watched) -> None:
    page = desk.open(SECTION)
    link = page.locator("a.hs-cite").first
    stops = page.evaluate(STOPS)
    _tab_to(page, link)
    expect(_pop(page)).to_be_visible()
    assert page.evaluate(STOPS) == stops, "what opens by focus adds nothing to step through"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.hs-pop') === null")
    page.keyboard.press("Shift+Tab")
    page.wait_for_timeout(500)
    assert link.evaluate("link => link === document.activeElement")
    expect(_pop(page)).to_have_count(1)
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.classList.contains('hs-pop--pinned')")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.hs-pop a')"), "after the button that closes it, its links"
    for _ in range(2):
        page.keyboard.press("Shift+Tab")
    page.wait_for_timeout(500)
    assert link.evaluate("link => link === document.activeElement")
    expect(_pop(page)).to_be_visible()
    page.keyboard.press("Enter")
    expect(_pop(page)).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(_pop(page)).to_have_count(0)
    assert link.evaluate("link => link === document.activeElement"), "focus returns to the citation"


STOPS = """() => [...document.querySelectorAll("*")].filter(
    (element) => element.tabIndex >= 0 && element.checkVisibility({ visibilityProperty: true })).length"""


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
    call = page.locator(".hs-note-call a[aria-label^='Note 1,']")
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
    assert page.evaluate("document.querySelector(':target').matches('.hs-note-call a')")


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
    # Beside the text, where no pop-up is.
    page.mouse.click(60, 500)
    expect(pinned).to_have_count(2)
    links.nth(3).focus()
    page.keyboard.press("Enter")
    expect(pinned).to_have_count(2)


def _heard(page: Page, selector: str) -> dict[str, Any]:
    """Role, name, description and properties, as a screen reader gets them from the browser."""
    session = page.context.new_cdp_session(page)
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
    tree = session.send("Accessibility.getPartialAXTree", {"nodeId": node, "fetchRelatives": False})["nodes"][0]
    said = {key: tree.get(key, {}).get("value", "") for key in ("role", "name", "description")}
    return said | {one["name"]: one["value"].get("value") for one in tree["properties"]}


def test_a_citation_is_heard_as_it_is_seen_then_its_title_and_whether_it_is_open(desk: Watched) -> None:
    page = desk.open(SECTION)
    link = page.locator("a.hs-cite", has_text="Chernyavskiy et al. 2019, 463").first
    link.evaluate("link => { link.id = 'heard'; }")
    heard = _heard(page, "#heard")
    assert heard["role"] == "link"
    assert heard["name"] == "Chernyavskiy et al. 2019, 463"
    assert "Predictable Partnership" in heard["description"]
    assert "Chernyavskiy" not in heard["description"], "nothing is said twice"
    assert heard["expanded"] is False
    link.click()
    assert _heard(page, "#heard")["expanded"] is True
    assert _heard(page, ".hs-pop") | {"role": "group", "name": "Chernyavskiy et al. 2019, 463"} == _heard(
        page, ".hs-pop"
    )
    for kind in (".hs-note-call a", "a.hs-link[data-pop]"):
        assert _heard(page, kind)["expanded"] is False


def test_a_group_s_pop_up_names_all_its_sources(desk: Watched) -> None:
    page = desk.open("read/concept-of-hedging/")
    page.locator(".hs-citation", has_text="Ciorciari and Haacke 2019, 368–369").get_by_role("link").first.click()
    named = _heard(page, ".hs-pop")["name"]
    seen = page.locator(".hs-citation:has(.hs-pop) > a").all_inner_texts()
    assert len(seen) > 1
    assert all(one in named for one in seen), (named, seen)


@pytest.mark.parametrize("way", ["hover", "click", "Tab"])
def test_a_citation_within_a_note_opens_beside_it_and_the_note_stays(desk: Watched, way: str) -> None:
    page = desk.open(LONG)
    call = page.locator(".hs-note-call a").nth(_note_that_cites(page))
    note = page.locator(".hs-pop:has(a.hs-cite)")
    if way == "hover":
        call.hover()
        expect(note).to_be_visible()
        note.locator("a.hs-cite").first.hover()
    else:
        call.focus()
        page.keyboard.press("Enter")
        cited = note.locator("a.hs-cite").first
        if way == "click":
            cited.click()
        else:
            while not cited.evaluate("link => link === document.activeElement"):
                page.keyboard.press("Tab")
                assert page.evaluate("document.activeElement.closest('.hs-pop') !== null")
    expect(_pop(page)).to_have_count(2)
    page.wait_for_timeout(500)
    expect(_pop(page)).to_have_count(2)
    outer, inner = (
        page.evaluate("i => document.querySelectorAll('.hs-pop')[i].getBoundingClientRect().toJSON()", i)
        for i in (0, 1)
    )
    apart = (
        inner["left"] >= outer["right"]
        or inner["right"] <= outer["left"]
        or inner["top"] >= outer["bottom"]
        or inner["bottom"] <= outer["top"]
    )
    assert apart, (outer, inner)
    page.keyboard.press("Escape")
    expect(_pop(page)).to_have_count(1)
    page.keyboard.press("Escape")
    expect(_pop(page)).to_have_count(0)
    assert desk.complaints == []


def _note_that_cites(page: Page) -> int:
    found: int = page.evaluate(
        """() => [...document.querySelectorAll('.hs-note-call a')].findIndex(
            call => document.getElementById(call.dataset.pop).querySelector('a.hs-cite'))"""
    )
    assert found >= 0
    return found


def test_notes_in_the_margin_keep_their_links_and_are_heard_and_stepped_to_once(desk: Watched) -> None:
    page = desk.open(LONG)
    aside = page.locator(".hs-sidenote:has(a.hs-cite)").first
    assert aside.get_attribute("aria-hidden") == "true"
    assert aside.evaluate("aside => [...aside.querySelectorAll('a')].every(link => link.tabIndex < 0)")
    link = aside.locator("a.hs-cite").first
    link.click()
    expect(page.locator(".hs-pop--pinned")).to_be_visible()
    assert page.evaluate("!document.activeElement.closest('[aria-hidden]')")
    page.locator(".hs-pop__close").click()
    assert page.evaluate("document.activeElement.matches('.hs-note-call a')"), "the note's call in the text"
    link.hover()
    _pop(page).get_by_role("link", name="Source card").click()
    page.wait_for_url("**/sources/**")
    assert desk.complaints == []


PLACED = """() => {
  const box = document.querySelector('.hs-pop'), link = box.previousElementSibling;
  const area = box.getBoundingClientRect(), head = document.querySelector('header').getBoundingClientRect();
  const lines = [...link.getClientRects()];
  const covers = line => line.top < area.bottom - 1 && area.top < line.bottom - 1
    && line.left < area.right && area.left < line.right;
  const wrong = [];
  if (area.top < Math.max(0, head.bottom)) wrong.push('below the header');
  if (area.bottom > innerHeight || area.left < 0 || area.right > innerWidth) wrong.push('outside the window');
  if (box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== 'auto') wrong.push('cut off');
  if (area.height < 60) wrong.push('low');
  if (lines.every(covers)) wrong.push('over its link');
  return wrong;
}"""


@pytest.mark.parametrize("base", ["address", "disk"])
def test_every_pop_up_is_wholly_visible_or_scrolls_inside(
    chromium: Browser, request: pytest.FixtureRequest, site: Path, base: str
) -> None:
    """One page, resized; each opened from where its link happens to stand in the window."""
    context = chromium.new_context(viewport={"width": 640, "height": 400})
    watched = watch(context, request.getfixturevalue("address") if base == "address" else f"{site.as_uri()}/")
    page = watched.open(LONG + ("" if base == "address" else "index.html"))
    links = page.locator(".hs-passage__text a[data-pop], .hs-endnotes a[data-pop]")
    assert links.count() >= 33
    # Every window with some of the links from disk, and all of the links over HTTP.
    step = 1 if base == "address" else 7
    for width, height in ((640, 400), (667, 320), (320, 256), (390, 844), (768, 1024), (1440, 900)):
        page.set_viewport_size({"width": width, "height": height})
        wrong = page.evaluate(
            """async ([placed, step]) => {
              const judge = eval(placed), found = {};
              const links = [...document.querySelectorAll('.hs-passage__text a[data-pop], .hs-endnotes a[data-pop]')];
              for (let at = 0; at < links.length; at += step) {
                links[at].scrollIntoView({ block: ['center', 'nearest', 'start', 'end'][at % 4] });
                if (links[at].getBoundingClientRect().top < 60) scrollBy(0, -70);
                links[at].click();
                if (judge().length) found[at + links[at].textContent] = judge();
                document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
              }
              return found;
            }""",
            [PLACED, step],
        )
        assert wrong == {}, (width, height)
    assert watched.complaints == []
    context.close()


@contextmanager
def _over_two_lines(page: Page) -> Iterator[tuple[dict[str, float], dict[str, float]]]:
    """The two lines of a citation that runs over both, in the middle of the window."""
    lines = page.evaluate(
        """() => {
          for (const link of document.querySelectorAll('.hs-passage__text a.hs-cite')) {
            const lines = [...link.getClientRects()];
            if (lines.length !== 2 || lines[1].right > lines[0].left) continue;
            link.scrollIntoView({ block: 'center' });
            return [...link.getClientRects()].map(line => line.toJSON());
          }
        }"""
    )
    assert lines, "no citation runs over two lines"
    yield lines[0], lines[1]


def test_a_link_over_two_lines_keeps_its_pop_up_while_the_pointer_travels(desk: Watched) -> None:
    page = desk.open(LONG)
    with _over_two_lines(page) as (first, second):
        page.mouse.move(first["right"] - 8, first["top"] + 8)
        expect(_pop(page)).to_be_visible()
        page.wait_for_timeout(150)
        _pop(page).evaluate("box => { box.dataset.same = 'yes'; }")
        start, end = (first["right"] - 8, first["top"] + 8), (second["left"] + 8, second["bottom"] - 8)
        for step in range(1, 13):
            x, y = (begin + (to - begin) * step / 12 for begin, to in zip(start, end, strict=True))
            page.mouse.move(x, y)
            page.wait_for_timeout(60)
        box = _pop(page).bounding_box()
        assert box
        page.mouse.move(box["x"] + 20, box["y"] + 20, steps=4)
        page.wait_for_timeout(400)
        assert _pop(page).get_attribute("data-same") == "yes"


def test_a_pointer_swept_through_text_opens_none_and_one_that_rests_opens_at_once_the_next(desk: Watched) -> None:
    page = desk.open(SECTION)
    page.evaluate(
        """() => {
          globalThis.opened = 0;
          new MutationObserver(records => records.forEach(record => record.addedNodes.forEach(
            node => { opened += node.classList?.contains('hs-pop') ?? 0; })))
            .observe(document.body, { childList: true, subtree: true });
        }"""
    )
    links = page.locator(".hs-passage__text a[data-pop]")
    for index in range(6):
        box = links.nth(index).bounding_box()
        assert box
        page.mouse.move(box["x"] - 60, box["y"] + 6)
        page.mouse.move(box["x"] + box["width"] + 60, box["y"] + box["height"] - 6, steps=14)
    page.mouse.move(5, 5)
    page.wait_for_timeout(300)
    assert page.evaluate("opened") == 0
    cited = page.locator("a.hs-cite")
    cited.nth(0).hover()
    expect(_pop(page)).to_be_visible()
    cited.nth(1).hover()
    assert page.evaluate("opened") == 2, "the next opens at once"


def test_selecting_text_in_it_pins_it(desk: Watched) -> None:
    page = desk.open(SECTION)
    page.locator("a.hs-cite").first.hover()
    expect(_pop(page)).to_be_visible()
    box = _pop(page).locator(".hs-reference").bounding_box()
    assert box
    page.mouse.move(box["x"] + 4, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 8, steps=4)
    page.mouse.up()
    assert page.evaluate("getSelection().toString().length") > 3
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    expect(page.locator(".hs-pop--pinned")).to_be_visible()


def test_on_a_phone_it_is_a_sheet_at_the_foot_that_leaves_the_line_in_sight(phone: Watched) -> None:
    page = phone.open(LONG)
    links = page.locator(".hs-passage__text a.hs-cite")
    for index in range(0, links.count(), 6):
        links.nth(index).evaluate("link => link.scrollIntoView({ block: 'end' })")
        links.nth(index).tap()
        sheet, line = _pop(page).bounding_box(), links.nth(index).bounding_box()
        assert sheet
        assert line
        assert (sheet["x"], sheet["width"]) == (0, 360)
        assert abs(sheet["y"] + sheet["height"] - 740) < 1
        assert sheet["height"] <= 370
        assert line["y"] + line["height"] <= sheet["y"]
        assert line["y"] >= 40
        page.locator(".hs-pop__close").tap()
        expect(_pop(page)).to_have_count(0)


def test_on_a_phone_a_tap_beside_closes_what_is_open(phone: Watched) -> None:
    page = phone.open(SECTION)
    page.locator("a.hs-cite").first.tap()
    expect(_pop(page)).to_be_visible()
    page.locator(".hs-kicker").tap()
    expect(_pop(page)).to_have_count(0)
