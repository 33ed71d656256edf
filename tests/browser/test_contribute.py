"""What a reader who found an error does: to the file and its line, or to a form that knows which passage it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from hedgesite.words import words_for
from tests.browser.conftest import Watched, watch
from tests.companions import copy_site, publish_site
from tests.conftest import SURROUNDINGS

pytestmark = pytest.mark.browser
REPOSITORY = "https://github.com/someone/companion"
SITE = "https://example.org/lac"
SECTION = "read/usages/"
CONTACT = "lake+site@example.org"
FRENCH = words_for("fr")


@pytest.fixture(scope="module")
def forked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A companion with every feature, built where the pipeline of its repository builds it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GITHUB_REPOSITORY", "someone/companion")
        patch.delenv("GITHUB_REF", raising=False)
        folder = copy_site("full", tmp_path_factory.mktemp("forked"))
        settings = folder / "mkdocs.yml"
        text = settings.read_text("utf-8")
        settings.write_text(text.replace("font: false", "font: false, features: [content.action.edit]"), "utf-8")
        yield publish_site(folder)[1]


@pytest.fixture
def reader(chromium: Browser, forked: Path) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield watch(context, f"{forked.as_uri()}/")
    context.close()


def fields(href: str | None) -> dict[str, str]:
    assert href
    assert href.startswith(f"{REPOSITORY}/issues/new?")
    return {name: values[0] for name, values in parse_qs(urlsplit(href).query).items()}


def opened(page: Page) -> Page:
    page.locator(".hs-apparatus summary").first.click()
    return page


def test_a_passage_leads_to_its_line(reader: Watched, forked: Path) -> None:
    page = opened(reader.open(f"{SECTION}index.html"))
    passage = page.locator(".hs-passage").first
    href = passage.get_by_role("link", name=FRENCH.gettext("Correct this passage")).get_attribute("href") or ""
    match = re.fullmatch(rf"{REPOSITORY}/blob/main/(content/sections/[\w.-]+)\?plain=1#L(\d+)", href)
    assert match, href
    lines = (forked.parent / match[1]).read_text("utf-8").splitlines()
    words = passage.locator(".hs-passage__text").inner_text().split()
    assert lines[int(match[2]) - 1].startswith(words[0])
    assert lines[int(match[2]) - 2].startswith(f"{{#{passage.get_attribute('id')}")


def test_a_passage_leads_to_a_form_that_knows_it(reader: Watched) -> None:
    page = opened(reader.open(f"{SECTION}index.html"))
    passage = page.locator(".hs-passage").first
    line = passage.get_attribute("data-line")
    said = fields(passage.get_by_role("link", name=FRENCH.gettext("Report an error in it")).get_attribute("href"))
    assert said["template"] == "passage.yml"
    assert said["address"] == f"{SITE}/{SECTION}#{passage.get_attribute('id')}"
    assert re.fullmatch(rf"content/sections/[\w.-]+\.md:{line}", said["file"])
    assert said["title"].startswith("Error: ")
    assert reader.complaints == []


def test_every_page_leads_to_a_form_without_scripts(chromium: Browser, forked: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    reader = watch(context, f"{forked.as_uri()}/")
    for path in ("", SECTION, "dimensions/", "sources/", "read/all/"):
        page = reader.open(f"{path}index.html")
        report = page.get_by_role("link", name=FRENCH.gettext("Report an error"), exact=True)
        expect(report).to_be_visible()
        assert fields(report.get_attribute("href"))["address"] == f"{SITE}/{path}"
    context.close()


def test_the_whole_text_stays_as_light_as_it_is(forked: Path) -> None:
    assert "data-line" not in (forked / "read/all/index.html").read_text("utf-8")


def test_without_a_form_a_passage_begins_a_letter(
    chromium: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in SURROUNDINGS:
        monkeypatch.delenv(name, raising=False)
    folder = copy_site("minimal", tmp_path)
    with (folder / "content" / "article.yml").open("a", encoding="utf-8") as article:
        article.write(f"\ncompanion: {{contact: {CONTACT}}}\n")
    site = publish_site(folder)[1]
    context = chromium.new_context()
    page = opened(watch(context, f"{site.as_uri()}/").open("read/introduction/index.html"))
    link = page.locator(".hs-passage").first.get_by_role("link", name="Report an error in it")
    href = link.get_attribute("href") or ""
    assert href.startswith(f"mailto:{CONTACT}?subject=Error%3A%20Introduction&body=")
    body = parse_qs(urlsplit(href).query)["body"][0]
    assert re.fullmatch(r"/read/introduction/#only-passage\n\ncontent/sections/introduction\.md:\d+\n\n", body)
    context.close()
