"""Time a build of the companion against Material alone over as many pages of the same text as plain Markdown.

usage: python benchmarks/against_material.py [--pairs 7]

Both sides are whole command lines in fresh processes, pair by pair in one run, so that a busy machine slows both. The
plain site has one Markdown file for each page of the companion, holding that page's words in paragraphs of their own.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
import time
from html import unescape
from importlib.metadata import version
from pathlib import Path

from hedgesite.build import build_pages, templates_folder
from hedgesite.model.page import Page

ROOT = Path(__file__).parents[1]
SCRIPTS = Path(sys.executable).parent
_TAGS = "p|li|h[1-6]|td|th|dt|dd|summary"
BLOCK = re.compile(rf"<(?:{_TAGS})\b[^>]*>(.*?)(?=</?(?:{_TAGS})\b)", re.DOTALL)
PLAIN = """site_name: Plain
theme: {name: material, font: false, features: [navigation.tabs, navigation.prune, navigation.top, search.highlight]}
plugins: [search]
"""


def as_markdown(page: Page) -> str:
    """The words of a page, a paragraph for each of its blocks."""
    words = (unescape(re.sub(r"<[^>]+>", "", block)).strip() for block in BLOCK.findall(page.body))
    return f"# {page.title}\n\n" + "\n\n".join(re.sub(r"\s+", " ", text) for text in words if text)


def write_plain_site(folder: Path) -> int:
    """Write the plain site's input; returns its number of pages."""
    built = build_pages(ROOT / "content", templates_folder())
    for page in built.pages:
        file = folder / "docs" / page.path / "index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(as_markdown(page), "utf-8")
    sections = "".join(f"  - {page.path}index.md\n" for page in built.pages if page.nav)
    (folder / "mkdocs.yml").write_text(f"{PLAIN}nav:\n{sections}", "utf-8")
    return len(built.pages)


def seconds(command: list[str], folder: Path) -> float:
    """Wall time of a command."""
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "true"}
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=environment)
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=7)
    pairs = parser.parse_args().pairs
    with tempfile.TemporaryDirectory() as name:
        plain = Path(name)
        pages = write_plain_site(plain)
        ours = [str(SCRIPTS / "hedgesite"), "build"]
        theirs = [str(SCRIPTS / "mkdocs"), "build", "--quiet", "--clean"]
        seconds(ours, ROOT), seconds(theirs, plain)
        runs = [(seconds(ours, ROOT), seconds(theirs, plain)) for _ in range(pairs)]
    ratios = [one / other for one, other in runs]
    versions = ", ".join(
        f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "markdown-it-py", "pybtex")
    )
    print(f"Python {platform.python_version()}, {versions}; {os.cpu_count()} cores")
    print(f"{pages} pages, {pairs} pairs")
    print(f"hedgesite build: median {statistics.median(one for one, _ in runs):.2f} s")
    print(f"Material alone:  median {statistics.median(other for _, other in runs):.2f} s")
    print(f"ratio: median {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")


if __name__ == "__main__":
    main()
