"""The policy of the pages in a real browser: nothing of ours is in its way, and nothing smuggled in gets past it."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Watched, watch
from tests.companions import copy_site

pytestmark = pytest.mark.browser
SECTION = "read/economic-pragmatism/"
LISTEN = """
addEventListener("securitypolicyviolation", (event) =>
  console.error(`violation: ${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
ELSEWHERE = "https://elsewhere.example/"
SMUGGLED = """
<script>window.fired = ["script"];</script>
<script type="module">(window.fired ??= []).push("module");</script>
<script src="data:text/javascript,(window.fired ??= []).push('data')"></script>
<script src="ELSEWHEREa.js"></script>
<img src="missing.png" alt="" onerror="(window.fired ??= []).push('handler')">
<svg onload="(window.fired ??= []).push('svg')"></svg>
<a id="smuggled-link" href="javascript:(window.fired ??= []).push('link')">link</a>
<iframe srcdoc="<script>(parent.fired ??= []).push('frame')</script>"></iframe>
<iframe src="javascript:(parent.fired ??= []).push('frame address')"></iframe>
<object data="data:text/html,<script>(parent.fired ??= []).push('object')</script>"></object>
<style>#smuggled-link { color: rgb(1, 2, 3) }</style>
<p id="smuggled-style" style="color: rgb(1, 2, 3)">styled</p>
<form id="smuggled-form" action="ELSEWHERE"><input name="a" value="b"></form>
<base href="ELSEWHERE">
"""


def kinds(site: Path) -> dict[str, str]:
    """A page of each kind, by kind: the longest. The page for missing ones has no shell, and is left out."""
    found: dict[str, Path] = {}
    pages = [path for path in site.rglob("*.html") if path.name != "404.html"]
    for path in sorted(pages, key=lambda path: path.stat().st_size):
        match = re.search(r'hs-page--([\w-]+)" lang', path.read_text("utf-8"))
        found[match[1] if match else "redirect"] = path
    return {kind: path.relative_to(site).as_posix().removesuffix("index.html") for kind, path in found.items()}


def listening(chromium: Browser, base: str, *, phone: bool = False) -> Watched:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740} if phone else {"width": 1440, "height": 900},
        is_mobile=phone,
        has_touch=phone,
    )
    context.add_init_script(LISTEN)
    return watch(context, base)


@pytest.fixture(params=["desk", "phone"])
def reader(request: pytest.FixtureRequest, chromium: Browser, root: str) -> Iterator[Watched]:
    """A browser that says so when the policy holds something back."""
    watched = listening(chromium, root, phone=request.param == "phone")
    yield watched
    watched.page.context.close()


def palettes(page: Page) -> list[str]:
    """The palettes of a page that the shell's button leads through."""
    return [
        str(
            page.evaluate(
                "document.querySelector('form[data-md-component=palette] label:not([hidden])').click(),"
                "document.body.dataset.mdColorScheme"
            )
        )
        for _ in range(3)
    ]


def test_no_kind_of_page_meets_the_policy(reader: Watched, site: Path) -> None:
    paths = kinds(site)
    assert {"home", "section", "everything", "dimensions", "sources", "timeline", "data"} <= set(paths)
    for kind, path in paths.items():
        page = reader.open(path)
        assert set(palettes(page)) == {"default", "slate"}, kind
        assert reader.complaints == [], kind


def test_search_and_pop_ups_do_not_meet_the_policy(reader: Watched) -> None:
    page = reader.open(SECTION)
    page.locator("a.hs-cite").first.click()
    expect(page.locator(".hs-pop--pinned")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("textbox", name="Search").press_sequentially("remittances")
    expect(page.locator(".hs-hit").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url("**/data/#*")
    page.wait_for_load_state("networkidle")
    assert reader.complaints == []


def smuggle(text: str) -> str:
    return text.replace("</article>", f"{SMUGGLED.replace('ELSEWHERE', ELSEWHERE)}</article>", 1)


def tried(page: Page) -> None:
    """Do what a reader may be led to do."""
    page.evaluate("document.getElementById('smuggled-link').click()")
    page.evaluate("document.getElementById('smuggled-form').submit()")
    page.wait_for_timeout(300)


def color(page: Page, id: str) -> str:
    return str(page.evaluate(f"getComputedStyle(document.getElementById('{id}')).color"))


def open_section(watched: Watched) -> Page:
    return watched.open(SECTION + ("index.html" if watched.base.startswith("file") else ""))


@pytest.fixture(params=["served", "from disk"])
def victim(
    request: pytest.FixtureRequest, chromium: Browser, site: Path, address: str, tmp_path: Path
) -> Iterator[tuple[Watched, Path]]:
    """A reader of a copy of the site, and the file of the page that was tampered with."""
    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    file = copy / SECTION / "index.html"
    file.write_text(smuggle(file.read_text("utf-8")), "utf-8")
    watched = listening(chromium, address if request.param == "served" else f"{copy.as_uri()}/")
    watched.page.route(f"{ELSEWHERE}**", lambda route: route.fulfill(body="(window.fired ??= []).push('elsewhere')"))
    watched.page.route(f"{address}{SECTION}", lambda route: route.fulfill(body=file.read_text("utf-8")))
    yield watched, file
    watched.page.context.close()


def test_what_is_smuggled_into_a_page_does_nothing(victim: tuple[Watched, Path]) -> None:
    watched, _ = victim
    page = open_section(watched)
    page.locator("a.hs-cite").first.click()
    expect(page.locator(".hs-pop--pinned")).to_be_visible()
    tried(page)
    assert page.evaluate("window.fired ?? []") == []
    assert page.url.startswith(watched.base)
    assert color(page, "smuggled-link") != "rgb(1, 2, 3)"
    assert color(page, "smuggled-style") != "rgb(1, 2, 3)"
    held_back = {match[1] for line in watched.complaints if (match := re.match(r"violation: ([\w-]+)", line))}
    assert held_back >= {"script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr", "form-action"}


def test_without_the_policy_the_same_would_run(victim: tuple[Watched, Path]) -> None:
    watched, file = victim
    file.write_text(POLICY.sub("", file.read_text("utf-8")), "utf-8")
    page = open_section(watched)
    page.evaluate("document.getElementById('smuggled-link').click()")
    page.wait_for_timeout(300)
    assert {"elsewhere", "module", "handler", "svg", "link"} <= set(page.evaluate("window.fired"))
    assert color(page, "smuggled-link") == color(page, "smuggled-style") == "rgb(1, 2, 3)"


def until_answered(address: str) -> None:
    """Wait for a server. Raises URLError where none answers within half a minute."""
    for moment in range(300):
        try:
            urlopen(address, timeout=10).close()
        except URLError:
            if moment == 299:
                raise
            time.sleep(0.1)
        else:
            return


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address that `hedgesite serve` serves a small companion under, and the companion's folder."""
    folder = copy_site("minimal", tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from hedgesite.cli import main; main()", "serve", "-a", f"127.0.0.1:{port}"]
    base = f"http://127.0.0.1:{port}/"
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            until_answered(base)
            yield base, folder
        finally:
            server.kill()


def test_while_serving_pages_still_reload(chromium: Browser, served: tuple[str, Path]) -> None:
    base, folder = served
    watched = listening(chromium, base)
    said: list[str] = []
    watched.page.on("console", lambda line: said.append(line.text))
    page = watched.open("read/introduction/")
    assert "Enabled live reload" in said
    section = folder / "content" / "sections" / "introduction.md"
    # Twice: the page that came after the first save must reload, too.
    for title in ("Said anew", "Said once more"):
        text = re.sub("^title: .*", f"title: {title}", section.read_text("utf-8"), flags=re.MULTILINE)
        section.write_text(text, "utf-8")
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
    assert watched.complaints == []
    page.context.close()
