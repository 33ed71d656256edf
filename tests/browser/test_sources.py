"""The source base and the source cards."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hedgesite.export.export import SOURCE_EXPORTS
from tests.browser.conftest import ROOT, Watched, watch
from tests.exports import cards_of

pytestmark = pytest.mark.browser


def _shown(page: Page) -> list[str]:
    return page.locator(".hs-bibliography:not(.hs-own) .hs-source:not([hidden]) .hs-source__card").all_inner_texts()


def test_bars_filter_the_list_and_the_address_keeps_the_view(desk: Watched) -> None:
    page = desk.open("sources/")
    bar = page.locator("[data-facet=kind] li", has_text="thesis")
    number = int(bar.locator(".hs-count > [aria-hidden]").inner_text())
    bar.get_by_role("button").focus()
    page.keyboard.press("Enter")
    assert _shown(page) == ["Kuik 2010"]
    assert number == 1
    expect(page.get_by_role("status").filter(has_text="1 of 54 sources")).to_be_visible()
    page.reload()
    assert _shown(page) == ["Kuik 2010"]
    page.get_by_role("button", name="Show all").click()
    assert len(_shown(page)) == 54
    assert "?" not in page.url


def test_each_bar_counts_what_it_filters(desk: Watched) -> None:
    page = desk.open("sources/")
    for facet in ("kind", "period", "language", "dimension"):
        bars = page.locator(f"[data-facet={facet}] li")
        for index in range(bars.count()):
            button = bars.nth(index).get_by_role("button")
            button.click()
            assert len(_shown(page)) == int(bars.nth(index).locator(".hs-count > [aria-hidden]").inner_text()), (
                button.inner_text()
            )
            button.click()


def test_the_list_sorts_by_year_and_by_citations(desk: Watched) -> None:
    page = desk.open("sources/")
    page.get_by_label("Order").select_option("year")
    years = [int(found[1]) for text in _shown(page) if (found := re.search(r"(\d{4})\w?$", text))]
    assert years == sorted(years, reverse=True)
    page.get_by_label("Order").select_option("cited")
    entries = page.locator(".hs-bibliography:not(.hs-own) .hs-source")
    counts = [int(n) for n in entries.evaluate_all("all => all.map(one => one.dataset.cited)")]
    assert counts == sorted(counts, reverse=True)
    page.get_by_label("Order").select_option("author")
    assert _shown(page)[0] == "Abilov and Isayev 2015"
    assert _shown(page)[-1] == "Womack 2016"


def test_without_scripts_the_list_is_whole_and_grouped(plain: Watched) -> None:
    page = plain.open("sources/")
    assert page.locator(".hs-kind-group .hs-source").count() == 54
    assert page.locator(".hs-kind-group").count() > 5
    assert page.locator(".hs-tools >> visible=true").count() == 0


def test_a_source_is_copied_as_bibtex_and_csl_json(chromium: Browser, address: str) -> None:
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = watch(context, address).open("sources/chernyavskiy2019/")
    for name, begins in (("BibTeX", "@"), ("RIS", "TY  - "), ("Chicago", "Chernyavskiy, Stanislav")):
        fold = page.locator("details.hs-takeaway", has=page.get_by_text(name, exact=True))
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        page.get_by_role("button", name=f"Copy as {name}").click()
        expect(page.get_by_role("button", name=f"Copy as {name}")).to_have_text("Copied")
        assert page.evaluate("navigator.clipboard.readText()").startswith(begins)
    page.locator("summary", has_text="CSL-JSON").click()
    item = json.loads(page.locator("details.hs-takeaway", has_text="CSL-JSON").locator("code").inner_text())
    item = item[0] if isinstance(item, list) else item
    assert item["DOI"] == "10.2991/icedem-19.2019.110"
    context.close()


def test_mentions_stand_by_their_place_in_the_source(desk: Watched) -> None:
    page = desk.open("sources/shiriyev2019/")
    places = [text.split("\n")[0] for text in page.locator(".hs-group__title").all_inner_texts()]
    pages = [int(found[1]) for text in places if (found := re.match(r"pp?\. (\d+)", text))]
    assert pages == sorted(pages)
    assert len(pages) >= 5


@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "from disk"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_card_saves_its_source_in_every_format(
    chromium: Browser, address: str, site: Path, from_disk: bool, scripts: bool
) -> None:
    """Under the site's own Content-Security-Policy, each under its name, with the bytes that the export makes."""
    name = "chernyavskiy2019"
    context = chromium.new_context(java_script_enabled=scripts, accept_downloads=True)
    watched = watch(context, f"{site.as_uri()}/" if from_disk else address)
    page = watched.open(f"sources/{name}/{'index.html' if from_disk else ''}")
    expected = {file: data for file, data in cards_of(ROOT / "content").items() if file.partition(".")[0] == name}
    saved = {}
    folds = page.locator("details.hs-takeaway")
    for index in range(folds.count()):
        fold = folds.nth(index)
        if fold.get_attribute("open") is None:
            fold.locator("summary").click()
        with page.expect_download() as waited:
            fold.get_by_role("link", name="Download").click()
        saved[waited.value.suggested_filename] = waited.value.path().read_bytes()
    assert len(expected) == len(SOURCE_EXPORTS)
    assert saved == expected
    assert [line for line in watched.complaints if "Security Policy" in line] == []
    context.close()
