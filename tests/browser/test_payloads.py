"""Every page of a site that holds every payload in every field, in a real Chromium: nothing runs, nothing leaves.

The site's own Content-Security-Policy is switched off, so that what holds is what the pages say.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, expect

from hedgesite.export.export import SOURCE_EXPORTS
from tests.hostile import HOST, HostileSite, payloads
from tests.serving import serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TRIPWIRE = "window.tripped = why => { (window.__tripped ||= []).push(`tripped ${why ?? location.href}`); };"

FILES = [f"data:{format.media_type};charset=utf-8," for format in SOURCE_EXPORTS]
"""How the address of a file begins that a source's card carries. A browser saves it and shows nothing of it."""

LOOK = """files => {
  const found = [...(window.__tripped || [])];
  const pages = [document, ...[...document.querySelectorAll("template")].map(template => template.content)];
  for (const root of pages) for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name) || name === "srcdoc" || (name === "style" && /url|import/i.test(value)))
        found.push(element.outerHTML);
      if (/^(href|src|action|formaction|xlink:href|data)$/.test(name) && URL.canParse(value, document.baseURI)) {
        const { protocol, origin } = new URL(value, document.baseURI);
        if (element.matches("a[download]") && files.some(begins => value.startsWith(begins))) continue;
        const mayLeave = element.matches("a, link[rel=canonical], link[rel~=alternate][hreflang]");
        if (!["http:", "https:", "mailto:"].includes(protocol) || !(mayLeave || origin === location.origin))
          found.push(element.outerHTML);
      }
    }
    if (element.matches("iframe, frame, object, embed, applet, base, portal, meta[http-equiv=refresh]"))
      found.push(element.outerHTML);
  }
  return found;
}"""
"""What runs or reaches out, in the page and in the content of its pop-ups."""

USE = """() => {
  // A link is clicked for what it runs; where it leads is known.
  window.addEventListener("click", event => {
    const link = event.target.closest("a");
    if (!(link instanceof HTMLAnchorElement) || /^(https?|mailto|):/.test(link.protocol)) event.preventDefault();
  });
  for (const details of document.querySelectorAll("details")) details.open = true;
  for (const link of [...document.querySelectorAll("a[data-pop]")].slice(0, 25)) {
    const at = { bubbles: true, clientX: 1, clientY: 1 };
    link.dispatchEvent(new PointerEvent("pointerover", at));
    link.dispatchEvent(new MouseEvent("click", { ...at, cancelable: true }));
  }
  const events = ["mouseover", "mouseenter", "focus", "animationstart", "toggle"];
  for (const link of document.querySelectorAll("a[href], button, summary, input, select"))
    for (const type of events) link.dispatchEvent(new Event(type));
  for (const link of document.querySelectorAll("a[href]"))
    if (link.isConnected && link instanceof HTMLAnchorElement) link.click();
}"""
"""Opens what can be opened, points at what can be pointed at, and clicks every link."""


@dataclass
class Watch:
    """A page whose browser tells what it was made to do."""

    page: Page
    base: str
    alarms: list[str] = field(default_factory=list)

    def use(self) -> None:
        """Open, point at and click everything."""
        self.page.evaluate(USE)

    def tripped(self) -> list[str]:
        return self.alarms or self.page.evaluate(LOOK, FILES)


def watch(context: BrowserContext, base: str) -> Watch:
    context.set_default_timeout(20_000)
    context.add_init_script(TRIPWIRE)
    watched = Watch(context.new_page(), base)

    def asked(url: str) -> None:
        if not url.startswith((base, "data:", "blob:")):
            watched.alarms.append(f"asked for {url}")

    def saved(url: str) -> None:
        if not url.startswith(tuple(FILES)):
            watched.alarms.append(f"downloaded {url[:200]}")

    def said(dialog: Dialog) -> None:
        watched.alarms.append(f"said {dialog.message}")
        dialog.dismiss()

    watched.page.on("request", lambda request: asked(request.url))
    watched.page.on("dialog", said)
    watched.page.on("popup", lambda popup: watched.alarms.append(f"opened {popup.url}"))
    watched.page.on("download", lambda download: saved(download.url))
    return watched


@pytest.fixture
def unprotected(chromium: Browser, tmp_path: Path) -> Iterator[Watch]:
    """A page of nobody's making, to try the tripwire on."""
    context = chromium.new_context(bypass_csp=True)
    with serving(tmp_path) as address:
        yield watch(context, address)
    context.close()


@pytest.mark.parametrize(
    "planted",
    [
        "<script>tripped()</script>",
        "<img src=x onerror=tripped()>",
        "<svg onload=tripped()>",
        "<details open ontoggle=tripped()>x</details>",
        '<a href="https://example.org/"onmouseover="tripped()">a</a>',
        '<a href="javascript:tripped()">a</a>',
        '<a href="java&#9;script:tripped()">a</a>',
        f"<img src=https://{HOST}/pixel.png>",
        f"<style>body {{ background: url(//{HOST}/x.png) }}</style>",
        "<a download href='data:text/html,<script>tripped()</script>'>a</a>",
        "<a href='data:text/plain;charset=utf-8,a'>a</a>",
        f"<form action=https://{HOST}/><button>go</button></form>",
        "<iframe srcdoc='<script>parent.tripped()</script>'></iframe>",
        "<script>alert(1)</script>",
        "<template><img src=x onerror=tripped()></template>",
        f"<meta http-equiv=refresh content='60;url=https://{HOST}/'>",
    ],
)
def test_a_planted_payload_trips(unprotected: Watch, tmp_path: Path, planted: str) -> None:
    """What would let every page pass lets no page pass."""
    (tmp_path / "planted.html").write_text(f"<!doctype html><title>Planted</title><p>{planted}</p>", "utf-8")
    unprotected.page.goto(f"{unprotected.base}planted.html")
    unprotected.use()
    unprotected.page.wait_for_timeout(100)
    assert unprotected.tripped()


def test_a_page_without_a_payload_does_not_trip(unprotected: Watch, tmp_path: Path) -> None:
    text = "<a href='https://example.org/' rel=noopener>a</a> &lt;script&gt;tripped()&lt;/script&gt;"
    (tmp_path / "clean.html").write_text(f"<!doctype html><title>Clean</title><p>{text}</p>")
    unprotected.page.goto(f"{unprotected.base}clean.html")
    unprotected.use()
    assert unprotected.tripped() == []


@pytest.fixture(scope="module")
def visitor(chromium: Browser, hostile_site: HostileSite) -> Iterator[Watch]:
    """Somebody who reads the site without the protection of its policy."""
    context = chromium.new_context(bypass_csp=True, reduced_motion="reduce", viewport={"width": 1200, "height": 800})
    with serving(hostile_site.folder) as address:
        yield watch(context, address)
    context.close()


def test_nothing_fires_on_any_page(visitor: Watch, hostile_site: HostileSite) -> None:
    redirects = set(hostile_site.built.redirects)
    for address in hostile_site.addresses:
        if address in redirects:
            continue
        visitor.page.goto(visitor.base + address, wait_until="load")
        visitor.use()
        assert visitor.tripped() == [], address
        assert visitor.page.url.split("?")[0].split("#")[0] == visitor.base + address


def test_nothing_fires_in_what_the_search_shows(visitor: Watch) -> None:
    visitor.page.goto(visitor.base, wait_until="load")
    visitor.page.get_by_role("button", name="Search").click()
    field = visitor.page.get_by_role("textbox", name="Search")
    for query in ("tripped", "script", "onerror", "img", "javascript", "313"):
        field.fill(query)
        expect(visitor.page.locator("#hs-search [role=status]")).not_to_be_empty()
        visitor.page.wait_for_timeout(150)
        assert visitor.tripped() == []
    assert visitor.page.locator(".hs-hit").count() > 3


def test_what_was_opened_holds_the_payloads(hostile_site: HostileSite) -> None:
    """Most of every kind stands, escaped, on the site; what stands nowhere is refused by whatever reads it."""
    pages = "".join(unescape(path.read_text("utf-8")) for path in hostile_site.folder.rglob("*.html"))
    words = " ".join(pages.split())
    for kind, texts in payloads().items():
        shown = [text for text in texts if " ".join(text.split()) in words]
        assert len(shown) > 0.7 * len(texts), (kind, len(shown), len(texts))
