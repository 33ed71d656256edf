"""Let Lighthouse judge the published companion as a phone on a slow network would meet it; write that to RESULTS.md.

usage: python benchmarks/lighthouse.py [--runs 5] [--lighthouse COMMAND] [--chromium PATH] [--keep FOLDER]

Lighthouse and a Node.js for it are installed from the npm registry into build/lighthouse, once. Its own defaults hold:
mobile, simulated slow 4G, processor slowed four times. Each page is opened `--runs` times, in rounds over all pages, so
that a busy moment of the machine strikes no page alone. Performance is the median of the runs, the rest the worst.

The site is served from loopback as GitHub Pages would, so far as one can without its network (see `static_host.py`).
In the same rounds the same words are judged as plain Markdown under Material alone, with the companion's own settings
of it: so much is the shell's own weight. A busy machine lowers performance, since Lighthouse times the browser's work;
`benchmarkIndex`, its own measure of the machine, tells: on a quiet machine it is about the same in all rows.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from against_material import write_plain_site
from measuring import machine
from results import table, write_section
from static_host import serve

from hedgesite.build import build_pages, templates_folder
from hedgesite.publish import shell_for
from hedgesite.publish.settings import read_settings

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / "build" / "lighthouse"
LIGHTHOUSE = "lighthouse@13.5.0"
NODE = "node@22.23.3"
LEAST_NODE = (22, 19)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
METRICS = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "speed-index": "SI",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
}
CHROMIUM_FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MATERIAL = ", Material alone"
REPOSITORY = "example/companion"
"""As if the host's CI built it, so that pages carry the links to correct them."""


def build_companion(target: Path, address: str) -> None:
    """The real companion, built as its host's CI would, for the address it is served from."""
    os.environ["GITHUB_REPOSITORY"] = REPOSITORY
    settings = replace(read_settings(ROOT / "mkdocs.yml").located(), site_url=address, site_dir=target)
    shell_for(settings).publish(build_pages(ROOT / "content", templates_folder(), address))


def build_material(target: Path, address: str) -> None:
    """The same words, page by page, as plain Markdown under Material alone, set as the companion sets it."""
    with tempfile.TemporaryDirectory() as name:
        write_plain_site(Path(name))
        file = Path(name) / "mkdocs.yml"
        settings = yaml.safe_load(file.read_text("utf-8"))
        settings["theme"] = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["theme"]
        settings |= {"site_url": address, "site_description": "The same words under Material alone"}
        file.write_text(yaml.safe_dump(settings), "utf-8")
        command = [str(Path(sys.executable).parent / "mkdocs"), "build", "--quiet", "--site-dir", str(target)]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "true"}
        subprocess.run(command, cwd=name, check=True, capture_output=True, env=environment)


def install() -> list[str]:
    """Lighthouse from the npm registry, and Node.js too where the system's is too old; returns the command."""
    ours = TOOLS / "node_modules" / ".bin"
    node = shutil.which("node")
    is_new = bool(node) and _node_version(str(node)) >= LEAST_NODE
    if not (ours / "lighthouse").exists() or not (is_new or (ours / "node").exists()):
        TOOLS.mkdir(parents=True, exist_ok=True)
        packages = [LIGHTHOUSE] if is_new else [LIGHTHOUSE, NODE]
        command = ["npm", "install", "--prefix", str(TOOLS), "--no-save", "--no-audit", "--no-fund", *packages]
        subprocess.run(command, check=True, cwd=TOOLS, stdout=subprocess.DEVNULL)
    return [str(node) if is_new else str(ours / "node"), str(ours / "lighthouse")]


def _node_version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in said.strip().removeprefix("v").split(".")[:2])


@dataclass(frozen=True)
class Judge:
    """Lighthouse, and the browser it drives."""

    command: list[str]
    chromium: str

    def judge(self, address: str) -> dict[str, Any]:
        """One run over one page: Lighthouse's own result."""
        options = ["--quiet", "--output=json", "--output-path=stdout", f"--only-categories={','.join(CATEGORIES)}"]
        flags = [f"--chrome-flags={' '.join(CHROMIUM_FLAGS)}"]
        environment = os.environ | {"CHROME_PATH": self.chromium}
        done = subprocess.run(
            [*self.command, address, *options, *flags], capture_output=True, text=True, env=environment, check=False
        )
        if done.returncode:
            raise SystemExit(f"Lighthouse failed on {address}:\n{done.stderr}")
        result: dict[str, Any] = json.loads(done.stdout)
        if "runtimeError" in result:
            raise SystemExit(f"Lighthouse failed on {address}: {result['runtimeError']['message']}")
        return result


def pages_to_judge(site: Path) -> dict[str, str]:
    """Overview, the longest section, dimension index and sources: their name and path."""
    sections = [path for path in (site / "read").glob("*/index.html") if path.parent.name != "all"]
    longest = max(sections, key=lambda path: path.stat().st_size).parent.relative_to(site).as_posix()
    return {"overview": "", "longest section": f"{longest}/", "dimension index": "dimensions/", "sources": "sources/"}


def row(name: str, results: list[dict[str, Any]]) -> tuple[str, ...]:
    """A line of the table."""
    scores = {key: [100 * (run["categories"][key]["score"] or 0) for run in results] for key in CATEGORIES}
    speed = scores["performance"]
    cells = [name, f"{statistics.median(speed):.0f} ({min(speed):.0f}–{max(speed):.0f})"]
    cells += [f"{min(scores[key]):.0f}" for key in CATEGORIES[1:]]
    for audit in METRICS:
        value = statistics.median(run["audits"][audit]["numericValue"] for run in results)
        cells.append(f"{value:.3f}" if audit.endswith("shift") else f"{value:.0f}")
    cells.append(f"{statistics.median(run['environment']['benchmarkIndex'] for run in results):.0f}")
    return tuple(cells)


def complaints(results: list[dict[str, Any]]) -> dict[str, str]:
    """What did not pass in a run, by audit: with its share of the category, or what Lighthouse only advises."""
    found: dict[str, str] = {}
    for run in results:
        for category in CATEGORIES:
            whole = sum(reference["weight"] for reference in run["categories"][category]["auditRefs"])
            for reference in run["categories"][category]["auditRefs"]:
                audit = run["audits"][reference["id"]]
                counts = reference["weight"] or reference.get("group") == "insights"
                if counts and audit["score"] is not None and audit["score"] < 0.9:
                    share = (
                        f"{100 * reference['weight'] / whole:.0f} % of {category}" if reference["weight"] else "advice"
                    )
                    found[audit["id"]] = f"{audit['title']} ({share})"
    return found


def findings(results: dict[str, list[dict[str, Any]]]) -> str:
    """A line for each audit that a page of the companion did not pass, and whether Material alone fails it too."""
    pages: dict[str, list[str]] = defaultdict(list)
    for name, judged in results.items():
        for complaint in complaints(judged).values():
            pages[complaint].append(name)
    lines = []
    for complaint, names in sorted(pages.items()):
        ours = [name for name in names if not name.endswith(MATERIAL)]
        where = "every page" if 2 * len(ours) == len(results) else ", ".join(ours)
        lines += [f"- {complaint}: {where}{'; Material alone too' if len(ours) < len(names) else ''}"] if ours else []
    return "Not passed in at least one run:\n\n" + "\n".join(lines) if lines else "Everything passed in every run."


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--lighthouse", help="a command to run instead of installing Lighthouse")
    parser.add_argument("--chromium", help="the browser; found on the PATH otherwise")
    parser.add_argument("--keep", type=Path, help="a folder to keep Lighthouse's results in")
    options = parser.parse_args()
    names = ("chromium", "chromium-browser", "google-chrome")
    browser = options.chromium or next((found for name in names if (found := shutil.which(name))), None)
    if not browser:
        raise SystemExit("no Chromium on the PATH; `make chromium` installs it")
    judge = Judge(options.lighthouse.split() if options.lighthouse else install(), browser)
    results: dict[str, list[dict[str, Any]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name, serve(Path(name)) as base:
        build_companion(Path(name) / "companion", f"{base}companion/")
        build_material(Path(name) / "material", f"{base}material/")
        pages = pages_to_judge(Path(name) / "companion")
        for _ in range(options.runs):
            for site, suffix in (("companion", ""), ("material", MATERIAL)):
                for page, path in pages.items():
                    results[page + suffix].append(judge.judge(f"{base}{site}/{path}"))
    report(results, browser)
    if options.keep:
        store(results, options.keep)


def report(results: dict[str, list[dict[str, Any]]], browser: str) -> None:
    """The table, and what did not pass."""
    one, *others = next(iter(results.values()))
    version = subprocess.run([browser, "--version"], capture_output=True, text=True, check=True).stdout
    head = ("page", "performance", *CATEGORIES[1:], *METRICS.values(), "benchmarkIndex")
    chromium = version.partition(" built")[0].strip()
    body = (
        f"Lighthouse {one['lighthouseVersion']}, {chromium}, mobile, simulated throttling, "
        f"{1 + len(others)} runs a page: median performance (lowest and highest), the lowest of the other categories, "
        "and median metrics in milliseconds.\n\n"
        f"{table(head, [row(name, judged) for name, judged in results.items()], 1)}\n\n{findings(results)}"
    )
    print(body)
    write_section("lighthouse", body, machine(), f"python benchmarks/lighthouse.py --runs {1 + len(others)}")


def store(results: dict[str, list[dict[str, Any]]], folder: Path) -> None:
    """Keep Lighthouse's own results, a file for each run."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, judged in results.items():
        for number, result in enumerate(judged, 1):
            file = folder / f"{name.replace(', ', '-').replace(' ', '-')}-{number}.json"
            file.write_text(json.dumps(result, indent=1), "utf-8")


if __name__ == "__main__":
    main()
