"""The companion's words as plain Markdown for Material alone, page by page."""

from __future__ import annotations

from pathlib import Path

from companions.pages import plain_pages
from companions.peers import write_material

from hedgesite.build import build_pages, templates_folder

ROOT = Path(__file__).parents[1]


def write_plain_site(folder: Path) -> int:
    """Write the plain site's input; returns its number of pages."""
    pages = plain_pages(build_pages(ROOT / "content", templates_folder()).pages)
    write_material(pages, folder)
    return len(pages)
