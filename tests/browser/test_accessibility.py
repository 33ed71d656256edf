"""Every kind of page is held to WCAG 2.2, A and AA, by axe-core: in both palettes, and on a phone.
And what axe does not know: how one steps through a page, and what is heard of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched, watch

pytestmark = pytest.mark.browser

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
KINDS = (
    "",
    "read/",
    "read/economic-pragmatism/",
    "read/all/",
    "dimensions/",
    "dimensions/economic-pragmatism/",
    "hypotheses/",
    "timeline/",
    "timeline/?actor=turkey",
    "actors/",
    "actors/russia/",
    "glossary/",
    "data/",
    "agreement/",
    "sources/",
    "sources/shiriyev2019/",
    "about/",
    "how-to-read/",
    "accessibility/",
    "sr/",
    "404.html",
)
VIEWS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
}


@pytest.fixture(scope="module", params=VIEWS)
def reader(request: pytest.FixtureRequest, chromium: Browser, root: str) -> Iterator[Watched]:
    """A browser that prefers one palette, or has little room."""
    context = chromium.new_context(**VIEWS[request.param], reduced_motion="reduce")
    yield watch(context, root)
    context.close()


def violations(page: Page) -> list[str]:
    """What axe finds: its rule, the element at fault, and why."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", WCAG
    )
    return [
        f"{item['id']}: {' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for item in found["violations"]
        for node in item["nodes"]
    ]


@pytest.mark.parametrize("path", KINDS)
def test_axe_finds_nothing(reader: Watched, path: str) -> None:
    assert violations(reader.open(path)) == []


LONG = "read/limited-bandwagoning-and-binding-engagement/"

FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  // A radio button of the shell is seen as the label that follows it.
  const seen = one.type === 'radio' ? one.nextElementSibling : one;
  const area = seen.getBoundingClientRect();
  const shown = area.width > 1 && area.height > 1 && area.bottom > 0 && area.top < innerHeight && area.right > 0
    && area.left < innerWidth && seen.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  one.dataset.stepped = 'yes';
  const where = ['text', 'endnotes', 'margin', 'bibliography'].find(name => one.closest(
    { text: '.hs-passage__text', margin: '.hs-passage__margin' }[name] ?? `.hs-${name}`));
  return { shown, where: where ?? '', what: one.outerHTML.slice(0, 90), inside: one.closest('.hs-pop') !== null };
}"""


def test_the_tab_key_walks_through_the_text_and_stops_nowhere_unseen(desk: Watched) -> None:
    page = desk.open(LONG)
    stops: list[dict[str, Any]] = []
    while len(stops) <= 200:
        page.keyboard.press("Tab")
        # The way past the navigation comes into the window softly.
        page.wait_for_timeout(0 if stops else 500)
        stop = page.evaluate(FOCUSED)
        if stop is None:
            break
        stops.append(stop)
    assert 60 < len(stops) <= 150
    assert [stop["what"] for stop in stops if not stop["shown"]] == []
    assert not any(stop["inside"] for stop in stops)
    passed = (
        "links => links.filter(link => !link.dataset.stepped && !link.closest('.hs-pop')).map(link => link.outerHTML)"
    )
    prose = page.locator(".hs-passage__text a:not(.hs-pop a), .hs-endnotes a:not(.hs-pop a)")
    assert prose.count() >= 80
    assert prose.evaluate_all(passed) == [], "every citation, note and link of the prose has a stop of its own"


def test_arrows_and_letters_step_through_what_the_tab_key_passes(desk: Watched) -> None:
    page = desk.open(LONG)
    page.locator(".hs-apparatus > summary").first.focus()
    active = "document.activeElement"
    heard = set()
    for _ in range(page.locator(".hs-passage").count()):
        heard.add(page.evaluate(f"{active}.closest('.hs-passage').id"))
        page.keyboard.press("ArrowDown")
    assert len(heard) == page.locator(".hs-passage").count()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"{active}.closest('.hs-passage__codes') !== null")
    page.locator(".hs-bibliography a[tabindex='0']").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(f"[...document.querySelectorAll('.hs-source')].indexOf({active}.closest('.hs-source'))") == 1
    page.goto(page.url.partition("#")[0])
    for number in (1, 2, 3):
        page.keyboard.press("j")
        assert page.evaluate(f"{active}.matches('.hs-passage[role=group]')")
        assert page.evaluate(f"{active}.getAttribute('aria-label')").endswith(f"passage {number}")
    page.keyboard.press("k")
    assert page.evaluate(f"{active}.getAttribute('aria-label')").endswith("passage 2")
    links = page.locator(".hs-passage").nth(1).locator(".hs-passage__text a").count()
    for _ in range(links + 1):
        page.keyboard.press("Tab")
    beside = f"{active}.matches('.hs-apparatus > summary') && {active}.closest('.hs-passage').ariaLabel"
    assert page.evaluate(beside).endswith("passage 2"), "from the text of a passage one comes to what stands beside it"
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys")
    for key in ("Tab", "Enter", "Esc", "j", "/", "?"):
        assert dialog.locator("kbd", has_text=key).count(), key
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert page.evaluate(beside), "the focus comes back"


def test_terms_are_headings_counts_are_words_and_marks_have_names(desk: Watched) -> None:
    page = desk.open("glossary/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("heading", level=2).count() == page.locator(".hs-term").count() > 3
    for path in ("actors/russia/", "sources/", "sources/shiriyev2019/", "dimensions/economic-pragmatism/", LONG):
        page = desk.open(path)
        bare = page.locator("h1, h2, h3").evaluate_all(
            """headings => headings.flatMap(heading => [...heading.querySelectorAll('.hs-count')])
              .map(count => { const copy = count.cloneNode(true);
                copy.querySelectorAll('[aria-hidden]').forEach(one => one.remove()); return copy.textContent.trim(); })
              .filter(said => /^[0-9]*$/.test(said))"""
        )
        assert bare == [], path
        nameless = page.locator(".hs-mark:not([aria-hidden])").evaluate_all(
            "marks => marks.filter(mark => (mark.title || mark.textContent).trim().length < 4).length"
        )
        assert nameless == 0, path
