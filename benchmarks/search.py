"""Time the search in a browser, on the real companion and on ten times as much; write it to RESULTS.md.

usage: python benchmarks/search.py [--rounds 20] [--sizes 1,10]

A companion of ten times the size is the index of the real one ten times over, under other addresses. An answer is
everything between a letter that is typed and results that are laid out. The first one, typed at once into a page that
was just opened, answers by what is folded by then; the whole answer comes when the rest is folded.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from measuring import machine
from playwright.sync_api import Browser, Page, sync_playwright
from results import table, write_section

from hedgesite.build import build_pages, templates_folder
from hedgesite.export.search_index import INDEX_FILE
from hedgesite.publish import shell_for
from hedgesite.publish.settings import read_settings

ROOT = Path(__file__).parents[1]
QUERIES = ("a", "azerbaijan", "boskovic", "хеџинг", '"economic pragmatism"', "calculated distance", "xyzzy")
"""One that finds nearly everything, some that readers type, and one that finds nothing in any way."""

ANSWER = """([query, rounds]) => {
    const input = document.querySelector("#hs-search input"), results = document.querySelector(".hs-found");
    return Array.from({ length: rounds }, () => {
        input.value = query;
        const start = performance.now();
        input.dispatchEvent(new Event("input"));
        results.getBoundingClientRect();
        return performance.now() - start;
    });
}"""
FIRST = """() => {
    const dialog = document.getElementById("hs-search"), input = dialog.querySelector("input");
    dialog.showModal();
    hedgesite.search(dialog);
    dialog.getBoundingClientRect();
    input.value = "azerbaijan";
    const start = performance.now(), status = dialog.querySelector("[role=status]");
    input.dispatchEvent(new Event("input"));
    dialog.getBoundingClientRect();
    const first = performance.now() - start;
    return new Promise((resolve) => {
        const look = () => (status.textContent ? resolve([first, performance.now() - start]) : setTimeout(look));
        look();
    });
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--sizes", default="1,10")
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = _site(Path(folder) / "site")
        text = (site / INDEX_FILE).read_text("utf-8")
        names = ("chromium", "chromium-browser", "google-chrome")
        path = next(found for name in names if (found := shutil.which(name)))
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        rows = []
        for size in sizes:
            (site / INDEX_FILE).write_text(_repeated(text, size), "utf-8")
            rows.append(_measured(browser, site, size, options.rounds))
        browser.close()
    head = ("size", "records", "index in kB", "first answer", "whole of it", *(f"`{query}`" for query in QUERIES))
    body = (
        f"Milliseconds of an answer in Chromium, from disk: medians of {options.rounds}, with the slowest in brackets. "
        f"The first one is typed at once into a page that was just opened.\n\n{table(head, rows, numbers=1)}"
    )
    write_section("search", body, machine(), " ".join(["python benchmarks/search.py", *sys.argv[1:]]))


def _site(folder: Path) -> Path:
    settings = replace(read_settings(ROOT / "mkdocs.yml").located(), site_dir=folder)
    return shell_for(settings).publish(build_pages(settings.docs_dir, templates_folder(), settings.site_url))


def _repeated(text: str, size: int) -> str:
    """The index with each record several times, under addresses of their own."""
    head, _, tail = text.partition("=")
    index: dict[str, Any] = json.loads(tail.rstrip().removesuffix(";"))
    records = index["records"]
    index["records"] = [
        [kind, f"{number}/{address}" if number else address, *rest]
        for number in range(size)
        for kind, address, *rest in records
    ]
    return f"{head}={json.dumps(index, ensure_ascii=False, separators=(',', ':'))};"


def _measured(browser: Browser, site: Path, size: int, rounds: int) -> tuple[str, ...]:
    firsts = []
    for _ in range(rounds):
        page = _opened(browser, site)
        firsts.append(page.evaluate(FIRST))
        page.close()
    page = _opened(browser, site)
    records = page.evaluate("hedgesite.index.records.length")
    page.evaluate(FIRST)
    answers = [page.evaluate(ANSWER, [query, rounds]) for query in QUERIES]
    page.close()
    kilobytes = (site / INDEX_FILE).stat().st_size / 1000
    shown = (f"{statistics.median(each):.1f} ({max(each):.1f})" for each in (*zip(*firsts, strict=True), *answers))
    return (f"{size}×", f"{records:,}", f"{kilobytes:,.0f}", *shown)


def _opened(browser: Browser, site: Path) -> Page:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/index.html")
    for name in ("fold", "search-results", "search-index"):
        page.add_script_tag(url=(site / f"assets/hedgesite/{name}.js").as_uri())
    return page


if __name__ == "__main__":
    main()
