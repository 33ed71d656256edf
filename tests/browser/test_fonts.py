"""No target depends on a font: each stays 24 px high whatever letters a reader's system draws."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from playwright.sync_api import Browser

from tests.browser.conftest import Watched, watch
from tests.browser.test_accessibility import AXE, KINDS

pytestmark = pytest.mark.browser

FONTS = {"flat": (500, 100, 500), "tall": (1400, 600, 500), "narrow": (800, 200, 150)}
"""Ascent, descent and width of every letter, in thousandths of its size."""

SIDES = {"phone": (360, 740), "wide": (1440, 900)}


def font_of(ascent: int, descent: int, width: int) -> str:
    """A TrueType font, as a `data:` address, in which every letter is the same box."""
    pen = TTGlyphPen(None)
    for number, corner in enumerate(((0, 0), (0, 400), (width, 400), (width, 0))):
        (pen.lineTo if number else pen.moveTo)(corner)
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", "box"])
    builder.setupCharacterMap(dict.fromkeys(range(32, 8704), "box"))
    builder.setupGlyf({".notdef": pen.glyph(), "box": pen.glyph()})
    builder.setupHorizontalMetrics({".notdef": (width, 0), "box": (width, 0)})
    builder.setupHorizontalHeader(ascent=ascent, descent=-descent)
    builder.setupNameTable({"familyName": "Box", "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=-descent, usWinAscent=ascent, usWinDescent=descent)
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    return "data:font/ttf;base64," + base64.b64encode(file.getvalue()).decode()


# The tallest letters overlap most, the flattest make targets smallest; the rest is looked at where there is time.
WORST = {("flat", "phone"), ("tall", "phone"), ("tall", "wide")}
VIEWS = [
    pytest.param((font, side), id=f"{font}-{side}", marks=() if (font, side) in WORST else pytest.mark.slow)
    for font in FONTS
    for side in SIDES
]


@pytest.fixture(scope="module", params=VIEWS)
def reader(request: pytest.FixtureRequest, chromium: Browser, root: str) -> Iterator[Watched]:
    """A browser that draws every letter in one font."""
    font, side = request.param
    width, height = SIDES[side]
    context = chromium.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", bypass_csp=True
    )
    style = f"@font-face {{ font-family: Box; src: url({font_of(*FONTS[font])}) }} * {{ font-family: Box !important }}"
    context.add_init_script(
        "addEventListener('DOMContentLoaded', () => { const style = document.createElement('style');"
        f" style.textContent = `{style}`; document.head.append(style) }})"
    )
    yield watch(context, root)
    context.close()


# The whole text on one page is made of what the sections are made of, and takes longest.
@pytest.mark.parametrize("path", [path for path in KINDS if path != "read/all/"])
def test_targets_are_high_enough_in_every_font(reader: Watched, path: str) -> None:
    page = reader.open(path)
    page.evaluate("document.fonts.load('16px Box')")
    assert page.evaluate("[...document.fonts].some(font => font.family === 'Box' && font.status === 'loaded')")
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("axe.run({runOnly: ['target-size'], resultTypes: ['violations']})")
    small = [
        f"{' '.join(map(str, node['target']))}: {node['failureSummary']}"
        for item in found["violations"]
        for node in item["nodes"]
    ]
    assert small == []
