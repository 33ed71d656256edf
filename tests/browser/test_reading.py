"""What a reader does: follow links both ways, read on a phone, without scripts, from disk, on paper."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched, watch

pytestmark = pytest.mark.browser
KINDS = (
    "",
    "read/",
    "read/economic-pragmatism/",
    "read/limited-bandwagoning-and-binding-engagement/",
    "read/dominance-denial-and-indirect-balancing/",
    "read/all/",
    "dimensions/",
    "dimensions/economic-pragmatism/",
    "hypotheses/",
    "timeline/",
    "actors/",
    "actors/russia/",
    "glossary/",
    "data/",
    "agreement/",
    "sources/",
    "sources/shiriyev2019/",
    "about/",
    "context/",
    "how-to-read/",
    "accessibility/",
    "sr/",
)


def test_from_a_citation_to_its_source_and_back_to_the_passage(desk: Watched) -> None:
    page = desk.open("read/economic-pragmatism/")
    passage = page.locator(".hs-passage", has=page.locator("a.hs-cite", has_text="Azpromo")).get_attribute("id")
    page.locator("a.hs-cite", has_text="Azpromo").click()
    page.locator(".hs-pop").get_by_role("link", name="Source card").click()
    page.wait_for_url("**/sources/azpromo2021/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Azpromo 2021")
    page.get_by_role("link", name=re.compile("Economic pragmatism, passage")).first.click()
    page.wait_for_url(f"**/read/economic-pragmatism/#{passage}")
    target = page.locator(".hs-passage:target .hs-passage__text")
    expect(target).to_be_in_viewport()
    assert target.evaluate("text => getComputedStyle(text).animationName") == "hs-land"


def test_from_a_dimension_to_its_passages_and_back(desk: Watched) -> None:
    page = desk.open("dimensions/")
    page.get_by_role("link", name="Economic pragmatism in Economic pragmatism: 12 passages").click()
    page.wait_for_url("**/dimensions/economic-pragmatism/#in-economic-pragmatism")
    page.locator(".hs-group", has=page.locator(":target")).get_by_role("link", name="Read the passage").first.click()
    page.wait_for_url("**/read/economic-pragmatism/#**")
    page.locator(".hs-passage:target .hs-mark").first.click()
    page.wait_for_url("**/dimensions/economic-pragmatism/")


def test_previous_and_next_run_through_all_sections(desk: Watched) -> None:
    page = desk.open("read/introduction/")
    seen = [page.url]
    while page.locator(".hs-onward__next").count():
        page.locator(".hs-onward__next").click()
        page.wait_for_load_state("networkidle")
        seen.append(page.url)
    assert len(seen) == len(set(seen)) == 13
    page.locator(".hs-onward__previous").click()
    page.wait_for_url(seen[-2])


def test_without_scripts_every_citation_and_note_leads_on(plain: Watched) -> None:
    page = plain.open("read/limited-bandwagoning-and-binding-engagement/")
    cited = page.locator("a.hs-cite")
    assert cited.count() >= 40
    for index in range(cited.count()):
        assert re.search(r"/sources/[a-z0-9-]+/$", cited.nth(index).evaluate("link => link.href") or "")
    cited.first.click()
    expect(page.get_by_role("heading", name=re.compile("^Where it is cited"))).to_be_visible()
    page.locator(".hs-mentions a").first.click()
    expect(page.locator(".hs-passage:target")).to_be_visible()
    page.locator("[role=doc-noteref]").first.click()
    expect(page.locator("[role=doc-endnotes] li:target")).to_be_visible()
    page.locator("[role=doc-endnotes] li:target").locator("[role=doc-backlink]").click()
    assert "#call-" in page.url


@pytest.mark.parametrize("path", KINDS)
def test_nothing_scrolls_sideways_on_a_phone(phone: Watched, path: str) -> None:
    page = phone.open(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    left = page.locator("#top").bounding_box()
    assert left
    assert left["x"] >= 12, "text keeps a margin"


@pytest.mark.parametrize("path", KINDS)
def test_no_request_leaves_the_site_and_the_browser_has_nothing_to_complain_of(desk: Watched, path: str) -> None:
    desk.open(path)
    assert [url for url in desk.requests if not url.startswith((desk.base, "data:", "blob:"))] == []
    assert desk.complaints == []


def test_from_disk_pages_read_links_lead_and_pop_ups_open(chromium: Browser, site: Path) -> None:
    context = chromium.new_context()
    watched = watch(context, f"{site.as_uri()}/")
    page = watched.open("read/economic-pragmatism/index.html")
    page.locator("a.hs-cite").first.click()
    expect(page.locator(".hs-pop--pinned")).to_be_visible()
    page.locator(".hs-pop").get_by_role("link", name="Source card").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Valiyev and Mamishova 2019")
    assert all(url.startswith(("file:", "data:", "blob:")) for url in watched.requests)
    context.close()


def test_the_palette_follows_the_system(chromium: Browser, address: str) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        context = chromium.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = watch(context, address).open("read/economic-pragmatism/")
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
        context.close()
    assert grounds == ["rgb(253, 252, 249)", "rgb(22, 23, 26)"]


def test_the_measure_is_made_for_reading(desk: Watched) -> None:
    page = desk.open("read/economic-pragmatism/")
    characters = page.evaluate(
        """() => {
          const widths = [];
          for (const paragraph of document.querySelectorAll('.hs-passage__text > p')) {
            const range = document.createRange();
            range.selectNodeContents(paragraph);
            const tops = new Set([...range.getClientRects()].map(line => Math.round(line.bottom / 12)));
            if (tops.size > 3) widths.push(paragraph.textContent.length / tops.size);
          }
          return widths.reduce((sum, width) => sum + width, 0) / widths.length;
        }"""
    )
    assert 55 <= characters <= 75


def test_print_shows_text_notes_and_addresses_without_the_interface(desk: Watched) -> None:
    page = desk.open("read/all/")
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-sidebar--primary", ".hs-apparatus", ".hs-edit"):
        assert page.locator(f"{hidden} >> visible=true").count() == 0, hidden
    assert page.locator("[role=doc-endnotes]").count() >= 4
    assert page.locator("[role=doc-bibliography]").locator("a[href^='https://doi.org/']").count() > 10
    pdf = page.pdf(format="A4")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") > 15


def test_the_serbian_page_says_its_language_and_links_both_ways(desk: Watched) -> None:
    page = desk.open("")
    page.locator("a[hreflang=sr]").first.click()
    page.wait_for_url("**/sr/")
    assert page.locator("article").get_attribute("lang") == "sr"
    page.locator("article").get_by_role("link").first.click()
    page.wait_for_url(desk.base)


COPIED = """async () => {
  const got = {};
  const keep = ({ clipboardData: data }) => { for (const type of data.types) got[type] = data.getData(type); };
  addEventListener('copy', keep, { once: true });
  document.execCommand('copy');
  return got;
}"""


def _select(page: Page, first: int, last: int) -> list[str]:
    """Select from one passage to another, and tell their prose as the content has it."""
    prose: list[str] = page.evaluate(
        """([first, last]) => {
          const texts = [...document.querySelectorAll('.hs-passage__text')].slice(first, last + 1);
          const range = document.createRange();
          range.setStart(texts[0], 0);
          range.setEndAfter(texts.at(-1).parentElement);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
          return texts.map(text => { const copy = text.cloneNode(true);
            copy.querySelectorAll('.hs-note-call, .hs-stripes').forEach(one => one.remove());
            return copy.textContent.replace(/\\s+/g, ' ').trim(); });
        }""",
        [first, last],
    )
    return prose


def test_copying_passages_gives_their_prose_alone(desk: Watched) -> None:
    page = desk.open("read/economic-pragmatism/?dimensions=economic-pragmatism")
    called = page.evaluate(
        "[...document.querySelectorAll('.hs-passage')].findIndex(one => one.querySelector('.hs-note-call'))"
    )
    prose = _select(page, called, called + 2)
    page.locator(".hs-passage").nth(called + 1).locator("summary").first.click()
    prose = _select(page, called, called + 2)
    copied = page.evaluate(COPIED)
    assert re.sub(r"\s+", " ", copied["text/plain"]) == " ".join(prose)
    assert copied["text/plain"].count("\n\n") >= 2, "a paragraph each"
    assert "class=" not in copied["text/html"]
    assert 'href="http' in copied["text/html"]
    page.evaluate("getSelection().selectAllChildren(document.body)")
    everything = page.evaluate(COPIED)["text/plain"]
    assert everything.startswith(page.locator(".hs-passage__text").first.inner_text()[:20])
    assert "About this passage" not in everything


def test_a_passage_is_copied_with_its_citation_and_from_disk_it_says_what_it_lacks(
    chromium: Browser, site: Path
) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = watch(context, f"{site.as_uri()}/").open("read/economic-pragmatism/index.html")
    page.evaluate("document.querySelector('link[rel=canonical]')?.remove()")
    passage = page.locator(".hs-passage").nth(1)
    passage.locator(".hs-apparatus > summary").click()
    passage.get_by_role("button", name="Copy with citation").click()
    expect(passage.get_by_role("button", name="Copied with citation")).to_be_visible()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(passage.locator(".hs-passage__text").inner_text()[:30])
    place = f"read/economic-pragmatism/#{passage.get_attribute('id')}"
    assert f"{place} [the address of the site goes before this]" in text.rpartition("\n\n")[2]
    context.close()
