"""Write an invented companion, and the same text for the peers.

usage: python -m companions TIMES FOLDER [--peers PANDOC] [--content CONTENT] [--simple]

Each tool gets a folder of its own below FOLDER. With --content a companion that is there already is copied instead, and
of the peers Material alone gets its words. With --simple the text and its sources grow alone, and Material with
mkdocs-bibtex in its simple style gets the sections and indexes, without a page for each source and actor.
Prints the sizes as JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
from pathlib import Path

from companions import peers
from companions.article import Article, invented
from companions.content import write_companion
from companions.pages import PlainPage, plain_pages
from hedgesite.build import build_pages, templates_folder

ROOT = Path(__file__).parents[2]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("times", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--peers", metavar="PANDOC")
    parser.add_argument("--content", type=Path)
    parser.add_argument("--simple", action="store_true")
    options = parser.parse_args()
    own = options.folder / "hedgesite"
    if options.content:
        shutil.copytree(options.content, own / "content")
        (own / "mkdocs.yml").write_text(_configuration(), "utf-8")
        peers.write_material(_pages(own), options.folder / "material")
        return
    article = invented(options.times, analysis_grows=not options.simple)
    write_companion(article, own, _configuration())
    if options.simple:
        few = [page for page in _pages(own) if not page.path.startswith(("sources/", "actors/")) or page.in_nav]
        peers.write_material_bibtex(article, few, options.folder / "simple")
    if options.peers:
        _write_peers(article, _pages(own), options.folder, options.peers)
    print(json.dumps(article.sizes()))


def _configuration() -> str:
    return (ROOT / "mkdocs.yml").read_text("utf-8")


def _pages(folder: Path) -> list[PlainPage]:
    built = build_pages(folder / "content", templates_folder())
    if not built.pages:
        raise SystemExit("\n".join(str(finding) for finding in built.report.diagnostics))
    return plain_pages(built.pages)


def _write_peers(article: Article, pages: list[PlainPage], folder: Path, pandoc: str) -> None:
    """For each tool; for two of them the text alone, too: the sections, the first page and the list of sources."""
    text = [page for page in pages if page.section or page.name in ("index", "sources")]
    command = [pandoc, "--print-default-data-file", "default.csl"]
    csl = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    peers.write_material(pages, folder / "material")
    peers.write_material_bibtex(article, pages, folder / "material-bibtex", csl)
    peers.write_sphinx(article, pages, folder / "sphinx")
    peers.write_sphinx(article, text, folder / "sphinx-text")
    peers.write_pandoc(article, pages, folder / "pandoc", pandoc)
    peers.write_pandoc(article, text, folder / "pandoc-text", pandoc)
    peers.write_hugo(article, pages, folder / "hugo")


if __name__ == "__main__":
    main()
