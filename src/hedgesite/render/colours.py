"""The dimensions' colours as a style sheet, readable on paper and in the dark."""

from __future__ import annotations

import colorsys
from collections.abc import Iterable

from hedgesite.model.content import Dimension

LIGHT_PAPER = "#fdfcf9"
DARK_PAPER = "#16171a"
_READABLE = 5.0
"""WCAG requires 4.5 to 1. The margin covers rounding, and marks on a background tinted with their own colour."""


def stylesheet(dimensions: Iterable[Dimension]) -> str:
    """CSS custom properties with each dimension's colours in the light and dark palettes."""
    return "".join(
        f".hs-dim--{dimension.id}{{--hs-dim-light:{readable(dimension.colour, LIGHT_PAPER)};"
        f"--hs-dim-dark:{readable(dimension.colour, DARK_PAPER)}}}\n"
        for dimension in dimensions
    )


def draft_stylesheet(words: str) -> str:
    """What a draft is called at the head of each sheet of paper."""
    escaped = "".join(letter if letter.isalnum() else f"\\{ord(letter):06x}" for letter in words)
    return f'@media print{{@page{{@top-center{{content:"{escaped}";font:8pt sans-serif}}}}}}\n'


def readable(colour: str, paper: str) -> str:
    """The nearest lighter or darker shade of a colour that is readable on a background."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(colour))
    step = 0.01 if luminance(paper) < 0.5 else -0.01
    while contrast(colour, paper) < _READABLE and 0 <= lightness + step <= 1:
        lightness += step
        colour = _hex(colorsys.hls_to_rgb(hue, lightness, saturation))
    return colour


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance by WCAG 2.2, from 0 to 1."""
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    return "#" + "".join(f"{round(c * 255):02x}" for c in rgb)
