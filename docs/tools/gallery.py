"""The pictures of the gallery, taken of two companions: `python docs/tools/gallery.py`.

It needs Chromium, as the tests of the browser do. Pictures differ from one machine to another by its fonts; so they are
taken by hand, after a change of looks, and looked at.
"""

from __future__ import annotations

import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from hedgesite.build import build_pages, templates_folder
from hedgesite.publish import shell_for
from hedgesite.publish.settings import read_settings

ROOT = Path(__file__).parents[2]
IMAGES = ROOT / "docs" / "images"
COMPANIONS = {"hedging": ROOT, "swifts": ROOT / "tests" / "sites" / "swifts"}
"""Where the settings of each companion lie."""
DESK, PHONE = (1280, 860), (390, 780)
"""Sizes of windows in pixels of CSS."""
_WIDEST = 760
"""Width of a picture of a desk in pixels; a phone's is as wide as it is."""
_COLOURS = 128


class Picture(NamedTuple):
    """What is taken of a companion."""

    name: str
    companion: str
    path: str
    window: tuple[int, int] = DESK
    scheme: str = "light"
    opens: str = ""
    """Selector of a link to rest on, so that it opens."""
    shows: str = ""
    """Selector of what stands at the top of the window; the page begins there if it is empty."""


PICTURES = (
    Picture("swifts-overview", "swifts", ""),
    Picture("swifts-section", "swifts", "read/what-each-sign-finds/"),
    Picture("swifts-dimensions", "swifts", "dimensions/", scheme="dark"),
    Picture("swifts-figure", "swifts", "read/what-cannot-be-seen/", window=PHONE, shows=".hs-passage:nth-of-type(2)"),
    Picture("swifts-equation", "swifts", "read/a-number-with-its-chance/", window=PHONE, scheme="dark"),
    Picture("hedging-source", "hedging", "sources/shiriyev2019/"),
    Picture("hedging-timeline", "hedging", "timeline/"),
    Picture("hedging-citation", "hedging", "read/concept-of-hedging/", opens=".hs-passage a[data-pop]"),
)


def published(companion: str, folder: Path) -> Path:
    """The site of a companion, built below a folder."""
    at = folder / companion
    shutil.copytree(COMPANIONS[companion] / "content", at / "content")
    shutil.copy(COMPANIONS[companion] / "mkdocs.yml", at)
    settings = read_settings(at / "mkdocs.yml")
    return shell_for(settings).publish(build_pages(settings.docs_dir, templates_folder()))


def take(browser: Browser, site: Path, picture: Picture) -> bytes:
    """A picture as a small PNG."""
    width, height = picture.window
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto((site / picture.path / "index.html").as_uri())
    if picture.shows:
        page.locator(picture.shows).first.evaluate("at => at.scrollIntoView()")
    if picture.opens:
        page.locator(picture.opens).first.focus()
        page.locator(":popover-open").wait_for()
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    context.close()
    if width > _WIDEST:
        image = image.resize((_WIDEST, round(height * _WIDEST / width)), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    # The usual choice of colours lets those of few pixels go, such as the bars of a chart.
    image.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(
        written, "PNG", optimize=True
    )
    return written.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        sites = {name: published(name, Path(folder)) for name in COMPANIONS}
        program = os.environ.get("CHROMIUM") or shutil.which("chromium") or None
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for picture in PICTURES:
            (IMAGES / f"{picture.name}.png").write_bytes(take(browser, sites[picture.companion], picture))
        browser.close()


if __name__ == "__main__":
    main()
