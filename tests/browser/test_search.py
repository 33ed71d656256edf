"""The search: what a reader types, with whatever keyboard, and what comes first; over http and from disk."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hedgesite.build import templates_folder
from tests.browser.conftest import Watched, watch
from tests.browser.test_accessibility import violations
from tests.browser.test_csp import kinds
from tests.companions import copy_site, publish_site

pytestmark = pytest.mark.browser

ARTICLE = "Azerbaijan’s Foreign Policy Positioning towards Russia and Its Impact on the Second Nagorno-Karabakh War"
SERBIAN = "Спољнополитичко позиционирање Азербејџана према Русији и њен утицај на Други рат у Нагорно-Карабаху"
TURKISH = "Kinik and Çelik 2021: The Role of Turkish Drones"
"""And more words."""
FIRST = {
    "boskovic": ARTICLE,
    "Bošković": ARTICLE,
    "БОШКОВИЋ": ARTICLE,
    "jovic": "Jović-Lazić 2022",
    "celik": TURKISH,
    "хеџинг": SERBIAN,
    "hedzing": SERBIAN,
    "Азербејџан": SERBIAN,
    "azerbejdzan": SERBIAN,
    '"economic pragmatism"': "Economic pragmatism",
    "calculated distance": "Policies of limited bandwagoning and binding engagement towards Russia",
    "10.25253/99.2021234.10": TURKISH,
    "https://doi.org/10.25253/99.2021234.10": TURKISH,
    "Brantly Womack": "Womack 2016",
    "Womack asymmetry": "Womack 2016",
    "hedging": "Hedging",
    "russia": "Russia",
}
"""What is typed, and how the title of something among the first three begins."""
PALETTES: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"forced_colors": "active"},
)


@pytest.fixture(params=["served", "from disk"])
def reader(request: pytest.FixtureRequest, chromium: Browser, address: str, site: Path) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    yield watch(context, address if request.param == "served" else f"{site.as_uri()}/")
    context.close()


def file_of(watched: Watched, path: str) -> str:
    """The path of a page, as it is opened from disk."""
    return f"{path}index.html" if watched.base.startswith("file:") else path


def search(page: Page, query: str) -> None:
    """Open the search where it is not open, and type."""
    if not page.locator("#hs-search").is_visible():
        page.keyboard.press("/")
    page.locator("#hs-search").get_by_role("textbox").fill(query)
    expect(page.locator("#hs-search [role=status]")).not_to_be_empty()


def titles(page: Page) -> list[str]:
    return page.locator(".hs-hit__title").all_inner_texts()


def test_what_is_typed_finds_what_is_meant(reader: Watched) -> None:
    page = reader.open("index.html")
    for query, title in FIRST.items():
        search(page, query)
        assert [found for found in titles(page)[:3] if found.startswith(title)], (query, titles(page)[:3])
    assert reader.complaints == []


def test_a_phrase_finds_only_what_has_it(reader: Watched) -> None:
    page = reader.open("index.html")
    search(page, '"economic pragmatism"')
    for hit in page.locator(".hs-hit").all():
        assert "economic pragmatism" in hit.locator("mark").first.inner_text().lower()
    search(page, "“pragmatism economic”")
    expect(page.locator("#hs-search [role=status]")).to_have_text("Nothing was found.")
    search(page, "“economic pragmat”")
    assert titles(page) == []
    search(page, "pragmatism economic")
    assert len(titles(page)) > 3


MANY = """() => {
    const { records } = hedgesite.index, once = [...records];
    for (let time = 1; time < 40; time += 1)
        for (const [kind, address, ...rest] of once) records.push([kind, `${time}/${address}`, ...rest]);
    const dialog = document.getElementById("hs-search"), input = dialog.querySelector("input");
    dialog.showModal();
    hedgesite.search(dialog);
    input.value = "hedging";
    input.dispatchEvent(new Event("input"));
    document.querySelector(".hs-found a").focus();
    return [document.activeElement.href, dialog.querySelector("[role=status]").textContent];
}"""


def test_an_answer_comes_at_once_and_whole_a_little_later(desk: Watched) -> None:
    """Of a long text that is not read to its end yet; whoever has gone into the first results stays there."""
    page = desk.open("")
    for name in ("fold", "search-results", "search-index"):
        page.add_script_tag(url=f"{desk.base}assets/hedgesite/{name}.js")
    focused, said = page.evaluate(MANY)
    assert said == "", "what is found by then is no count"
    expect(page.locator("#hs-search [role=status]")).not_to_be_empty()
    assert page.evaluate("document.activeElement.href") == focused
    search(page, "Womack asymmetry")
    assert titles(page)[0].startswith("Womack 2016")
    assert desk.complaints == []


def test_results_stand_by_kind_each_with_its_best_first(desk: Watched) -> None:
    page = desk.open("")
    search(page, "hedging")
    headings = page.locator(".hs-found__kind").all_inner_texts()
    assert headings[0].startswith("TERMS")
    assert len(headings) == len(set(headings)) >= 5
    # The first of a kind bears the word in its name where any of the kind does.
    groups = page.locator(".hs-found__group")
    for index in range(groups.count()):
        named = ["hedging" in text.lower() for text in groups.nth(index).locator(".hs-hit__title").all_inner_texts()]
        if "PASSAGES" not in headings[index]:
            assert named == sorted(named, reverse=True), headings[index]
    more = groups.filter(has_text="Passages").get_by_role("button", name="more")
    before = groups.filter(has_text="Passages").locator(".hs-hit").count()
    more.click()
    assert groups.filter(has_text="Passages").locator(".hs-hit").count() > before
    assert page.evaluate("document.activeElement.className") == "hs-hit"


def test_a_passage_shows_its_codes_as_pages_do(desk: Watched) -> None:
    page = desk.open("read/economic-pragmatism/")
    passage = page.locator(".hs-passage", has=page.locator(".hs-marks")).first
    marks = passage.locator(".hs-passage__codes .hs-mark").all_inner_texts()
    id = passage.get_attribute("id")
    search(page, " ".join(passage.locator(".hs-passage__text").inner_text().split()[:6]))
    hit = page.locator(f".hs-hit[href$='#{id}']")
    assert hit.locator(".hs-mark").all_inner_texts() == marks
    shown = "getComputedStyle(document.querySelector('{} .hs-mark')).color"
    assert page.evaluate(shown.format(".hs-found")) == page.evaluate(shown.format(".hs-passage"))


def test_what_was_found_is_marked_in_the_colours_of_the_palette(chromium: Browser, address: str) -> None:
    seen = set()
    views: tuple[dict[str, Any], ...] = (
        {"color_scheme": "light"},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
    )
    for view in views:
        context = chromium.new_context(**view)
        page = watch(context, address).open("")
        search(page, "хеџинг")
        assert set(page.locator(".hs-found mark").all_inner_texts()) == {"хеџинг"}
        mark, text = page.evaluate(
            """() => { const style = getComputedStyle(document.querySelector(".hs-found mark"));
                return [style.backgroundColor, style.color]; }"""
        )
        assert mark != text
        seen.add(mark)
        context.close()
    assert len(seen) == 3


def test_the_keyboard_alone_opens_walks_and_leaves(desk: Watched) -> None:
    page = desk.open("read/economic-pragmatism/")
    page.locator("a.hs-permalink").first.focus()
    before = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("s")
    field = page.get_by_role("textbox", name="Search")
    expect(field).to_be_focused()
    page.keyboard.type("trade")
    expect(page.locator(".hs-hit").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hs-hit").nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".hs-hit").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("s")
    expect(field).to_have_value("trades")
    page.keyboard.press("Escape")
    expect(page.locator("#hs-search")).to_be_hidden()
    assert page.evaluate("document.activeElement.getAttribute('href')") == before


def test_keys_that_are_typed_elsewhere_open_nothing(desk: Watched) -> None:
    page = desk.open("sources/")
    page.get_by_label("Author or title").press_sequentially("s/")
    page.keyboard.press("Control+s")
    expect(page.get_by_label("Author or title")).to_have_value("s/")
    expect(page.locator("#hs-search")).to_be_hidden()


def test_enter_opens_the_first_and_marks_the_words_there(reader: Watched) -> None:
    page = reader.open("index.html")
    search(page, "remittances from russia")
    page.keyboard.press("Enter")
    page.wait_for_url("**/data/**#*")
    expect(page.get_by_role("heading", name="Remittances from Russia to Azerbaijan")).to_be_in_viewport()
    page.wait_for_function("() => CSS.highlights.get('hs-found')?.size > 0")
    found = page.evaluate("[...CSS.highlights.get('hs-found')].map((range) => range.toString().toLowerCase())")
    assert set(found) <= {"remittances", "from", "russia"}
    assert "?" not in page.url
    assert reader.complaints == []


def test_where_nothing_has_all_words_some_is_found_and_said(desk: Watched) -> None:
    page = desk.open("")
    search(page, "pragmatism xyzzy")
    expect(page.locator("#hs-search [role=status]")).to_contain_text("Nothing has all of these words")
    assert "Economic pragmatism" in titles(page)
    search(page, "xyzzy")
    expect(page.locator("#hs-search [role=status]")).to_have_text("Nothing was found.")


def test_a_word_is_found_within_a_longer_one_where_none_begins_so(desk: Watched) -> None:
    page = desk.open("")
    search(page, "wagoning")
    assert "Bandwagoning" in titles(page)


def test_nothing_is_loaded_before_the_search_is_opened(desk: Watched) -> None:
    page = desk.open("")
    page.wait_for_load_state("networkidle")
    own = [
        address for address in desk.requests if "search-" in address or "search.css" in address or "worker" in address
    ]
    assert own == []
    search(page, "trade")
    assert any("search-index.js" in address for address in desk.requests)


def test_an_index_that_does_not_come_is_said_and_asked_for_again(desk: Watched) -> None:
    desk.page.route("**/search-index.js", lambda route: route.abort())
    page = desk.open("")
    page.get_by_role("button", name="Search").click()
    expect(page.locator("#hs-search [role=status]")).to_have_text("The search could not be loaded.")
    page.unroute("**/search-index.js")
    page.keyboard.press("Escape")
    search(page, "trade")
    expect(page.locator(".hs-hit").first).to_be_visible()


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_it_is_a_sheet_that_fits(chromium: Browser, address: str, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 640}, is_mobile=True, has_touch=True)
    page = watch(context, address).open("read/economic-pragmatism/")
    page.get_by_role("button", name="Search").tap()
    search(page, "economic pragmatism")
    expect(page.locator(".hs-hit").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide = page.evaluate(
        """(width) => [...document.querySelectorAll("#hs-search *")]
            .filter((one) => one.getBoundingClientRect().right > width).map((one) => one.className)""",
        width,
    )
    assert wide == []
    for control in page.locator("#hs-search :is(button, .hs-hit)").all():
        box = control.bounding_box()
        assert box
        assert box["height"] >= 24
    page.get_by_role("button", name="Close").tap()
    expect(page.locator("#hs-search")).to_be_hidden()
    context.close()


@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_search(chromium: Browser, address: str, width: int, scheme: str) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = watch(context, address).open("")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("textbox", name="Search")).to_be_focused()
    assert violations(page) == []
    search(page, "economic pragmatism")
    assert violations(page) == []
    context.close()


def test_without_scripts_a_page_says_how_to_search(plain: Watched) -> None:
    page = plain.open("dimensions/")
    assert page.locator("[data-opens-search]").is_hidden()
    told = page.locator(".hs-nosearch")
    expect(told).to_be_visible()
    told.get_by_role("link").click()
    expect(page.get_by_role("heading", name=ARTICLE, level=1)).to_be_visible()


def test_no_kind_of_page_has_an_error(reader: Watched, site: Path) -> None:
    """Nor has the search on it."""
    for kind, path in kinds(site).items():
        if kind == "redirect":
            continue
        page = reader.open(file_of(reader, path))
        search(page, "trade")
        expect(page.locator(".hs-hit").first).to_be_visible()
        assert reader.complaints == [], kind


OTHER_SCRIPTS = {
    "arabic": ("ساقِيَة", "كيف تقتسم", "rtl"),
    "hebrew": ("עֲיָירָה", "איך עיירה", "rtl"),
    "german": ("verteilungsGERECHTIGKEIT", "Wasserverteilungsgerechtigkeit", "ltr"),
    "chinese": ("如何分用", "一座小镇", "ltr"),
}
"""Companion to what is typed (with marks, from the middle of a compound, between words that nothing parts), how the
title that is found begins, and the direction in which it runs."""


@pytest.mark.parametrize("name", OTHER_SCRIPTS)
def test_other_scripts_are_found_and_run_in_their_direction(name: str, chromium: Browser, tmp_path: Path) -> None:
    query, title, direction = OTHER_SCRIPTS[name]
    _, site = publish_site(copy_site(name, tmp_path))
    context = chromium.new_context(viewport={"width": 320, "height": 700}, reduced_motion="reduce")
    watched = watch(context, f"{site.as_uri()}/")
    page = watched.open("index.html")
    search(page, query)
    hit = page.locator(".hs-hit__title", has_text=title).first
    expect(hit).to_have_attribute("dir", direction)
    assert hit.locator("mark").count() > 0
    assert page.evaluate("document.querySelector('#hs-search').scrollWidth") <= 320
    # Where no space parts words, what is shown goes on beyond what was found all the same.
    assert any(len(text) > 2 * len(query) for text in page.locator(".hs-hit__text").all_inner_texts())
    assert watched.complaints == []
    assert violations(page) == []
    context.close()


# The name box of the list of sources


def cards(page: Page) -> list[str]:
    return page.locator(".hs-bibliography:not(.hs-own) .hs-source:not([hidden]) .hs-source__card").all_inner_texts()


def test_the_list_of_sources_is_narrowed_by_author_and_title(desk: Watched) -> None:
    page = desk.open("sources/")
    field = page.get_by_label("Author or title")
    field.fill("celik")
    assert cards(page) == ["Kinik and Çelik 2021"]
    expect(page.get_by_role("status").filter(has_text="1 of 54 sources")).to_be_visible()
    page.reload()
    expect(field).to_have_value("celik")
    assert cards(page) == ["Kinik and Çelik 2021"]
    field.fill("Јовић нагорно")
    assert sorted(cards(page)) == ["Jović-Lazić 2021", "Jović-Lazić 2022"]
    page.locator("[data-facet=kind] button", has_text="journal article").click()
    assert cards(page) == ["Jović-Lazić 2022"]
    assert "name=" in page.url
    page.get_by_role("button", name="Show all").click()
    assert len(cards(page)) == 54
    expect(field).to_have_value("")
    assert "?" not in page.url


def test_without_scripts_there_is_no_name_box(plain: Watched) -> None:
    assert plain.open("sources/").get_by_label("Author or title").is_hidden()


def test_from_disk_the_list_is_narrowed_too(chromium: Browser, site: Path) -> None:
    context = chromium.new_context()
    watched = watch(context, f"{site.as_uri()}/")
    page = watched.open("sources/index.html")
    page.get_by_label("Author or title").fill("womack")
    assert cards(page) == ["Womack 2016"]
    assert watched.complaints == []
    context.close()


# Folding


@pytest.fixture(scope="module")
def folding(chromium: Browser) -> Iterator[Page]:
    """A page with the script alone."""
    page = chromium.new_page()
    page.add_script_tag(path=templates_folder() / "shell/assets/hedgesite/fold.js")
    yield page
    page.close()


def folded(page: Page, texts: list[str]) -> list[str]:
    found: list[str] = page.evaluate("texts => texts.map((text) => hedgesite.fold(text))", texts)
    return found


LETTERS = [chr(code) for code in range(0x2FFFF) if unicodedata.category(chr(code)) in ("Lu", "Ll", "Lt", "Lo", "Lm")]


def test_case_is_folded_in_every_script(folding: Page) -> None:
    cased = [letter for letter in LETTERS if len(letter.lower()) == 1 and letter != letter.lower()]
    assert len(cased) > 1300
    pairs = zip(cased, folded(folding, cased), folded(folding, [letter.lower() for letter in cased]), strict=True)
    assert [letter for letter, upper, lower in pairs if upper != lower] == []


def test_what_unicode_takes_apart_into_latin_letters_is_folded_to_them(folding: Page) -> None:
    """By Python's tables: an oracle that knows nothing of the script's."""
    expected = {}
    for letter in LETTERS:
        parts = [part for part in unicodedata.normalize("NFKD", letter.lower()) if not unicodedata.combining(part)]
        if letter > "\x7f" and parts and all(part.isascii() and part.isalnum() for part in parts):
            expected[letter] = "".join(parts).lower().replace("dj", "d")
    assert len(expected) > 1300
    found = dict(zip(expected, folded(folding, list(expected)), strict=True))
    assert {letter: text.strip() for letter, text in found.items()} == expected


def test_latin_letters_with_strokes_and_hooks_are_folded_to_their_base(folding: Page) -> None:
    """By their names: LATIN SMALL LETTER D WITH STROKE is a d."""
    expected = {}
    for letter in LETTERS:
        words = unicodedata.name(letter, "").split(" ")
        if words[:2] == ["LATIN", "SMALL"] and words[2] == "LETTER" and len(words[3]) == 1 and words[4:5] == ["WITH"]:
            expected[letter] = words[3].lower()
    expected = {letter: base for letter, base in expected.items() if letter < "\U0001df00"}
    assert len(expected) > 300
    found = dict(zip(expected, folded(folding, list(expected)), strict=True))
    assert {letter: text.strip() for letter, text in found.items()} == expected


_LATIN = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
_CYRILLIC = "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш"


def test_serbian_in_either_script_is_folded_alike(folding: Page) -> None:
    latin = _LATIN.split()
    cyrillic = _CYRILLIC.split()
    words = {
        "Ђорђевић": "Đorđević",
        "Љубљана": "Ljubljana",
        "Његош": "Njegoš",
        "хеџинг": "hedžing",
        "ЏУНГЛА": "DŽUNGLA",
        "Бошковић": "Bošković",
        "адјутант": "adjutant",
    }
    one, other = [*cyrillic, *words], [*latin, *words.values()]
    assert folded(folding, one) == folded(folding, other)
    assert folded(folding, ["Đorđević"]) == folded(folding, ["Djordjevic"]) == folded(folding, ["dordevic"])


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Straße", "STRASSE"),
        ("Æsir", "aesir"),
        ("İstanbul ışık", "istanbul isik"),
        ("Əliyev", "eliyev"),
        ("Łódź", "lodz"),
        ("Nguyễn Đình", "nguyen dinh"),
        ("Київ", "kiiv"),
        ("DİYARBAKIR", "diyarbakır"),
        ("ΟΔΥΣΣΕΎΣ", "οδυσσευς"),
        ("مُحَمَّد", "محمد"),
        ("أحمد", "احمد"),
        ("شيء سئل مؤمن", "شي سيل مومن"),
        ("محـــمد على مدرسة", "محمد علي مدرسه"),
        ("کتابى ۇۀ", "كتابي وه"),
        ("ייִדיש װײַל", "יידיש ווייל"),
        ("שָׁלוֹם", "שלום"),
        ("١٩٩٤", "1994"),
        ("ﬁne ＦＵＬＬ", "fine full"),
        ("co\u00adoperation", "cooperation"),
        ("e\u0301te\u0301", "été"),
        ("  a – b ", "a b"),
        ("T-72", "t 72"),
    ],
)
def test_what_is_written_is_folded_like_what_is_typed(written: str, typed: str, folding: Page) -> None:
    one, other = folded(folding, [written, typed])
    assert one == other
    assert one.strip()


def test_vowels_of_scripts_that_write_them_as_marks_are_kept(folding: Page) -> None:
    one, other = folded(folding, ["कि", "का"])
    assert one != other


def test_where_words_are_not_parted_each_character_is_one(folding: Page) -> None:
    assert folded(folding, ["国际关系", "a\nb"]) == [" 国 际 关 系 ", " a \n b "]


PLACED = "text => { const places = []; const result = hedgesite.fold(text, places); return [result, places]; }"


def test_places_lead_back_to_the_text(folding: Page) -> None:
    texts = ["Đorđević, Ђорђе", "co\u00adop e\u0301te\u0301!", "国际 𝒜b", "straße\nİ"]
    for text in texts:
        result, places = folding.evaluate(PLACED, text)
        units = text.encode("utf-16-le")
        assert len(places) == len(result)
        for character, (start, end) in zip(result, places, strict=True):
            piece = units[2 * start : 2 * end].decode("utf-16-le")
            assert character in " \n" or character in folded(folding, [piece])[0], (text, character, piece)


def test_a_text_is_folded_alike_with_places_and_without(folding: Page) -> None:
    rng = random.Random(1)
    common = "aAdDjJ \n\t-_’.,đЂд0٣Éß国กＡ́ـ\u00ad😀"
    texts = ["".join(rng.choices(common, k=12)) for _ in range(300)]
    texts += ["".join(rng.choices(LETTERS, k=6)) for _ in range(300)]
    texts += ["", "\n\n", "djj dJ", "  x\n \n y  ", "ΣΑΣ"]
    placed = folding.evaluate(f"texts => texts.map((text) => ({PLACED})(text)[0])", texts)
    assert placed == folded(folding, texts)
