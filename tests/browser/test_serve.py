"""What a writer sees while writing: the page follows each save, stays where it was, and says what is wrong."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
SECTION = "read/economic-pragmatism/"


@dataclass
class Served:
    """A companion that `hedgesite serve` serves."""

    address: str
    section: Path
    terminal: Path

    def said(self) -> str:
        return self.terminal.read_text("utf-8")


def wait_until_answered(address: str) -> None:
    for _ in range(300):
        try:
            urlopen(address, timeout=10).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address} does not answer")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-c", "from hedgesite.cli import main; main()", "serve", "-a", f"127.0.0.1:{port}"]
    terminal = tmp_path / "terminal.txt"
    [section] = (tmp_path / "content" / "sections").glob("*economic-pragmatism.md")
    with (
        terminal.open("w") as out,
        subprocess.Popen(command, cwd=tmp_path, stdout=out, stderr=subprocess.STDOUT) as server,
    ):
        try:
            wait_until_answered(f"http://127.0.0.1:{port}/")
            yield Served(f"http://127.0.0.1:{port}/", section, terminal)
        finally:
            server.kill()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(20000)
    yield context.new_page()
    context.close()


def test_the_page_follows_each_save(served: Served, page: Page) -> None:
    expect.set_options(timeout=20000)
    page.goto(f"{served.address}{SECTION}", wait_until="load")
    page.evaluate("window.scrollTo(0, 900)")
    page.wait_for_timeout(300)
    text = served.section.read_text("utf-8")

    served.section.write_text(f"{text.rstrip()} Words of a new day.\n", "utf-8")
    expect(page.locator("article")).to_contain_text("Words of a new day.")
    page.wait_for_function("Math.abs(window.scrollY - 900) < 60")

    served.section.write_text(f"{text.rstrip()} Words that [@nobody] wrote.\n", "utf-8")
    findings = page.get_by_role("alert")
    expect(findings).to_contain_text("citation-unknown")
    expect(findings).to_contain_text("economic-pragmatism.md:")
    expect(page.locator("article")).to_contain_text("Words of a new day.")
    assert "citation-unknown" in served.said()
    assert "The last good site stays" in served.said()

    served.section.write_text(f"{text.rstrip()} Words put right.\n", "utf-8")
    expect(page.locator("article")).to_contain_text("Words put right.")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert "Traceback" not in served.said()


def test_a_broken_configuration_leaves_the_last_good_site(served: Served, page: Page) -> None:
    page.goto(f"{served.address}{SECTION}", wait_until="load")
    configuration = served.terminal.parent / "mkdocs.yml"
    good = configuration.read_text("utf-8")
    configuration.write_text(f"{good}\nnonsense: [\n", "utf-8")
    for _ in range(100):
        if "mkdocs.yml" in served.said() and "ERROR" in served.said():
            break
        time.sleep(0.1)
    page.reload(wait_until="load")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "Traceback" not in served.said()
    configuration.write_text(good, "utf-8")
