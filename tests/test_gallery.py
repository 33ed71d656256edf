"""The gallery of the handbook: its pictures are those that its script takes, and of pages that exist."""

from __future__ import annotations

import re
import runpy
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from hedgesite.build import build_pages, templates_folder
from tests.handbook import HANDBOOK, ROOT

IMAGES = HANDBOOK / "images"
LARGEST = 600_000
"""Bytes of all pictures in the handbook."""
TOOL: dict[str, Any] = runpy.run_path(str(HANDBOOK / "tools" / "gallery.py"))


def test_every_picture_is_shown_with_a_text_in_its_place() -> None:
    shown = re.findall(r"!\[([^\]]+)\]\(images/([\w-]+)\.png\)", (HANDBOOK / "gallery.md").read_text("utf-8"))
    assert sorted(name for _, name in shown) == sorted(picture.name for picture in TOOL["PICTURES"])
    assert all(len(text) > 30 for text, _ in shown)


def test_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in IMAGES.iterdir()) <= LARGEST
    for picture in TOOL["PICTURES"]:
        with Image.open(IMAGES / f"{picture.name}.png") as image:
            assert image.width == min(picture.window[0], TOOL["_WIDEST"])


@pytest.mark.parametrize("companion", TOOL["COMPANIONS"])
def test_what_is_pictured_exists(companion: str) -> None:
    folder: Path = TOOL["COMPANIONS"][companion]
    built = build_pages(folder / "content", templates_folder())
    assert not built.report.diagnostics
    wanted = {picture.path for picture in TOOL["PICTURES"] if picture.companion == companion}
    assert wanted <= {page.path for page in built.pages}
    assert folder.is_relative_to(ROOT)
