"""A real Chromium over the real companion, built once for all tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.companions import publish_site
from tests.serving import serving

ROOT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built companion."""
    return publish_site(ROOT, site_dir=tmp_path_factory.mktemp("companion") / "site")[1]


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of a loopback server over the site, which stands below a path of its own."""
    with serving(site.parent) as host:
        yield f"{host}site/"


@pytest.fixture(scope="session")
def root(site: Path) -> Iterator[str]:
    """The address of the site at the root of a host, where alone the page for missing ones finds its style sheets."""
    with serving(site) as host:
        yield host


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the system."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    assert path, "no Chromium on the PATH; `make chromium` installs it"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@dataclass
class Watched:
    """A page, and what the browser complained of."""

    page: Page
    base: str
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to a path of the site and wait until it is there."""
        self.page.goto(self.base + path, wait_until="load")
        return self.page


def watch(context: BrowserContext, base: str) -> Watched:
    """Open a page that remembers requests, errors and console messages."""
    context.set_default_timeout(8000)
    watched = Watched(context.new_page(), base)
    watched.page.on("request", lambda request: watched.requests.append(request.url))
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on(
        "console", lambda line: watched.complaints.append(line.text) if line.type in {"error", "warning"} else None
    )
    return watched


@pytest.fixture
def desk(chromium: Browser, address: str) -> Iterator[Watched]:
    """A desk's window."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    yield watch(context, address)
    context.close()


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Watched]:
    """The narrowest phone that WCAG asks for."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, device_scale_factor=2, is_mobile=True, has_touch=True
    )
    yield watch(context, address)
    context.close()


@pytest.fixture
def plain(chromium: Browser, address: str) -> Iterator[Watched]:
    """A browser without scripts."""
    context = chromium.new_context(java_script_enabled=False)
    yield watch(context, address)
    context.close()
